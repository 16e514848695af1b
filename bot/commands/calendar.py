"""/calendar: the office's days off, made-up and half; shown, and edited by its word."""

from datetime import timedelta

from bot.asked import Answer, Asked
from bot.calendar_asking import look_over
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import work_calendar as words
from programme.calendar_warnings import warnings_of
from programme.day_words import DaysMisread, read_edits

#: How far back and ahead the calendar is shown.
_BACK, _AHEAD = timedelta(days=7), timedelta(days=123)


async def calendar(asked: Asked, said: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    if not said:
        known = desk.office.calendar
        warned = warnings_of(known, desk.today)
        first, last = desk.today - _BACK, desk.today + _AHEAD
        return [Answer(text=words.shown(known, first, last, warned))]
    try:
        edits = read_edits(said, today=desk.today)
    except DaysMisread as error:
        return [Answer(text=words.misread(error), reply_to=asked.message)]
    return await look_over(edits, asked, desk)


CALENDAR = Command(
    name="calendar",
    usage="/calendar",
    what="lịch nghỉ, làm bù; sửa: /calendar nghỉ 2/1/2027 theo …",
    run=calendar,
)
