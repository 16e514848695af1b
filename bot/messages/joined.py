"""Several messages to one reader as one: a head, each in order, one closing line."""

from markupsafe import Markup

from bot.messages.words import LONGEST
from programme.speech import utf16_length

HEAD = "<b>Các nội dung mới</b>"
APART = "\n\n"


def as_one(first: str, second: str) -> str | None:
    """None where it would be more than a message holds."""
    before, ends = without_closing(first.removeprefix(f"{HEAD}{APART}"))
    after, end = without_closing(second)
    parts = (
        [before] if after in before.split(APART) else [before, _below(before, after)]
    )
    closing = "".join(dict.fromkeys(one for one in (ends, end) if one))
    text = APART.join([HEAD, *parts]) + closing
    is_short = utf16_length(Markup(text).striptags()) <= LONGEST  # noqa: S704 - ours
    return text if is_short else None


def without_closing(text: str) -> tuple[str, str]:
    """A message, and the line it closes with: who sends it, and whom to call."""
    said, apart, last = text.rpartition(APART)
    is_closing = said and last.startswith("<i>") and last.endswith("</i>")
    return (said, apart + last) if is_closing and "\n" not in last else (text, "")


def _below(before: str, after: str) -> str:
    """Without the lines on top that stand above it already."""
    known, lines = set(before.split("\n")), after.split("\n")
    while len(lines) > 1 and lines[0] in known:
        lines.pop(0)
    return "\n".join(lines).strip("\n")
