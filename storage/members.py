"""Members: who speaks in which chat, and for whom, from when to when."""

from datetime import datetime

from sqlalchemy import ScalarSelect, and_, select, update

from programme.chats import Chat, ChatState, Person, Standing
from storage.dialect import insert
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import members, people, standings


class Members(Shelf):
    async def seen(self, person: Person, chat_id: int, at: datetime) -> int:
        """They spoke there; answers with our number for the person.

        Whoever has left is back when the channel says so (`came`), not by a word.
        """
        number = await self._known(person)
        await self._do(
            insert(members)
            .values(person=number, chat=chat_id, since=at, seen_at=at)
            .on_conflict_do_update(
                index_elements=["person", "chat"], set_={"seen_at": at}
            )
        )
        return number

    async def stand(self, number: int, chat: Chat, at: datetime) -> None:
        """From now on they speak for whose chat it is, if they have not before."""
        now = standings.c.until.is_(None)
        here = and_(standings.c.person == number, standings.c.chat == chat.id, now)
        was = await self._row(select(standings.c.role, standings.c.agency).where(here))
        is_same = was and (was["role"], was["agency"]) == (chat.role, chat.agency)
        if is_same and chat.state is ChatState.LINKED:
            return
        if was:
            await self._do(update(standings).where(here).values(until=at))
        if chat.state is ChatState.LINKED:
            await self._do(
                insert(standings).values(
                    person=number,
                    chat=chat.id,
                    role=chat.role,
                    agency=chat.agency,
                    since=at,
                )
            )

    async def stand_down(self, chat_id: int, at: datetime) -> None:
        """The chat is whose it was no longer; nobody speaks for them there."""
        here = and_(standings.c.chat == chat_id, standings.c.until.is_(None))
        await self._do(update(standings).where(here).values(until=at))

    async def left(self, person: Person, chat_id: int, at: datetime) -> None:
        """They speak there no more, and for nobody; also who never said a word."""
        number = await self._known(person)
        await self._do(
            insert(members)
            .values(person=number, chat=chat_id, since=at, seen_at=at, until=at)
            .on_conflict_do_update(
                index_elements=["person", "chat"], set_={"until": at}
            )
        )
        here = and_(standings.c.person == number, standings.c.chat == chat_id)
        await self._do(
            update(standings).where(here, standings.c.until.is_(None)).values(until=at)
        )

    async def came(self, person: Person, chat_id: int, at: datetime) -> None:
        """The channel says that they are in the chat again."""
        back = and_(
            members.c.chat == chat_id,
            members.c.person == _number_of(person),
            members.c.until.is_not(None),
        )
        await self._do(update(members).where(back).values(until=None, since=at))

    async def has_left(self, person: Person, chat_id: int) -> bool:
        found = await self._one(
            select(members.c.until)
            .join(people, people.c.id == members.c.person)
            .where(
                people.c.channel == person.channel,
                people.c.address == person.address,
                members.c.chat == chat_id,
            )
        )
        return found is not None

    async def chats_of(self, person: Person) -> list[int]:
        """Where they have been seen and have not left."""
        rows = await self._rows(
            select(members.c.chat)
            .where(members.c.person == _number_of(person), members.c.until.is_(None))
            .order_by(members.c.chat)
        )
        return [row["chat"] for row in rows]

    async def of_chat(self, chat_id: int) -> list[Person]:
        """Who has spoken there and not left, first seen first."""
        rows = await self._rows(
            select(people)
            .join(members, members.c.person == people.c.id)
            .where(members.c.chat == chat_id, members.c.until.is_(None))
            .order_by(members.c.since, people.c.id)
        )
        return [to_value(Person, row) for row in rows]

    async def last_words(self, chat_id: int) -> list[tuple[Person, datetime]]:
        """Who has not left, and when each spoke last; the newest first."""
        rows = await self._rows(
            select(people, members.c.seen_at.label("last"))
            .join(members, members.c.person == people.c.id)
            .where(members.c.chat == chat_id, members.c.until.is_(None))
            .order_by(members.c.seen_at.desc(), people.c.id)
        )
        return [(to_value(Person, row), row["last"]) for row in rows]

    async def standings(self, chat_id: int) -> list[Standing]:
        """Who speaks there for whom, and who did until when; oldest first."""
        rows = await self._rows(
            select(
                people,
                standings.c.role,
                standings.c.agency,
                standings.c.since,
                standings.c.until,
            )
            .join(standings, standings.c.person == people.c.id)
            .where(standings.c.chat == chat_id)
            .order_by(standings.c.since, standings.c.id)
        )
        return [to_value(Standing, row, person=to_value(Person, row)) for row in rows]

    async def former(self, chat_id: int) -> list[Standing]:
        """Who spoke there for somebody and does not now: each by the last time."""
        every = await self.standings(chat_id)
        still = {one.person for one in every if one.until is None}
        last = {one.person: one for one in every if one.person not in still}
        return sorted(last.values(), key=lambda one: one.until or one.since)

    async def _known(self, person: Person) -> int:
        number: int = await self._one(
            insert(people)
            .values(to_columns(person))
            .on_conflict_do_update(
                index_elements=["channel", "address"], set_={"name": person.name}
            )
            .returning(people.c.id)
        )
        return number


def _number_of(person: Person) -> ScalarSelect[int]:
    return (
        select(people.c.id)
        .where(people.c.channel == person.channel, people.c.address == person.address)
        .scalar_subquery()
    )
