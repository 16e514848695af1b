"""One service on one SQLite file: whoever holds the lock is the only one."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the database's lock."""


@contextlib.contextmanager
def only_instance(database: Path) -> Iterator[None]:
    """Holds the lock beside the database; however the process ends, so does it.

    On PostgreSQL any number may run: who leads is a lease's to say (`leading`).
    """
    path = database.with_name(f"{database.name}.lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(path) from None
        yield
