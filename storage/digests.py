"""The newest digest of a chat, and what stands in it by now: its words, or an edit's.

What is on its way cannot be looked at: the duties it speaks of are owed another look
(`owed`), which comes when its fate is known.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, literal_column, select

from programme.chats import ChatState
from programme.letters import LetterState, Posted
from programme.reminders import Addressee, ChatRole
from storage.bites import in_bites
from storage.dialect import insert
from storage.letters import (
    LetterShelf,
    is_in_flight,
    is_planned,
    posted_letters,
    to_posted,
)
from storage.tables.people import chats
from storage.tables.post import DIGESTS, accepted, letters, owed_looks, reminders


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The newest of its chat that reached it, and what was written over it since.

    `to`: whom it speaks to; in a rehearsal its chat is the office's all the same.
    """

    posted: Posted
    message: str
    to: Addressee
    edits: tuple[Posted, ...] = ()

    @property
    def waiting(self) -> list[Posted]:
        """Edits that have not been begun."""
        return [one for one in self.edits if one.state is LetterState.PLANNED]

    @property
    def is_being_edited(self) -> bool:
        flying = {LetterState.SENDING, LetterState.UNKNOWN}
        return any(one.state in flying for one in self.edits)

    @property
    def is_out_of_reach(self) -> bool:
        """The last edit was refused: the message is gone, or nothing goes there."""
        ended = {LetterState.SENT, LetterState.FAILED}
        states = [one.state for one in self.edits if one.state in ended]
        return states[-1:] == [LetterState.FAILED]

    @property
    def shown(self) -> Posted:
        """What a reader sees there now, as far as is known."""
        done = [one for one in self.edits if one.state is LetterState.SENT]
        return done[-1] if done else self.posted

    @property
    def next_edit(self) -> str:
        """A name that no edit of it has had."""
        return f"true:{self.posted.id}:{len(self.edits)}"


class Digests(LetterShelf):
    async def waiting(self, duties: Collection[int]) -> list[Posted]:
        """Digests about these that have not been sent, oldest first."""
        found: dict[int, Posted] = {}
        for some in in_bites(duties):
            speaks = select(reminders.c.letter).where(reminders.c.duty.in_(some))
            is_one = (is_planned(letters), _is_digest(), letters.c.id.in_(speaks))
            found |= {one.id: one for one in await self._posted(*is_one)}
        return [found[number] for number in sorted(found)]

    async def flying(self, duties: Collection[int]) -> set[int]:
        """Which of these a digest speaks of that is on its way."""
        found: set[int] = set()
        for some in in_bites(duties):
            rows = await self._rows(
                select(reminders.c.duty)
                .join(letters, letters.c.id == reminders.c.letter)
                .where(reminders.c.duty.in_(some), is_in_flight(letters), _is_digest())
            )
            found |= {row["duty"] for row in rows}
        return found

    async def newest(
        self, duties: Collection[int], *, rehearsed: bool = False
    ) -> list[Digest]:
        """Of each chat that was sent a digest about one of these: its newest, if that
        speaks of one too and stands where the chat is now."""
        found: list[Digest] = []
        for lane, to in sorted(
            await self._readers(duties, rehearsed=rehearsed), key=str
        ):
            newest = await self._newest_of(lane, to)
            if newest is not None and await self._speaks_of(newest.posted, duties):
                edits = await self._edits_of(lane, newest.message)
                found.append(replace(newest, edits=edits))
        return found

    async def owed(self) -> set[int]:
        """The duties that are to be looked at again."""
        rows = await self._rows(select(owed_looks.c.duty))
        return {row["duty"] for row in rows}

    async def owe(self, duties: Iterable[int]) -> None:
        rows = [{"duty": number} for number in duties]
        await self._do_many(insert(owed_looks).on_conflict_do_nothing(), rows)

    async def looked_at(self, duties: Iterable[int]) -> None:
        for some in in_bites(duties):
            await self._do(delete(owed_looks).where(owed_looks.c.duty.in_(some)))

    async def give_way(self, edits: Iterable[Posted], at: datetime) -> None:
        """A newer state takes the place of edits that have not been begun."""
        for one in edits:
            gone = LetterState.SUPERSEDED
            await self._move(one, (LetterState.PLANNED,), state=gone, since=at)

    async def _readers(
        self, duties: Collection[int], *, rehearsed: bool
    ) -> set[tuple[int, Addressee]]:
        """The chats, and whose digests they hold: of whom they are linked to."""
        owner = chats.c.agency.is_not_distinct_from(reminders.c.to_agency)
        if rehearsed:
            owner = chats.c.role == ChatRole.OFFICE
        found: set[tuple[int, Addressee]] = set()
        for some in in_bites(duties):
            rows = await self._rows(
                select(letters.c.lane, reminders.c.to_role, reminders.c.to_agency)
                .join(letters, letters.c.id == reminders.c.letter)
                .join(chats, chats.c.id == letters.c.lane)
                .where(reminders.c.duty.in_(some), _is_sent_digest())
                .where(chats.c.state == ChatState.LINKED, owner)
                .distinct()
            )
            for row in rows:
                to = Addressee(role=row["to_role"], agency=row["to_agency"])
                found.add((row["lane"], to))
        return found

    async def _newest_of(self, lane: int, to: Addressee) -> Digest | None:
        """None too if it was sent to where the chat is no more: its number may be
        another message's there."""
        is_theirs = select(reminders.c.key).where(
            reminders.c.letter == letters.c.id,
            reminders.c.to_role == to.role,
            reminders.c.to_agency.is_not_distinct_from(to.agency),
        )
        row = await self._row(
            posted_letters()
            .where(letters.c.lane == lane, _is_sent_digest(), is_theirs.exists())
            .order_by(letters.c.since.desc(), letters.c.id.desc())
            .limit(1)
        )
        if row is None:
            return None
        of_it = await self._one(
            select(accepted.c.letter).where(
                accepted.c.channel == row["channel"],
                accepted.c.address == row["address"],
                accepted.c.message_id == row["message_id"],
            )
        )
        if of_it != row["id"]:
            return None
        return Digest(posted=to_posted(row), message=row["message_id"], to=to)

    async def _speaks_of(self, posted: Posted, duties: Collection[int]) -> bool:
        rows = await self._rows(
            select(reminders.c.duty).where(reminders.c.letter == posted.id)
        )
        return not {row["duty"] for row in rows}.isdisjoint(duties)

    async def _edits_of(self, chat: int, message: str) -> tuple[Posted, ...]:
        """In the order in which they came to where they stand."""
        return tuple(
            await self._posted(letters.c.chat == chat, letters.c.edits == message)
        )


def _is_digest() -> ColumnElement[bool]:
    """Written out, so that their index is used."""
    named: list[ColumnElement[str]] = [
        literal_column(f"'{kind.value}'") for kind in DIGESTS
    ]
    return and_(letters.c.kind.in_(named), letters.c.edits.is_(None))


def _is_sent_digest() -> ColumnElement[bool]:
    sent: ColumnElement[str] = literal_column(f"'{LetterState.SENT.value}'")
    return and_(letters.c.state == sent, _is_digest())
