"""A Word document (.docx): its paragraphs and tables in the order of the body.

A line's number counts what one reads from the top: each line of a paragraph that
says something (a soft break begins another), and each row of a table.

The container is read here and not by python-docx: only the parts that are needed,
each one checked, and no trouble with what Word itself would forgive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from xml.etree.ElementTree import Element

from programme.errors import Fault, Unreadable
from programme.reading.formats.numbering import Numbering
from programme.reading.formats.paper import Found, numbered, texts
from programme.reading.formats.prescan import Package, open_package, parsed
from programme.reading.formats.stylepart import StylePart
from programme.reading.formats.styles import Styles, is_ruled
from programme.reading.formats.tables import is_layout, padded
from programme.reading.formats.wordtext import (
    Paragraph,
    W,
    boxed,
    inside,
    is_on,
    value,
)
from programme.reading.head import is_urgent, refuse_secrets
from programme.reading.lines import Line, Row, lines_of

_P, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))
#: They only hold what stands in them: content controls, accepted changes.
_AROUND = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")
)
_MARK, _DELETED = f"{W}rPr", f"{W}del"
_WIDEST = 60
_MOST_CELLS = 200_000


def read_docx(data: bytes) -> list[Line | Row]:
    package = open_package(data)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise Unreadable(Fault.BROKEN, "docx")
    stamps = _stamps(package, main, root)
    styles = Styles(_style_part(package, main))
    numbering = Numbering(
        lambda: package.xml(_part(package, main, "numbering")), styles
    )
    reader = _Reader(styles, numbering)
    found: list[Found] = []
    reader.blocks(body, found)
    return _stamped(numbered(found), stamps)


def _part(package: Package, main: str, kind: str) -> str:
    return next(iter(package.related(main, kind)), "")


def _style_part(package: Package, main: str) -> StylePart | None:
    name = _part(package, main, "styles")
    data = package.parts.get(name)
    return StylePart(data, partial(parsed, name=name)) if data is not None else None


def _stamps(package: Package, main: str, root: Element) -> list[Line]:
    """Where a stamp may stand beside the text: in a box, across the page, in a header.
    Refuses the secret ones, also in a footer."""
    stamps: list[Line] = []
    for text in boxed(root):
        stamps += _refuse_secret(text)
    for kind in ("header", "footer"):
        for part in map(package.xml, package.related(main, kind)):
            if part is None:
                continue
            for text in (*boxed(part), *(Paragraph(p).text for p in part.iter(_P))):
                said = _refuse_secret(text)
                stamps += said if kind == "header" else []
    return stamps


def _refuse_secret(text: str) -> list[Line]:
    lines = lines_of(text)
    refuse_secrets(lines)
    return lines


def _stamped(delivered: list[Line | Row], stamps: list[Line]) -> list[Line | Row]:
    """A stamp of urgency that the text itself does not show stands above its lines."""
    shown = [one for one in delivered if isinstance(one, Line)]
    if is_urgent(shown):
        return delivered
    urgent = next((one for one in stamps if is_urgent([one])), None)
    return [replace(urgent, number=0), *delivered] if urgent else delivered


@dataclass
class _Cell:
    at: int
    span: int
    found: list[Found] = field(default_factory=list)
    continues: bool = False  # the cell above reaches down into this row

    @property
    def text(self) -> str:
        return texts(self.found)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._carried = ""
        self._cells = 0

    def blocks(
        self, parent: Element, found: list[Found], *, cell: bool = False
    ) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child, found, cell=cell)
            elif child.tag == _TABLE:
                self._table(child, found)
            elif child.tag in _AROUND:
                self.blocks(child, found, cell=cell)

    def _paragraph(self, element: Element, found: list[Found], *, cell: bool) -> None:
        properties = element.find(f"{W}pPr")
        paragraph = Paragraph(element)
        text = self._carried + paragraph.text
        self._carried = ""
        if (
            properties is not None and inside(properties, _MARK, _DELETED) is not None
        ):  # the end of this paragraph was deleted
            self._carried = text
        else:
            label = self._numbering.label(properties)
            if text.strip() or cell:
                found.append(f"{label} {text.strip()}" if label else text)
        for box in paragraph.boxes:
            self.blocks(box, found)

    def _table(self, table: Element, found: list[Found]) -> None:
        rows = [self._row(row) for row in _inside(table, _ROW) if not _is_gone(row)]
        said = [[cell.text for cell in row] for row in rows]
        if is_layout(said, ruled=self._is_ruled(table)):
            for row in rows:
                for cell in row:
                    found += cell.found
            return
        found += padded([*_spread(rows)])

    def _row(self, row: Element) -> list[_Cell]:
        cells: list[_Cell] = []
        at = _count(value(row, f"{W}trPr/{W}gridBefore"), least=0)
        for element in _inside(row, _CELL):
            properties = element.find(f"{W}tcPr")
            span = _count(value(properties, f"{W}gridSpan"), least=1)
            cell = _Cell(at, span, continues=_continues(properties))
            self.blocks(element, cell.found, cell=True)
            cells.append(cell)
            at += span
            self._cells += span
        if self._cells > _MOST_CELLS:
            raise Unreadable(Fault.UNSAFE, "cells")
        return cells

    def _is_ruled(self, table: Element) -> bool:
        style = value(table, f"{W}tblPr/{W}tblStyle")
        return is_ruled(table) or (style is not None and self._styles.is_ruled(style))


def _spread(rows: Sequence[Sequence[_Cell]]) -> Iterator[tuple[str, ...]]:
    """A merged cell's text in each place it covers."""
    above: dict[int, str] = {}
    for row in rows:
        here: dict[int, str] = {}
        for cell in row:
            text = above.get(cell.at, "") if cell.continues else cell.text
            here |= dict.fromkeys(range(cell.at, cell.at + cell.span), text)
        above = here
        yield tuple(here.get(n, "") for n in range(max(here, default=-1) + 1))


def _inside(parent: Element, tag: str) -> list[Element]:
    """The children of this kind, also where something stands around them."""
    found: list[Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _AROUND:
            found += _inside(child, tag)
    return found


def _is_gone(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    deleted = properties.find(f"{W}del") is not None
    return deleted or is_on(properties.find(f"{W}hidden"))


def _continues(properties: Element | None) -> bool:
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _count(said: str | None, *, least: int) -> int:
    number = int(said) if said and said.isdecimal() and len(said) <= 3 else least
    return max(least, min(number, _WIDEST))
