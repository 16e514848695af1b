"""Due days that the document prints beside an item: "(trước ngày 10/7)"."""

import re
from dataclasses import dataclass

from programme.reading.when import Day, when_at

_VERB = r"(?:trình|gửi|nộp|hoàn thành|xong|báo cáo|chậm nhất|thời hạn|hạn)"
_BEFORE = re.compile(
    rf"(?P<verb>{_VERB}(?: {_VERB})?)?\s*:?\s*"
    r"\b(?:trước|chậm nhất|chậm nhất là|xong trong|thời hạn:?|hạn:)(?: vào)?"
    r"\s(?=(?:ngày )?[0-9])",
    re.IGNORECASE,
)
_LEFT = " ,;(-–"
_RIGHT = re.compile(r"\s*\)?")


@dataclass(frozen=True)
class Deadline:
    """`day` is None where the words are there but what they mean is not plain."""

    day: Day | None
    rest: str


def deadline_in(text: str) -> Deadline | None:
    """The printed due day and the text without it."""
    for met in reversed(list(_BEFORE.finditer(text))):
        when = when_at(text, met.end())
        if when is None or not when.days:
            continue
        place = _place(text, met.start(), when.end)
        if place is None or (place == "end" and not met["verb"]):
            continue
        if len(when.days) > 1:
            return Deadline(None, text)
        return Deadline(when.days[0], _without(text, met.start(), when.end))
    return None


def _place(text: str, start: int, end: int) -> str | None:
    """Inside a bracket or at the very end; elsewhere it belongs to the title."""
    opened = text.rfind("(", 0, start)
    closed = text.rfind(")", 0, start)
    if opened > closed:
        return "bracket"
    return "end" if not text[end:].strip(" .;,/)") else None


def _without(text: str, start: int, end: int) -> str:
    before = text[:start].rstrip(" ,;-–")
    behind = text[end:].lstrip()
    if before.endswith("(") and behind.startswith(")"):
        return f"{before[:-1].rstrip()} {behind[1:].lstrip()}".strip()
    if before.endswith("("):
        return f"{before}{behind.lstrip(' ,;-–')}"
    return f"{before}{behind}" if behind[:1] in ");.," else f"{before} {behind}".strip()
