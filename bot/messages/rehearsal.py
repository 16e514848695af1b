"""In a rehearsal every message says on top whom it is meant for."""

from markupsafe import Markup

from bot.messages.linking import whom
from programme.chats import Chat, ChatState
from programme.reminders import Addressee
from programme.speech import shorten

_HEADER = Markup("<b>Gửi tới: {whom}</b> <i>(diễn tập)</i>")
_OPENS, _CLOSES = "<b>Gửi tới: ", "</b> <i>(diễn tập)</i>"


def rehearsed(text: str, whose: Addressee | Chat) -> str:
    """Its words as they would have gone out, below whom they are meant for."""
    return f"{_HEADER.format(whom=_named(whose))}\n\n{text}"


def as_before(was: str, text: Markup) -> Markup:
    """A message that is shown anew keeps the line that `was` on top of it."""
    header = was.partition("\n")[0]
    is_header = header.startswith(_OPENS) and header.endswith(_CLOSES)
    if not is_header or text.startswith(_OPENS):
        return text
    return Markup("{header}\n\n{text}").format(
        header=Markup(header),  # noqa: S704 - our own, escaped when it was built
        text=text,
    )


def _named(whose: Addressee | Chat) -> str:
    if isinstance(whose, Addressee):
        return whom(whose.role, whose.agency)
    title = f"nhóm «{shorten(whose.title, 60)}»"
    if whose.state is ChatState.LINKED:
        return f"{whom(whose.role, whose.agency)}, {title}"
    return f"{title} (chưa liên kết)"


def on() -> Markup:
    """Beside the board, and to the keeper."""
    return Markup(
        "Đang diễn tập: mọi tin chỉ gửi về nhóm Văn phòng, chưa gửi cho cơ quan nào."
    )
