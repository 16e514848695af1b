"""The office's calendar in words: its days, its warnings, what is entered into it."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.words import lines
from programme.calendar import WorkCalendar
from programme.calendar_runs import runs_of
from programme.calendar_warnings import CalendarWarning
from programme.day_words import MOST_DAYS, DaysMisread, Misread
from programme.days import CalendarDay, DayEdits, DayKind
from programme.speech import say_date, say_day, shorten

KINDS: Mapping[DayKind, str] = {
    DayKind.OFF: "Nghỉ",
    DayKind.WORKED: "Làm việc",
    DayKind.MORNING: "Chỉ làm buổi sáng",
    DayKind.AFTERNOON: "Chỉ làm buổi chiều",
}
USAGE = (
    "Sửa lịch: /calendar nghỉ 2/1/2027 và làm 10/1/2027 theo Thông báo 123/TB-BNV; "
    "/calendar nghỉ chiều 3/2/2027; /calendar bỏ 2/1/2027."
)
_MISREAD: Mapping[Misread, str] = {
    Misread.NO_VERB: "Chưa rõ là nghỉ, làm, nửa ngày hay bỏ",
    Misread.NO_DAY: "Chưa rõ ngày nào",
    Misread.UNKNOWN: "Chưa hiểu phần này",
    Misread.NO_SUCH_DAY: "Không có ngày này",
    Misread.BACKWARDS: "Ngày cuối đứng trước ngày đầu",
    Misread.TOO_MANY: f"Mỗi lần không quá {MOST_DAYS} ngày",
    Misread.TWICE: "Một ngày được ghi hai lần",
    Misread.WHICH_HALF: "Chưa rõ nghỉ buổi nào, sáng hay chiều",
}


def misread(error: DaysMisread) -> Markup:
    return Markup("{why} {usage}").format(why=why_misread(error), usage=USAGE)


def why_misread(error: DaysMisread) -> Markup:
    words = f": {shorten(error.words, 80)}" if error.words else ""
    return Markup("{why}{words}.").format(why=_MISREAD[error.why], words=words)


def shown(
    calendar: WorkCalendar,
    first: date,
    last: date,
    warned: Sequence[CalendarWarning] = (),
    *,
    whole: bool = False,
) -> Markup:
    """The days of a span that differ from the week, run by run, with their sources."""
    found = [
        one
        for day, one in sorted(calendar.known.items())
        if first <= day <= last and one.differs
    ]
    parts = [
        Markup("<b>Lịch làm việc từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}</b>").format(
            first=first, last=last
        )
    ]
    runs = runs_of(found, calendar, _facts)
    said = [Markup("• {run}").format(run=_run(run)) for run in runs]
    parts += said or [Markup("Không có ngày nghỉ lễ, làm bù nào.")]
    hours = calendar.hours
    parts.append(
        Markup("Giờ làm việc: {0:%H:%M}–{1:%H:%M}, {2:%H:%M}–{3:%H:%M}.").format(
            *hours.morning, *hours.afternoon
        )
    )
    parts += [Markup("⚠ {one}").format(one=say_warning(one)) for one in warned]
    if not whole:
        parts.append(Markup("\n{usage}").format(usage=USAGE))
    return lines(parts)


def _facts(one: CalendarDay) -> tuple[object, ...]:
    return one.kind, one.name, one.source, one.presumed


def _run(run: Sequence[CalendarDay]) -> str:
    """Nghỉ từ thứ Năm 4/2 đến thứ Tư 10/2/2027: Tết (dự kiến)"""
    first, last = run[0], run[-1]
    when = f"{say_day(last.day)}/{last.day.year}"
    if first is not last:
        when = f"từ {say_day(first.day)} đến {when}"
    return f"{KINDS[first.kind]} {when}{_why(first)}"


def _why(one: CalendarDay) -> str:
    name = f": {shorten(one.name, 80)}" if one.name else ""
    said = "dự kiến" if one.presumed else shorten(one.source, 120)
    return f"{name} ({said})" if said else name


def say_warning(one: CalendarWarning) -> str:
    """With the cure."""
    if not one.days:
        return (
            f"Lịch nghỉ mới biết đến hết ngày {one.last:%d/%m/%Y}; khi có thông báo "
            "nghỉ Tết năm sau, ghi bằng /calendar nghỉ … theo …"
        )
    first, last = one.days[0], one.days[-1]
    when = f"{first.day:%d/%m/%Y}"
    if first is not last:
        when += f"-{last.day:%d/%m/%Y}"
    verb = "làm" if first.kind is DayKind.WORKED else "nghỉ"
    name = f" {first.name}" if first.name else ""
    return (
        f"{KINDS[first.kind]} {when}{name} mới là dự kiến; "
        f"khi có thông báo, ghi: /calendar {verb} {when} theo …"
    )


def say_edits(edits: DayEdits, was: WorkCalendar) -> list[str]:
    """Each day as it will be, and as it was."""
    said = [
        f"{KINDS[one.kind]} {say_date(one.day)}{_why(one)}; {_before(one.day, was)}"
        for one in edits.days
    ]
    said += [
        f"Bỏ ghi chép của Văn phòng về {say_date(day)}; {_before(day, was)}"
        for day in edits.removed
    ]
    return said


def _before(day: date, was: WorkCalendar) -> str:
    known = was.known.get(day)
    if known is not None:
        of_it = "dự kiến " if known.presumed else ""
        return f"trước đây: {of_it}{KINDS[known.kind].lower()}{_name(known)}"
    return "vốn là ngày làm việc" if was.is_worked(day) else "vốn là ngày nghỉ"


def _name(one: CalendarDay) -> str:
    return f" {shorten(one.name, 60)}" if one.name else ""
