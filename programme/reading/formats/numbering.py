"""The numbers that Word makes by itself: "1.", "I.", "a)" are not in the text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from programme.reading.formats.styles import Styles
from programme.reading.formats.wordtext import W, is_on, value

_DEPTH = 9
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_BULLETS = frozenset("-–—+*•")
_LARGEST = 9_999


@dataclass
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    style: str | None = None
    legal: bool = False  # 1.1 and never I.1
    restarts: bool = True


@dataclass
class _List:
    """One `w:num`: the levels it shows, and whose counters it continues."""

    abstract: str
    levels: dict[int, _Level]
    begins: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The part is read when a paragraph of a list is met, and not before."""

    def __init__(self, root: Callable[[], Element | None], styles: Styles) -> None:
        self._read = root
        self._styles = styles
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """The mark of the next paragraph with these `w:pPr`, or nothing."""
        if properties is None:
            return ""
        number, depth = self._place(properties)
        if number is None or number not in self._lists:
            return ""
        list_ = self._lists[number]
        level = list_.levels.get(depth)
        if level is None:
            return ""
        counts = self._count(number, list_, depth)
        if level.kind == "bullet":
            return level.text if level.text in _BULLETS else "-"
        return _filled(level, list_.levels, counts)

    def _place(self, properties: Element) -> tuple[str | None, int]:
        """Which list and how deep, said here or by the paragraph's style."""
        own = properties.find(f"{W}numPr")
        number, depth = value(own, f"{W}numId"), value(own, f"{W}ilvl")
        style = value(properties, f"{W}pStyle")
        if number is None and style is not None:
            number, styled = self._styles.list_of(style)
            if number is None:
                return None, 0
            depth = depth or styled or self._linked(number, style)
        return number, min(_whole(depth), _DEPTH - 1)

    def _linked(self, number: str, style: str) -> str | None:
        list_ = self._lists.get(number)
        levels = list_.levels.items() if list_ else ()
        return next((str(n) for n, level in levels if level.style == style), None)

    def _count(self, number: str, list_: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(list_.abstract, [None] * _DEPTH)
        levels = list_.levels
        begin = list_.begins.get(depth)
        if begin is not None and (number, depth) not in self._begun:
            counts[depth] = begin
        else:
            before = counts[depth]
            start = levels[depth].start
            counts[depth] = start if before is None else min(before + 1, _LARGEST)
        self._begun.add((number, depth))
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(depth + 1, _DEPTH):
            if below not in levels or levels[below].restarts:
                counts[below] = None
        return counts

    @cached_property
    def _lists(self) -> dict[str, _List]:
        root = self._read()
        if root is None:
            return {}
        abstracts = {
            one.get(f"{W}abstractNumId", ""): one
            for one in root.findall(f"{W}abstractNum")
        }
        links = {value(one, f"{W}styleLink"): key for key, one in abstracts.items()}
        found: dict[str, _List] = {}
        for num in root.findall(f"{W}num"):
            key = value(num, f"{W}abstractNumId") or ""
            linked = value(abstracts.get(key), f"{W}numStyleLink")
            key = links.get(linked, key) if linked else key
            if key in abstracts:
                found[num.get(f"{W}numId", "")] = _list(key, abstracts[key], num)
        found.pop("0", None)
        return found


def _list(key: str, abstract: Element, num: Element) -> _List:
    levels = dict(map(_level, abstract.findall(f"{W}lvl")))
    list_ = _List(key, levels)
    for override in num.findall(f"{W}lvlOverride"):
        depth = _whole(override.get(f"{W}ilvl"))
        whole = override.find(f"{W}lvl")
        if whole is not None:
            levels[depth] = _level(whole)[1]
        begin = value(override, f"{W}startOverride")
        if begin is not None:
            list_.begins[depth] = _whole(begin)
    return list_


def _level(element: Element) -> tuple[int, _Level]:
    return _whole(element.get(f"{W}ilvl")), _Level(
        kind=value(element, f"{W}numFmt") or "decimal",
        text=(value(element, f"{W}lvlText") or "").strip(),
        start=_whole(value(element, f"{W}start") or "1"),
        style=value(element, f"{W}pStyle"),
        legal=is_on(element.find(f"{W}isLgl")),
        restarts=value(element, f"{W}lvlRestart") != "0",
    )


def _filled(level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    text = level.text
    for depth in range(_DEPTH):
        if f"%{depth + 1}" in text:
            of = levels.get(depth, level)
            kind = "decimal" if level.legal else of.kind
            text = text.replace(f"%{depth + 1}", say_number(counts[depth] or 0, kind))
    return text


def _roman(number: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        said += letters * (number // worth)
        number %= worth
    return said


def _letter(number: int) -> str:
    """A … Z, then AA … ZZ, as Word goes on."""
    times, at = divmod(max(number, 1) - 1, 26)
    return chr(ord("A") + at) * (times + 1)


_SAYINGS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
}


def say_number(number: int, kind: str) -> str:
    say = _SAYINGS.get(kind, str)
    return say(number)


def _whole(said: str | None) -> int:
    digits = (said or "0").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else 0
