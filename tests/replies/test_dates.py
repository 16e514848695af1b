"""Days as people write them, said on Tuesday 14 July 2020."""

from datetime import date

import pytest

from programme.replies import dates
from programme.replies.tokens import clean, tokenise
from programme.words import bare

from .offices import CALENDAR, TUESDAY

TODAY = dates.Today(TUESDAY.date(), CALENDAR)

DAYS = {
    "hôm nay": (7, 14),
    "chiều nay": (7, 14),
    "mai": (7, 15),
    "ngày mai": (7, 15),
    "sáng mai": (7, 15),
    "mốt": (7, 16),
    "ngày kia": (7, 16),
    "hôm qua": (7, 13),
    "thứ tư": (7, 15),
    "thứ 5": (7, 16),
    "thứ sáu": (7, 17),
    "T6": (7, 17),
    "chiều thứ 6": (7, 17),
    "chủ nhật": (7, 19),
    "CN": (7, 19),
    "thứ hai": (7, 20),
    "thứ 2 tuần sau": (7, 20),
    "thứ hai tuần tới": (7, 20),
    "thứ sáu tuần sau": (7, 24),
    "thứ 6 tuần này": (7, 17),
    "thứ sáu tuần trước": (7, 10),
    "thứ sáu ngày 17/7": (7, 17),
    "thứ sáu (17/7)": (7, 17),
    "17/7": (7, 17),
    "17/07/2020": (7, 17),
    "17/7/20": (7, 17),
    "ngày 17/7": (7, 17),
    "ngày 17-7": (7, 17),
    "ngày 17.7": (7, 17),
    "ngày 17-7-2020": (7, 17),
    "ngày 17": (7, 17),
    "hết ngày 15/7": (7, 15),
    "ngày 17 tháng 7": (7, 17),
    "17 tháng 7": (7, 17),
    "ngày 17 tháng 7 năm 2020": (7, 17),
    "ngày 17 tháng bảy": (7, 17),
    "mùng 3 tháng 8": (8, 3),
    "mồng 3/8": (8, 3),
    "cuối tháng": (7, 31),
    "hết tháng": (7, 31),
    "cuối tháng 8": (8, 31),
    "3 ngày nữa": (7, 17),
    "sau 3 ngày": (7, 17),
    "trong 3 ngày": (7, 17),
    "sau 3 ngày làm việc": (7, 17),
    "sau 4 ngày làm việc": (7, 20),
    "sau năm ngày làm việc": (7, 21),
    "2 tuần nữa": (7, 28),
    "một tuần nữa": (7, 21),
}
NO_SINGLE_DAY = [
    "tuần sau",
    "cuối tuần",
    "đầu tuần sau",
    "vài hôm nữa",
    "mấy ngày nữa",
    "thứ ba",  # today, or in a week?
    "thứ sáu ngày 18/7",  # a Saturday
    "31/6",
    "30/2",
    "ngày 32",
    "45/13",
    "ngày 31 tháng 6",
    "cuối tháng 13",
    "sau 999999 ngày",
]


def _read(text: str, today: dates.Today = TODAY) -> dates.Said | None:
    tokens = tokenise(clean(text))
    said = dates.day_at(tokens, 0, today)
    return said if said is not None and said.end == len(tokens) else None


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day_is_read(text: str, day: tuple[int, int]) -> None:
    for typed in (text, text.upper(), bare(text)):
        said = _read(typed)

        assert said is not None, typed
        assert said.day == date(2020, *day), typed


@pytest.mark.parametrize("text", NO_SINGLE_DAY)
def test_what_is_no_single_day_is_none(text: str) -> None:
    said = _read(text)

    assert said is not None
    assert said.day is None


@pytest.mark.parametrize("text", ["xong", "3", "3 huyện", "17", "mục 3", "7 tháng đầu"])
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert dates.day_at(tokenise(text), 0, TODAY) is None


@pytest.mark.parametrize(
    ("said_on", "text", "day"),
    [
        ((2020, 7, 30), "mùng 5", date(2020, 8, 5)),
        ((2020, 12, 28), "ngày 4", date(2021, 1, 4)),
        ((2020, 12, 28), "5/1", date(2021, 1, 5)),
        ((2020, 12, 28), "cuối tháng 1", date(2021, 1, 31)),
        ((2020, 7, 14), "ngày 10", date(2020, 7, 10)),  # past: the caller asks
        ((2020, 2, 10), "cuối tháng", date(2020, 2, 29)),
        ((2020, 9, 1), "sau 1 ngày làm việc", date(2020, 9, 3)),  # over 2 September
    ],
)
def test_the_day_it_is_said_counts(
    said_on: tuple[int, int, int], text: str, day: date
) -> None:
    said = _read(text, dates.Today(date(*said_on), CALENDAR))

    assert said is not None
    assert said.day == day


@pytest.mark.parametrize(
    ("text", "more", "working"),
    [
        ("thêm 3 ngày", 3, False),
        ("thêm 2 tuần", 14, False),
        ("3 ngày làm việc", 3, True),
    ],
)
def test_more_days_are_counted_from_the_due_day(
    text: str, more: int, working: bool
) -> None:
    said = _read(text)

    assert said is not None
    assert (said.day, said.more, said.working) == (None, more, working)
