"""The tables from one release to the next, with what lies in them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from storage import SchemaUnknown, Store
from storage.columns import METADATA
from storage.migrating import config, downgrade, upgrade
from storage.migrations import HEAD
from tests.storage.makers import LAN, NOON, a_letter, a_reminder, linked, published

STEPS = [
    script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()
]

Rows = Mapping[str, list[dict[str, Any]]]


async def filled(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        chat = await linked(unit)
        await unit.members.seen(LAN, chat.id, NOON)
        await unit.outbox.post(a_letter(), [a_reminder()], now=NOON)
        await unit.inbox.put("telegram", [(1, {"a": 1})], offset=2, at=NOON)
        duty = force.duties[0]
        moved = replace(duty, note="x")
        await unit.audit.add_move(was=duty, now=moved, at=NOON, who="Lan")


def everything(connection: Connection) -> Rows:
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }


def schema(connection: Connection) -> list[str]:
    every = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql")
    return list(connection.scalars(every))


def test_the_newest_step_is_known_without_alembic() -> None:
    assert STEPS[0] == HEAD


async def test_the_steps_lead_to_the_tables_as_they_are(store: Store) -> None:
    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with store._writer.begin() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("step", [*STEPS[1:], "base"])
async def test_down_and_up_again_keeps_what_remains(store: Store, step: str) -> None:
    await filled(store)
    async with store._writer.begin() as connection:
        before = await connection.run_sync(everything)
        wanted = await connection.run_sync(schema)

        await connection.run_sync(downgrade, step)
        remaining = await connection.run_sync(everything)
        await connection.run_sync(upgrade)
        after = await connection.run_sync(everything)

        assert await connection.run_sync(schema) == wanted
    for name, rows in after.items():
        assert rows == (before[name] if name in remaining else [])


async def test_a_step_that_fails_leaves_the_file_as_it_was(store: Store) -> None:
    async with store._writer.begin() as connection:
        await connection.run_sync(downgrade, "0002")
        await connection.execute(text("CREATE TABLE settings (x)"))
    with pytest.raises(Exception, match="settings"):
        await store.migrate()

    async with store._writer.begin() as connection:
        names = await connection.run_sync(lambda c: inspect(c).get_table_names())
    assert "letters" not in names
    assert "programmes" in names


async def test_a_newer_file_is_refused(store: Store, tmp_path: Path) -> None:
    async with store._writer.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    assert not await store.is_current()
    with pytest.raises(SchemaUnknown):
        await store.migrate()
