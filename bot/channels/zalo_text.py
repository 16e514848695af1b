"""Our messages as Zalo shows them: plain text, in parts that are short enough."""

import html
import re
import unicodedata

from programme.speech import utf16_length

#: Of the 2,000 UTF-16 units that a message may have.
BUDGET = 1900
#: For "(12/34)" and the line it stands on.
_FOR_THE_COUNT = 10
_LINK = re.compile(r'<a\s[^<>]*?href="([^"<>]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_JOINERS = "\u200d\ufe0e\ufe0f"


def plain(text: str) -> str:
    """Without its tags; a link as its address."""
    said = html.unescape(_TAG.sub("", _LINK.sub(_address, text)))
    whole = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "\n".join(line.rstrip() for line in whole.split("\n")).strip()


def said_in_parts(text: str, *, is_copy: bool) -> list[str]:
    """A letter of ours as the messages that are sent; none where it says nothing."""
    said = plain(text)
    return parts(f"(gửi lại) {said}" if is_copy else said) if said else []


def parts(text: str, most: int = BUDGET) -> list[str]:
    """Parted between paragraphs, else lines, else words; each says which it is."""
    if utf16_length(text) <= most:
        return [text]
    room, rest, found = most - _FOR_THE_COUNT, text, list[str]()
    while rest:
        cut = _cut(rest, room)
        part, rest = rest[:cut].rstrip(), rest[cut:].lstrip()
        if part:
            found.append(part)
    return [f"({n}/{len(found)})\n{part}" for n, part in enumerate(found, start=1)]


def _address(met: re.Match[str]) -> str:
    address, words = met[1], _TAG.sub("", met[2])
    return words if address == words or not address else f"{words} ({address})"


def _cut(text: str, room: int) -> int:
    """Where the first part ends. A part may be short for the sake of a paragraph, but
    not by more than a half: each part is a message that counts."""
    fits = _fitting(text, room)
    if fits == len(text):
        return fits
    for gap in ("\n\n", "\n", " "):
        # What follows may begin with the gap itself.
        at = text.rfind(gap, 0, fits + len(gap))
        if at * 2 >= fits:
            return at
    while fits > 1 and _holds_together(text, fits):
        fits -= 1
    return fits


def _fitting(text: str, room: int) -> int:
    """How many letters have room; a pair of surrogates is one letter here."""
    if utf16_length(text[:room]) <= room:
        return min(room, len(text))
    used = 0
    for place, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > room:
            return place
    return len(text)


def _holds_together(text: str, at: int) -> bool:
    """Whether a mark or a joined picture would be torn from what it belongs to."""
    after = text[at]
    return bool(unicodedata.combining(after)) or (
        after in _JOINERS or text[at - 1] == "\u200d"
    )
