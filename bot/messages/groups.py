"""What becomes of a group: the bot comes, its part there changes, or the name does."""

from markupsafe import Markup

from bot.messages.linking import whom
from programme.chats import Chat
from programme.office import Office
from programme.speech import shorten

#: What a group under privacy mode means, for whoever links or reads there.
HEARD = (
    "Trong nhóm, trợ lý chỉ nhận được lệnh, nút bấm và tin trả lời tin của trợ lý; "
    "muốn trợ lý nhận mọi tin thì đặt trợ lý làm quản trị viên của nhóm."
)
#: On Zalo, where nobody can change it.
HEARD_BY_NAME = (
    "Trong nhóm, trợ lý chỉ nhận được tin có gọi tên “@Bot …” và tin trả lời tin của "
    "trợ lý."
)
HEARS_ALL = "Trong nhóm này trợ lý nhận được mọi tin nhắn."


def how_heard(*, hears_all: bool) -> str:
    return HEARS_ALL if hears_all else HEARD


def hello(office: Office, *, hears_all: bool) -> Markup:
    """In a group that the bot was added to: who it is, and how it is linked."""
    return Markup(
        "Xin chào. Đây là trợ lý nhắc việc của <b>{name}</b>: nhắc chuẩn bị hồ sơ theo "
        "chương trình công tác và ghi nhận báo cáo của cơ quan.\n"
        "Nhóm này chưa liên kết nên chưa nhận tin. Xin mã ở Văn phòng ({contact}) rồi "
        "gửi tại đây: /start MÃ\n<i>{heard}</i>"
    ).format(
        name=office.name, contact=office.contact, heard=how_heard(hears_all=hears_all)
    )


def added_again(chat: Chat) -> Markup:
    """In a group that was linked once, and that the bot has come back to."""
    return Markup(
        "Trợ lý đã trở lại nhóm. Văn phòng sẽ xác nhận nhóm này là của {whom} rồi tiếp "
        "tục gửi tin."
    ).format(whom=whom(chat.role, chat.agency))


def link_again(chat: Chat, who: str) -> Markup:
    """To the office, with the buttons of the gate."""
    by = f" (người thêm: {shorten(who, 60)})" if who else ""
    return Markup(
        "Trợ lý vừa được thêm lại vào nhóm «{title}», trước đây của <b>{whom}</b>{by}. "
        "Liên kết lại?"
    ).format(title=chat.title, whom=whom(chat.role, chat.agency), by=by)


def renamed(chat: Chat, was: str) -> Markup:
    """To the office: a linked group is called otherwise now."""
    return Markup(
        "Nhóm «{was}» của <b>{whom}</b> đổi tên thành «{title}». Liên kết vẫn giữ; nếu "
        "không còn là nhóm của cơ quan: /unlink #{number}"
    ).format(
        was=was, whom=whom(chat.role, chat.agency), title=chat.title, number=chat.id
    )


def moved(chat: Chat) -> Markup:
    """To the office: the group became a supergroup, and is the same chat for us."""
    return Markup(
        "Nhóm «{title}» của <b>{whom}</b> đã nâng cấp thành siêu nhóm. Liên kết và tin "
        "nhắc được giữ; nút dưới các tin cũ không dùng được nữa."
    ).format(title=chat.title, whom=whom(chat.role, chat.agency))


def promoted(chat: Chat) -> Markup:
    return Markup(
        "Trợ lý nay là quản trị viên nhóm «{title}» của <b>{whom}</b>: từ nay nhận "
        "được mọi tin trong nhóm."
    ).format(title=chat.title, whom=whom(chat.role, chat.agency))


def demoted(chat: Chat, *, hears_all: bool) -> Markup:
    return Markup(
        "Trợ lý không còn là quản trị viên nhóm «{title}» của <b>{whom}</b>. {heard}"
    ).format(
        title=chat.title,
        whom=whom(chat.role, chat.agency),
        heard=how_heard(hears_all=hears_all),
    )


def muted(chat: Chat) -> Markup:
    return Markup(
        "Trợ lý bị hạn chế, không gửi được tin trong nhóm «{title}» của <b>{whom}</b>. "
        "Đề nghị quản trị viên của nhóm cho phép trợ lý gửi tin."
    ).format(title=chat.title, whom=whom(chat.role, chat.agency))
