"""What one programme left open goes on in the next, with its note and its dossiers."""

from datetime import datetime

from programme.carrying import Carried, CarryOver, taken_up
from programme.duties import Duty, DutyState
from programme.programme import InForce
from programme.speech import say_period
from storage.audit import Audit
from storage.dossiers import Dossiers
from storage.duties import Duties
from storage.shelf import Shelf

CARRY = "carry"


class Carrying(Shelf):
    async def carry(
        self,
        over: CarryOver,
        into: InForce,
        *,
        at: datetime,
        by: str,
        where: str | None = None,
    ) -> None:
        """The old duties end, deferred; the new ones begin as far as those were."""
        for one in over.carried:
            new = _new_duty(one, into)
            if new is not None:
                await self._end(one, into, at=at, by=by, where=where)
                await self._take_up(one.duty, new, at=at, by=by, where=where)

    async def _end(
        self, one: Carried, into: InForce, *, at: datetime, by: str, where: str | None
    ) -> None:
        """Who supports the old item is not asked for it any more either."""
        shelf, audit = Duties(self._connection), Audit(self._connection)
        reason = (
            f"chuyển sang chương trình {say_period(into.programme.period)}, "
            f"mục {one.item.ref}"
        )
        for duty in await shelf.of_item(one.duty):
            if duty.is_open:
                ended = duty.end(DutyState.DEFERRED, at=at, reason=reason)
                await shelf.put(ended, was=duty)
                await audit.add_move(was=duty, now=ended, at=at, who=by, where=where)

    async def _take_up(
        self, old: Duty, new: Duty, *, at: datetime, by: str, where: str | None
    ) -> None:
        await Duties(self._connection).put(taken_up(new, old), was=new)
        shelf = Dossiers(self._connection)
        for dossier in await shelf.of_duty(old.id):
            await shelf.add(
                new.id,
                sha256=dossier.sha256,
                name=dossier.name,
                size=dossier.size,
                kind=dossier.kind,
                file=dossier.file,
                message=dossier.message,
                by=dossier.by,
                at=dossier.at,
            )
        await Audit(self._connection).add(
            at=at,
            who=by,
            where=where,
            did=CARRY,
            duty=new.id,
            was=f"{old.ref} #{old.id}",
            now=f"{new.ref} #{new.id}",
            note=old.note,
        )


def _new_duty(one: Carried, into: InForce) -> Duty | None:
    own = (d for d in into.duties if d.ref == one.item.ref)
    return next((duty for duty in own if duty.agency == one.duty.agency), None)
