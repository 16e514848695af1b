"""A silence told one level higher: courteous, of one agency alone, a way out in it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.buttons import Act, pack
from bot.messages.duties import by_occasion, heading
from bot.messages.words import closing, fitted, lines
from programme.duties import Duty
from programme.escalation import LEVELS, Level, Proposal, Ruling
from programme.letters import Button, Buttons
from programme.office import Office
from programme.programme import InForce
from programme.speech import opening, title_of

Names = Mapping[str, str]

#: Shows the exact words.
SHOW = "o"
#: More buttons than that nobody looks through.
_MOST, _WIDTH = 30, 2

#: Of a level whose name depends on no agency.
_WHOM = {Level.OFFICE: "Lãnh đạo Văn phòng", Level.LEADERS: "Lãnh đạo"}


def whom(proposal: Proposal) -> str:
    """Lãnh đạo Sở Nội vụ"""
    return _WHOM.get(proposal.level, f"Lãnh đạo {proposal.agency}")


def letter(proposal: Proposal, forces: Sequence[InForce], *, office: Office) -> Markup:
    """The exact words, as they are shown to the office and as they go out."""

    def build(length: int) -> Markup:
        said = _SAID[proposal.level](proposal, office)
        parts = [said[0]]
        for group in by_occasion(proposal.duties):
            parts.append(
                Markup("\n<b>{heading}</b>\n<i>Hạn gửi hồ sơ: {due}</i>").format(
                    heading=heading(group[0], _force_of(group[0], forces)),
                    due=due_words.short(group[0].due),
                )
            )
            parts += [_line(duty, length) for duty in group]
        parts += [Markup("\n{end}").format(end=said[1])]
        return lines(parts) + closing(office)

    return fitted(build)


def _line(duty: Duty, length: int) -> Markup:
    return Markup("• <b>{ref}.</b> {title}").format(
        ref=duty.ref, title=title_of(duty, length)
    )


def _to_head(proposal: Proposal, office: Office) -> tuple[Markup, str]:
    begins = Markup(
        "<b>Về hồ sơ Quý cơ quan đang chuẩn bị</b>\nKính gửi Lãnh đạo {agency},\n"
        "{office} trân trọng thông tin: đến nay chưa nhận được hồ sơ các nội dung sau."
    ).format(agency=proposal.agency, office=office.name)
    return begins, (
        "Kính đề nghị Lãnh đạo quan tâm chỉ đạo; nếu có vướng mắc, xin trả lời tin này "
        "để cùng phối hợp tháo gỡ. Trường hợp hồ sơ đã gửi, xin bỏ qua tin này."
    )


def _to_office(proposal: Proposal, office: Office) -> tuple[Markup, str]:
    begins = Markup(
        "<b>Nội dung cần trao đổi với cơ quan</b>\nKính gửi Lãnh đạo Văn phòng,\n"
        "{office} chưa nhận được hồ sơ do {agency} chuẩn bị{told}."
    ).format(
        office=opening(office.name),
        agency=proposal.agency,
        told=_told(proposal, Level.HEAD, "; đã thông tin Lãnh đạo cơ quan ngày {day}"),
    )
    return begins, "Kính đề nghị Lãnh đạo Văn phòng xem xét, trao đổi với cơ quan."


def _to_leaders(proposal: Proposal, office: Office) -> tuple[Markup, str]:
    begins = Markup(
        "<b>Tình hình chuẩn bị hồ sơ</b>\nKính báo cáo Lãnh đạo,\n"
        "{office} chưa nhận được hồ sơ do {agency} chuẩn bị{told}."
    ).format(
        office=opening(office.name),
        agency=proposal.agency,
        told=_told(proposal, Level.HEAD, "; đã thông tin Lãnh đạo cơ quan ngày {day}"),
    )
    return begins, (
        "Văn phòng tiếp tục phối hợp với cơ quan; kính báo cáo Lãnh đạo biết, "
        "cho ý kiến chỉ đạo."
    )


_SAID: Mapping[Level, Callable[[Proposal, Office], tuple[Markup, str]]] = {
    Level.HEAD: _to_head,
    Level.OFFICE: _to_office,
    Level.LEADERS: _to_leaders,
}


def _told(proposal: Proposal, level: Level, said: str) -> str:
    day = proposal.told(level)
    return said.format(day=_day(day)) if day else ""


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"


def passed_on(proposal: Proposal, exact: Markup) -> Markup:
    """To the office's chat, where that level has none of its own."""
    return Markup(
        "<i>Gửi tới: {whom} (chưa liên kết nhóm chat). Đề nghị Văn phòng chuyển giúp."
        "</i>\n\n{exact}"
    ).format(whom=whom(proposal), exact=exact)


def draft(proposal: Proposal, exact: Markup, *, chat: str | None) -> Markup:
    """To the office: whom it would go to, and its exact words. Nothing is sent yet."""
    if proposal.level is Level.OFFICE:
        where = "tin sẽ gửi vào nhóm này"
    elif chat is None:
        where = "chưa liên kết nhóm chat, nên tin sẽ về nhóm này để Văn phòng chuyển"
    else:
        where = f"tin sẽ gửi vào nhóm «{chat}»"
    return Markup(
        "<b>Dự thảo tin gửi {whom}</b>\n<i>Chưa gửi; {where}. Nguyên văn:</i>"
        "\n\n{exact}"
    ).format(whom=whom(proposal), where=where, exact=exact)


_RULED = {
    Ruling.SENT: "Đã gửi {whom}",
    Ruling.LATER: "Để sau, sẽ hỏi lại vào ngày làm việc tiếp theo: {whom}",
    Ruling.DROPPED: "Không gửi {whom}",
}


def ruled(
    proposal: Proposal, ruling: Ruling, *, is_reached: bool, who: str, at: datetime
) -> Markup:
    """What the draft becomes; `is_reached`: that level has a chat of its own."""
    said = _RULED[ruling]
    if ruling is Ruling.SENT and not is_reached:
        said = "Tin gửi {whom} ở ngay dưới đây, đề nghị Văn phòng chuyển giúp"
    return Markup(
        "{said} – {agency}, mục {refs}\n<i>{who}, {at:%H:%M %d/%m}</i>"
    ).format(
        said=said.format(whom=whom(proposal)),
        agency=proposal.agency,
        refs=refs(proposal),
        who=who,
        at=at,
    )


def over() -> Markup:
    """Of a draft that nobody waits for any more."""
    return Markup(
        "Không còn cần gửi: cơ quan đã phản hồi, hạn đã thay đổi, "
        "hoặc đã có người quyết định."
    )


def nothing() -> Markup:
    return Markup("Không có dự thảo đôn đốc nào chờ Văn phòng.")


def listed(waiting: Sequence[Proposal], names: Names) -> list[str]:
    """A line a level: Gửi Lãnh đạo cơ quan: Sở NV (I.9, I.11); Sở TC (I.12)"""
    by_level = {level: [p for p in waiting if p.level is level] for level in Level}
    return [
        f"{_LISTED[level]}: {_agencies(of_it, names)}"
        for level, of_it in by_level.items()
        if of_it
    ]


_LISTED = {
    Level.HEAD: "Gửi Lãnh đạo cơ quan",
    Level.OFFICE: "Đưa vào danh sách của Lãnh đạo Văn phòng",
    Level.LEADERS: "Báo cáo Lãnh đạo",
}


def _agencies(waiting: Sequence[Proposal], names: Names) -> str:
    said = (f"{names.get(p.agency, p.agency)} ({refs(p)})" for p in waiting)
    return "; ".join(said)


def refs(proposal: Proposal) -> str:
    return ", ".join(duty.ref for duty in proposal.duties)


def waiting_list(waiting: Sequence[Proposal], names: Names) -> Markup:
    """The answer to /escalate."""
    head = Markup("<b>Dự thảo đôn đốc chờ Văn phòng cho gửi</b>")
    said = [Markup("• {line}").format(line=line) for line in listed(waiting, names)]
    return lines([head, *said, Markup("<i>{how}</i>").format(how=HOW)])


#: How to come from the list to the words.
HOW = "Bấm tên cơ quan bên dưới để xem nguyên văn và quyết định."


def buttons_of(waiting: Sequence[Proposal], names: Mapping[str, str]) -> Buttons:
    """One a draft, under the office's digest: it shows the exact words."""
    found = [
        Button(
            f"{_SHORT[one.level]} {names.get(one.agency, one.agency)}",
            pack(Act.ESCALATE, SHOW, one.duties[0].id, LEVELS.index(one.level)),
        )
        for one in waiting[:_MOST]
    ]
    return tuple(tuple(found[n : n + _WIDTH]) for n in range(0, len(found), _WIDTH))


_SHORT = {
    Level.HEAD: "Xem:",
    Level.OFFICE: "Xem (danh sách VP):",
    Level.LEADERS: "Xem (báo cáo LĐ):",
}


def _force_of(duty: Duty, forces: Sequence[InForce]) -> InForce | None:
    return next((f for f in forces if f.programme.id == duty.programme), None)
