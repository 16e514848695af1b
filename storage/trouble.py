"""Whether it was the database that failed, and not what was asked of it."""

import sqlite3

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
    ResourceClosedError,
)
from sqlalchemy.exc import TimeoutError as NoConnection

from storage.errors import DatabaseBusy, DatabaseUnreachable

#: Connection, transaction state, rollback, resources, locks, the operator, the system,
#: the server itself.
_POSTGRESQL = ("08", "25", "40", "53", "55", "57", "58", "XX")
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
_ITS_OWN = (
    DatabaseBusy,
    DatabaseUnreachable,
    NoConnection,
    PendingRollbackError,
    ResourceClosedError,
)


def is_trouble(error: BaseException) -> bool:
    """Locked, full, gone: the same may well succeed when it is well again."""
    if isinstance(error, _ITS_OWN):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state.startswith(_POSTGRESQL)
    # No code: the driver never heard an answer.
    return isinstance(error, OperationalError | InterfaceError)
