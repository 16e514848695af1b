"""Lunar days, by the calendar of Viet Nam (UTC+7), which is not always China's."""

from collections.abc import Iterator
from datetime import date


def civil_days(day: int, month: int, years: tuple[int, ...]) -> Iterator[date]:
    """The civil days that a lunar day and month may be, one for each lunar year."""
    # Hardly any document names a lunar day: loaded when one does.
    from lunar_vn import LunarDate, lunar_to_solar  # noqa: PLC0415 - see above

    for year in years:
        try:
            yield lunar_to_solar(LunarDate(day, month, year))
        except ValueError:
            continue
