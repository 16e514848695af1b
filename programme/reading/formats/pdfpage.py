"""One page of a PDF as pdfium knows it: pieces of text, ruled lines, pictures.

Text is taken line by line, with as few questions to the library as will do: each is
a call through ctypes.
"""

import re
from collections.abc import Iterator
from ctypes import c_double, c_float, c_int, c_ushort
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it has no types
from pypdfium2 import raw

from programme.reading.formats.layout import Piece

_SEGMENT = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\0": " "})
_WIDE_SPACES = re.compile(r"\s{3,}|\t")
_GAP = 8.0
_LOOSE = 1.4
_MOST_OBJECTS = 20_000
_MOST_NOTES = 100
_LONGEST_NOTE = 200
_PICTURE = 0.4

Box = tuple[float, float, float, float]


def pages_of(document: pdfium.PdfDocument) -> Iterator["Page"]:
    for at in range(len(document)):
        page = document[at]
        try:
            yield Page(page)
        finally:
            page.close()


class Page:
    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        left, bottom, right, top = page.get_bbox()
        self._left, self._top = left, top
        self.width = max(right - left, 1.0)
        self.height = max(top - bottom, 1.0)

    @cached_property
    def pieces(self) -> list[Piece]:
        text_page = self._page.get_textpage()
        try:
            said = _Text(text_page).pieces()
            return [self._placed(box, text) for box, text in said]
        finally:
            text_page.close()

    def _placed(self, box: Box, text: str) -> Piece:
        left, top, right, bottom = self._on_paper(box)
        return Piece(left, top, right, bottom, text)

    def _on_paper(self, box: Box) -> Box:
        """From the lower left corner of the plane to the upper left of the page."""
        left, bottom, right, top = box
        return (
            left - self._left,
            self._top - top,
            right - self._left,
            self._top - bottom,
        )

    @cached_property
    def _objects(self) -> list[tuple[int, Any]]:
        many = min(raw.FPDFPage_CountObjects(self._page), _MOST_OBJECTS)
        all_ = (raw.FPDFPage_GetObject(self._page, at) for at in range(many))
        return [(raw.FPDFPageObj_GetType(one), one) for one in all_]

    @property
    def lines(self) -> list[Box]:
        """The straight lines that are drawn, and the thin bars that look like lines."""
        found: list[Box] = []
        for kind, one in self._objects:
            if kind == raw.FPDF_PAGEOBJ_PATH:
                found += _drawn(one)
        return [self._on_paper(box) for box in found]

    @property
    def is_picture(self) -> bool:
        """Whether pictures cover a good part of the page."""
        covered = 0.0
        for kind, one in self._objects:
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = _bounds(one)
                covered += (right - left) * (top - bottom)
        return bool(covered > self.width * self.height * _PICTURE)

    @property
    def notes(self) -> list[str]:
        """What is stuck on the page: a stamp may be put there."""
        many = min(raw.FPDFPage_GetAnnotCount(self._page), _MOST_NOTES)
        return [_note(raw.FPDFPage_GetAnnot(self._page, at)) for at in range(many)]


class _Text:
    def __init__(self, page: pdfium.PdfTextPage) -> None:
        self._page = page
        self._sides = tuple(c_double() for _ in range(4))

    def pieces(self) -> Iterator[tuple[Box, str]]:
        text = self._whole()
        for met in _SEGMENT.finditer(text):
            said = met[0].translate(_HYPHENS)
            if said.strip():
                yield from self._segment(met.start(), said)

    def _whole(self) -> str:
        """The text of the page, each letter at its own index."""
        many = raw.FPDFText_CountChars(self._page)
        room = (c_ushort * (many + 1))()
        raw.FPDFText_GetText(self._page, 0, many, room)
        text = bytes(room).decode("utf-16-le", "replace")[:-1]
        if len(text) == many and "\0" not in text:
            return text
        codes = (raw.FPDFText_GetUnicode(self._page, at) for at in range(many))
        return "".join(chr(code) if code else " " for code in codes)

    def _segment(self, start: int, text: str) -> Iterator[tuple[Box, str]]:
        boxes = self._boxes(start, len(text))
        if not boxes:
            return
        whole = _around(boxes)
        apart = any(_apart(a, b) for a, b in pairwise(boxes))
        loose = whole[2] - whole[0] > _LOOSE * len(text) * (whole[3] - whole[1])
        if not (apart or loose or _WIDE_SPACES.search(text)):
            yield whole, text
            return
        yield from self._words(start, text)

    def _words(self, start: int, text: str) -> Iterator[tuple[Box, str]]:
        """A line that stands in columns, word by word."""
        said, box = "", None
        for met in re.finditer(r"\S+", text):
            boxes = self._boxes(start + met.start(), len(met[0]))
            if not boxes:
                continue
            here = _around(boxes)
            if box is not None and not _apart(box, here):
                said, box = f"{said} {met[0]}", _around([box, here])
                continue
            if box is not None:
                yield box, said
            said, box = met[0], here
        if box is not None:
            yield box, said

    def _boxes(self, start: int, many: int) -> list[Box]:
        left, top, right, bottom = self._sides
        found: list[Box] = []
        for at in range(raw.FPDFText_CountRects(self._page, start, many)):
            raw.FPDFText_GetRect(self._page, at, left, top, right, bottom)
            found.append((left.value, bottom.value, right.value, top.value))
        return found


def _apart(one: Box, other: Box) -> bool:
    """Whether the second does not go on where the first ends."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    level = shared > 0 or abs(one[1] - other[1]) < min(one[3] - one[1], _GAP)
    return not level or other[0] - one[2] > _GAP or other[2] < one[0]


def _around(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _bounds(one: Any) -> Box:
    left, bottom, right, top = (c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _drawn(path: Any) -> list[Box]:
    left, bottom, right, top = box = _bounds(path)
    if min(right - left, top - bottom) <= 3:
        return [box]
    filled, stroked = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    segments = raw.FPDFPath_CountSegments(path)
    if not stroked.value:
        return []
    if segments <= 5:
        return [
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, bottom, left, top),
            (right, bottom, right, top),
        ]
    return _segments(path, min(segments, 2000))


def _segments(path: Any, many: int) -> list[Box]:
    """A path that draws a whole grid at once."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = c_float(), c_float()
    found: list[Box] = []
    before = (0.0, 0.0)
    for at in range(many):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            (a, b), (c, d) = before, here
            found.append((min(a, c), min(b, d), max(a, c), max(b, d)))
        before = here
    return found


def _note(note: Any) -> str:
    room = (c_ushort * _LONGEST_NOTE)()
    raw.FPDFAnnot_GetStringValue(note, b"Contents", room, _LONGEST_NOTE * 2)
    raw.FPDFPage_CloseAnnot(note)
    return bytes(room).decode("utf-16-le", "replace").partition("\0")[0]
