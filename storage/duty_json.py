"""A duty as JSON, for the record of its moves: what it was can be had back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date
from sqlalchemy.types import TypeEngine

from programme.duties import Duty
from storage.columns import Days, Moment, NamedDays, Word, to_named
from storage.duties import to_columns_of_duty, to_duty
from storage.tables.work import duties


def to_json(duty: Duty) -> dict[str, Any]:
    return {name: _plain(value) for name, value in to_columns_of_duty(duty).items()}


def from_json(found: Mapping[str, Any]) -> Duty:
    every = {**_SINCE_THEN, **found}
    return to_duty(
        {name: _typed(duties.c[name].type, value) for name, value in every.items()}
    )


#: What older records do not say yet.
_SINCE_THEN: Mapping[str, Any] = {
    "due_named": [],
    "due_by": "",
    "meeting_title": "",
}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: TypeEngine[Any], value: Any) -> Any:
    match kind, value:
        case _, None:
            return None
        case Moment(), str():
            return datetime.fromisoformat(value)
        case Date(), str():
            return date.fromisoformat(value)
        case Word(), str():
            return kind.words(value)
        case ((NamedDays() | Days()), list()):
            named = isinstance(kind, NamedDays)
            return to_named(value) if named else tuple(map(date.fromisoformat, value))
        case _:
            return value
