"""The styles of a Word document: the lists and the borders that they lend."""

from collections.abc import Callable, Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from programme.reading.formats.wordtext import W, value

_SIDES = ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
_INVISIBLE = frozenset({"none", "nil"})
_LONGEST_CHAIN = 12


class Styles:
    """The part is large and seldom needed: it is parsed when first asked for."""

    def __init__(self, root: Callable[[], Element | None]) -> None:
        self._read = root

    def list_of(self, style: str) -> tuple[str | None, str | None]:
        """The list (`numId`) and the level that a paragraph of this style is in."""
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
            one = self._by_id.get(style or "")
            if one is None:
                return
            yield one
            style = value(one, f"{W}basedOn")

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        root = self._read()
        styles = root.findall(f"{W}style") if root is not None else []
        return {style.get(f"{W}styleId", ""): style for style in styles}


def is_ruled(element: Element) -> bool:
    """Whether anything in here draws the lines of a table."""
    for kind in ("tblBorders", "tcBorders"):
        for borders in element.iter(f"{W}{kind}"):
            if any(_is_drawn(borders.find(f"{W}{side}")) for side in _SIDES):
                return True
    return False


def _is_drawn(border: Element | None) -> bool:
    return border is not None and border.get(f"{W}val") not in _INVISIBLE
