"""What has come due by a moment, out of the rows whose moment it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.scenes import scene_of
from bot.wording import Scene, is_of_everything
from jobs.scenes import scene_of_everything
from jobs.waking import ask
from programme.occasions import CatchUp, Occasion, catch_up, joined, joined_by
from programme.office import Office
from programme.reminders import Reminder
from programme.timetable import in_order_of_time
from programme.waking import Subject, Wish, may_be_said_from, next_looks
from storage import Unit
from storage.awake import Awake, Place

_HALF_A_DAY = timedelta(hours=12)
#: What writing takes, in twentieths of a millisecond or so.
_A_ROW, _A_REMINDER, _A_LETTER = 1, 2, 4
_FULL = 1500


@dataclass(kw_only=True)
class Bite:
    """What is done in one transaction."""

    aside: dict[str, list[Reminder]] = field(default_factory=dict)
    said: list[Occasion] = field(default_factory=list)
    asleep: set[Place] = field(default_factory=set)
    weight: int = 0

    @property
    def is_full(self) -> bool:
        return self.weight >= _FULL


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is said and put aside, and when the rows it comes from are looked at again.

    `whole` is the scene of the standing messages, where one is said.
    """

    due: CatchUp
    awake: Awake
    looks: dict[Place, datetime]
    scene: Scene
    whole: Scene | None

    def scene_for(self, occasion: Occasion) -> Scene:
        of_everything = is_of_everything(occasion) and self.whole is not None
        return self.whole if of_everything and self.whole else self.scene

    def bites(self) -> Iterator["Bite"]:
        """All that is to be done, cut so that each is some hundredths of a second."""
        bite = Bite()
        for fate, aside in (
            ("superseded", self.due.superseded),
            ("expired", self.due.expired),
        ):
            for reminder in aside:
                bite.aside.setdefault(fate, []).append(reminder)
                bite.weight += _A_REMINDER
                if bite.is_full:
                    yield bite
                    bite = Bite()
        for occasion in self.due.said:
            bite.said.append(occasion)
            bite.weight += _A_LETTER + _A_REMINDER * len(occasion.reminders)
            if bite.is_full:
                yield bite
                bite = Bite()
        for place in self.looks:
            bite.asleep.add(place)
            bite.weight += _A_ROW
            if bite.is_full:
                yield bite
                bite = Bite()
        yield bite

    def places(self, reminders: Iterable[Reminder]) -> dict[Place, datetime | None]:
        """The rows that these speak of, as they were."""
        about = {Subject(r.programme, r.meeting, r.duty) for r in reminders}
        places = (place for one in about for place in self.awake.rows.get(one, ()))
        return {place: self.awake.was[place] for place in places}


async def plan_at(unit: Unit, now: datetime, office: Office) -> Plan:
    """In one picture of the database: nothing is written."""
    rules = office.rules
    awake, asked = await _looked_at(unit, now, office)
    wanted = {wish.reminder.key: wish.reminder for wish in asked}
    soon = now + _HALF_A_DAY
    near = [r for r in in_order_of_time(wanted.values()) if r.at <= soon]
    come = [reminder for reminder in joined(near, rules) if reminder.at <= now]
    said = await unit.reminders.said(reminder.key for reminder in come)
    unsaid = [reminder for reminder in come if reminder.key not in said]
    due = catch_up(unsaid, now, rules=rules, calendar=office.calendar)
    settled = {r.key for occasion in due.said for r in occasion.reminders}
    settled |= {reminder.key for reminder in (*due.superseded, *due.expired)}
    waiting = {
        r.key: may_be_said_from(r, now, rules) for r in unsaid if r.key not in settled
    }
    looks = next_looks(awake.looked, asked, waiting, now)
    known = {duty.id: duty for part in awake.looked.duties for duty in part.duties}
    spoken = [r for occasion in due.said for r in occasion.reminders]
    standing = [occasion for occasion in due.said if is_of_everything(occasion)]
    whole = standing and await scene_of_everything(unit, now, office, standing)
    return Plan(
        due=due,
        awake=awake,
        looks=awake.placed(looks),
        scene=await scene_of(unit, spoken, office=office, now=now, known=known),
        whole=whole or None,
    )


async def _looked_at(
    unit: Unit, now: datetime, office: Office
) -> tuple[Awake, list[Wish]]:
    """What has come, and what is to come today but joins what has."""
    awake = await unit.waking.due(now, office.rules.day_of(now))
    asked = await ask(awake.looked, now, office)
    whose = joined_by((wish.reminder for wish in asked), now, office.rules)
    if not whose:
        return awake, asked
    joining = await unit.waking.joining(whose, now, now + _HALF_A_DAY)
    return awake + joining, asked + await ask(joining.looked, now, office)
