"""A process that is frozen while it writes: soon the others write again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import psycopg
import pytest

from storage import DatabaseBusy, Store
from storage.postgresql import _LOCK, _NAME, let_go
from tests.postgresql import Cluster, a_store

_A_MOMENT = timedelta(seconds=1)


@contextmanager
def frozen(url: str, name: str) -> Iterator[psycopg.Connection]:
    """It holds the turn, in the middle of a batch: PostgreSQL waits for the rest of it,
    and does not take it for idle."""
    quick = "-c idle_in_transaction_session_timeout=500 -c statement_timeout=500"
    connection = psycopg.connect(url, application_name=name, options=quick)
    connection.execute(_LOCK.encode())
    line = connection.pgconn
    line.enter_pipeline_mode()
    line.send_query_params(b"SELECT 1", None)
    line.send_flush_request()
    line.flush()
    try:
        yield connection
    finally:
        connection.close()


def is_there(cluster: Cluster, one: psycopg.Connection) -> bool:
    whose = f"WHERE pid = {one.info.backend_pid}"
    return bool(cluster.execute(f"SELECT pid FROM pg_stat_activity {whose}"))  # noqa: S608 - a number


def _impatient(store: Store) -> None:
    soon = partial(let_go, silence=_A_MOMENT)
    store._doors = replace(store._doors, let_go=soon)


async def test_whoever_is_frozen_in_the_middle_of_a_batch_loses_its_turn(
    cluster: Cluster,
) -> None:
    with cluster.database() as url:
        async with a_store(url) as store:
            _impatient(store)
            with frozen(url, _NAME) as asleep:
                began = time.monotonic()
                async with store.begin() as unit:
                    await unit.settings.set("k", "v")
                took = time.monotonic() - began

                assert not is_there(cluster, asleep)
    assert took < 5


async def test_a_migration_may_take_its_time(cluster: Cluster) -> None:
    """Between two of its steps it may compute for long."""
    with cluster.database() as url:
        async with a_store(url) as store:
            _impatient(store)
            store._doors = replace(store._doors, tries=2)
            with frozen(url, f"{_NAME} migrate") as at_work:
                with pytest.raises(DatabaseBusy):
                    async with store.begin():
                        pass
                assert is_there(cluster, at_work)
