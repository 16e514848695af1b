"""A programme that was published wrongly and is taken back: told once."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.words import closing
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Addressee
from programme.speech import say_period


def to_agency(force: InForce, to: Addressee, *, office: Office) -> Markup:
    """Also to the leaders, who are no agency."""
    return (
        Markup("<b>Thu hồi chương trình công tác {period}</b>\n{to}").format(
            period=say_period(force.programme.period),
            to=f"Kính gửi {to.agency},\n" if to.agency else "",
        )
        + Markup(
            "{office} thu hồi chương trình đã thông báo do phát hành chưa đúng. "
            "Đề nghị bỏ qua các tin đã gửi về chương trình này; {office} sẽ thông báo "
            "lại khi có chương trình chính thức."
        ).format(office=office.name)
        + closing(office)
    )


def to_office(force: InForce, told: Sequence[Addressee]) -> Markup:
    names = ", ".join(to.agency or "Lãnh đạo" for to in told)
    return Markup(
        "<b>Đã thu hồi chương trình {period}</b>: không nhắc nữa. {told}"
    ).format(
        period=say_period(force.programme.period),
        told=f"Đã báo: {names}." if names else "Chưa cơ quan nào được báo trước đó.",
    )


def nothing_holds(*, office: Office) -> Markup:
    """In the place of a message that spoke of that programme alone."""
    return Markup(
        "<b>Tin này không còn hiệu lực</b>\nChương trình công tác nêu trong tin đã "
        "được {office} thu hồi."
    ).format(office=office.name) + closing(office)
