"""What changed: a message of its own kind, old → new, to whom it concerns."""

from collections.abc import Mapping, Sequence
from datetime import date
from datetime import time as clock_time

from markupsafe import Markup

from bot.messages.meetings import SESSIONS, when
from bot.messages.words import closing, fitted, lines
from programme.amending import Amendment
from programme.changes import Difference, Facet, Fact, Value, What
from programme.document import Doubt, Meeting, Session
from programme.matching import Entry
from programme.office import Office
from programme.programme import InForce
from programme.speech import say_day, say_period, shorten
from programme.telling import Told

COUNTED: Mapping[What, str] = {
    What.ADDED: "mới",
    What.MOVED: "chuyển ngày",
    What.POSTPONED: "hoãn",
    What.WITHDRAWN: "rút",
    What.REASSIGNED: "giao lại",
    What.REWORDED: "sửa nội dung",
    What.RENUMBERED: "đánh số lại",
}

HEADINGS: Mapping[What, str] = {
    What.ADDED: "Bổ sung",
    What.MOVED: "Chuyển ngày, giờ, địa điểm",
    What.POSTPONED: "Hoãn, chờ lịch mới",
    What.WITHDRAWN: "Rút khỏi chương trình",
    What.REASSIGNED: "Thay đổi cơ quan",
    What.REWORDED: "Sửa nội dung",
    What.RENUMBERED: "Đánh số lại",
}

FACETS: Mapping[Facet, str] = {
    Facet.DAY: "",
    Facet.LAST_DAY: "đến ngày",
    Facet.HOUR: "giờ",
    Facet.ENDS_AT: "kết thúc",
    Facet.PLACE: "địa điểm",
    Facet.CHAIR: "chủ trì họp",
    Facet.DUE: "hạn hồ sơ",
    Facet.MEETING: "chuyển sang",
    Facet.RULE: "lịch định kỳ",
    Facet.RESUMED: "",
    Facet.LEAD: "chủ trì",
    Facet.SUPPORT: "phối hợp",
    Facet.AUDIENCE: "dự họp",
    Facet.TITLE: "",
    Facet.REF: "",
}


def summary(differences: Sequence[Difference], doubts: Sequence[Doubt] = ()) -> Markup:
    """3 mới, 1 chuyển ngày, 2 chỗ cần xem lại"""
    counts = dict.fromkeys(COUNTED, 0)
    for found in differences:
        counts[found.what] += 1
    said = [f"{n} {COUNTED[what]}" for what, n in counts.items() if n]
    said += [f"{len(doubts)} chỗ cần xem lại"] if doubts else []
    return Markup("{said}").format(said=", ".join(said) or "không có gì thay đổi")


def difference(differences: Sequence[Difference], length: int = 200) -> Markup:
    """All of it, for the office: a paragraph a kind, a line an entry."""
    parts: list[Markup] = []
    for what, said in HEADINGS.items():
        of_it = [found for found in differences if found.what is what]
        if not of_it:
            continue
        parts.append(Markup("<b>{said} ({n})</b>").format(said=said, n=len(of_it)))
        if what is What.RENUMBERED:
            parts.append(_numbers(of_it))
        else:
            parts += [Markup("• ") + line(found, length) for found in of_it]
    return lines(parts)


def line(found: Difference, length: int) -> Markup:
    """I. Hội nghị UBND tỉnh thường kỳ: 21/7 → 23/7; hạn hồ sơ 14/7 → 16/7"""
    entry = found.entry
    said = Markup("<b>{ref}.</b> {title}").format(
        ref=entry.ref, title=title_of_entry(found.was or entry, length)
    )
    if found.what is What.ADDED:
        return said + Markup("{more}").format(more=_of_new(entry))
    facts = facts_of(found, length)
    return said + Markup(": {facts}").format(facts=facts) if facts else said


def facts_of(found: Difference, length: int = 200) -> str:
    return "; ".join(say_fact(fact, length) for fact in found.facts)


def _of_new(entry: Entry) -> str:
    """Its day for a meeting; who prepares it."""
    said = f", {say_day(entry.day)}" if entry.day and not entry.is_item else ""
    said += when(entry.said) if isinstance(entry.said, Meeting) else ""
    return said + (f" ({', '.join(entry.lead)})" if entry.lead else "")


def title_of_entry(entry: Entry, length: int) -> str:
    return shorten(entry.title, length) or "(nội dung mật)"


def say_fact(fact: Fact, length: int) -> str:
    if fact.of is Facet.RESUMED:
        return "có lịch trở lại"
    was, now = _value(fact.was, length), _value(fact.now, length)
    if fact.of is Facet.TITLE:
        return f"nay là “{now}”"
    if fact.of is Facet.MEETING:
        return f"{was or 'Trình Chủ tịch UBND'} → {now or 'Trình Chủ tịch UBND'}"
    return f"{FACETS[fact.of]} {was or 'chưa nêu'} → {now or 'không nêu'}".strip()


def _value(value: Value, length: int) -> str:
    match value:
        case None:
            return ""
        case date():
            return f"{value.day}/{value.month}"
        case clock_time():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(value)
        case Session():
            return SESSIONS[value]
        case _:
            return shorten(value, length)


def _numbers(of_it: Sequence[Difference]) -> Markup:
    said = [f"{f.was.ref} → {f.now.ref}" for f in of_it if f.was and f.now]
    return Markup("{said}").format(said=", ".join(said))


def to_office(
    amendment: Amendment,
    told: Sequence[Told],
    *,
    unlinked: Sequence[str] = (),
) -> Markup:
    """What was changed, who is told of it, and what could not be decided alone."""
    head = amendment.now.programme

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Đã cập nhật chương trình {period}</b> (bản {n}): {said}").format(
                period=say_period(head.period),
                n=head.revision,
                said=summary(amendment.differences, amendment.doubts),
            ),
            difference(amendment.differences, length),
        ]
        parts += [_doubt(found, length) for found in amendment.doubts]
        names = ", ".join(one.agency for one in told) or "không cơ quan nào"
        parts.append(Markup("<i>Đã báo: {names}.</i>").format(names=names))
        if unlinked:
            parts.append(
                Markup(
                    "<i>Chưa liên kết nhóm chat, đề nghị báo trực tiếp: {n}.</i>"
                ).format(n=", ".join(unlinked))
            )
        return lines(parts)

    return fitted(build, longest=200)


def _doubt(found: Doubt, length: int) -> Markup:
    return Markup("! {message} “{text}”").format(
        message=found.message, text=shorten(found.text, min(length, 120))
    )


def to_leaders(
    force: InForce, differences: Sequence[Difference], *, office: Office
) -> Markup:
    """At once, and only what concerns meetings."""

    def build(length: int) -> Markup:
        head = opening(force)
        said = [Markup("• ") + of_meeting(found, length) for found in differences]
        return lines([head, *said]) + closing(office)

    return fitted(build, longest=200)


def opening(force: InForce) -> Markup:
    return Markup("<b>Thay đổi chương trình công tác {period}</b>").format(
        period=say_period(force.programme.period)
    )


def of_meeting(found: Difference, length: int) -> Markup:
    """Bổ sung: Hội nghị …, Thứ Năm 23/7 / Hội nghị …: 21/7 → 23/7"""
    entry = found.was or found.entry
    title = title_of_entry(entry, length)
    match found.what:
        case What.ADDED:
            return Markup("Bổ sung: {title}{more}").format(
                title=title, more=_of_new(entry)
            )
        case What.WITHDRAWN:
            return Markup("Không tổ chức: {title}{day}").format(
                title=title, day=_on(entry)
            )
        case What.POSTPONED:
            return Markup("Hoãn, chờ lịch mới: {title}{day}").format(
                title=title, day=_on(entry)
            )
        case _:
            return Markup("{title}: {facts}").format(
                title=title, facts=facts_of(found, length)
            )


def _on(entry: Entry) -> str:
    return f" ({say_day(entry.day)})" if entry.day else ""
