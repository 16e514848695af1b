"""The office's own settings, read whole and refused whole."""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
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

from nhacviec.calendar_settings import CalendarSection, HoursSection
from nhacviec.dossier_settings import DossiersSection
from nhacviec.month_settings import MonthSection
from nhacviec.replies_settings import RepliesSection
from nhacviec.rules_settings import RulesSection
from nhacviec.telegram_settings import TOKEN_VARIABLE, TelegramSection
from nhacviec.zalo_settings import ZaloSection
from programme.calendar import WorkCalendar, calendar_of
from programme.civil import civil_days
from programme.office import Office
from programme.replies.own_words import WordsFaulty, adopt
from storage import DatabaseMisnamed, name_of
from storage.folder import Folder

URL_VARIABLE = "NHACVIEC_DATABASE_URL"
DEFAULT_PATH = Path("config.toml")


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
        # No zone's name: none there (LookupError), or one that no file may have.
        except (ValueError, OSError, LookupError):
            raise ValueError(f"không có múi giờ “{name}”") from None
        return name


class DatabaseSection(_Section):
    """A file of SQLite, or the address of a PostgreSQL database: one of the two."""

    path: Path = Path("nhacviec.db")
    url: SecretStr = SecretStr("")

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: SecretStr) -> SecretStr:
        """Told without what was written: there is a password in it."""
        try:
            name_of(url.get_secret_value()) if url.get_secret_value() else None
        except DatabaseMisnamed:
            raise ValueError(
                "phải là địa chỉ PostgreSQL, ví dụ postgresql://tên:mật_khẩu@máy/dữ_liệu"
            ) from None
        return url

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if self.is_shared and "path" in self.model_fields_set:
            raise ValueError(
                f"chỉ dùng một trong hai: path, hoặc url (hay biến {URL_VARIABLE})"
            )
        return self

    @property
    def is_shared(self) -> bool:
        """Whether several processes may serve it."""
        return bool(self.url.get_secret_value())

    @property
    def place(self) -> Path | str:
        """For opening it, never for showing."""
        return self.url.get_secret_value() or self.path

    @property
    def name(self) -> str:
        """For showing: without the password."""
        return name_of(self.place) if isinstance(self.place, str) else str(self.path)

    def aside(self, name: str) -> Path:
        """A file or folder of the house's own, beside the database; where that is on a
        server, beside the settings."""
        return self.path.with_name(f"{self.path.stem}.{name}")

    def beside(self, folder: Path) -> Self:
        """A path is relative to the file that names it."""
        return self.model_copy(update={"path": folder / self.path})


class ModeSection(_Section):
    """Until the office trusts it: every message goes to the office's own chat."""

    rehearsal: bool = False


class WebSection(_Section):
    """The health page of `run`; nothing of it is meant for the outside."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8021


class WatchSection(_Section):
    """Somebody outside who is told each minute that all is well."""

    ping_url: SecretStr = SecretStr("")

    @field_validator("ping_url")
    @classmethod
    def _is_address(cls, url: SecretStr) -> SecretStr:
        """Told without what was written: who knows it can keep the watch quiet."""
        written = url.get_secret_value()
        if written and not written.startswith(("http://", "https://")):
            raise ValueError("phải là địa chỉ đầy đủ, bắt đầu bằng https://")
        return url


class Config(_Section):
    office: OfficeSection = OfficeSection()
    mode: ModeSection = ModeSection()
    database: DatabaseSection = DatabaseSection()
    telegram: TelegramSection = TelegramSection()
    zalo: ZaloSection = ZaloSection()
    calendar: CalendarSection = CalendarSection()
    hours: HoursSection = HoursSection()
    rules: RulesSection = RulesSection()
    dossiers: DossiersSection = DossiersSection()
    replies: RepliesSection = RepliesSection()
    month: MonthSection = MonthSection()
    web: WebSection = WebSection()
    watch: WatchSection = WatchSection()

    @property
    def token(self) -> str:
        """From the environment if it is there, else from the file."""
        return os.environ.get(TOKEN_VARIABLE, "") or (
            self.telegram.token.get_secret_value()
        )

    @property
    def folder(self) -> Folder | None:
        """Of the dossiers."""
        return self.dossiers.kept_in(self.database.aside("dossiers"))

    def office_on(self, today: date) -> Office:
        """The office, with a calendar that reaches from last year to the next."""
        return Office(
            name=self.office.name,
            contact=self.office.contact,
            rules=self.rules.as_rules(ZoneInfo(self.office.time_zone)),
            calendar=self.calendar_around(today),
            dossiers=self.dossiers.rules,
        )

    def calendar_around(self, today: date) -> WorkCalendar:
        """The law and the first fill, corrected by these settings."""
        years = range(today.year - 1, today.year + 3)
        given = (*civil_days(years), *self.calendar.days)
        return calendar_of(given, hours=self.hours.hours)

    def faults(self) -> list[str]:
        """What only two settings together show. 07:00 that morning is before work."""
        found = list(self.rules.faults(self.hours))
        doors = {"telegram": self.telegram.webhook_url, "zalo": self.zalo.webhook_url}
        for name, door in doors.items():
            if door and not self.web.port:
                found.append(f"web.port: không được là 0 khi có {name}.webhook_url")
        paths = [urlsplit(door).path for door in doors.values() if door]
        if len(set(paths)) < len(paths):
            found.append("zalo.webhook_url: phải khác đường dẫn của telegram")
        return found


def load(path: Path | None) -> Config:
    """The settings at `path`; the defaults where no file is named and none is here.

    A path inside the file is relative to the file. Raises ConfigFaulty.
    """
    chosen = path or DEFAULT_PATH
    if path is None and not chosen.exists():
        return _checked(Path(URL_VARIABLE), _with_url({}))
    try:
        written = tomllib.loads(chosen.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigFaulty(chosen, ["không có tệp này"]) from None
    except OSError as error:
        raise ConfigFaulty(chosen, [f"không đọc được tệp: {error.strerror}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigFaulty(chosen, [f"không đúng cú pháp TOML: {error}"]) from None
    config = _checked(chosen, _with_url(written))
    database = config.database.beside(chosen.parent)
    dossiers = config.dossiers.beside(chosen.parent)
    replies = config.replies.beside(chosen.parent)
    _adopt_words(chosen, replies)
    return config.model_copy(
        update={"database": database, "dossiers": dossiers, "replies": replies}
    )


def _adopt_words(path: Path, replies: RepliesSection) -> None:
    """The words of one office, for this whole process (docs/decisions/0003)."""
    try:
        adopt(replies.words)
    except WordsFaulty as error:
        name = f"replies.lexicon ({replies.lexicon})"
        faults = [f"{name}: {fault}" for fault in error.faults]
        raise ConfigFaulty(path, faults) from None


def _with_url(written: dict[str, Any]) -> dict[str, Any]:
    """The address from the environment, if it is there, before that of the file."""
    section, url = written.get("database", {}), os.environ.get(URL_VARIABLE, "")
    if not url or not isinstance(section, dict):
        return written
    return written | {"database": section | {"url": url}}


def _checked(path: Path, written: dict[str, Any]) -> Config:
    try:
        config = Config.model_validate(written)
    except ValidationError as error:
        faults = [_fault(found["loc"], found) for found in error.errors()]
        raise ConfigFaulty(path, faults) from None
    if config.faults():
        raise ConfigFaulty(path, config.faults())
    return config


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
    "date_from_datetime_parsing": "phải là ngày, ví dụ 2026-09-02",
    "literal_error": "phải là một trong: {expected}",
    "value_error": "{error}",
}


def _fault(where: tuple[int | str, ...], found: Any) -> str:
    if where[:2] == ("rules", "for") and len(where) > 2:  # counted as people count
        where = (f"rules.for thứ {int(where[2]) + 1}", *where[3:])
    is_plain_day = where[-1:] == ("day",) and isinstance(where[-2], int)
    name = ".".join(str(part) for part in (where[:-1] if is_plain_day else where))
    cure = _CURES.get(found["type"], found["msg"])
    said = {key: str(one) for key, one in found.get("ctx", {}).items()}
    said |= {"expected": said.get("expected", "").replace(" or ", " hoặc ")}
    return f"{name}: {cure.format_map(said)}"
