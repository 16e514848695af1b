"""The office's own settings, read whole and refused whole."""

import os
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from programme.calendar import WorkCalendar, civil_calendar
from programme.office import Office
from programme.rules import OfficeRules

TOKEN_VARIABLE = "NHACVIEC_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable
DEFAULT_PATH = Path("config.toml")

Days = Annotated[int, Field(ge=0, le=60)]


class ConfigFaulty(Exception):
    """Every fault of the file at once, a line each, with its cure."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        super().__init__("\n".join([f"{path}:", *(f"  {fault}" for fault in faults)]))
        self.faults = faults


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeSection(_Section):
    name: str = "Văn phòng UBND tỉnh"
    contact: str = "Phòng Tổng hợp"
    time_zone: str = "Asia/Ho_Chi_Minh"

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            raise ValueError(f"không có múi giờ “{name}”") from None
        return name


class DatabaseSection(_Section):
    path: Path = Path("nhacviec.db")


class TelegramSection(_Section):
    token: SecretStr = SecretStr("")
    base_url: str | None = None
    proxy: str | None = None

    @field_validator("base_url", "proxy")
    @classmethod
    def _is_address(cls, address: str | None) -> str | None:
        if address is not None and "://" not in address:
            raise ValueError("phải là địa chỉ đầy đủ, ví dụ http://127.0.0.1:8081")
        return address.rstrip("/") if address else None


class CalendarSection(_Section):
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    @model_validator(mode="after")
    def _is_either(self) -> Self:
        both = ", ".join(str(day) for day in sorted(self.off & self.worked))
        if both:
            raise ValueError(f"{both} vừa là ngày nghỉ vừa là ngày làm bù")
        return self


class RulesSection(_Section):
    """Counts are working days; hours are those of the office's zone."""

    session_lead: Days = 5
    due_time: time = time(17, 0)
    steps: tuple[Days, ...] = (10, 5, 2, 1, 0)
    support_step: Days = 5
    late_days: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (1, 2)
    late_every: Annotated[int, Field(ge=1, le=60)] = 3
    return_days: Annotated[int, Field(ge=1, le=60)] = 2
    close_call: Days = 3
    digest_at: time = time(8, 0)
    office_at: time = time(7, 30)
    eve_at: time = time(15, 0)
    morning_at: time = time(7, 0)
    briefing_weekday: Annotated[int, Field(ge=1, le=7)] = 5
    leaders_notices: bool = True


class WebSection(_Section):
    """The health page of `run`; nothing of it is meant for the outside."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8021


class Config(_Section):
    office: OfficeSection = OfficeSection()
    database: DatabaseSection = DatabaseSection()
    telegram: TelegramSection = TelegramSection()
    calendar: CalendarSection = CalendarSection()
    rules: RulesSection = RulesSection()
    web: WebSection = WebSection()

    @property
    def token(self) -> str:
        """From the environment if it is there, else from the file."""
        return os.environ.get(TOKEN_VARIABLE, "") or (
            self.telegram.token.get_secret_value()
        )

    def office_on(self, today: date) -> Office:
        """The office, with a calendar that reaches from last year to the next."""
        zone = ZoneInfo(self.office.time_zone)
        weekday = self.rules.briefing_weekday - 1
        numbers = self.rules.model_dump() | {"briefing_weekday": weekday}
        return Office(
            name=self.office.name,
            contact=self.office.contact,
            rules=OfficeRules(zone=zone, **numbers),
            calendar=self.calendar_around(today),
        )

    def calendar_around(self, today: date) -> WorkCalendar:
        years = range(today.year - 1, today.year + 3)
        return civil_calendar(years, off=self.calendar.off, worked=self.calendar.worked)


def load(path: Path | None) -> Config:
    """The settings at `path`; the defaults where no file is named and none is here.

    A path inside the file is relative to the file. Raises ConfigFaulty.
    """
    chosen = path or DEFAULT_PATH
    if path is None and not chosen.exists():
        return Config()
    try:
        written = tomllib.loads(chosen.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigFaulty(chosen, ["không có tệp này"]) from None
    except OSError as error:
        raise ConfigFaulty(chosen, [f"không đọc được tệp: {error.strerror}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigFaulty(chosen, [f"không đúng cú pháp TOML: {error}"]) from None
    config = _checked(chosen, written)
    database = chosen.parent / config.database.path
    return config.model_copy(update={"database": DatabaseSection(path=database)})


def _checked(path: Path, written: dict[str, Any]) -> Config:
    try:
        return Config.model_validate(written)
    except ValidationError as error:
        faults = [_fault(found["loc"], found) for found in error.errors()]
        raise ConfigFaulty(path, faults) from None


#: Pydantic's kinds of fault, as the person at the keyboard would be told the cure.
_CURES = {
    "extra_forbidden": "không có mục này; xem config.example.toml",
    "missing": "còn thiếu",
    "time_parsing": "phải là giờ, ví dụ 08:00",
    "time_type": "phải là giờ, ví dụ 08:00",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "string_type": "phải là chữ, đặt trong dấu ngoặc kép",
    "date_type": "phải là ngày, ví dụ 2026-09-02",
    "greater_than_equal": "không được nhỏ hơn {ge}",
    "less_than_equal": "không được lớn hơn {le}",
    "value_error": "{error}",
}


def _fault(where: tuple[int | str, ...], found: Any) -> str:
    name = ".".join(str(part) for part in where)
    cure = _CURES.get(found["type"], found["msg"])
    return f"{name}: {cure.format_map(found.get('ctx', {}))}"
