"""A PDF: columns, tables, pages; and what has no text to read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from programme.errors import Fault, Unreadable
from programme.reading import read
from programme.reading.formats import deliver
from programme.reading.formats.layout import Piece, in_cell, lines_of_page
from programme.reading.formats.ruling import straight, tables
from programme.reading.lines import Line, Row
from tests.programme.reading.formats.makers import docx_bytes, programme_table
from tests.programme.reading.formats.papers import one_page, picture, text_at

FILES = Path(__file__).parent / "files"
HEAD = ("STT", "Noi dung", "Thoi gian")


def said(data: bytes) -> list[str | tuple[str, ...]]:
    return [
        one.text if isinstance(one, Line) else one.cells
        for one in deliver(".pdf", data)
    ]


def lines(*rules: tuple[int, int, int, int]) -> str:
    return "\n".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in rules)


def test_a_ruled_table_over_pages_is_that_of_the_word_file() -> None:
    """Its head comes again on each page; rows and a merged cell are cut by its end."""
    word = _rows(deliver(".docx", docx_bytes(programme_table())))

    pdf = _rows(deliver(".pdf", (FILES / "table.pdf").read_bytes()))

    assert pdf == word


def _rows(delivered: Sequence[Line | Row]) -> list[tuple[str, ...]]:
    """Without spaces: a narrow column breaks even QĐ-UBND."""
    rows = [one.cells for one in delivered if isinstance(one, Row)]
    return [tuple("".join(cell.split()) for cell in row) for row in rows]


def test_what_stands_around_a_table_is_lines() -> None:
    delivered = deliver(".pdf", (FILES / "table.pdf").read_bytes())
    kinds = [isinstance(one, Row) for one in delivered]
    texts = [one.words for one in delivered]

    assert kinds.index(True) == texts.index("THÁNG 7 NĂM 2020") + 1
    assert not any(kinds[texts.index("Nơi nhận:") :])
    assert texts[-2:] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]


def test_lines_drawn_on_a_page_are_a_table() -> None:
    page = one_page(
        lines(*[(50, y, 350, y) for y in (700, 680, 660, 640)]),
        lines(*[(x, 640, x, 700) for x in (50, 100, 250, 350)]),
        *(
            text_at(55 + 52 * n, 685, text)
            for n, text in enumerate(("STT", "Noi dung"))
        ),
        text_at(255, 685, "Thoi gian"),
        text_at(55, 665, "1"),
        text_at(105, 665, "Viec A"),
        text_at(255, 665, "21/7"),
        text_at(55, 720, "truoc"),
        text_at(55, 600, "sau"),
    )

    assert said(page) == ["truoc", HEAD, ("1", "Viec A", "21/7"), "sau"]


def test_boxes_drawn_one_by_one_are_a_table_too() -> None:
    boxes = [f"{x} {y} 100 20 re S" for x in (50, 150, 250) for y in (640, 660)]
    texts = [
        text_at(55 + 100 * column, 665 - 20 * row, text)
        for row, cells in enumerate((HEAD, ("1", "Viec", "21/7")))
        for column, text in enumerate(cells)
    ]

    assert said(one_page(*boxes, *texts)) == [HEAD, ("1", "Viec", "21/7")]


def test_a_whole_grid_may_be_one_path() -> None:
    across = " ".join(f"50 {y} m 350 {y} l" for y in (640, 660, 680))
    down = " ".join(f"{x} 640 m {x} 680 l" for x in (50, 150, 250, 350))
    texts = [
        text_at(55 + 100 * column, 665 - 20 * row, text)
        for row, cells in enumerate((HEAD, ("1", "Viec", "21/7")))
        for column, text in enumerate(cells)
    ]

    assert said(one_page(f"{across} {down} S", *texts)) == [HEAD, ("1", "Viec", "21/7")]


def test_a_line_under_a_letterhead_is_no_table() -> None:
    page = one_page(text_at(90, 800, "UBND TINH"), lines((90, 795, 160, 795)))

    assert said(page) == ["UBND TINH"]


@pytest.mark.parametrize(
    ("bottom", "text", "kept"),
    [
        (800, "2", False),
        (30, "- 2 -", False),
        (30, "Trang 2/5", False),
        (400, "2", True),
    ],
)
def test_a_page_number_stands_in_the_margin(bottom: int, text: str, kept: bool) -> None:
    page = one_page(text_at(90, 500, "Noi dung cua trang"), text_at(290, bottom, text))

    assert (text in said(page)) is kept


def piece(left: float, top: float, text: str, right: float = 0) -> Piece:
    return Piece(left, top, right or left + 6 * len(text), top + 10, text)


def test_recipients_are_read_before_the_signature_beside_them() -> None:
    pieces = [
        piece(85, 100, "Nơi nhận:"),
        piece(360, 104, "TL. CHỦ TỊCH"),
        piece(85, 120, "- Chủ tịch, các Phó Chủ tịch "),
        piece(350, 122, "CHÁNH VĂN PHÒNG"),
        piece(85, 140, "UBND tỉnh;"),
        piece(85, 160, "- Như trên;"),
        piece(360, 162, "Nguyễn Văn A"),
        piece(85, 180, "- Lưu: VT."),
    ]

    assert _all_lines(pieces) == [
        "Nơi nhận:",
        "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
        "- Như trên;",
        "- Lưu: VT.",
        "TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
        "Nguyễn Văn A",
    ]


def _all_lines(pieces: list[Piece]) -> list[str]:
    lines, waiting = lines_of_page(pieces, 595)
    return [*lines, *(waiting.lines if waiting else ())]


def test_a_signature_waits_for_recipients_on_the_next_page() -> None:
    here = [piece(85, 780, "Nơi nhận:"), piece(360, 780, "TL. CHỦ TỊCH")]
    there = [piece(85, 60, "- Như trên;"), piece(85, 80, "- Lưu: VT.")]

    before, waiting = lines_of_page(here, 595)
    after, none = lines_of_page([*there, piece(85, 120, "PHỤ LỤC" * 12)], 595, waiting)

    assert before == ["Nơi nhận:"]
    assert after == ["- Như trên;", "- Lưu: VT.", "TL. CHỦ TỊCH", "PHỤ LỤC" * 12]
    assert none is None


def test_a_number_set_apart_from_its_text_is_no_column() -> None:
    pieces = [piece(85, 100, "1."), piece(120, 100, "Đề án A"), piece(85, 120, "2.")]

    assert _all_lines(pieces) == ["1.   Đề án A", "2."]


def test_a_word_broken_at_its_hyphen_is_one_word() -> None:
    pieces = [
        piece(85, 100, "Quyết định số 52/2012/QĐ-"),
        piece(85, 120, "UBND ngày 06/03/2012; phát triển kinh tế"),
        piece(85, 140, "- xã hội"),
    ]

    assert _all_lines(pieces)[:2] == [
        "Quyết định số 52/2012/QĐ-UBND",
        "ngày 06/03/2012; phát triển kinh tế",
    ]
    assert in_cell(pieces).endswith(
        "QĐ-UBND ngày 06/03/2012; phát triển kinh tế - xã hội"
    )


def test_a_cell_keeps_the_lines_that_are_meant() -> None:
    pieces = [
        piece(85, 100, "8h00: Họp giao ban; "),
        piece(85, 120, "mời các sở."),
        piece(85, 140, "14h00: Tiếp dân."),
        piece(85, 160, "- Nghỉ"),
    ]

    assert in_cell(pieces) == (
        "8h00: Họp giao ban; mời các sở.\n14h00: Tiếp dân.\n- Nghỉ"
    )


def test_a_frame_around_a_page_is_no_table() -> None:
    frame = straight([(10, 10, 500, 10), (10, 800, 500, 800), (10, 10, 10, 800)])

    assert tables(frame, [piece(20, 20, "x")]) == ([], [piece(20, 20, "x")])


@pytest.mark.parametrize(
    ("data", "fault", "detail"),
    [
        (one_page(picture(595, 842)), Fault.SCANNED, "trang 1"),
        (one_page(picture(595, 842), text_at(9, 9, "12")), Fault.SCANNED, "trang 1"),
        (one_page(), Fault.EMPTY, ""),
        (one_page(picture(50, 50)), Fault.EMPTY, ""),
        ((FILES / "locked.pdf").read_bytes(), Fault.PASSWORD, ""),
        ((FILES / "programme.pdf").read_bytes()[:9000], Fault.BROKEN, "pdf"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(
    data: bytes, fault: Fault, detail: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name="a.pdf")

    assert (caught.value.fault, caught.value.detail) == (fault, detail)


def test_a_stamp_stuck_on_a_page_is_seen() -> None:
    page = one_page(text_at(90, 500, "Noi dung")).replace(
        b"(Note)", b"<FEFF004D1EAC0054>"
    )

    with pytest.raises(Unreadable) as caught:
        read(page, name="a.pdf")

    assert caught.value.fault is Fault.SECRET


def test_letters_that_nobody_knows_are_no_text() -> None:
    """A font without a table of its letters: what is shown cannot be told."""
    page = one_page(text_at(90, 500, "x" * 40), x_means="E001")

    with pytest.raises(Unreadable) as caught:
        read(page, name="a.pdf")

    assert (caught.value.fault, caught.value.detail) == (Fault.SCANNED, "trang 1")


@pytest.mark.parametrize("letter", ["\U0001f600", "\u1ea4", "\ufffe"])
def test_a_letter_may_be_any(letter: str) -> None:
    code = letter.encode("utf-16-be").hex()
    page = one_page(text_at(90, 500, "Muc x va"), x_means=code)

    (line,) = said(page)

    assert isinstance(line, str)
    assert line.startswith("Muc ")
    assert line.endswith(" va")


def test_a_ruled_letterhead_is_lines() -> None:
    page = one_page(
        lines(*[(50, y, 550, y) for y in (700, 740)]),
        lines(*[(x, 700, x, 740) for x in (50, 300, 550)]),
        text_at(55, 725, "UBND TINH"),
        text_at(305, 725, "TL. CHU TICH"),
        text_at(305, 705, "VAN PHONG"),
    )

    assert said(page) == ["UBND TINH", "TL. CHU TICH VAN PHONG"]


def test_a_page_full_of_lines_is_read_as_text() -> None:
    hatched = straight([(x, 10, x, 90) for x in range(0, 6100, 10)])

    assert tables(hatched, [piece(20, 20, "x")]) == ([], [piece(20, 20, "x")])
