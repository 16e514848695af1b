"""Several matters that the office decides, in one message: each with a row of buttons
of its own, and what came of it in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.joined import APART, HEAD
from bot.messages.words import LONGEST, lines, within_limit
from programme.letters import Button, Buttons
from programme.speech import utf16_length

#: Over the matters of a message that has several; what else is told stands above it.
TITLE = "<b>Chờ Văn phòng quyết định</b>"
#: A row has at most three buttons, and a message a hundred.
MOST = 30
_APART = Markup(APART)  # noqa: S704 - our own
_SHORT = Markup("<i>Lý do của từng mục xem bằng /item.</i>")
#: What the matters may take, so that news which joins them has room too.
_ROOM = 3000
#: Of the shortest line about one, and of what stands around them all.
_A_LINE, _AROUND = 115, 350


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One matter as it stands. `said` words it with titles of that length; at nought
    in one line. `row`: what may be pressed; nothing once it is decided."""

    label: str
    said: Callable[[int], Markup]
    row: tuple[Button, ...] = ()


def together(news: Markup, matters: Sequence[Shown], how: Markup) -> Markup:
    """What else is told, the matters one below the other, how to decide them."""
    waits = sum(bool(one.row) for one in matters)
    count = f"{waits} mục" if waits else "không còn mục nào"
    title = Markup("{title} ({count})").format(
        title=Markup(TITLE),  # noqa: S704 - our own
        count=count,
    )
    closing = [how] if how else []
    for length in (160, 90, 50, 24):
        body = _APART.join([title, *(one.said(length) for one in matters), *closing])
        if utf16_length(body.striptags()) <= _ROOM:
            return below(news, body)
    said = lines([one.said(0) for one in matters])
    body = _APART.join([title, said, *closing, _SHORT])
    return within_limit(below(news, body))


def below(news: Markup, body: Markup) -> Markup:
    """Several pieces of news have a head of their own."""
    return _APART.join([*([headed(news)] if news else []), body])


def headed(news: Markup) -> Markup:
    head = Markup(HEAD)  # noqa: S704 - our own
    return _APART.join([head, news]) if _APART in news else news


def rows(matters: Sequence[Shown]) -> Buttons:
    return tuple(one.row for one in matters if one.row)


def parted(text: str) -> tuple[str, str]:
    """The news of a message with such matters, and the matters; "" for none."""
    before, mark, after = text.partition(TITLE)
    if not mark:
        return "", ""
    news = before.removeprefix(f"{HEAD}{_APART}").removesuffix(_APART)
    return news, mark + after


def has_title(text: str) -> bool:
    return TITLE in text


def have_room(news: str, count: int) -> bool:
    """Whether so many matters fit below this, however short each has to be."""
    length = utf16_length(Markup(news).striptags())  # noqa: S704 - ours, escaped then
    return count <= MOST and length + _A_LINE * count + _AROUND <= LONGEST


def whole(news: str, asked: Sequence[str], labels: Sequence[str]) -> str | None:
    """As they were asked; None where a message does not hold it."""
    text = _joined(news, [_counted(len(labels)), *asked])
    is_short = utf16_length(Markup(text).striptags()) <= LONGEST  # noqa: S704 - ours
    return text if is_short else None


def in_short(news: str, labels: Sequence[str]) -> str:
    """By their names alone, before they are shown anew."""
    return _joined(news, [_counted(len(labels)), f"Mục {', '.join(labels)}"])


def _counted(count: int) -> str:
    return f"{TITLE} ({count} mục)"


def _joined(news: str, asked: Sequence[str]) -> str:
    body = Markup(APART.join(asked))  # noqa: S704 - ours, escaped then
    return str(below(Markup(news), body))  # noqa: S704 - ours, escaped then
