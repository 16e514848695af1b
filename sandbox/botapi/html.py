"""Telegram's HTML: text with tags in, text with entities out, or Telegram's complaint.

Follows the reader that Telegram itself uses: places are given as byte offsets, an
unknown entity such as `&nbsp;` stays as it is written, a stray `>` is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox import utf16
from sandbox.messages import Entity
from sandbox.refusals import unparsable

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SIGN = re.compile("[<&]")
CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(
    r"\s+([^\s=>/\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?"
)


@dataclass(frozen=True)
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int


@dataclass
class _Reader:
    source: str
    at: int = 0
    text: str = ""
    open: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            match self.source[self.at]:
                case "<" if self.source.startswith("</", self.at):
                    self._read_end_tag()
                case "<":
                    self._read_start_tag()
                case "&":
                    self._read_character()
                case _:
                    end = self._next_sign()
                    self.text += self.source[self.at : end]
                    self.at = end
        if self.open:
            name = self.open[-1].name
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self.text, self.entities

    def _next_sign(self) -> int:
        found = SIGN.search(self.source, self.at)
        return found.start() if found else len(self.source)

    def _read_character(self) -> None:
        found = CHARACTER.match(self.source, self.at)
        self.text += decoded(found.group()) if found else "&"
        self.at = found.end() if found else self.at + 1

    def _read_start_tag(self) -> None:
        place = self._byte()
        found = re.compile(r"<([^\s>]*)").match(self.source, self.at)
        assert found  # noqa: S101  # the caller saw the bracket
        if found.end() == len(self.source):
            raise unparsable(f"Unclosed start tag at byte offset {place}")
        name = found[1].lower()
        if name not in KINDS:
            raise unparsable(
                f'Unsupported start tag "{name}" at byte offset {place}',
            )
        attributes, end = self._read_attributes(found.end(), name, place)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(
                f'Tag "span" must have class "tg-spoiler" at byte offset {place}'
            )
        self.open.append(_Tag(name, attributes, utf16.length(self.text)))
        self.at = end

    def _read_attributes(
        self, at: int, name: str, place: int
    ) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while found := ATTRIBUTE.match(self.source, at):
            value = next((v for v in found.groups()[1:] if v is not None), "")
            attributes[found[1].lower()] = CHARACTER.sub(
                lambda character: decoded(character.group()), value
            )
            at = found.end()
        end = re.compile(r"\s*>").match(self.source, at)
        if end is None:
            if ">" not in self.source[at:]:
                raise unparsable(f"Unclosed start tag at byte offset {place}")
            raise unparsable(
                f'Empty attribute name in the tag "{name}" at byte offset {place}'
            )
        return attributes, end.end()

    def _read_end_tag(self) -> None:
        place = self._byte()
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {place}")
        found = re.compile(r"</([^\s>]*)\s*(>?)").match(self.source, self.at)
        if found is None or not found[2]:
            raise unparsable(f"Unclosed end tag at byte offset {place}")
        tag, name = self.open.pop(), found[1].lower()
        if name and name != tag.name:
            raise unparsable(
                f"Unmatched end tag at byte offset {place}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self._close(tag)
        self.at = found.end()

    def _close(self, tag: _Tag) -> None:
        length = utf16.length(self.text) - tag.offset
        if length == 0:
            return
        kind, url, language = KINDS[tag.name], None, None
        if tag.name == "a":
            url = tag.attributes.get("href") or utf16.cut(self.text, tag.offset, length)
            if "." not in url and ":" not in url:
                return  # Telegram drops a link that leads nowhere
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            kind = "expandable_blockquote"
        if tag.name == "pre" and tag.attributes.get("class", "").startswith("language"):
            language = tag.attributes["class"].removeprefix("language-")
        self.entities.append(
            Entity(
                kind=kind, offset=tag.offset, length=length, url=url, language=language
            )
        )

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())


def parsed_html(source: str) -> tuple[str, list[Entity]]:
    return _Reader(source).read()


def decoded(character: str) -> str:
    """`&lt;`, `&#60;` and `&#x3c;` as the character they stand for."""
    found = CHARACTER.fullmatch(character)
    if found is None:
        return character
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not 0 < code < 0x10FFFF or 0xD800 <= code < 0xE000:
        return character
    return chr(code)
