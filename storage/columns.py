"""Column types: how a value's fields lie in a table, and come back as they were."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator

from programme.days import DayKind, NamedDay
from programme.document import Section
from programme.rules import OFFICE_ZONE
from storage.errors import NaiveMoment

#: Every constraint has a name, so that a later migration can take it away.
METADATA = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "fk": "%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "%(table_name)s_key",
    }
)

#: A whole number of 64 bits on either database. SQLite's own INTEGER is that, and
#: numbers new rows only if it is called so; PostgreSQL's INTEGER has half of it.
Number = BigInteger().with_variant(Integer(), "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """Microseconds since 1970 UTC; refuses a naive moment, answers in office time."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> int | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveMoment(value)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(
        self, value: int | None, _dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        return (_EPOCH + value * _MICROSECOND).astimezone(OFFICE_ZONE)


class Word(TypeDecorator[StrEnum]):
    """One of an enumeration's words."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(
        self, value: str | None, _dialect: Dialect
    ) -> StrEnum | None:
        return None if value is None else self.words(value)


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A tuple of words or numbers, as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[Any] | None, _dialect: Dialect
    ) -> list[Any]:
        return list(value or ())

    def process_result_value(
        self, value: list[Any] | None, _dialect: Dialect
    ) -> tuple[Any, ...]:
        return tuple(value or ())


class Days(TypeDecorator[tuple[date, ...]]):
    """A tuple of days, as a JSON list of ISO dates."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[date] | None, _dialect: Dialect
    ) -> list[str]:
        return [day.isoformat() for day in value or ()]

    def process_result_value(
        self, value: list[str] | None, _dialect: Dialect
    ) -> tuple[date, ...]:
        return tuple(date.fromisoformat(day) for day in value or ())


class NamedDays(TypeDecorator[tuple[NamedDay, ...]]):
    """A tuple of days with their kinds and names, as a JSON list of three each."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[NamedDay] | None, _dialect: Dialect
    ) -> list[list[str]]:
        return [[one.day.isoformat(), one.kind, one.name] for one in value or ()]

    def process_result_value(
        self, value: list[list[str]] | None, _dialect: Dialect
    ) -> tuple[NamedDay, ...]:
        return to_named(value or ())


class Sections(TypeDecorator[tuple[Section, ...]]):
    """A document's sections, as a JSON list of ref, title and line each."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[Section] | None, _dialect: Dialect
    ) -> list[list[Any]]:
        return [[one.ref, one.title, one.line] for one in value or ()]

    def process_result_value(
        self, value: list[list[Any]] | None, _dialect: Dialect
    ) -> tuple[Section, ...]:
        return tuple(
            Section(ref=ref, title=title, line=line) for ref, title, line in value or ()
        )


def to_named(found: Sequence[Sequence[str]]) -> tuple[NamedDay, ...]:
    return tuple(
        NamedDay(date.fromisoformat(day), DayKind(kind), name)
        for day, kind, name in found
    )
