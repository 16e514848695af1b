"""Values to columns and back, where a column is called as the field is."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

#: One row, its columns by name.
Row = Mapping[str, Any]

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)


def to_columns(value: "DataclassInstance", *but: str) -> dict[str, Any]:
    """Every field of `value`, except those named."""
    return {
        field.name: getattr(value, field.name)
        for field in fields(value)
        if field.name not in but
    }


def to_value(
    kind: "type[Value]", row: Row, *, prefix: str = "", **given: Any
) -> "Value":
    """A value whose fields are `given`, or else the row's columns of that name."""
    found = {name: row[prefix + name] for name in _names_of(kind) if name not in given}
    return kind(**found, **given)


@cache
def _names_of(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)
