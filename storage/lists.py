"""Many rows as one parameter: a list in JSON, which the database takes apart itself.

A statement with many rows of parameters costs more to put together than to run, and on
SQLite its thread is woken for each of them.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    TableValuedAlias,
    cast,
    column,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from storage.cleaning import to_json


class _each(FunctionElement[Any]):  # noqa: N801 - a function of SQL
    """The members of a list, one a row."""

    inherit_cache = True


class _part(FunctionElement[str]):  # noqa: N801 - a function of SQL
    """One member of such a row, which is a list itself."""

    type = String()
    inherit_cache = True


@compiles(_each, "sqlite")
def _sqlite_each(each: Any, compiler: Any, **how: Any) -> str:
    return f"json_each({compiler.process(each.clauses, **how)})"


@compiles(_each, "postgresql")
def _postgresql_each(each: Any, compiler: Any, **how: Any) -> str:
    return f"json_array_elements(CAST({compiler.process(each.clauses, **how)} AS JSON))"


@compiles(_part, "sqlite")
def _sqlite_part(part: Any, compiler: Any, **how: Any) -> str:
    row, position = (compiler.process(one, **how) for one in part.clauses)
    return f"json_extract({row}, '$[{position}]')"


@compiles(_part, "postgresql")
def _postgresql_part(part: Any, compiler: Any, **how: Any) -> str:
    row, position = (compiler.process(one, **how) for one in part.clauses)
    return f"({row} ->> {position})"


class Many:
    """Rows of a parameter of that name; `columns`: what each of them says, in order."""

    def __init__(
        self, parameter: BindParameter[Any], **columns: TypeEngine[Any]
    ) -> None:
        self.rows: TableValuedAlias = _each(parameter).table_valued(
            column("value", String)
        )
        self.rows = self.rows.alias(parameter.key)
        self._columns = {
            name: cast(_part(self.rows.c.value, literal_column(str(position))), kind)
            for position, (name, kind) in enumerate(columns.items())
        }

    def __getattr__(self, name: str) -> ColumnElement[Any]:
        return self._columns[name]


def as_list(rows: Sequence[Sequence[str | int | None]]) -> str:
    return to_json(rows)
