"""What a document was understood to say, for the clerk to look over."""

from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup

from bot.messages import recurrence
from bot.messages.meetings import short
from bot.messages.words import lines
from programme.document import AgendaItem, ChangeAction, Doubt, Draft
from programme.periods import span_of_period
from programme.programme import InForce
from programme.rules import OfficeRules
from programme.speech import say_period, shorten

ACTIONS: Mapping[ChangeAction, str] = {
    ChangeAction.ADDED: "Bổ sung",
    ChangeAction.MOVED: "Chuyển ngày",
    ChangeAction.POSTPONED: "Hoãn",
    ChangeAction.WITHDRAWN: "Rút",
    ChangeAction.REASSIGNED: "Giao lại",
    ChangeAction.REWORDED: "Sửa nội dung",
}
HUSHED = "(nội dung mật)"


def draft(value: Draft) -> Markup:
    """Whole and plain: counts, every entry, doubts with their lines."""
    return lines(list(_lines(value)))


def summary(value: Draft) -> Markup:
    """Chương trình tháng 7/2020: 8 hội nghị, 18 nội dung của 10 cơ quan"""
    if value.changes:
        return Markup("Thông báo thay đổi: {n} việc{doubts}").format(
            n=len(value.changes), doubts=_doubts_of(value)
        )
    agencies = {name for item in value.items for name in item.lead}
    return Markup(
        "Chương trình {period}: {meetings} hội nghị, {items} nội dung của "
        "{agencies} cơ quan{doubts}"
    ).format(
        period=say_period(value.period),
        meetings=len(value.meetings),
        items=len(value.items),
        agencies=len(agencies),
        doubts=_doubts_of(value),
    )


def _doubts_of(value: Draft) -> str:
    return f", {len(value.doubts)} chỗ cần xem lại" if value.doubts else ""


def passed(value: Draft, today: date) -> Markup | None:
    """A warning before a programme is published whose period is over."""
    if span_of_period(value.period)[1] >= today:
        return None
    return Markup(
        "Kỳ của văn bản ({period}) đã qua: nếu phát hành, các cơ quan sẽ thấy "
        "các hạn đều đã quá."
    ).format(period=say_period(value.period))


def published(value: Draft) -> Markup:
    """To the office, once the programme is out."""
    return Markup(
        "<b>Đã phát hành.</b> {summary}.\nMỗi cơ quan được báo các nội dung phải "
        "chuẩn bị và được nhắc theo hạn. Theo dõi: /board. Hướng dẫn: /help"
    ).format(summary=summary(value))


def doubt(value: Doubt) -> Markup:
    return Markup("! Dòng {line}: {message} “{text}”").format(
        line=value.line, message=value.message, text=shorten(value.text, 120)
    )


def close_calls(force: InForce, refs: list[str], rules: OfficeRules) -> Markup:
    """Due moments so near that the office settles them before anybody is told."""
    del force
    return Markup(
        "Hạn chưa đầy {days} ngày làm việc kể từ khi phát hành: {refs}. "
        "Đề nghị thống nhất với cơ quan trước."
    ).format(days=rules.close_call, refs=", ".join(refs))


def _lines(value: Draft) -> Iterator[Markup]:
    yield summary(value)
    for found in value.doubts:
        yield doubt(found)
    for meeting in value.meetings:
        yield Markup("\n{ref}. {said}").format(
            ref=meeting.ref, said=short(meeting, 400).removeprefix("• ")
        )
        yield from (_item(item) for item in meeting.items)
    for change in value.changes:
        yield Markup("• {action}: {words}").format(
            action=ACTIONS[change.action], words=shorten(change.words, 300)
        )
    if value.submissions:
        yield Markup("\nTrình Chủ tịch UBND")
        yield from (_item(item) for item in value.submissions)
    for rule in value.recurring:
        yield Markup("\n{ref}. {title} ({rrule})").format(
            ref=rule.ref, title=rule.title, rrule=recurrence.words(rule)
        )
    if value.recipients:
        yield Markup("\nNơi nhận: {who}").format(who="; ".join(value.recipients))


def _item(item: AgendaItem) -> Markup:
    who = ", ".join(item.lead) or "chưa rõ cơ quan"
    if item.support:
        who += f"; phối hợp: {', '.join(item.support)}"
    return Markup("  {ref}. {title} ({who})").format(
        ref=item.ref, title=item.title or HUSHED, who=who
    )
