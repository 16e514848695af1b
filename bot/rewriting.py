"""The office amends a programme by its own word: one entry, as a revision of its own.

The same as a notice that came on paper: agencies are told old → new, what waits is
worded anew, and the record names who did it (bot/amending.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from markupsafe import Markup

from bot.amending import Act, amend
from bot.asked import Asked
from bot.desk import Desk
from bot.errors import NoSuchItem, NotPossible
from bot.messages import looking
from bot.redating import Act as Redating
from bot.redating import redate
from programme.amending import Altered
from programme.document import AgendaItem, Draft, Meeting
from programme.due import due_as_named
from programme.duties import DueRule, Duty, DutyRole
from programme.programme import InForce
from programme.recounting import Recount
from programme.speech import say_day


async def meeting_called(ref: str, desk: Desk) -> tuple[InForce, Meeting] | None:
    """Of the newest programme in force that has it."""
    for force in await desk.unit.programmes.newest(3):
        found = force.meeting(ref)
        if found is not None:
            return force, found
    return None


async def change_meeting(
    force: InForce,
    ref: str,
    how: Callable[[Meeting], Meeting],
    command: str,
    asked: Asked,
    desk: Desk,
) -> Markup:
    """Answers with what was changed and who is told of it."""
    draft = await desk.unit.programmes.draft_of(force.programme.id)
    if not any(meeting.ref == ref for meeting in draft.meetings):
        raise NoSuchItem(ref)
    meetings = tuple(how(m) if m.ref == ref else m for m in draft.meetings)
    return await _amend(force, replace(draft, meetings=meetings), command, asked, desk)


async def change_item(
    duty: Duty,
    how: Callable[[AgendaItem], AgendaItem],
    command: str,
    asked: Asked,
    desk: Desk,
) -> Markup:
    force = await desk.unit.programmes.get(duty.programme)
    draft = await desk.unit.programmes.draft_of(duty.programme)
    changed = with_item(draft, duty.ref, how)
    if changed == draft:
        raise NoSuchItem(duty.ref)
    return await _amend(force, changed, command, asked, desk)


def with_item(draft: Draft, ref: str, how: Callable[[AgendaItem], AgendaItem]) -> Draft:
    def put(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
        return tuple(how(item) if item.ref == ref else item for item in items)

    meetings = tuple(replace(m, items=put(m.items)) for m in draft.meetings)
    return replace(draft, meetings=meetings, submissions=put(draft.submissions))


async def _amend(
    force: InForce, draft: Draft, command: str, asked: Asked, desk: Desk
) -> Markup:
    # What the reader doubted then is not doubted anew by the office's own word.
    draft = replace(draft, changes=(), doubts=())
    act = Act(
        file_name=f"{command} ({asked.person.name})",
        sha256=sha256(f"{asked.key} {command}".encode()).hexdigest(),
        by=asked.who,
        at=desk.now,
        where=asked.where,
    )
    done = await amend(desk.unit, force.programme.id, draft, act, office=desk.office)
    return done.said


async def redate_item(
    duties: Sequence[Duty], day: date, asked: Asked, desk: Desk
) -> Markup:
    """The dossiers of one item are awaited on another day; their agencies are told."""
    force = await desk.unit.programmes.get(duties[0].programme)
    rules, calendar = desk.office.rules, desk.office.calendar
    moved: list[Altered] = []
    for duty in duties:
        due = due_as_named(
            day,
            since=desk.now,
            rules=rules.for_(force.programme.heading_of(duty)),
            calendar=calendar,
            rule=DueRule.DECIDED,
        )
        due = replace(due, version=duty.due.version + 1)
        moved.append(Altered(was=duty, now=replace(duty, due=due)))
    told = await redate(
        desk.unit,
        [Recount(force=force, moved=tuple(moved))],
        Redating(by=asked.who, where=asked.where, at=desk.now, key=asked.key),
        why="yêu cầu công việc",
        office=desk.office,
        moving=True,
    )
    return looking.redated(moved, told.names, told.unlinked)


async def open_parts(duty: Duty, desk: Desk) -> list[Duty]:
    """All that lead the same item and are still to hand in; raises NotPossible."""
    found = [
        one
        for one in await desk.unit.duties.called(duty.ref)
        if one.programme == duty.programme and one.role is DutyRole.LEAD
    ]
    still = [one for one in found if one.is_open and not one.is_on_hold]
    if not still:
        why = f"Mục {duty.ref} đã kết thúc hoặc đang hoãn nên không đổi hạn được."
        raise NotPossible(why)
    return still


def check_day(day: date, duty: Duty, desk: Desk) -> None:
    """Raises NotPossible for a day that is over, or no earlier than the session."""
    if day < desk.today:
        raise NotPossible(f"{say_day(day).capitalize()} đã qua; xin ghi ngày khác.")
    begins = duty.session_begins
    if begins is not None and day >= desk.office.rules.day_of(begins):
        held = say_day(desk.office.rules.day_of(begins))
        raise NotPossible(
            f"Mục {duty.ref} trình phiên họp {held}; hạn hồ sơ phải trước ngày đó. "
            f"Dời cả phiên họp: /move {duty.meeting} và ngày mới."
        )
    if day == desk.office.rules.day_of(duty.due.at):
        raise NotPossible(f"Hạn của mục {duty.ref} vốn là {say_day(day)}.")
