"""What is refused whole, and that nothing else is ever raised."""

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.errors import Fault, Unreadable
from programme.reading import LARGEST, read
from tests.programme.reading.makers import EXAMPLE, SESSION

A_PROGRAMME = f"{SESSION}\n1. Đề án A (Sở Tài chính chuẩn bị)"
TCVN3 = "Héi nghÞ UBND tØnh th¸ng 7, ngµy 21: së Tµi chÝnh chuÈn bÞ"
VNI = "Hoäi nghò UBND tænh thaùng 7, ngaøy 21: sôû Taøi chính chuaån bò"


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "a.txt", Fault.EMPTY),
        (b" \r\n\t", "a.txt", Fault.EMPTY),
        ("\ufeff\n\u200b\n3\n".encode(), "a.txt", Fault.EMPTY),
        (b"x" * (LARGEST + 1), "a.txt", Fault.TOO_LARGE),
        (b"I.\0H\0", "a.txt", Fault.FORMAT),
        (b"I. H\x01\x02", "a.txt", Fault.FORMAT),
        (b"\xff\xfeI", "a.txt", Fault.ENCODING),
        (b"\x93\x94\xe1\xe2", "a.txt", Fault.ENCODING),
        (TCVN3.encode("latin-1"), "a.txt", Fault.LEGACY_FONT),
        (VNI.encode("latin-1"), "a.txt", Fault.LEGACY_FONT),
        (TCVN3.encode(), "a.txt", Fault.LEGACY_FONT),
        (VNI.encode(), "a.txt", Fault.LEGACY_FONT),
        ("Một bức thư không có mục nào.".encode(), "a.txt", Fault.NO_ITEMS),
        ("A. NHIỆM VỤ TRỌNG TÂM\n1. Việc.".encode(), "a.txt", Fault.NO_PERIOD),
        ("I. Trình Chủ tịch UBND tỉnh\n1. A".encode(), "a.txt", Fault.NO_PERIOD),
        (b"1. 2/7/2020: A\n2. 2/8/2020: B", "a.txt", Fault.NO_PERIOD),
    ],
)
def test_a_document_that_cannot_be_read(data: bytes, name: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name=name)

    assert caught.value.fault is fault


@pytest.mark.parametrize(
    "stamp",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "Mật",
        "(MẬT)",
        "Độ mật: MẬT",
        "UBND TỈNH      MẬT",
    ],
)
def test_a_stamped_document_is_refused(stamp: str) -> None:
    for text in (
        f"{stamp}\n{A_PROGRAMME}",
        unicodedata.normalize("NFD", stamp) + "\n1. A",
    ):
        with pytest.raises(Unreadable) as caught:
            read(text.encode(), name="a.txt")

        assert caught.value.fault is Fault.SECRET


@pytest.mark.parametrize("words", ["bảo vệ bí\nmật\nnhà nước", "Tài liệu mật của tỉnh"])
def test_the_word_alone_is_no_stamp(words: str) -> None:
    assert read(f"{words}\n{A_PROGRAMME}".encode(), name="a.txt").items


@pytest.mark.parametrize("period", ["2020-13", "7/2020", ""])
def test_a_period_must_be_a_month(period: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(A_PROGRAMME.encode(), name="a.txt", period=period)

    assert caught.value.fault is Fault.NO_PERIOD


def test_nothing_to_prepare_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read("A. TRỌNG TÂM\n1. Việc.".encode(), name="a.txt", period="2020-07")

    assert caught.value.fault is Fault.NO_ITEMS


def _read_or_refuse(data: bytes, period: str | None = "2020-07") -> None:
    try:
        read(data, name="a.txt", period=period)
    except Unreadable:
        return


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


WORDS = (
    *(
        "A.",
        "B.",
        "I.",
        "II.",
        "V",
        "1.",
        "2.",
        "3)",
        "4/",
        "(",
        ")",
        ";",
        ":",
        ",",
        "\n",
    ),
    *("Ngày", "31/7/2020", "99/99/9999", "0/0", "thứ 6", "hằng tuần", "25h99", "sáng"),
    *("ngày 45 hàng tháng", "Sở Tài chính", "Sở", "chuẩn bị", "phối hợp", "chủ trì"),
    *("các Sở:", "Nội vụ", "trình", "trước ngày", "mời", "Địa điểm:", "Thành phần:"),
    *("Nơi nhận:", "- ", "TL. CHỦ TỊCH", "tháng 13 năm 2020", "CHƯƠNG TRÌNH", "và"),
    *("Hội nghị", "đến", "\f", "\u0301", "trọng tâm", "trình Chủ tịch", "Thời gian:"),
)


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from([None, "2020-07"])
)
def test_any_row_of_words_is_read_or_refused(
    words: list[str], period: str | None
) -> None:
    _read_or_refuse(" ".join(words).encode(), period)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_programme_is_read_or_refused(data: st.DataObject) -> None:
    text = EXAMPLE.read_bytes()
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        end = at + data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.binary(max_size=6)) + text[end:]

    _read_or_refuse(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1. Sở Tài chính chuẩn bị ",
        "1. Sở Tài chánh chuẩn bị)\n",
        "(",
        "1. ((((( x )\n",
        "I. trước ngày 1/1 ",
        "1. Ngày 1/7: họp với ",
        "Sở ",
        "thứ 6 ",
        "vào lúc 7h30, ",
        "7h ",
        "3\n",
        "Nơi nhận ",
        "TL. CH ",
        "Địa điểm: ",
        "1. Hội nghị; mời ",
        "x",
        "ố",
    ],
)
def test_a_megabyte_of_rubbish_takes_no_time(piece: str) -> None:
    data = (piece * (1_000_000 // len(piece.encode()))).encode()

    begun = time.perf_counter()
    _read_or_refuse(b"I. Ngay 1/7/2020\n" + data)

    assert time.perf_counter() - begun < 6  # 2 on an idle machine


def test_a_long_programme_of_unknown_agencies_takes_no_time() -> None:
    items = [f"{n}. Đề án (Sở Tài chánh {n} chuẩn bị)" for n in range(1, 999)]

    begun = time.perf_counter()
    draft = read("\n".join([SESSION, *items]).encode(), name="a.txt")

    assert len(draft.items) == 998
    assert time.perf_counter() - begun < 6
