"""Silences told one level higher, in a message that tells something else, too.

They stand below the news, as they were written, under a title of their own: so that
what is answered before the message goes can be taken out of it.
"""

from collections.abc import Iterable

from bot.messages.joined import APART, HEAD, without_closing
from bot.messages.matters import TITLE as OF_MATTERS

#: Everything that others wrote is escaped: nobody else's words are this.
TITLE = "<b>Về hồ sơ chưa nhận được</b>"


def is_in(text: str) -> bool:
    return _MARK in f"{APART}{text}"


def block(silences: Iterable[str], closing: str = "") -> str:
    """To be said below other news; each as it was written, once."""
    end = closing.strip("\n")
    return APART.join([TITLE, *dict.fromkeys(silences)]) + (f"\n{end}" if end else "")


def alone(text: str) -> tuple[str, str]:
    """A message that tells of silences and nothing else, and how it closes."""
    return without_closing(text.removeprefix(f"{HEAD}{APART}"))


def parted(text: str) -> tuple[str, str, str]:
    """What stands above them, they themselves, and what stands below; "" for none."""
    above, mark, rest = text.partition(_MARK)
    if not mark:
        return text, "", ""
    said, asked, below = rest.partition(f"{APART}{OF_MATTERS}")
    if asked:
        return above, said, asked + below
    said, closing = without_closing(rest)
    return (above, said, closing) if closing else (above, *_own_closing(rest))


def _own_closing(text: str) -> tuple[str, str]:
    """Where the news has none, they bring theirs, and take it away again."""
    said, mark, last = text.rpartition("\n")
    is_one = last.startswith("<i>") and last.endswith("</i>")
    return (said, mark + last) if is_one else (text, "")


def without(text: str) -> str:
    above, _, below = parted(text)
    news = above.removeprefix(f"{HEAD}{APART}")
    is_one = APART not in news and OF_MATTERS not in below
    return (news if is_one else above) + (below if below.startswith(APART) else "")


def with_others(text: str, silences: Iterable[str]) -> str:
    """These in the place of those that stand there."""
    said = list(silences)
    above, _, below = parted(text)
    return f"{above}{APART}{block(said)}{below}" if said else without(text)


_MARK = f"{APART}{TITLE}{APART}"
