"""Letters that wait for their moment: given it as they are posted, and joined.

What an event brings waits a little. Whatever else comes for the same reader meanwhile
goes into the same message, in the transaction that brings it; its own key stays used.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from programme.letters import Letter, LetterState, Posted
from programme.reminders import Kind, Reminder
from programme.sending_hours import SendingHours
from storage.bites import in_bites
from storage.letters import LetterShelf, as_buttons, is_planned
from storage.rehearsing import Rehearsing
from storage.tables.post import letters, reminders

#: The first letter, saying both; None if they are better said apart.
Join = Callable[[Letter, Letter], Letter | None]


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When letters may go, and how two are said as one."""

    hours: SendingHours
    join: Join


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
        if self.timing is None or not _may_join(letter):
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
        if both is None or not await self._write(carrier.id, both, head):
            return False
        await self._do(
            update(letters)
            .where(letters.c.id == number)
            .values(state=LetterState.SUPERSEDED, joined_to=carrier.id, since=now)
        )
        return True

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

    async def _write(self, number: int, both: Letter, head: str) -> bool:
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
            )
        )
        return changed == 1


def _may_join(letter: Letter) -> bool:
    """One that is answered by replying to it stands alone."""
    is_alone = letter.edits or letter.reply_to or letter.asks_reply or letter.file
    return letter.not_before is not None and not is_alone


def _alike(kind: Kind | None) -> set[Kind | None]:
    """What may stand in one message; what the office is told has no kind, or its."""
    return {None, Kind.OFFICE} if kind in {None, Kind.OFFICE} else {kind}
