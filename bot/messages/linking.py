"""Linking a chat: the code, the question to the office, the outcome."""

from datetime import datetime

from markupsafe import Markup

from programme.chats import Chat, LinkCode
from programme.reminders import ChatRole
from programme.speech import say_moment

ROLES = {
    ChatRole.OFFICE: "Văn phòng",
    ChatRole.LEADER: "Lãnh đạo",
}


def whom(role: ChatRole, agency: str | None) -> str:
    if role is ChatRole.HEAD:
        return f"Lãnh đạo {agency}"
    return agency or ROLES.get(role, "")


def code(made: LinkCode, deep_link: str | None) -> Markup:
    """For the office to pass on: valid for one chat, until when."""
    said = Markup(
        "Mã liên kết cho <b>{whom}</b>: <code>{code}</code>\n"
        "Thêm trợ lý vào nhóm của cơ quan rồi gửi: /start {code}\n"
        "Trong chat riêng với trợ lý chỉ cần gửi mã.\n"
    ).format(whom=whom(made.role, made.agency), code=made.code)
    if deep_link:
        said += Markup('Hoặc mở liên kết: <a href="{link}">{link}</a>\n').format(
            link=deep_link
        )
    return said + Markup(
        "<i>Dùng một lần, đến {until}. "
        "Văn phòng sẽ xác nhận nhóm trước khi gửi tin.</i>"
    ).format(until=say_moment(made.expires_at))


def asked(chat: Chat, heard: str = "") -> Markup:
    """In the chat that gave a right code; `heard`: what reaches the bot there."""
    said = Markup(
        "Đã nhận mã của <b>{whom}</b>. Văn phòng sẽ xác nhận nhóm này trong ít phút."
    ).format(whom=whom(chat.role, chat.agency))
    return said + Markup("\n<i>{heard}</i>").format(heard=heard) if heard else said


def confirm(chat: Chat, who: str) -> Markup:
    """To the office: the real gate."""
    return Markup(
        "Liên kết nhóm chat «{title}» với <b>{whom}</b>?\nNgười nhập mã: {who}"
    ).format(title=chat.title, whom=whom(chat.role, chat.agency), who=who)


def linked(chat: Chat) -> Markup:
    """In the chat, once it is linked."""
    if chat.role is ChatRole.HEAD:
        return Markup(
            "Nhóm này đã liên kết với <b>{whom}</b>. Chỉ khi hồ sơ quá hạn mà chưa có "
            "phản hồi, Văn phòng mới gửi tin tại đây; xin trả lời tin ấy bằng câu "
            "thường."
        ).format(whom=whom(chat.role, chat.agency))
    if chat.role is not ChatRole.AGENCY:
        return Markup(
            "Nhóm này đã liên kết với <b>{whom}</b>. Xem các lệnh: /help"
        ).format(whom=whom(chat.role, chat.agency))
    return Markup(
        "Nhóm này đã liên kết với <b>{whom}</b>. Các tin nhắc chuẩn bị hồ sơ sẽ gửi "
        "tại đây; Quý cơ quan chỉ cần bấm nút hoặc trả lời tin nhắc bằng câu thường, "
        "ví dụ “mục 3 đã xong”. Xem các nội dung: /myitems"
    ).format(whom=whom(chat.role, chat.agency))


def settled(chat: Chat, *, at: datetime, who: str, yes: bool) -> Markup:
    """What the office's question becomes."""
    said = "Đã liên kết" if yes else "Đã từ chối liên kết"
    return Markup("{said} nhóm «{title}» với <b>{whom}</b> – {who}, {at:%H:%M}").format(
        said=said, title=chat.title, whom=whom(chat.role, chat.agency), who=who, at=at
    )


def refused(chat: Chat) -> Markup:
    return Markup(
        "Văn phòng chưa xác nhận nhóm này là của {whom}. "
        "Đề nghị liên hệ Văn phòng để được hướng dẫn."
    ).format(whom=whom(chat.role, chat.agency))


def already(chat: Chat) -> Markup:
    return Markup("Nhóm này đã liên kết với <b>{whom}</b>.").format(
        whom=whom(chat.role, chat.agency)
    )


def own_chat_ended(private: Chat, group: Chat) -> Markup:
    """To the office: somebody has left the group, and so their own chat is over."""
    return Markup(
        "{name} đã rời nhóm «{group}», nên chat riêng của người này với trợ lý không "
        "còn liên kết với <b>{whom}</b>. Nếu vẫn là đầu mối, đề nghị cấp mã mới: /link"
    ).format(
        name=private.title,
        group=group.title,
        whom=whom(private.role, private.agency),
    )


def own_chat_ended_here(private: Chat, group: Chat) -> Markup:
    return Markup(
        "Anh/chị đã rời nhóm «{group}», nên chat riêng này không còn liên kết với "
        "{whom}; trợ lý không gửi tin tại đây nữa. Nếu vẫn là đầu mối, đề nghị liên hệ "
        "Văn phòng để nhận mã mới."
    ).format(group=group.title, whom=whom(private.role, private.agency))


def gone(chat: Chat) -> Markup:
    """To the office, at once: a chat that cannot be reached any more."""
    return Markup(
        "Không còn gửi được tin tới nhóm «{title}» của <b>{whom}</b>: trợ lý đã bị "
        "đưa ra khỏi nhóm hoặc bị chặn. Đề nghị liên kết lại bằng /link."
    ).format(title=chat.title, whom=whom(chat.role, chat.agency))
