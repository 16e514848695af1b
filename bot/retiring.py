"""What a change makes old: letters that still wait, and steps that are over.

Reminders are worked out, so nothing else has to be taken away.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.wording import Scene, as_letter
from programme.amending import Amendment
from programme.letters import Letter, Posted
from programme.occasions import Occasion
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Addressee, Kind, Reminder, Step
from programme.timetable import reminders_between
from storage import Unit

#: No reminder lives longer than this.
_OLDEST = timedelta(days=124)
#: What comes again by itself, and so is not said on the day of a change.
_COMES_AGAIN = frozenset({Step.COMING, Step.LATE, Step.EVE})


def ended_by(done: Amendment) -> frozenset[int]:
    return frozenset(one.now.id for one in done.ended)


async def word_waiting(
    unit: Unit, programme: int, *, at: datetime, ended: frozenset[int], office: Office
) -> None:
    """Letters not sent yet say what holds now; with nothing left they are not sent."""
    waiting = await unit.outbox.waiting_of(programme)
    if not waiting:
        return
    forces = await unit.programmes.in_force()
    names = {one.name: one.short for one in await unit.agencies.all()}
    scene = Scene(office=office, now=at, forces=forces, names=names)
    wanted = _wanted(forces, at - _OLDEST, at + timedelta(days=1), office)
    for posted in waiting:
        said = await unit.reminders.of_letter(posted.id)
        kept = [r for r in said if r.key in wanted and r.duty not in ended]
        letter = _reworded(posted, kept, scene) if kept else None
        is_same = letter is not None and letter.text == posted.letter.text
        if not is_same or len(kept) < len(said):
            await unit.outbox.word_anew(posted, letter, kept, at)


def _reworded(posted: Posted, kept: list[Reminder], scene: Scene) -> Letter:
    old = posted.letter
    occasion = Occasion(
        to=kept[0].to,
        at=old.at,
        kind=old.kind or kept[0].kind,
        reminders=tuple(kept),
    )
    return replace(as_letter(occasion, scene), key=f"{old.key}~{posted.id}")


def _wanted(
    forces: tuple[InForce, ...], after: datetime, until: datetime, office: Office
) -> dict[str, Reminder]:
    found = reminders_between(
        forces, after, until, rules=office.rules, calendar=office.calendar
    )
    return {reminder.key: reminder for reminder in found}


def counts_as_said(
    done: Amendment, told: set[Addressee], office: Office
) -> list[Reminder]:
    """Steps at or before the change; and that day, for whom it concerns, all but the
    last word: a due day and a meeting of that very day are still said."""
    rules = office.rules
    midnight = rules.moment(rules.day_of(done.at) + timedelta(days=1), time(0))
    before = _wanted((done.was,), done.at - _OLDEST, done.at, office)
    after = _wanted((done.now,), done.at - _OLDEST, midnight, office)
    day = _Day(done=done, before=frozenset(before), told=frozenset(told))
    return [reminder for reminder in after.values() if day.is_over(reminder)]


@dataclass(frozen=True, kw_only=True)
class _Day:
    """The day of a change, and what had been wanted before it."""

    done: Amendment
    before: frozenset[str]
    told: frozenset[Addressee]

    def is_over(self, reminder: Reminder) -> bool:
        if reminder.at > self.done.at:
            return reminder.to in self.told and reminder.step in _COMES_AGAIN
        is_new = reminder.key not in self.before
        ended = reminder.duty in ended_by(self.done)
        return is_new or (reminder.kind is Kind.PUBLICATION and ended)
