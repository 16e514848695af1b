"""/agenda: what is held next: hour, place, chair, audience, items with their state."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import NoSuchItem
from bot.finding import normal, split_ref
from bot.messages import looking
from bot.messages.meetings import FATES
from programme.document import Meeting, Recurring
from programme.programme import InForce
from programme.recurrence import falls_on
from programme.reminders import ChatRole

_Found = list[tuple[InForce, Meeting]]
#: How far ahead a meeting that comes back is looked for.
_AHEAD = 31


async def agenda(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked
    forces = await desk.unit.programmes.newest(3)
    names = await desk.short_names()
    coming = _coming(forces, desk)
    recurring: list[Recurring] = []
    ref, _ = split_ref(words)
    if ref:
        found = [one for one in coming if one[1].ref == normal(ref)][:1]
        if not found:
            raise NoSuchItem(ref)
        day = found[0][1].starts_on
    else:
        days = [meeting.starts_on for _, meeting in coming]
        days += _next_recurring(forces, desk)
        if not days:
            return [Answer(text=looking.no_meeting())]
        day = max(min(days), desk.today)
        found = [one for one in coming if one[1].starts_on <= day]
        recurring = _recurring(forces, desk, (day - desk.today).days)
    is_office = place.chat.role is ChatRole.OFFICE
    text = looking.agenda(found, recurring, day, names, is_office=is_office)
    return [Answer(text=text)]


def _coming(forces: Sequence[InForce], desk: Desk) -> _Found:
    """Not over and to be held, the soonest first."""
    found = [
        (force, meeting)
        for force in forces
        for meeting in force.meetings
        if (meeting.ends_on or meeting.starts_on) >= desk.today
        and meeting.status not in FATES
    ]
    return sorted(found, key=lambda one: one[1].starts_on)


def _recurring(forces: Sequence[InForce], desk: Desk, ahead: int) -> list[Recurring]:
    day = desk.today + timedelta(days=ahead)
    return [
        rule
        for force in forces
        for rule in force.recurring
        if falls_on(rule, day, force.programme, desk.office.calendar)
    ]


def _next_recurring(forces: Sequence[InForce], desk: Desk) -> list[date]:
    days = (n for n in range(_AHEAD) if _recurring(forces, desk, n))
    return [desk.today + timedelta(days=n) for n in [next(days, None)] if n is not None]


AGENDA = Command(
    name="agenda",
    usage="/agenda",
    what="cuộc họp sắp tới: giờ, nơi họp, nội dung",
    run=agenda,
)
