"""Who stands in for whom: said back, asked about, told to the office, over at last."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.words import lines
from programme.deputies import Deputy
from programme.replies.stand_ins import Missing
from programme.speech import say_day, shorten

_QUESTIONS: Mapping[Missing, str] = {
    Missing.WHO: (
        "Xin hỏi ai trực thay, số điện thoại? Ví dụ: “anh Minh 0912 345 678”."
    ),
    Missing.UNTIL: "Xin hỏi trực thay đến hết ngày nào? Ví dụ: “đến 25/7”.",
    Missing.DAYS: ("Chưa rõ từ ngày nào đến ngày nào. Ví dụ: “từ 20/7 đến 25/7”."),
}


def question(missing: Missing) -> Markup:
    return Markup(
        "{said}\n<i>Chưa ghi việc trực thay. Xin trả lời tin này.</i>"
    ).format(said=_QUESTIONS[missing])


def recorded(deputy: Deputy, *, was: Deputy | None) -> Markup:
    """In the agency's chat, in one line."""
    instead = f", thay cho {was.deputy}" if was and was.deputy != deputy.deputy else ""
    return Markup(
        "Đã ghi: {line}{instead}. "
        "<i>Chưa đúng thì trong 10 phút trả lời tin này “hoàn tác”.</i>"
    ).format(line=line(deputy), instead=instead)


def line(deputy: Deputy) -> Markup:
    """<b>anh Minh</b> (0912345678) trực thay Nguyễn Thị Lan từ … đến hết …"""
    return Markup("<b>{deputy}</b>{phone} trực thay {away} {days}").format(
        deputy=shorten(deputy.deputy, 60),
        phone=_phone(deputy),
        away=shorten(deputy.away, 60),
        days=_days(deputy.first, deputy.last),
    )


def plain_line(deputy: Deputy, agency: str) -> str:
    """For a list in which each agency has a line."""
    return (
        f"{agency}: {shorten(deputy.deputy, 60)}{_phone(deputy)} thay "
        f"{shorten(deputy.away, 60)} đến hết {say_day(deputy.last)}"
    )


def _phone(deputy: Deputy) -> str:
    return f" ({deputy.phone})" if deputy.phone else ""


def _days(first: date, last: date) -> str:
    if first == last:
        return f"ngày {say_day(first)}"
    return f"từ {say_day(first)} đến hết {say_day(last)}"


def to_office(deputy: Deputy) -> Markup:
    return Markup("<b>{agency}</b>: {line}.").format(
        agency=deputy.agency, line=line(deputy)
    )


def back(ended: Sequence[Deputy]) -> Markup:
    """Whoever was away is there again."""
    return lines(
        [
            Markup(
                "Đã ghi: {away} đã đi làm lại; {deputy} thôi trực thay. "
                "<i>Chưa đúng thì trong 10 phút trả lời tin này “hoàn tác”.</i>"
            ).format(away=shorten(one.away, 60), deputy=shorten(one.deputy, 60))
            for one in ended
        ]
    )


def back_to_office(deputy: Deputy) -> Markup:
    return Markup(
        "<b>{agency}</b>: {away} đã đi làm lại, {deputy} thôi trực thay."
    ).format(
        agency=deputy.agency,
        away=shorten(deputy.away, 60),
        deputy=shorten(deputy.deputy, 60),
    )


def nobody_stands_in() -> Markup:
    return Markup("Hiện không có ai đang trực thay ở cơ quan này.")


def undone(deputy: Deputy) -> Markup:
    return Markup("Đã hoàn tác: không ghi {deputy} trực thay {away} nữa.").format(
        deputy=shorten(deputy.deputy, 60), away=shorten(deputy.away, 60)
    )


def stands_again(deputy: Deputy) -> Markup:
    return Markup("Đã hoàn tác: {line}.").format(line=line(deputy))


def undone_to_office(deputy: Deputy) -> Markup:
    return Markup(
        "<b>{agency}</b> rút lại tin trực thay: {deputy} thay {away}."
    ).format(
        agency=deputy.agency,
        deputy=shorten(deputy.deputy, 60),
        away=shorten(deputy.away, 60),
    )


def over(deputy: Deputy) -> Markup:
    """In the agency's chat, on the day after the last."""
    return Markup(
        "Hết thời gian {deputy} trực thay (đến {last}); từ nay đầu mối lại là {away}. "
        "Nếu vẫn trực thay, xin trả lời tin này, ví dụ “{deputy} thay tôi đến 31/7”."
    ).format(
        deputy=shorten(deputy.deputy, 60),
        away=shorten(deputy.away, 60),
        last=say_day(deputy.last),
    )


def over_to_office(deputy: Deputy) -> Markup:
    return Markup(
        "<b>{agency}</b>: hết thời gian {deputy} trực thay; đầu mối lại là {away}."
    ).format(
        agency=deputy.agency,
        deputy=shorten(deputy.deputy, 60),
        away=shorten(deputy.away, 60),
    )
