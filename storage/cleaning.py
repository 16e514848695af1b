"""Text on its way into the database: whatever came in can be kept.

PostgreSQL refuses U+0000 and neither database can write half of a surrogate pair; a
channel's JSON and a damaged document may hold both. If the database refused, one such
update could never be stored, and so never be acknowledged: it would come back for
ever, and nothing behind it would be heard. Nobody writes or reads either on purpose.
So both databases get the same text: without the one, and with U+FFFD for the other.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

Value = TypeVar("Value")

_NUL = "\0"
#: How JSON writes it; the text may also just speak of it, after a backslash.
_WRITTEN_NUL = "\\u0000"


def clean_on_the_way_in(engine: AsyncEngine) -> AsyncEngine:
    """Every parameter of every statement, so that what is looked for is found."""

    @event.listens_for(engine.sync_engine, "before_cursor_execute", retval=True)
    def clean(
        _connection: object,
        _cursor: object,
        statement: str,
        parameters: Any,
        _context: object,
        _many: bool,  # noqa: FBT001 - the signature is SQLAlchemy's
    ) -> tuple[str, Any]:
        return statement, cleaned(parameters)

    return engine


def cleaned(value: Value) -> Value:
    """The same value, its texts cleaned; the same object where there is nothing to."""
    return value if _is_clean(value) else _clean(value)


def to_json(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    if _WRITTEN_NUL in written or not _is_clean(written):
        return json.dumps(cleaned(value), ensure_ascii=False)
    return written


def _is_clean(value: Any) -> bool:
    """Asked of everything that is written: kept quick."""
    if value is None or type(value) is int:
        return True
    if isinstance(value, str):
        return _NUL not in value and (value.isascii() or _is_whole(value))
    if isinstance(value, Mapping):
        return all(map(_is_clean, value)) and all(map(_is_clean, value.values()))
    return not isinstance(value, list | tuple) or all(map(_is_clean, value))


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        # Two halves that belong together, as JSON writes them, become one again.
        pairs = value.replace(_NUL, "").encode("utf-16", "surrogatepass")
        return pairs.decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_clean(key): _clean(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_clean, value))
    return value
