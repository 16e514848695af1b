"""A document that came in, beside what is in force: shown before anybody is told."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.changes import difference, summary
from bot.messages.preview import doubt
from bot.messages.words import lines
from programme.amending import Amendment
from programme.carrying import CarryOver
from programme.choosing import NoTarget, OtherKind
from programme.duties import Duty
from programme.programme import InForce
from programme.speech import say_period, shorten, title_of


def nothing_changes(force: InForce) -> Markup:
    return Markup(
        "Chương trình {which} đã được phát hành; không có gì thay đổi."
    ).format(which=_which(force))


def would_change(planned: Amendment, names: Sequence[str]) -> Markup:
    """3 mới, 1 chuyển ngày, 2 chỗ cần xem lại; then all of it, doubts first."""
    parts = [
        Markup("Chương trình {which} đang thực hiện: {said}.").format(
            which=_which(planned.was),
            said=summary(planned.differences, planned.doubts),
        )
    ]
    parts += [doubt(found) for found in planned.doubts]
    parts.append(difference(planned.differences, 400))
    parts.append(
        Markup("Sẽ báo cho: {names}.").format(
            names=", ".join(names) or "không cơ quan nào"
        )
    )
    return lines(parts)


def unlike(force: InForce) -> Markup:
    return Markup(
        "! Văn bản này khác hẳn chương trình {which} đang thực hiện; đề nghị kiểm tra "
        "có đúng là bản sửa đổi của chương trình đó không."
    ).format(which=_which(force))


def no_target(error: NoTarget) -> Markup:
    if not error.among:
        return Markup(
            "Đây là thông báo thay đổi, nhưng chưa có chương trình nào đang thực hiện."
        )
    return Markup(
        "Chưa rõ thông báo này thay đổi chương trình nào: {names}. "
        "Đề nghị ghi thêm --period."
    ).format(names="; ".join(_which(force) for force in error.among))


def other_kind(error: OtherKind) -> Markup:
    return Markup(
        "Văn bản này không phải chương trình {which} hay thông báo thay đổi chương "
        "trình đó, nên không thay thế được. Chương trình đang thực hiện giữ nguyên."
    ).format(which=_which(error.force))


def _which(force: InForce) -> str:
    """tháng 7/2020, số 05/CTr-UBND (bản 2)"""
    head = force.programme
    number = f", số {head.number}" if head.number else ""
    revision = f" (bản {head.revision})" if head.revision > 1 else ""
    return f"{say_period(head.period)}{number}{revision}"


def carried(over: CarryOver) -> Markup:
    """What earlier programmes left open; nothing where they left nothing."""
    parts: list[Markup] = []
    if over.carried:
        parts.append(
            Markup("\n<b>Chuyển tiếp từ chương trình trước ({n})</b>").format(
                n=len(over.carried)
            )
        )
    parts += [
        Markup("• {was} → {now} {title} ({agency})").format(
            was=one.duty.ref,
            now=one.item.ref,
            title=_title(one.duty),
            agency=one.duty.agency,
        )
        for one in over.carried
    ]
    unfinished = [duty for duty in over.left if duty.is_open]
    if unfinished:
        parts.append(
            Markup(
                "\n<b>Chưa xong, chưa có trong chương trình mới ({n})</b>\n"
                "Đề nghị Văn phòng quyết định, ví dụ: /set {ref} chuyển"
            ).format(n=len(unfinished), ref=unfinished[0].ref)
        )
        parts += [_left(duty) for duty in unfinished]
    put_off = [duty for duty in over.left if not duty.is_open]
    if put_off:
        parts.append(
            Markup(
                "\n<b>Đã chuyển kỳ sau, chưa có trong chương trình mới ({n})</b>"
            ).format(n=len(put_off))
        )
        parts += [_left(duty) for duty in put_off]
    return lines(parts)


def _left(duty: Duty) -> Markup:
    return Markup("• {ref} {title} ({agency})").format(
        ref=duty.ref, title=_title(duty), agency=duty.agency
    )


def _title(duty: Duty) -> str:
    return shorten(title_of(duty), 90)
