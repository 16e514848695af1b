"""The scene of some reminders: as much of the programmes as their words are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.wording import Scene
from programme.duties import Duty
from programme.office import Office
from programme.reminders import Reminder
from storage import Unit


async def scene_of(
    unit: Unit,
    reminders: Iterable[Reminder],
    *,
    office: Office,
    now: datetime,
    known: Mapping[int, Duty] | None = None,
) -> Scene:
    """Not for the standing messages, which are of everything. `known` need not be
    asked for again."""
    numbers: dict[int, None] = {}
    held: defaultdict[int, set[str]] = defaultdict(set)
    for reminder in reminders:
        if reminder.duty is not None:
            numbers[reminder.duty] = None
        if reminder.meeting is not None:
            held[reminder.programme].add(reminder.meeting)
    have = known or {}
    missing = [number for number in numbers if number not in have]
    duties = [have[number] for number in numbers if number in have]
    duties += await unit.duties.by_ids(missing)
    forces = await unit.parts.around(duties, held)
    wishes = await unit.requests.waiting_of(numbers)
    return Scene(office=office, now=now, forces=forces, wishes=wishes)
