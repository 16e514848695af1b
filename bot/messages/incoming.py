"""What came in and was not heard, or not attended to: told to whom it concerns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.messages.linking import whom
from programme.chats import Chat, ChatState
from programme.speech import say_moment

#: So many stretches of time are said one by one; more are said as one.
_ONE_BY_ONE = 2
_A_DAY = timedelta(days=1)


def not_attended(chat: Chat | None, at: datetime) -> Markup:
    """To the office: a message that we could not make anything of. Without it."""
    return Markup(
        "Trợ lý chưa xử lý được một tin nhận lúc {at} từ {where}. "
        "Đề nghị Văn phòng liên hệ trực tiếp để nắm nội dung."
    ).format(at=say_moment(at), where=_where(chat))


def many_not_attended() -> Markup:
    return Markup(
        "Hôm nay đã có nhiều tin trợ lý chưa xử lý được; các tin tiếp theo "
        "không báo riêng. Đề nghị Văn phòng báo bộ phận kỹ thuật kiểm tra."
    )


def too_many() -> Markup:
    return Markup(
        "Trợ lý nhận được quá nhiều tin trong thời gian ngắn nên các tin vừa gửi "
        "chưa được ghi nhận. Đề nghị chờ một phút rồi gửi lại."
    )


def another_listens() -> Markup:
    """To the office: somebody else uses our token."""
    return Markup(
        "Có một chương trình khác đang nhận tin thay trợ lý, nên tin và nút bấm "
        "của các cơ quan có thể không đến. Đề nghị báo bộ phận kỹ thuật dừng chương "
        "trình đó hoặc đổi mã trợ lý."
    )


def not_heard(stretches: Sequence[tuple[datetime, datetime]]) -> Markup:
    """A line for the next digest: what was pressed then may not have reached us."""
    since, until = stretches[0][0], max(end for _, end in stretches)
    if len(stretches) > _ONE_BY_ONE:
        said = _stretch(since, until)
    else:
        said = " và ".join(_stretch(*one) for one in stretches)
    is_long = any(end - begin > _A_DAY for begin, end in stretches)
    what = "Nút bấm và tin nhắn" if is_long else "Nút bấm"
    return Markup(
        "\n\n<i>{what} trong khoảng {said} có thể chưa nhận được; "
        "đề nghị bấm lại hoặc trả lời tin này.</i>"
    ).format(what=what, said=said)


def _stretch(since: datetime, until: datetime) -> str:
    """08:00–08:12 ngày 3/7; 22:00 ngày 3/7 – 07:30 ngày 4/7"""
    last = f"{until:%H:%M} ngày {until.day}/{until.month}"
    if since.date() == until.date():
        return f"{since:%H:%M}–{last}"
    return f"{since:%H:%M} ngày {since.day}/{since.month} – {last}"


def _where(chat: Chat | None) -> Markup:
    if chat is None:
        return Markup("một nhóm chat chưa rõ")
    if chat.state is not ChatState.LINKED:
        return Markup("nhóm «{title}» (chưa liên kết)").format(title=chat.title)
    return Markup("<b>{whom}</b>, nhóm «{title}»").format(
        whom=whom(chat.role, chat.agency), title=chat.title
    )
