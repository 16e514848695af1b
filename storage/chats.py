"""Chats: where people are reached."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update

from programme.chats import Chat, ChatState
from programme.letters import LetterState
from programme.quota import Need
from programme.reminders import Addressee, ChatRole
from storage.bites import in_bites
from storage.dialect import insert
from storage.errors import MovedMeanwhile, NotFound
from storage.homes import moved_away, rehomed
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.month import channels_shut
from storage.tables.people import chats, former_addresses
from storage.tables.post import letters


class Chats(Shelf):
    #: Whether this unit has changed whose a chat is, or where.
    relinked = False

    async def add(  # noqa: PLR0913, PLR0917 - seven facts make a chat
        self,
        channel: str,
        address: str,
        title: str,
        role: ChatRole,
        agency: str | None,
        state: ChatState,
        at: datetime,
    ) -> Chat:
        """Behind the chats that are here; an address that is taken is refused."""
        number = await self._one(
            insert(chats)
            .values(
                channel=channel,
                address=address,
                title=title,
                role=role,
                agency=agency,
                state=state,
                linked_at=at if state is ChatState.LINKED else None,
                position=_behind_all(),
                added_at=at,
            )
            .on_conflict_do_nothing(index_elements=["channel", "address"])
            .returning(chats.c.id)
        )
        if number is None:
            raise MovedMeanwhile("chat", f"{channel}:{address}")
        chat = await self.get(number)
        await self._do(rehomed(chat))
        return chat

    async def get(self, chat_id: int) -> Chat:
        row = await self._row(select(chats).where(chats.c.id == chat_id))
        if row is None:
            raise NotFound("chat", chat_id)
        return to_value(Chat, row)

    async def at(self, channel: str, address: str) -> Chat | None:
        """The chat that is there, else the one that was and has another address now:
        what was said there before it moved may come later."""
        there = (chats.c.channel == channel, chats.c.address == address)
        row = await self._row(select(chats).where(*there))
        if row is None:
            was = former_addresses.c
            left = (was.channel == channel, was.address == address)
            moved = select(chats).join(former_addresses).where(*left)
            row = await self._row(moved)
        return to_value(Chat, row) if row else None

    async def linked(self, addressee: Addressee) -> list[Chat]:
        """Where an addressee is reached; the first is written to first."""
        rows = await self._rows(
            select(chats)
            .where(
                chats.c.role == addressee.role,
                chats.c.agency.is_not_distinct_from(addressee.agency),
                chats.c.state == ChatState.LINKED,
            )
            .order_by(chats.c.position)
        )
        return [to_value(Chat, row) for row in rows]

    async def homes(self, addressees: Iterable[Addressee]) -> dict[Addressee, int]:
        """The chat that each of these is written to first; without one, nothing."""
        wanted = set(addressees)
        named = {to.agency for to in wanted if to.agency is not None}
        found: dict[Addressee, int] = {}
        for some in in_bites(named):
            found |= await self._first_of(chats.c.agency.in_(some))
        if any(to.agency is None for to in wanted):
            found |= await self._first_of(chats.c.agency.is_(None))
        return {to: number for to, number in found.items() if to in wanted}

    async def unreached(self, names: Iterable[str]) -> set[str]:
        """Which of these agencies no message gets to: without a chat, or with none in
        which even what today depends on goes now."""
        wanted, found = set(names), set[str]()
        is_open = or_(
            channels_shut.c.channel.is_(None),
            ~channels_shut.c.waits,
            channels_shut.c.goes >= int(Need.TODAY),
        )
        for some in in_bites(wanted):
            rows = await self._rows(
                select(chats.c.agency)
                .outerjoin(channels_shut, channels_shut.c.channel == chats.c.channel)
                .where(
                    chats.c.role == ChatRole.AGENCY,
                    chats.c.agency.in_(some),
                    chats.c.state == ChatState.LINKED,
                    is_open,
                )
            )
            found |= {row["agency"] for row in rows}
        return wanted - found

    async def _first_of(self, whose: ColumnElement[bool]) -> dict[Addressee, int]:
        linked = select(chats.c.id, chats.c.role, chats.c.agency).where(
            chats.c.role.in_(ChatRole), whose, chats.c.state == ChatState.LINKED
        )
        rows = await self._rows(linked.order_by(chats.c.position.desc()))
        return {
            Addressee(role=row["role"], agency=row["agency"]): row["id"] for row in rows
        }

    async def all(self) -> list[Chat]:
        rows = await self._rows(select(chats).order_by(chats.c.position))
        return [to_value(Chat, row) for row in rows]

    async def put(self, chat: Chat, *, was: Chat) -> None:
        """A chat that is linked now comes behind those that were linked before."""
        columns = to_columns(chat, "id")
        if chat.state is ChatState.LINKED and was.state is not ChatState.LINKED:
            columns["position"] = _behind_all()
        still_so = update(chats).where(
            chats.c.id == was.id,
            chats.c.state == was.state,
            chats.c.role == was.role,
            chats.c.agency.is_not_distinct_from(was.agency),
            chats.c.address == was.address,
        )
        await self._change_one(still_so.values(columns), "chat", was.id)
        whose = (chat.state, chat.role, chat.address)
        self.relinked |= whose != (was.state, was.role, was.address)
        for addressee in {chat.addressee: chat, was.addressee: was}.values():
            await self._do(rehomed(addressee))

    async def put_first(self, chat: Chat) -> None:
        """Of its addressee's chats this one is written to first from now on; what
        waits for that addressee goes there too."""
        every = chats.alias("every")
        before = (
            select(func.min(every.c.position) - 1)
            .where(
                every.c.role == chat.role,
                every.c.agency.is_not_distinct_from(chat.agency),
            )
            .scalar_subquery()
        )
        here = update(chats).where(
            chats.c.id == chat.id, chats.c.state == ChatState.LINKED
        )
        await self._change_one(here.values(position=before), "chat", chat.id)
        await self._do(rehomed(chat))

    async def moved(self, chat_id: int, new_address: str) -> Chat:
        """The channel gave the chat another address (a group that became larger).

        If that address was met before as a chat of its own, it becomes this one; but
        who is linked never gives way to who is not. Told twice, it moves once.
        """
        was = await self.get(chat_id)
        if was.address == new_address:
            return was
        double = await self.at(was.channel, new_address)
        if double and double.id != chat_id:
            linked = (double.state is ChatState.LINKED, was.state is ChatState.LINKED)
            if linked == (True, False):
                await self._give_way(was, to=double.id)
                await self._left(was.address, double)
                return double
            await self._give_way(double, to=chat_id)
        chat = replace(was, address=new_address)
        await self.put(chat, was=was)
        await self._left(was.address, chat)
        for change in moved_away(chat_id):
            await self._do(change)
        return chat

    async def _left(self, address: str, chat: Chat) -> None:
        new = insert(former_addresses).values(
            channel=chat.channel, address=address, chat=chat.id
        )
        keys = ["channel", "address"]
        await self._do(
            new.on_conflict_do_update(index_elements=keys, set_={"chat": chat.id})
        )

    async def _give_way(self, double: Chat, *, to: int) -> None:
        unlinked = replace(
            double, address=f"{double.address}~{double.id}", state=ChatState.UNLINKED
        )
        await self.put(unlinked, was=double)
        await self._do(
            update(letters)
            .where(letters.c.chat == double.id)
            .where(letters.c.state == LetterState.PLANNED)
            .values(chat=to, home=to)
        )
        was = former_addresses.c
        await self._do(
            update(former_addresses).where(was.chat == double.id).values(chat=to)
        )


def _behind_all() -> ColumnElement[int]:
    every = chats.alias("every")
    return select(func.coalesce(func.max(every.c.position), 0) + 1).scalar_subquery()
