"""Letters that wait for their moment: given it as they are posted, and joined.

What an event brings waits a little. Whatever else comes for the same reader meanwhile
goes into the same message, in the transaction that brings it; its own key stays used.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_, select, update

from programme.letters import Letter, LetterState, Posted, Priority
from programme.reminders import Kind, Reminder
from programme.sending_hours import SendingHours
from storage.bites import in_bites
from storage.letters import LetterShelf, as_buttons, is_in_flight, is_planned
from storage.rehearsing import Rehearsing
from storage.tables.post import letters, reminders

#: The first letter, saying both; None if they are better said apart.
Join = Callable[[Letter, Letter], Letter | None]


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When letters may go, and how two are said as one."""

    hours: SendingHours
    join: Join


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Of a chat, one of several that would go to it about the same moment.

    `from_`: when it may go. `may_wait`: it is news; a digest, and what is on its way,
    go first.
    """

    id: int
    home: int
    from_: datetime | None
    until: datetime | None
    may_wait: bool


class Holding(LetterShelf, Rehearsing):
    """Without `timing` everything may go at once, as it is."""

    timing: Timing | None = None

    def timed(self, letter: Letter, says: Iterable[Reminder] = ()) -> Letter:
        if self.timing is None or letter.not_before is not None:
            return letter
        return replace(letter, not_before=self.timing.hours.may_go_from(letter, says))

    async def put_off(self, ids: Iterable[int], until: datetime) -> int:
        """These wait until that moment, if they still wait."""
        count = 0
        for some in in_bites(ids):
            count += await self._do(
                update(letters)
                .where(is_planned(letters), letters.c.id.in_(some))
                .values(not_before=until)
            )
        return count

    async def crowded(self, until: datetime) -> list[Beside]:
        """What nobody asked for that may go by then where other such may go, too:
        chat by chat, in the order in which it goes."""
        other = letters.alias("beside")
        unasked = and_(_is_unasked(other, until), other.c.id != letters.c.id)
        says = exists().where(reminders.c.letter == letters.c.id)
        may_wait = and_(
            is_planned(letters), letters.c.not_before.is_not(None), ~says
        ).label("may_wait")
        rows = await self._rows(
            select(
                *(letters.c.id, letters.c.home),
                letters.c.not_before,
                letters.c.not_after,
                may_wait,
            )
            .where(
                _is_unasked(letters, until),
                exists().where(other.c.home == letters.c.home, unasked),
            )
            .order_by(letters.c.home, may_wait, letters.c.at, letters.c.id)
        )
        return [
            Beside(
                id=row["id"],
                home=row["home"],
                from_=row["not_before"],
                until=row["not_after"],
                may_wait=bool(row["may_wait"]),
            )
            for row in rows
        ]

    async def joined(self, ids: Iterable[int]) -> dict[int, list[str]]:
        """The keys of the letters that each of these carries beside its own."""
        found: dict[int, list[str]] = {}
        for some in in_bites(ids):
            carried = select(letters.c.joined_to, letters.c.key)
            for row in await self._rows(carried.where(letters.c.joined_to.in_(some))):
                found.setdefault(row["joined_to"], []).append(row["key"])
        return found

    async def _carried(
        self, number: int, letter: Letter, written: Letter, now: datetime
    ) -> bool:
        """Whether another that waits for the same reader says it now.

        `letter` is posted already; `written` is how it was meant, before a rehearsal
        put its addressee on top.
        """
        if self.timing is None or not _may_join(letter) or _is_too_late(letter):
            return False
        head = letter.text.removesuffix(written.text)
        if self.rehearse is not None and not head:
            return False  # the office's own, among what is meant for others
        waiting = await self._waiting_beside(number, letter)
        theirs = [one for one in waiting if one.letter.text.startswith(head)]
        if not theirs:
            return False
        carrier = theirs[-1]
        before = carrier.letter.text.removeprefix(head)
        both = self.timing.join(
            replace(carrier.letter, text=before), replace(letter, text=written.text)
        )
        if both is None:
            return False
        is_silence = carrier.letter.kind is Kind.ESCALATION
        if is_silence and letter.kind is not Kind.ESCALATION:
            return await self._overtake(carrier, number, both, head, now)
        is_written = await self._write(carrier.id, both, head)
        return is_written and await self._let_carry([number], carrier.id, now)

    async def _overtake(
        self, silence: Posted, number: int, both: Letter, head: str, now: datetime
    ) -> bool:
        """News says a silence that waits, and goes when that would have gone: the
        silence keeps its own words, since it may end before."""
        if not await self._let_carry([silence.id], number, now):
            return False
        of_it = select(letters.c.id).where(letters.c.joined_to == silence.id)
        rows = await self._rows(of_it)
        await self._let_carry([row["id"] for row in rows], number, now)
        first = {"at": silence.letter.at, "not_before": silence.letter.not_before}
        return await self._write(number, both, head, **first)

    async def _let_carry(self, ids: Iterable[int], by: int, now: datetime) -> bool:
        """Those that wait, or were carried by another."""
        is_open = or_(is_planned(letters), letters.c.joined_to.is_not(None))
        changed = await self._do(
            update(letters)
            .where(letters.c.id.in_(list(ids)), is_open)
            .values(state=LetterState.SUPERSEDED, joined_to=by, since=now)
        )
        return changed > 0

    async def _waiting_beside(self, number: int, letter: Letter) -> list[Posted]:
        """To the same reader, newest last, that surely reached nobody."""
        home = select(letters.c.home).where(letters.c.id == number).scalar_subquery()
        says = select(reminders.c.key).where(reminders.c.letter == letters.c.id)
        to = letter.to
        found = await self._posted(
            is_planned(letters),
            letters.c.home == home,
            letters.c.id != number,
            letters.c.chat.is_not_distinct_from(letter.chat),
            letters.c.to_role.is_not_distinct_from(to.role if to else None),
            letters.c.to_agency.is_not_distinct_from(to.agency if to else None),
            letters.c.priority == int(letter.priority),
            or_(*(letters.c.kind.is_not_distinct_from(k) for k in _alike(letter.kind))),
            and_(letters.c.edits.is_(None), letters.c.reply_to.is_(None)),
            letters.c.not_before.is_not(None),
            letters.c.resends == 0,
            letters.c.error.is_distinct_from("markup"),
            ~says.exists(),
        )
        waiting = [one for one in found if _may_join(one.letter)]
        return sorted(waiting, key=lambda one: (one.letter.at, one.id))

    async def _write(
        self, number: int, both: Letter, head: str, **more: datetime | None
    ) -> bool:
        changed = await self._do(
            update(letters)
            .where(letters.c.id == number, is_planned(letters))
            .values(
                text=head + both.text,
                buttons=as_buttons(both.buttons),
                duties=both.duties,
                refs=both.refs,
                kind=both.kind,
                not_after=both.not_after,
                **more,
            )
        )
        return changed == 1


def _is_unasked(table: FromClause, until: datetime) -> ColumnElement[bool]:
    """A message of its own that nobody asked for, which may go by then."""
    may_go = or_(table.c.not_before.is_(None), table.c.not_before <= until)
    is_whole = and_(
        table.c.edits.is_(None), table.c.reply_to.is_(None), table.c.file.is_(None)
    )
    stirs = or_(is_in_flight(table), and_(is_planned(table), may_go))
    return and_(stirs, is_whole, table.c.priority >= int(Priority.REMINDER))


def _may_join(letter: Letter) -> bool:
    """One that is answered by replying to it stands alone."""
    is_alone = letter.edits or letter.reply_to or letter.asks_reply or letter.file
    return letter.not_before is not None and not is_alone


def _is_too_late(letter: Letter) -> bool:
    """It has ended as it was posted (storage/letters.py)."""
    first, last = letter.not_before, letter.not_after
    return first is not None and last is not None and last < first


def _alike(kind: Kind | None) -> set[Kind | None]:
    """What may stand in one message; what the office is told has no kind, or its. A
    silence is told beside any news of the same reader."""
    if kind is Kind.ESCALATION:
        return {None, Kind.OFFICE, Kind.CHANGE, Kind.ESCALATION}
    if kind in {None, Kind.OFFICE}:
        return {None, Kind.OFFICE, Kind.ESCALATION}
    return {kind, Kind.ESCALATION} if kind is Kind.CHANGE else {kind}
