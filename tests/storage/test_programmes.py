"""Programmes: published once, and back as they were."""

from dataclasses import fields, replace

import pytest
from sqlalchemy import event

from programme.document import AgendaItem, Doubt, Meeting, Recurring
from programme.programme import Programme
from programme.publishing import put_in_force
from programme.rules import OfficeRules
from storage import AlreadyPublished, MovedMeanwhile, NotFound, Store
from storage.tables import work
from tests.storage.makers import A_CALENDAR, NOON, a_draft, published


async def test_what_is_published_is_in_force(store: Store) -> None:
    async with store.begin() as unit:
        first = await published(unit, period="2020-06")
        force = await published(unit)

    async with store.read() as unit:
        assert await unit.programmes.in_force() == (force, first)
        assert await unit.programmes.draft_of(force.programme.id) == a_draft()
        assert await unit.programmes.doubts_of(2) == list(a_draft().doubts)
        (revision,) = await unit.programmes.revisions_of(2)
    assert (revision.number, revision.file_name, revision.at) == (1, "ct.docx", NOON)
    fresh = put_in_force(a_draft(), at=NOON, rules=OfficeRules(), calendar=A_CALENDAR)
    assert [replace(d, id=0, programme=0) for d in force.duties] == [
        replace(d, id=0, programme=0) for d in fresh.duties
    ]
    assert [duty.id for duty in force.duties] == [5, 6, 7, 8]
    assert {duty.programme for duty in force.duties} == {2}


async def test_a_programme_is_published_once(store: Store) -> None:
    async with store.begin() as unit:
        await published(unit, issuer=None)
        await published(unit, issuer="Đảng ủy")

    for issuer in (None, "Đảng ủy"):
        with pytest.raises(AlreadyPublished):
            async with store.begin() as unit:
                await published(unit, issuer=issuer)

    async with store.read() as unit:
        assert len(await unit.programmes.in_force()) == 2


async def test_a_withdrawn_programme_is_not_in_force(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        await unit.programmes.withdraw(force.programme.id, NOON)
        assert await unit.programmes.in_force() == ()
        assert await unit.programmes.find("2020-07", "UBND tỉnh") is None
        with pytest.raises(MovedMeanwhile):
            await unit.programmes.withdraw(force.programme.id, NOON)
        again = await published(unit)
        found = await unit.programmes.find("2020-07", "UBND tỉnh")
        assert found == again.programme


async def test_the_questions_do_not_grow_with_the_duties(store: Store) -> None:
    asked: list[str] = []
    engine = store._reader.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(_c: object, _cursor: object, sql: str, *_more: object) -> None:
        asked.append(sql)

    async with store.begin() as unit:
        for month in range(1, 7):
            await published(unit, period=f"2020-{month:02}")
    async with store.read() as unit:
        assert len(await unit.programmes.in_force()) == 6

    assert sum("SELECT" in sql for sql in asked) == 5


async def test_no_such_programme(store: Store) -> None:
    async with store.read() as unit:
        with pytest.raises(NotFound):
            await unit.programmes.draft_of(1)


@pytest.mark.parametrize(
    ("kind", "table", "elsewhere"),
    [
        (Programme, work.programmes, set()),
        (Meeting, work.meetings, {"items"}),
        (AgendaItem, work.items, set()),
        (Recurring, work.recurring, set()),
        (Doubt, work.doubts, set()),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_every_field_has_a_column(
    kind: type[Programme], table: object, elsewhere: set[str]
) -> None:
    names = {field.name for field in fields(kind)} - elsewhere
    assert names <= set(table.c.keys())  # type: ignore[attr-defined] # a Table
