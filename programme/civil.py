"""Viet Nam's public holidays as the `holidays` package knows them: a first fill.

Never the authority: the law fixes some days by their date; lunar days, swaps and what
is decided each year are presumed until the office says so.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import holidays

from programme.days import CalendarDay, DayKind

TET = "Tết"
_SWAP = "hoán đổi"
_NATIONAL = "Quốc khánh"
_LAW = "Điều 112 Bộ luật Lao động 2019"
_IN_LIEU = "khoản 3 Điều 111 Bộ luật Lao động 2019"
_COMPUTED = "tính sẵn, chưa có thông báo"
#: How the package names a day → how the office says why it is off.
_NAMES = (
    ("thay cho ngày", _SWAP),
    ("Tết Dương lịch", "Tết Dương lịch"),
    ("Tết", TET),
    ("Hùng Vương", "Giỗ Tổ Hùng Vương"),
    ("Chiến thắng", "lễ 30/4"),
    ("Lao động", "lễ 1/5"),
    ("Quốc khánh", _NATIONAL),
    ("Văn hóa", "Ngày Văn hóa Việt Nam"),
)
#: What the law fixes to a day of the year, by day and month.
_FIXED = {"Tết Dương lịch": (1, 1), "lễ 30/4": (30, 4), "lễ 1/5": (1, 5)} | {
    _NATIONAL: (2, 9)
}


def civil_days(years: Iterable[int]) -> tuple[CalendarDay, ...]:
    """Every day of these years that is off, or worked on a weekend."""
    wanted = frozenset(years)
    known = holidays.country_holidays("VN", years=sorted(wanted), language="vi")
    found = [_off(day, said) for day, said in known.items() if day.year in wanted]
    found += _made_up(known.weekend_workdays, wanted)
    return tuple(sorted(found, key=lambda one: one.day))


def _made_up(worked: Iterable[date], years: frozenset[int]) -> Iterator[CalendarDay]:
    for day in worked:
        if day.year in years:
            yield CalendarDay(
                day=day,
                kind=DayKind.WORKED,
                name=_SWAP,
                source=_COMPUTED,
                presumed=True,
            )


def _off(day: date, said: str) -> CalendarDay:
    name = next((ours for theirs, ours in _NAMES if theirs in said), said)
    is_in_lieu = "nghỉ bù" in said
    is_fixed = _FIXED.get(name) == (day.day, day.month)
    if is_in_lieu:  # of Quốc khánh the second day, and so what falls where, is decided
        is_fixed = name in _FIXED and name != _NATIONAL
    source = _IN_LIEU if is_in_lieu else _LAW
    return CalendarDay(
        day=day,
        kind=DayKind.OFF,
        name=f"bù {name}" if is_in_lieu else name,
        source=source if is_fixed else _COMPUTED,
        presumed=not is_fixed,
    )
