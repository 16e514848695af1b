"""After a restore: what is held back, and what the office decided of it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.buttons import Act, pack
from bot.messages.linking import whom
from bot.messages.words import lines
from programme.letters import Button, Buttons
from programme.reminders import Addressee, ChatRole

SEND, DROP = "s", "x"
_NAMED = 12

#: To whom, and how many messages.
Held = Sequence[tuple[Addressee | None, int]]


def question(held: Held, *, marked: int) -> Markup:
    """What waits; nothing of it goes before one of the buttons is pressed."""
    many = sum(count for _, count in held)
    said = [
        Markup("<b>Dữ liệu vừa được khôi phục từ bản cũ hơn.</b>"),
        Markup(
            "Việc ghi nhận sau bản đó không còn; đề nghị rà lại. Trợ lý đang giữ mọi "
            "tin đã đến hạn, chưa gửi: {many} tin."
        ).format(many=many),
    ]
    if marked:
        said.append(
            Markup(
                "Theo nhật ký gửi, {marked} tin khác đã gửi sau bản đó; không gửi lại."
            ).format(marked=marked)
        )
    said += [
        Markup("• {whom}: {count} tin").format(whom=_whom(to), count=count)
        for to, count in held[:_NAMED]
    ]
    if len(held) > _NAMED:
        said.append(Markup("• … và {n} nơi khác").format(n=len(held) - _NAMED))
    said.append(Markup("<b>Gửi tiếp</b> các tin này, hay <b>Bỏ qua</b>?"))
    return lines(said)


def buttons() -> Buttons:
    send = Button("Gửi tiếp", pack(Act.RESTORED, SEND))
    return ((send, Button("Bỏ qua", pack(Act.RESTORED, DROP))),)


def sent_on(who: str) -> Markup:
    return Markup(
        "Gửi tiếp các tin đang giữ sau khi khôi phục dữ liệu ({who} quyết định)."
    ).format(who=who)


def dropped(who: str) -> Markup:
    return Markup(
        "Bỏ qua các tin đang giữ sau khi khôi phục dữ liệu ({who} quyết định). "
        "Từ nay nhắc như thường lệ."
    ).format(who=who)


def _whom(to: Addressee | None) -> str:
    """An answer goes to the chat that asked."""
    if to is None:
        return "Trả lời trong các nhóm"
    return "Văn phòng" if to.role is ChatRole.OFFICE else whom(to.role, to.agency)
