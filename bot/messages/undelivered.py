"""To the office, at once: a letter that will not arrive."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.linking import whom
from programme.chats import Chat
from programme.letters import Posted


def failed(posted: Posted, chat: Chat) -> Markup:
    refs = f" (mục {', '.join(posted.letter.refs)})" if posted.letter.refs else ""
    return Markup(
        "Chưa gửi được tin{refs} tới <b>{whom}</b>, nhóm «{title}». "
        "Đề nghị Văn phòng liên hệ trực tiếp."
    ).format(refs=refs, whom=whom(chat.role, chat.agency), title=chat.title)


def unlinked(names: Sequence[str]) -> Markup:
    """Agencies that have no chat yet: their letters went nowhere."""
    return Markup(
        "Chưa có nhóm chat nên chưa gửi được tin tới: <b>{names}</b>. "
        "Đề nghị cấp mã liên kết bằng /link và báo trực tiếp."
    ).format(names=", ".join(names))
