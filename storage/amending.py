"""A programme in force is amended, or taken back: rows, and the record of each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from programme.amending import Altered, Amendment
from programme.document import Draft
from programme.duties import Duty, DutyState
from programme.programme import InForce
from storage.audit import Audit
from storage.duties import Duties
from storage.meetings import Meetings
from storage.shelf import Shelf
from storage.tables.work import items, meetings, programmes, recurring, revisions

TAKEN_BACK = "Văn phòng thu hồi chương trình"


class Amending(Shelf):
    """In the caller's transaction; what was moved meanwhile stops all of it."""

    async def is_known(self, programme: int, sha256: str) -> bool:
        """Whether these bytes were put in already, as any revision."""
        of_it = revisions.c.programme == programme
        same = select(revisions.c.number).where(of_it, revisions.c.sha256 == sha256)
        return await self._one(same.limit(1)) is not None

    async def carry_out(
        self, planned: Amendment, draft: Draft, *, by: str, where: str | None
    ) -> Amendment:
        """Answers with the real numbers of the new duties."""
        await self._renew_head(planned)
        await self._renew_entries(draft, planned.now.programme.id)
        shelf = Duties(self._connection)
        new = await shelf.add(planned.new)
        for one in (*planned.altered, *planned.ended):
            await shelf.put(one.now, was=one.was)
        act = {"at": planned.at, "who": by, "where": where}
        await self._record(planned, new, act)
        kept = planned.now.duties[: len(planned.now.duties) - len(new)]
        return replace(planned, new=new, now=replace(planned.now, duties=(*kept, *new)))

    async def end_all(
        self, force: InForce, *, at: datetime, by: str, where: str | None
    ) -> tuple[Altered, ...]:
        """Every open duty of a programme that is taken back."""
        ended = [
            Altered(
                was=duty, now=duty.end(DutyState.WITHDRAWN, at=at, reason=TAKEN_BACK)
            )
            for duty in force.duties
            if duty.is_open
        ]
        for one in ended:
            await Duties(self._connection).put(one.now, was=one.was)
        await self._record_moves(ended, {"at": at, "who": by, "where": where})
        return tuple(ended)

    async def _renew_head(self, planned: Amendment) -> None:
        was, now = planned.was.programme, planned.now.programme
        await self._change_one(
            update(programmes)
            .where(
                programmes.c.id == was.id,
                programmes.c.revision == was.revision,
                programmes.c.withdrawn_at.is_(None),
            )
            .values(
                revision=now.revision,
                number=now.number,
                urgent=now.urgent,
                sections=now.sections,
            ),
            "programme",
            was.id,
        )

    async def _renew_entries(self, draft: Draft, programme: int) -> None:
        """What is in force is written anew; every older draft lies in its revision."""
        for table in (items, meetings, recurring):
            await self._do(delete(table).where(table.c.programme == programme))
        shelf = Meetings(self._connection)
        await shelf.add(draft.meetings, programme=programme)
        await shelf.add_items(draft.submissions, programme=programme, meeting=None)
        await shelf.add_recurring(draft.recurring, programme=programme)

    async def _record(
        self, planned: Amendment, new: Iterable[Duty], act: dict[str, Any]
    ) -> None:
        audit = Audit(self._connection)
        for duty in new:
            await audit.add_altered(was=None, now=duty, **act)
        for one in planned.altered:
            await audit.add_altered(was=one.was, now=one.now, **act)
        await self._record_moves(planned.ended, act)

    async def _record_moves(
        self, ended: Iterable[Altered], act: dict[str, Any]
    ) -> None:
        for one in ended:
            await Audit(self._connection).add_move(was=one.was, now=one.now, **act)
