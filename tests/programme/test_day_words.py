"""What the office writes of its calendar, as people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.day_words import DaysMisread, Misread, read_edits, read_kind
from programme.days import DayKind

TODAY = date(2026, 11, 23)
OFF, WORKED = DayKind.OFF, DayKind.WORKED
MORNING, AFTERNOON = DayKind.MORNING, DayKind.AFTERNOON


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nghỉ 2/1/2027", {"2027-01-02": OFF}),
        ("nghi 2/1", {"2027-01-02": OFF}),
        ("NGHỈ thứ Sáu, ngày 01.01.2027", {"2027-01-01": OFF}),
        ("làm 10/1/2027", {"2027-01-10": WORKED}),
        ("làm bù 2027-01-10", {"2027-01-10": WORKED}),
        (
            "nghỉ 2/1/2027 và làm bù 10/1/2027",
            {"2027-01-02": OFF, "2027-01-10": WORKED},
        ),
        ("nửa ngày 3/2/2027", {"2027-02-03": MORNING}),
        ("nghỉ chiều 3/2/2027", {"2027-02-03": MORNING}),
        ("chỉ làm buổi sáng 3/2/2027", {"2027-02-03": MORNING}),
        ("nghỉ 3/2/2027 buổi sáng", {"2027-02-03": AFTERNOON}),
        ("làm chiều 3/2/2027", {"2027-02-03": AFTERNOON}),
        ("nghỉ 1-2/9/2027", {"2027-09-01": OFF, "2027-09-02": OFF}),
        (
            "nghỉ từ ngày 31/12 đến hết ngày 2/1/2027",
            {"2026-12-31": OFF, "2027-01-01": OFF, "2027-01-02": OFF},
        ),
        (
            "nghỉ 31/8, 1/9 và 2/9/2027",
            {"2027-08-31": OFF, "2027-09-01": OFF, "2027-09-02": OFF},
        ),
        ("nghỉ 20/11", {"2026-11-20": OFF}),  # a storm three days ago
    ],
)
def test_days_are_understood(text: str, wanted: dict[str, DayKind]) -> None:
    found = read_edits(text, today=TODAY)

    assert {str(one.day): one.kind for one in found.days} == wanted
    assert found.removed == ()


@pytest.mark.parametrize("verb", ["bỏ", "xóa", "bo nghi", "bỏ ngày nghỉ"])
def test_an_entry_is_taken_back(verb: str) -> None:
    found = read_edits(f"{verb} 2/1/2027", today=TODAY)

    assert (found.days, found.removed) == ((), (date(2027, 1, 2),))


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("nghỉ 2/1/2027 theo Thông báo 123/TB-BNV", "", "Thông báo 123/TB-BNV"),
        ("nghi 2/1/2027 theo TB 5 ngay 3/12", "", "TB 5 ngay 3/12"),
        (
            "nghỉ 9/7/2027 vì bão số 3, căn cứ Công điện 7/CĐ-UBND.",
            "bão số 3",
            "Công điện 7/CĐ-UBND",
        ),
        ("nghỉ 9/7/2027 (theo TB 5)", "", "TB 5"),
    ],
)
def test_why_and_who_says_so_are_kept(text: str, name: str, source: str) -> None:
    (one,) = read_edits(text, today=TODAY).days

    assert (one.name, one.source, one.presumed) == (name, source, False)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Misread.NO_VERB),
        ("2/1/2027", Misread.NO_VERB),
        ("cho nghỉ 2/1/2027", Misread.NO_VERB),
        ("nghỉ", Misread.NO_DAY),
        ("nghỉ theo Thông báo 2/1/2027", Misread.NO_DAY),
        ("nghỉ mai", Misread.UNKNOWN),
        ("nghỉ 2/1/2027 à", Misread.UNKNOWN),
        ("nghỉ 2/1/27", Misread.UNKNOWN),
        ("nghỉ 1 và 2/9/2027", Misread.UNKNOWN),
        ("không nghỉ 2/1/2027", Misread.NO_VERB),
        ("nghỉ 30/2/2027", Misread.NO_SUCH_DAY),
        ("nghỉ 2/13/2027", Misread.NO_SUCH_DAY),
        ("nghỉ 1/1/1207", Misread.NO_SUCH_DAY),
        ("nghỉ 10/2/2027-4/2/2027", Misread.BACKWARDS),
        ("nghỉ 1/1/2027 đến 31/12/2027", Misread.TOO_MANY),
        ("nghỉ 2/1/2027, làm 2/1/2027", Misread.TWICE),
        ("bỏ 2/1/2027, làm 2/1/2027", Misread.TWICE),
        ("nghỉ nửa ngày 3/2/2027", Misread.WHICH_HALF),
        ("nghỉ sáng chiều 3/2/2027", Misread.WHICH_HALF),
    ],
)
def test_what_is_not_understood_whole_is_refused(text: str, why: Misread) -> None:
    with pytest.raises(DaysMisread) as raised:
        read_edits(text, today=TODAY)

    assert raised.value.why is why


@given(st.text(alphabet="nghỉlàmbỏ 0123456789/.-,đến", max_size=60))
def test_nothing_written_breaks_it(text: str) -> None:
    try:
        found = read_edits(f"nghỉ {text}", today=TODAY)
    except DaysMisread:
        return
    assert found.all_days


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Nghỉ", OFF), ("làm bù", WORKED), ("Nửa ngày", MORNING), ("chiều", AFTERNOON)],
)
def test_a_kind_in_a_list(words: str, kind: DayKind) -> None:
    assert read_kind(words) is kind


@pytest.mark.parametrize("words", ["", "lễ", "bỏ", "nghỉ phép", "sáng chiều"])
def test_a_kind_that_is_none(words: str) -> None:
    with pytest.raises(DaysMisread):
        read_kind(words)
