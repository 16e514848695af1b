"""A real PostgreSQL for the tests: a cluster of its own, gone when they are over.

It is started once, when the first test asks for it, and speaks through a socket in a
folder of its own; its language orders texts as a Vietnamese dictionary does, so that
nothing may rest on the order of an English machine. It dies with the tests, however
they end.
"""

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg

from storage import Store
from storage.migrations import HEAD

MISSING = (
    "PostgreSQL 15 or newer is needed for these tests: apt-get install postgresql "
    "(or name the folder of its programs in PG_BIN)"
)
#: Migrated once; every test gets its own copy.
TEMPLATE = "nhacviec_migrated"
USER = "nhacviec"
_OWNER = "postgres"
_STARTED_WITHIN, _GOODBYE = 30.0, 1.0
_USERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}'"
#: Every row of every table, whatever refuses it or points at it; numbers begin anew.
_EMPTY = """
SET lock_timeout = '1s'; SET session_replication_role = replica;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', one.tablename);
  END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', one.sequencename);
  END LOOP;
END $$
"""


class PostgresMissing(Exception):
    """There is no PostgreSQL to test with. That is a failure, never a skip."""


def programs() -> Path:
    """Where `initdb` and `postgres` are."""
    if named := os.environ.get("PG_BIN"):
        found = [Path(named)]
    else:
        packaged = Path("/usr/lib/postgresql").glob("*/bin")
        found = sorted(packaged, key=lambda path: -int(path.parent.name))
        if told := shutil.which("pg_config"):
            said = _output([told, "--bindir"])
            found.append(Path(said.strip()))
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing(MISSING)


@dataclass
class Cluster:
    """A running server. `password` is asked for, so that a wrong one is refused."""

    folder: Path
    password: str
    programs: Path
    _server: "subprocess.Popen[bytes] | None" = None
    _made: Iterator[int] = field(default_factory=count)
    _kept: list[str] = field(default_factory=list)

    def url(self, name: str, password: str | None = None) -> str:
        secret = quote(password or self.password, safe="")
        where = quote(str(self.folder), safe="")
        return f"postgresql://{USER}:{secret}@/{name}?host={where}"

    def start(self) -> None:
        log = (self.folder / "server.log").open("ab")
        with log:
            self._server = subprocess.Popen(  # noqa: S603 - our own words
                _as_owner([str(self.programs / "postgres"), *self._settings()]),
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        self._wait()

    def stop(self, number: signal.Signals = signal.SIGQUIT) -> None:
        """SIGQUIT is a power cut, SIGINT the polite way. It may be started again."""
        if self._server is not None:
            self._server.send_signal(number)
            self._server.wait(timeout=_STARTED_WITHIN)
            self._server = None

    def execute(self, words: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """A statement of the test's own; what it answers with."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(words.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a migrated and empty database.

        It is emptied and kept for the next test, or dropped if its tables changed or
        somebody still uses it: to empty one costs a fifth of making one.
        """
        name = self._kept.pop() if self._kept else self._create(TEMPLATE)
        try:
            yield self.url(name)
        finally:
            if self._is_emptied(name):
                self._kept.append(name)
            else:
                self._drop(name)

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """Another one with what is in that, which nobody may be using meanwhile."""
        name = self._create(urlsplit(url).path.removeprefix("/"))
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    @contextmanager
    def bare_database(self, more: str = "") -> Iterator[str]:
        """One without any table; `more` is said of how it is made."""
        name = self._create("template0", more)
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def _create(self, template: str, more: str = "") -> str:
        name = f"test_{next(self._made)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} {more}")
        return name

    def _drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _is_emptied(self, name: str) -> bool:
        try:
            versions = self.execute("SELECT version_num FROM alembic_version", name)
            if versions != [(HEAD,)]:
                return False
            if self._is_used(name):
                return False
            self.execute(_EMPTY, name)
        except psycopg.Error:
            return False
        return True

    def _is_used(self, name: str) -> bool:
        """By a process that a test has left over: it would act for the next one. Who
        has just said goodbye is gone in a moment."""
        until = time.monotonic() + _GOODBYE
        while self.execute(_USERS.format(name)) != [(0,)]:
            if time.monotonic() > until:
                return True
            time.sleep(0.01)
        return False

    def _settings(self) -> Sequence[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "60",
            "logging_collector": "off",
        }
        said = (("-c", f"{name}={value}") for name, value in settings.items())
        return [
            "-D",
            str(self.folder / "data"),
            *(word for pair in said for word in pair),
        ]

    def _wait(self) -> None:
        until = time.monotonic() + _STARTED_WITHIN
        while True:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                dead = self._server is None or self._server.poll() is not None
                if dead or time.monotonic() > until:
                    said = (self.folder / "server.log").read_text("utf-8", "replace")
                    raise PostgresMissing(
                        f"PostgreSQL did not start:\n{said}"
                    ) from None
                time.sleep(0.05)
            else:
                return


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """Made, started, with an empty migrated database to copy; stopped and gone."""
    found = programs()
    folder = Path(tempfile.mkdtemp(prefix="nhacviec-pg-"))
    cluster = Cluster(folder, secrets.token_urlsafe(12) + "/@:%", found)
    try:
        _initialise(cluster)
        cluster.start()
        cluster.execute(f"CREATE DATABASE {TEMPLATE}")
        asyncio.run(_migrate(cluster.url(TEMPLATE)))
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def a_store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url)
    try:
        yield opened
    finally:
        await opened.close()


def _initialise(cluster: Cluster) -> None:
    secret = cluster.folder / "password"
    secret.write_text(cluster.password)
    for path in (cluster.folder, secret):
        if _is_root():
            shutil.chown(path, _OWNER)
    command = (
        f"initdb --pgdata={cluster.folder}/data --username={USER} --pwfile={secret} "
        "--auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 "
        "--locale-provider=icu --icu-locale=vi-VN"
    )
    program, *options = command.split()
    done = subprocess.run(  # noqa: S603 - our own words
        _as_owner([str(cluster.programs / program), *options]),
        capture_output=True,
        check=False,
        text=True,
        cwd=cluster.folder,
    )
    if done.returncode:
        raise PostgresMissing(f"{MISSING}\n{done.stderr}")


async def _migrate(url: str) -> None:
    async with a_store(url) as store:
        await store.migrate()


def _as_owner(words: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; and it dies when its parent does."""
    who = ("--reuid", _OWNER, "--regid", _OWNER, "--clear-groups")
    return ["setpriv", *(who if _is_root() else ()), "--pdeathsig", "SIGQUIT", *words]


def _is_root() -> bool:
    return os.geteuid() == 0


def _output(words: list[str]) -> str:
    done = subprocess.run(words, capture_output=True, check=False, text=True)  # noqa: S603 - our own words
    return done.stdout
