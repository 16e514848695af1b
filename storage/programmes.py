"""Programmes: published once, kept in numbered revisions, in force until withdrawn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Select, insert, or_, select, update

from programme.amending import Amendment, amend
from programme.calendar import WorkCalendar
from programme.carrying import CarryOver
from programme.document import Doubt, Draft
from programme.draft_json import from_json, to_json
from programme.duties import OPEN, Duty, DutyRole
from programme.programme import InForce, Programme
from programme.publishing import put_in_force
from programme.rules import OfficeRules
from storage.amending import Amending
from storage.carrying import Carrying
from storage.doubts import Doubts
from storage.duties import Duties, to_duty
from storage.errors import AlreadyPublished, NotFound
from storage.meetings import Meetings
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, meetings, programmes, revisions


class Source(TypedDict):
    """The document a revision comes from, who put it in and when."""

    file_name: str
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One document of a programme, as it was put in."""

    programme: int
    number: int
    file_name: str
    sha256: str
    by: str
    at: datetime


class Programmes(Shelf):
    async def find(self, period: str, issuer: str | None) -> Programme | None:
        """The one in force of this issuer for this period."""
        row = await self._row(
            _in_force().where(
                programmes.c.period == period,
                programmes.c.issuer.is_not_distinct_from(issuer),
            )
        )
        return to_value(Programme, row) if row else None

    async def publish(
        self,
        draft: Draft,
        *,
        rules: OfficeRules,
        calendar: WorkCalendar,
        **source: Unpack[Source],
    ) -> InForce:
        """Puts a programme in force, with its meetings, doubts and who owes what."""
        published = await self.find(draft.period, draft.issuer)
        if published:
            raise AlreadyPublished(published.id, draft.period, draft.issuer)
        planned = put_in_force(draft, at=source["at"], rules=rules, calendar=calendar)
        number = await self._add(planned.programme)
        head = replace(planned.programme, id=number)
        await self._add_revision(draft, head, source)
        shelf = Meetings(self._connection)
        await shelf.add(draft.meetings, programme=number)
        await shelf.add_items(draft.submissions, programme=number, meeting=None)
        await shelf.add_recurring(draft.recurring, programme=number)
        owed = [replace(duty, programme=number) for duty in planned.duties]
        return replace(
            planned, programme=head, duties=await Duties(self._connection).add(owed)
        )

    async def in_force(self) -> tuple[InForce, ...]:
        """Newest first, with everything in them, in five questions."""
        return await self._whole(_in_force())

    async def get(self, programme_id: int) -> InForce:
        """One in force."""
        found = await self._whole(_in_force().where(programmes.c.id == programme_id))
        if not found:
            raise NotFound("programme", programme_id)
        return found[0]

    async def newest(self, most: int) -> tuple[InForce, ...]:
        """The newest in force, with everything in them."""
        return await self._whole(_in_force().limit(most))

    async def of_numbers(self, numbers: Sequence[int]) -> tuple[InForce, ...]:
        """These, if they are in force; newest first, with everything in them."""
        return await self._whole(_in_force().where(programmes.c.id.in_(numbers)))

    async def alive(self, day: date) -> tuple[InForce, ...]:
        """Those of which there is something to say on that day (programme.board), with
        what comes back in them alone; newest first."""
        owed = select(duties.c.id).where(
            duties.c.programme == programmes.c.id,
            duties.c.state.in_(OPEN),
            duties.c.role == DutyRole.LEAD,
        )
        coming = select(meetings.c.id).where(
            meetings.c.programme == programmes.c.id, meetings.c.starts_on >= day
        )
        stirs = or_(owed.exists(), coming.exists()).label("stirs")
        rows = await self._rows(_in_force().add_columns(stirs))
        found = [(to_value(Programme, row), bool(row["stirs"])) for row in rows]
        heads = [head for head, stirs in found if stirs or head.last_day >= day]
        its = await Meetings(self._connection).recurring_of([head.id for head in heads])
        return tuple(InForce(programme=head, recurring=its[head.id]) for head in heads)

    async def _whole(self, wanted: Select[Any]) -> tuple[InForce, ...]:
        heads = [to_value(Programme, row) for row in await self._rows(wanted)]
        numbers = [head.id for head in heads]
        shelf = Meetings(self._connection)
        held = await shelf.of_programmes(numbers)
        recurring = await shelf.recurring_of(numbers)
        owed = await self._duties(numbers)
        return tuple(
            InForce(
                programme=head,
                meetings=held[head.id],
                recurring=recurring[head.id],
                duties=owed[head.id],
            )
            for head in heads
        )

    async def plan(
        self,
        programme_id: int,
        draft: Draft,
        *,
        rules: OfficeRules,
        calendar: WorkCalendar,
        **source: Unpack[Source],
    ) -> Amendment:
        """What `amend` would do. Empty for bytes that were put in before."""
        force, at = await self.get(programme_id), source["at"]
        if await Amending(self._connection).is_known(programme_id, source["sha256"]):
            return Amendment(was=force, now=force, at=at)
        was = await self.draft_of(programme_id)
        return amend(force, was, draft, at=at, rules=rules, calendar=calendar)

    async def amend(
        self,
        programme_id: int,
        draft: Draft,
        *,
        rules: OfficeRules,
        calendar: WorkCalendar,
        where: str | None = None,
        **source: Unpack[Source],
    ) -> Amendment:
        """A new revision. Where nothing changes, nothing is written."""
        planned = await self.plan(
            programme_id, draft, rules=rules, calendar=calendar, **source
        )
        if planned.is_empty:
            return planned
        done = await Amending(self._connection).carry_out(
            planned, draft, by=source["by"], where=where
        )
        await self._add_revision(
            replace(draft, doubts=done.doubts), done.now.programme, source
        )
        return done

    async def carry(
        self,
        over: CarryOver,
        into: InForce,
        *,
        at: datetime,
        by: str,
        where: str | None = None,
    ) -> None:
        """What earlier programmes left open goes on in this one."""
        await Carrying(self._connection).carry(over, into, at=at, by=by, where=where)

    async def take_back(
        self, programme_id: int, *, at: datetime, by: str, where: str | None = None
    ) -> InForce:
        """A wrong publication: its open duties end. Answers with what was in force."""
        force = await self.get(programme_id)
        await Amending(self._connection).end_all(force, at=at, by=by, where=where)
        await self.withdraw(programme_id, at)
        return force

    async def withdraw(self, programme_id: int, at: datetime) -> None:
        """No longer in force. Its duties stay as they are, and are not reminded."""
        await self._change_one(
            update(programmes)
            .where(programmes.c.id == programme_id, programmes.c.withdrawn_at.is_(None))
            .values(withdrawn_at=at),
            "programme",
            programme_id,
        )
        for table in (duties, meetings):
            of_it = table.c.programme == programme_id
            await self._do(update(table).where(of_it).values(wakes_at=None))

    async def draft_of(self, programme_id: int) -> Draft:
        """What the document of the newest revision said."""
        row = await self._row(_revisions(programme_id))
        if row is None:
            raise NotFound("programme", programme_id)
        return from_json(row["draft"])

    async def revisions_of(self, programme_id: int) -> list[Revision]:
        """Newest first."""
        rows = await self._rows(_revisions(programme_id))
        return [to_value(Revision, row) for row in rows]

    async def doubts_of(self, programme_id: int) -> list[Doubt]:
        return await Doubts(self._connection).of_programme(programme_id)

    async def _add(self, head: Programme) -> int:
        number: int = await self._one(
            insert(programmes).values(to_columns(head, "id")).returning(programmes.c.id)
        )
        return number

    async def _add_revision(
        self, draft: Draft, head: Programme, source: Source
    ) -> None:
        await self._do(
            insert(revisions).values(
                programme=head.id,
                number=head.revision,
                draft=to_json(draft),
                **source,
            )
        )
        await Doubts(self._connection).add(
            draft.doubts, programme=head.id, revision=head.revision
        )

    async def _duties(self, numbers: list[int]) -> Mapping[int, tuple[Duty, ...]]:
        found: defaultdict[int, list[Duty]] = defaultdict(list)
        wanted = select(duties).where(duties.c.programme.in_(numbers))
        for row in await self._rows(wanted.order_by(duties.c.id)):
            found[row["programme"]].append(to_duty(row))
        return {number: tuple(found[number]) for number in numbers}


def _in_force() -> Select[Any]:
    in_force = select(programmes).where(programmes.c.withdrawn_at.is_(None))
    return in_force.order_by(programmes.c.period.desc(), programmes.c.id.desc())


def _revisions(programme_id: int) -> Select[Any]:
    of_it = select(revisions).where(revisions.c.programme == programme_id)
    return of_it.order_by(revisions.c.number.desc())
