"""The styles of a Word document: the lists and the borders that they lend."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from programme.reading.formats.stylepart import StylePart
from programme.reading.formats.wordtext import W, value

_SIDES = ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
_INVISIBLE = frozenset({"none", "nil"})
_LONGEST_CHAIN = 12


#: Its number and the level in it, as far as a style says them.
List = tuple[str | None, str | None]


class Styles:
    """A style is looked up once, however many paragraphs are written in it."""

    def __init__(self, part: StylePart | None) -> None:
        self._part = part
        self._met: dict[str, Element | None] = {}
        self._lists: dict[str, List] = {}

    def list_of(self, style: str) -> List:
        """The list (`numId`) and the level that a paragraph of this style is in."""
        if style not in self._lists:
            self._lists[style] = self._list_of(style)
        return self._lists[style]

    def _list_of(self, style: str) -> List:
        for one in self._chain(style):
            list_ = one.find(f"{W}pPr/{W}numPr")
            number = value(list_, f"{W}numId")
            if number is not None:
                return number, value(list_, f"{W}ilvl")
        return None, None

    def is_ruled(self, style: str) -> bool:
        return any(is_ruled(one) for one in self._chain(style))

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            one = self._style(style or "")
            if one is None:
                return
            yield one
            style = value(one, f"{W}basedOn")

    def _style(self, name: str) -> Element | None:
        if name not in self._met:
            self._met[name] = self._part.style(name) if self._part else None
        return self._met[name]


def is_ruled(element: Element) -> bool:
    """Whether anything in here draws the lines of a table."""
    for kind in ("tblBorders", "tcBorders"):
        for borders in element.iter(f"{W}{kind}"):
            if any(_is_drawn(borders.find(f"{W}{side}")) for side in _SIDES):
                return True
    return False


def _is_drawn(border: Element | None) -> bool:
    return border is not None and border.get(f"{W}val") not in _INVISIBLE
