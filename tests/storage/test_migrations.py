"""The tables from one release to the next, with what lies in them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from storage import Arrived, SchemaUnknown, Store
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
        arrived = [Arrived(update_id=1, raw={"a": 1})]
        await unit.inbox.put("telegram", arrived, offset=2, at=NOON)
        duty = force.duties[0]
        moved = replace(duty, note="x")
        await unit.audit.add_move(was=duty, now=moved, at=NOON, who="Lan")


def everything(connection: Connection) -> Rows:
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: [
            dict(row)
            for row in connection.execute(
                table.select().order_by(*table.primary_key)
            ).mappings()
        ]
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }


#: PostgreSQL writes one and the same condition down in several ways.
_CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")
#: Everything that a step may make, as each database writes it down.
WRITTEN_DOWN = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable,
          collation_name, column_default)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname,
          pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid > 0
        UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        """,
}


def schema(connection: Connection) -> list[str]:
    every = text(WRITTEN_DOWN[connection.dialect.name])
    return sorted(_CASTS.sub("", found) for found in connection.scalars(every))


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
        await connection.execute(text("CREATE TABLE settings (x TEXT)"))
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
