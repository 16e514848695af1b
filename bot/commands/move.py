"""/move REF DATE: a meeting's day, or an item's due day; told old → new."""

from dataclasses import replace
from datetime import date

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked, NotPossible
from bot.finding import for_office, normal, split_ref
from bot.messages import meeting_edits, office_words
from bot.rewriting import (
    change_meeting,
    check_day,
    meeting_called,
    open_parts,
    redate_item,
)
from bot.sure import ask_first, is_sure
from programme.day_said import day_in
from programme.document import Meeting, Status
from programme.programme import InForce


async def move(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(MOVE.usage, "Xin cho biết dời mục hay cuộc họp nào?")
    held = await meeting_called(normal(ref), desk)
    if held is not None:
        return await _meeting(*held, rest, asked, words, desk)
    duty, rest = await for_office(ref, desk, rest=rest)
    parts = await open_parts(duty, desk)
    day = _day(rest, f"mục {duty.ref}", words, desk)
    check_day(day, duty, desk)
    shown = office_words.move_item(parts, day)
    if not is_sure(asked, shown):
        said = f"{duty.ref} {duty.agency} {day:%d/%m/%Y}"
        return await ask_first(MOVE.name, said, shown, asked, desk, yes="Đổi hạn")
    return [Answer(text=await redate_item(parts, day, asked, desk))]


async def _meeting(
    force: InForce, meeting: Meeting, rest: str, asked: Asked, words: str, desk: Desk
) -> list[Answer]:
    day = _day(rest, f"cuộc họp {meeting.ref}", words, desk)
    if meeting.status is Status.WITHDRAWN:
        raise NotPossible(f"Cuộc họp {meeting.ref} không tổ chức nữa.")
    if day < desk.today:
        raise NotPossible("Ngày mới đã qua; xin ghi ngày khác.")
    if day == meeting.starts_on and meeting.status is not Status.POSTPONED:
        raise NotPossible(f"Cuộc họp {meeting.ref} vốn họp ngày {day:%d/%m/%Y}.")
    shown = meeting_edits.move(meeting, day, is_worked=_is_worked(day, desk))
    if not is_sure(asked, shown):
        said = f"{meeting.ref} {day:%d/%m/%Y}"
        return await ask_first(MOVE.name, said, shown, asked, desk, yes="Dời")
    said = f"/move {meeting.ref} {day:%d/%m/%Y}"
    done = await change_meeting(
        force, meeting.ref, lambda m: _on(m, day), said, asked, desk
    )
    return [Answer(text=done)]


def _on(meeting: Meeting, day: date) -> Meeting:
    """As long as it was, and held for certain."""
    length = (meeting.ends_on or meeting.starts_on) - meeting.starts_on
    ends_on = day + length if meeting.ends_on else None
    return replace(meeting, starts_on=day, ends_on=ends_on, status=Status.PLANNED)


def _day(rest: str, what: str, words: str, desk: Desk) -> date:
    day = day_in(rest, desk.today, desk.office.calendar)
    if day is None:
        # What could not be read is not kept: the answer says the day alone.
        so_far = words[: len(words) - len(rest)] if rest else words
        raise Misasked(
            MOVE.usage, f"Xin cho biết dời {what} sang ngày nào?", so_far=so_far
        )
    return day


def _is_worked(day: date, desk: Desk) -> bool:
    return desk.office.calendar.is_worked(day)


MOVE = Command(
    name="move",
    usage="/move I.3 10/7 hoặc /move I 24/7/2020",
    what="dời ngày họp, hoặc đổi hạn hồ sơ của một mục",
    run=move,
    changes=True,
    asks_first=True,
)
