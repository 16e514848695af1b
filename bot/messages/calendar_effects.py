"""What an entry in the office's calendar does: previewed, done, told to agencies."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.messages import moved_dues
from bot.messages.words import fitted, lines
from bot.messages.work_calendar import KINDS, say_edits
from programme.calendar import WorkCalendar
from programme.days import DayEdits
from programme.recounting import Recount
from programme.speech import say_day, shorten


def preview(
    edits: DayEdits, was: WorkCalendar, recounts: Sequence[Recount], *, today: date
) -> Markup:
    """What would be entered, and which due days would fall elsewhere."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Xem lại trước khi ghi vào lịch làm việc</b>")]
        parts += _some(say_edits(edits, was), length // 10)
        if any(day < today for day in edits.all_days):
            parts.append(Markup("Có ngày đã qua: hạn đã đến và tin đã gửi giữ nguyên."))
        return lines([*parts, *moved_dues.effects(recounts, length)])

    return fitted(build)


def entered(
    edits: DayEdits,
    was: WorkCalendar,
    recounts: Sequence[Recount],
    *,
    told: Sequence[str],
    unlinked: Sequence[str] = (),
    moving: bool,
) -> Markup:
    """What was entered, who is told of it, and whom no chat reaches."""
    moved = sum(len(one.moved) for one in recounts)

    def build(length: int) -> Markup:
        parts = [Markup("<b>Đã ghi vào lịch làm việc</b>")]
        parts += _some(say_edits(edits, was), length // 10)
        parts += moved_dues.done(moved, told, unlinked, moving=moving)
        return lines(parts)

    return fitted(build)


def nothing_to_drop(days: Sequence[date]) -> Markup:
    return Markup(
        "Văn phòng chưa ghi gì về {days}. Muốn đổi ngày tính sẵn, "
        "gửi: /calendar làm … hoặc /calendar nghỉ …"
    ).format(days=", ".join(f"{day:%d/%m/%Y}" for day in days))


def dropped() -> Markup:
    return Markup("Không ghi gì vào lịch làm việc.")


def changed_since() -> Markup:
    return Markup("Các hạn đã khác lúc xem; đề nghị xem lại rồi bấm lần nữa.")


def _some(said: Sequence[str], most: int) -> list[Markup]:
    parts = [Markup("• {one}").format(one=one) for one in said[:most]]
    if len(said) > most:
        parts.append(Markup("… và {n} ngày khác").format(n=len(said) - most))
    return parts


def why(edits: DayEdits, most: int = 10) -> str:
    """lịch làm việc: nghỉ thứ Tư 15/7 (theo Thông báo 12)"""
    said = [f"{KINDS[one.kind].lower()} {say_day(one.day)}" for one in edits.days]
    said += [f"{say_day(day)} trở lại như thường lệ" for day in edits.removed]
    sources = dict.fromkeys(one.source for one in edits.days if one.source)
    more = f" và {len(said) - most} ngày khác" if len(said) > most else ""
    basis = f" (theo {shorten('; '.join(sources), 160)})" if sources else ""
    return "lịch làm việc: " + ", ".join(said[:most]) + more + basis
