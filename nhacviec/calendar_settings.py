"""The office's days and hours as its settings file has them."""

from collections import Counter
from datetime import date, time
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from programme.calendar import OfficeHours
from programme.days import CalendarDay, DayKind

_HALVES = {"morning": DayKind.MORNING, "afternoon": DayKind.AFTERNOON}


class DaySetting(BaseModel):
    """A day alone, or with why it is so and who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    name: str = ""
    source: str = "tệp cấu hình"

    @model_validator(mode="before")
    @classmethod
    def _is_plain(cls, written: Any) -> Any:
        return written if isinstance(written, dict | cls) else {"day": written}

    def as_day(self, kind: DayKind) -> CalendarDay:
        return CalendarDay(day=self.day, kind=kind, name=self.name, source=self.source)


class HalfDaySetting(DaySetting):
    """`part` is the half that is worked."""

    part: str = "morning"

    @field_validator("part")
    @classmethod
    def _is_half(cls, part: str) -> str:
        if part not in _HALVES:
            raise ValueError(f"phải là {' hoặc '.join(_HALVES)}")
        return part


class CalendarSection(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    off: tuple[DaySetting, ...] = ()
    worked: tuple[DaySetting, ...] = ()
    half: tuple[HalfDaySetting, ...] = ()

    @model_validator(mode="after")
    def _is_either(self) -> Self:
        off, worked, half = (
            frozenset(one.day for one in found)
            for found in (self.off, self.worked, self.half)
        )
        _refuse(off & worked, "vừa là ngày nghỉ vừa là ngày làm bù")
        _refuse(half & (off | worked), "vừa là nửa ngày vừa là cả ngày")
        times = Counter(one.day for one in self.half)
        _refuse({day for day in half if times[day] > 1}, "được ghi hai lần")
        return self

    @property
    def days(self) -> tuple[CalendarDay, ...]:
        return (
            *(one.as_day(DayKind.OFF) for one in self.off),
            *(one.as_day(DayKind.WORKED) for one in self.worked),
            *(one.as_day(_HALVES[one.part]) for one in self.half),
        )


def _refuse(found: frozenset[date] | set[date], why: str) -> None:
    if found:
        raise ValueError(f"{', '.join(str(day) for day in sorted(found))} {why}")


class HoursSection(BaseModel):
    """From when to when the office works."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    morning: tuple[time, time] = OfficeHours().morning
    afternoon: tuple[time, time] = OfficeHours().afternoon

    @field_validator("morning", "afternoon")
    @classmethod
    def _goes_on(cls, span: tuple[time, time]) -> tuple[time, time]:
        if span[0] >= span[1]:
            raise ValueError("giờ đầu phải trước giờ cuối, ví dụ [07:30:00, 11:30:00]")
        return span

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.morning[1] > self.afternoon[0]:
            raise ValueError("buổi chiều phải bắt đầu sau buổi sáng")
        return self

    @property
    def hours(self) -> OfficeHours:
        return OfficeHours(morning=self.morning, afternoon=self.afternoon)

    def faults_of(self, asked: dict[str, time]) -> list[str]:
        """Hours, by what they are called, at which something falls due or is asked
        for, with nobody at work."""
        spans = ", ".join(
            f"{first:%H:%M}–{last:%H:%M}"
            for first, last in (self.morning, self.afternoon)
        )
        return [
            f"{name}: {at:%H:%M} ngoài giờ làm việc ({spans}); sửa giờ này hoặc [hours]"
            for name, at in asked.items()
            if not self.hours.hold(at)
        ]
