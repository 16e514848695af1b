"""What an entry in the office's calendar does: previewed, done, told to agencies."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.duties import heading, plain_line
from bot.messages.words import closing, fitted, lines
from bot.messages.work_calendar import KINDS, say_edits
from programme.amending import Altered
from programme.calendar import WorkCalendar
from programme.days import DayEdits
from programme.duties import Due, Duty
from programme.office import Office
from programme.programme import InForce
from programme.recounting import Recount
from programme.refs import in_order
from programme.speech import say_day, say_period, shorten


def preview(
    edits: DayEdits, was: WorkCalendar, recounts: Sequence[Recount], *, today: date
) -> Markup:
    """What would be entered, and which due days would fall elsewhere."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Xem lại trước khi ghi vào lịch làm việc</b>")]
        parts += _some(say_edits(edits, was), length // 10)
        if any(day < today for day in edits.all_days):
            parts.append(Markup("Có ngày đã qua: hạn đã đến và tin đã gửi giữ nguyên."))
        return lines([*parts, *_effects(recounts, length)])

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
        if moving and told:
            parts.append(
                Markup("Đã dời hạn {moved} nội dung và báo: {told}.").format(
                    moved=moved, told=", ".join(told)
                )
            )
            if unlinked:
                said = Markup("Chưa có nhóm chat, đề nghị báo cách khác: {names}.")
                parts.append(said.format(names=", ".join(unlinked)))
        elif moved:
            parts.append(Markup("Các hạn đã báo giữ nguyên."))
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


def _effects(recounts: Sequence[Recount], length: int) -> Iterator[Markup]:
    moved = [one for found in recounts for one in found.moved]
    if not moved:
        yield Markup("Không hạn nào phải dời.")
    else:
        agencies = {one.now.agency for one in moved}
        yield Markup("\n<b>Tính lại, {n} hạn sẽ khác ({a} cơ quan)</b>").format(
            n=len(moved), a=len(agencies)
        )
        for found in recounts:
            yield from _moves(found, length)
    for one in _notes(recounts):
        yield Markup("{one}").format(one=one)


def _notes(recounts: Sequence[Recount]) -> Iterator[str]:
    stuck = [duty for found in recounts for duty in found.stuck]
    if stuck:
        yield f"{len(stuck)} hạn giữ nguyên vì hạn tính lại đã qua: {_refs(stuck)}."
    eased = [one.was for found in recounts for one in found.eased]
    if eased:
        yield (
            f"{len(eased)} hạn rơi vào ngày nghỉ; nếu giữ, hết ngày làm việc kế tiếp "
            f"mới tính là quá hạn: {_refs(eased)}."
        )


def _refs(duties: Sequence[Duty], most: int = 30) -> str:
    refs = sorted({duty.ref for duty in duties}, key=in_order)
    more = f" và {len(refs) - most} mục khác" if len(refs) > most else ""
    return ", ".join(refs[:most]) + more


def _moves(found: Recount, length: int) -> Iterator[Markup]:
    """• Hội nghị …, thứ Ba 21/7: 17:00 thứ Ba 14/7 → 17:00 thứ Hai 13/7 (I.3, I.4)"""
    groups = _grouped(found.moved, found.force, due_words.short)
    for (what, days), duties in groups.items():
        yield Markup("• {what}: {days} ({refs})").format(
            what=shorten(what, length), days=days, refs=_refs(duties)
        )


def _grouped(
    moved: Sequence[Altered], force: InForce, say: Callable[[Due], str]
) -> dict[tuple[str, str], list[Duty]]:
    """By what it is for, and from when to when it moves; the new moment by `say`."""
    groups: dict[tuple[str, str], list[Duty]] = {}
    for one in moved:
        days = f"{due_words.short(one.was.due)} → {say(one.now.due)}"
        groups.setdefault((heading(one.now, force), days), []).append(one.now)
    return groups


def to_agency(
    name: str,
    own: Sequence[Altered],
    force: InForce,
    edits: DayEdits,
    *,
    office: Office,
) -> Markup:
    """One message: which of its due days are others now, and why."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Thay đổi hạn gửi hồ sơ, chương trình {period}</b>").format(
                period=say_period(force.programme.period)
            ),
            Markup("Kính gửi {name},").format(name=name),
            Markup("{office} điều chỉnh theo lịch làm việc: {days}.").format(
                office=office.name, days=_said_days(edits)
            ),
        ]
        for (what, days), group in _grouped(own, force, due_words.due).items():
            parts.append(
                Markup("\n<b>{what}</b>\n<i>Hạn: {days}</i>").format(
                    what=what, days=days
                )
            )
            parts += [plain_line(duty, length) for duty in group]
        return lines(parts) + closing(office)

    return fitted(build, longest=220)


def _said_days(edits: DayEdits, most: int = 10) -> str:
    said = [f"{KINDS[one.kind].lower()} {say_day(one.day)}" for one in edits.days]
    said += [f"{say_day(day)} trở lại như thường lệ" for day in edits.removed]
    sources = dict.fromkeys(one.source for one in edits.days if one.source)
    more = f" và {len(said) - most} ngày khác" if len(said) > most else ""
    basis = f" (theo {shorten('; '.join(sources), 160)})" if sources else ""
    return ", ".join(said[:most]) + more + basis
