"""/nudge REF|AGENCY: a reminder by the office's own word, once a day for a duty."""

from collections.abc import Sequence
from datetime import time

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import (
    agency_called,
    for_office,
    is_like_ref,
    nearest_agencies,
    split_ref,
)
from bot.messages import nudging
from bot.messages.buttons import for_duties
from bot.soon import goes_at
from programme.duties import Duty, DutyRole
from programme.reminders import Kind, agency
from programme.urgency import is_marked
from storage.audit import NUDGE as NUDGED


async def nudge(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    if not words.strip():
        raise Misasked(NUDGE.usage, "Xin cho biết nhắc mục nào, hoặc cơ quan nào?")
    named = await _named(words, desk)
    name = named[0].agency
    waited = [one for one in named if one.is_awaited and one.role is DutyRole.LEAD]
    if not waited:
        return [Answer(text=nudging.nothing_awaited(named), reply_to=asked.message)]
    is_reached = desk.is_rehearsed or await desk.unit.chats.linked(agency(name))
    if not is_reached:
        return [Answer(text=nudging.not_linked(name), reply_to=asked.message)]
    midnight = desk.office.rules.moment(desk.today, time(0))
    done = await desk.unit.audit.nudged([one.id for one in waited], midnight)
    going = [one for one in waited if one.id not in done]
    if not going:
        return [Answer(text=nudging.nudged_today(waited), reply_to=asked.message)]
    for one in going:
        await desk.unit.audit.add(
            at=desk.now,
            who=asked.who,
            where=asked.where,
            did=NUDGED,
            duty=one.id,
            message=asked.key,
        )
    urgent = any(is_marked(one.title) for one in going)
    at = None if urgent else goes_at(desk)
    passed = [one for one in waited if one.id in done]
    return [
        Answer(text=nudging.done(going, passed, at), reply_to=asked.message),
        await _to_agency(going, desk, urgent=urgent),
    ]


async def _to_agency(going: Sequence[Duty], desk: Desk, *, urgent: bool) -> Answer:
    forces = await desk.around(going)
    return Answer(
        to=agency(going[0].agency),
        text=nudging.to_agency(going, forces, now=desk.now, office=desk.office),
        buttons=for_duties(going),
        kind=Kind.CHANGE,
        duties=tuple(one.id for one in going),
        refs=tuple(one.ref for one in going),
        urgent=urgent,
    )


async def _named(words: str, desk: Desk) -> list[Duty]:
    """One duty by its ref, or all that an agency still owes."""
    found = agency_called(words.strip(), await desk.registry())
    if found is not None:
        own = [one for one in await desk.own(found.name) if one.is_open]
        if not own:
            raise nudging.nothing_of(found.name)
        return own
    ref, rest = split_ref(words)
    if not is_like_ref(ref):
        raise nearest_agencies(words.strip(), await desk.registry())
    one, _ = await for_office(ref, desk, rest=rest)
    return [one]


NUDGE = Command(
    name="nudge",
    usage="/nudge I.3 hoặc /nudge Sở Nội vụ",
    what="nhắc ngay một mục hoặc một cơ quan, mỗi ngày một lần",
    run=nudge,
    changes=True,
)
