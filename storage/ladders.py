"""Ladders: which dossiers are late, and whom the office has had told of each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from programme.duties import AWAITED, DueRule, Duty, DutyRole
from programme.escalation import Known, Ladder, Level, Ruling, Rung
from storage.bites import in_bites
from storage.dialect import insert
from storage.duties import to_duty
from storage.errors import MovedMeanwhile
from storage.requests import Requests
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.ladders import ladders, rungs
from storage.tables.work import duties, programmes

#: A silence that is older than this is no matter for a ladder any more.
_OLDEST = timedelta(days=124)


class Ladders(Shelf):
    async def late(self, now: datetime) -> list[Duty]:
        """Lead duties that are awaited past their day, in force, their session to
        come."""
        rows = await self._rows(
            select(duties)
            .join(programmes, programmes.c.id == duties.c.programme)
            .where(
                duties.c.due_at > now - _OLDEST,
                duties.c.due_at < now,
                duties.c.state.in_(AWAITED),
                duties.c.role == DutyRole.LEAD,
                duties.c.due_rule != DueRule.ON_HOLD,
                or_(duties.c.session_begins.is_(None), duties.c.session_begins > now),
                programmes.c.withdrawn_at.is_(None),
            )
            .order_by(duties.c.id)
        )
        return [duty for duty in map(to_duty, rows) if duty.is_late(now)]

    async def known(self, numbers: Iterable[int]) -> Known:
        """The newest ladder of each of these duties; of which of them more is asked."""
        newest: dict[int, Ladder] = {}
        wanted = list(numbers)
        for some in in_bites(wanted):
            of_it = select(ladders).where(ladders.c.duty.in_(some))
            for row in await self._rows(of_it.order_by(ladders.c.id)):
                levels = tuple(Level(level) for level in row["levels"])
                found = to_value(Ladder, row, levels=levels, rungs=())
                newest[found.duty] = found
        said = await self._rungs(ladder.id for ladder in newest.values())
        asked = {request.duty for request in await Requests(self._connection).open()}
        return Known(
            ladders={
                duty: to_value(Ladder, {**to_columns(ladder), "rungs": said[ladder.id]})
                for duty, ladder in newest.items()
            },
            asked=frozenset(asked.intersection(wanted)),
        )

    async def begin(self, new: Iterable[Ladder], at: datetime) -> None:
        """As they are now; what has begun already stays as it began."""
        rows = [{**to_columns(one, "id", "rungs"), "began_at": at} for one in new]
        await self._do_many(insert(ladders).on_conflict_do_nothing(), rows)

    async def rule(
        self,
        ladder: Ladder,
        level: Level,
        ruling: Ruling,
        *,
        day: date,
        at: datetime,
        by: str,
    ) -> None:
        """Once: only what was put off can be ruled on again. Raises MovedMeanwhile."""
        await self.begin([ladder], at)
        number = await self._one(
            select(ladders.c.id).where(
                ladders.c.duty == ladder.duty,
                ladders.c.version == ladder.version,
                ladders.c.since == ladder.since,
            )
        )
        said = {"ruling": ruling, "day": day, "at": at, "by": by}
        done = await self._one(
            insert(rungs)
            .values(ladder=number, level=level, **said)
            .on_conflict_do_update(
                index_elements=["ladder", "level"],
                set_=said,
                where=rungs.c.ruling == Ruling.LATER,
            )
            .returning(rungs.c.ladder)
        )
        if done is None:
            raise MovedMeanwhile("ladder", number)

    async def _rungs(self, numbers: Iterable[int]) -> dict[int, tuple[Rung, ...]]:
        found: defaultdict[int, tuple[Rung, ...]] = defaultdict(tuple)
        for some in in_bites(numbers):
            of_it = select(rungs).where(rungs.c.ladder.in_(some))
            for row in await self._rows(of_it):
                found[row["ladder"]] += (to_value(Rung, row),)
        return found
