"""The office changes its calendar: what that would move, and doing it.

The same for the chat and for the command line. What was told stays unless the office
confirms that it moves; then each agency concerned is told, old → new.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages.calendar_effects import why
from bot.messages.work_calendar import say_edits
from bot.redating import Act, Told, mark_of, redate
from programme.amending import Altered
from programme.calendar import WorkCalendar
from programme.days import DayEdits
from programme.office import Office
from programme.recounting import Recount, recount
from storage import Unit


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What these edits do: the calendar before and after, and the due days."""

    edits: DayEdits
    was: WorkCalendar
    now: WorkCalendar
    recounts: tuple[Recount, ...]

    @property
    def moved(self) -> tuple[Altered, ...]:
        return tuple(one for found in self.recounts for one in found.moved)

    @property
    def mark(self) -> str:
        """Of what would move: a press on an older preview is not this one's."""
        return mark_of(self.recounts)


async def effect_of(
    unit: Unit, edits: DayEdits, *, office: Office, at: datetime
) -> Effect:
    """Nothing is written."""
    own = await unit.calendar.all()
    was = office.calendar.with_own(own)
    edits = edits.named_as(was.known.values())
    now = was.with_own(edits.applied_to(own))
    forces = await unit.programmes.in_force() if was != now else ()
    found = (recount(one, was, now, rules=office.rules, at=at) for one in forces)
    touched = tuple(one for one in found if one.moved or one.eased or one.stuck)
    return Effect(edits=edits, was=was, now=now, recounts=touched)


async def enter(
    unit: Unit, effect: Effect, act: Act, *, office: Office, moving: bool
) -> Told:
    """In the caller's transaction. Raises MovedMeanwhile where a duty was moved."""
    office = replace(office, calendar=effect.now)
    await unit.calendar.put(effect.edits, by=act.by, at=act.at)
    await unit.audit.add(
        at=act.at,
        who=act.by,
        where=act.where,
        did="calendar",
        now=f"{len(effect.edits.days)} +, {len(effect.edits.removed)} -",
        note="\n".join(say_edits(effect.edits, effect.was)),
    )
    named = replace(act, key=f"calendar:{act.key}")
    reason = why(effect.edits)
    return await redate(
        unit, effect.recounts, named, why=reason, office=office, moving=moving
    )
