"""What a change makes old: letters that still wait, and steps that are over.

Reminders are worked out, so nothing else has to be taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from markupsafe import Markup

from bot.messages.rehearsal import as_before
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
OLDEST = timedelta(days=124)
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
    wishes = {one.duty: one for one in await unit.requests.open()}
    scene = Scene(office=office, now=at, forces=forces, names=names, wishes=wishes)
    wanted = _wanted(forces, at - OLDEST, at + timedelta(days=1), office)
    for posted in waiting:
        said = await unit.reminders.of_letter(posted.id)
        kept = [r for r in said if r.key in wanted and r.duty not in ended]
        await word_one_anew(unit, posted, said, kept, scene)


async def word_one_anew(
    unit: Unit,
    posted: Posted,
    said: Sequence[Reminder],
    kept: Sequence[Reminder],
    scene: Scene,
) -> None:
    """It says these alone of what it said, as things stand; or nothing is sent."""
    letter = _reworded(posted, kept, scene) if kept else None
    is_same = letter is not None and posted.letter.text == as_before(
        posted.letter.text,
        Markup(letter.text),  # noqa: S704 - ours, escaped then
    )
    if not is_same or len(kept) < len(said):
        await unit.outbox.word_anew(posted, letter, kept, scene.now)


def _reworded(posted: Posted, kept: Sequence[Reminder], scene: Scene) -> Letter:
    old = posted.letter
    kinds = [reminder.kind for reminder in kept]
    occasion = Occasion(
        to=kept[0].to,
        at=old.at,
        kind=old.kind if old.kind in kinds else kinds[0],
        reminders=tuple(kept),
    )
    letter = as_letter(occasion, scene)
    return replace(
        letter,
        key=f"{old.key}~{posted.id}",
        not_before=old.not_before,
        priority=min(old.priority, letter.priority),
    )


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
    before = _wanted((done.was,), done.at - OLDEST, done.at, office)
    after = _wanted((done.now,), done.at - OLDEST, midnight, office)
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
