"""What is missing, asked; what is about to be done, shown; what was dropped."""

from markupsafe import Markup

from bot.errors import BotError
from bot.messages.trouble import SENTENCES
from bot.messages.words import lines
from programme.duties import Duty
from programme.speech import shorten, title_of


def missing(asks: str, usage: str) -> Markup:
    """One question, with an example of the whole command."""
    return Markup("{asks}\n<i>Xin trả lời tin này. Ví dụ cả câu: {usage}</i>").format(
        asks=asks, usage=usage
    )


def understood(what: str, command: str, about: Duty | None) -> Markup:
    """Of a sentence that would change something."""
    parts = [
        Markup("Hiểu là: {what}").format(what=what),
        Markup("<code>{command}</code>").format(command=shorten(command, 400)),
    ]
    if about is not None:
        parts.append(
            Markup("<b>{ref}.</b> {title} ({agency})").format(
                ref=about.ref, title=title_of(about, 160), agency=about.agency
            )
        )
    return lines([*parts, Markup("Thực hiện?")])


def dropped(command: str) -> Markup:
    return Markup("Đã bỏ, không có gì thay đổi: <code>{command}</code>").format(
        command=shorten(command, 200)
    )


def refused(error: BotError) -> Markup:
    return SENTENCES[type(error)](error)
