"""Agencies: what an office teaches stays, wins, and is on the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from programme.agencies import Agency, Registry, Successor
from storage import NameTaken, NotFound, Store
from tests.storage.makers import FINANCE, NOON

MONEY = Agency(name=FINANCE, short="Sở TC", aliases=("STC",))
HOME = Agency(name="Sở Nội vụ", short="Sở NV", aliases=("SNV", "Tổ chức"))
GONE = Agency(
    name="Sở Kế hoạch",
    short="Sở KH",
    valid_to=date(2020, 6, 1),
    successors=(
        Successor(name=FINANCE),
        Successor(
            name="Sở Nội vụ", scope="thi đua", since=date(2020, 6, 2), source="QĐ 1"
        ),
    ),
)


@pytest.fixture
async def stocked(store: Store) -> Store:
    async with store.begin() as unit:
        for agency in (MONEY, HOME, GONE):
            await unit.agencies.add(agency)
    return store


async def teach(store: Store, alias: str, agency: str, minutes: int = 0) -> None:
    async with store.begin() as unit:
        at = NOON + timedelta(minutes=minutes)
        await unit.agencies.teach(alias, agency, at=at, by="Lan")


async def registry(store: Store) -> Registry:
    async with store.read() as unit:
        return await unit.agencies.registry(on=NOON.date())


async def test_lineage_comes_back_whole(stocked: Store) -> None:
    async with stocked.read() as unit:
        assert await unit.agencies.all() == [MONEY, HOME, GONE]


async def test_what_is_taught_is_known_and_recorded(stocked: Store) -> None:
    await teach(stocked, "Bên  tài chính", FINANCE)

    found = (await registry(stocked)).find("bên tài chính")
    assert found == replace(MONEY, taught=("Bên  tài chính",))
    async with stocked.read() as unit:
        (entry,) = await unit.audit.since(NOON)
    assert (entry.who, entry.did, entry.now) == ("Lan", "teach", FINANCE)
    assert entry.note == "Bên  tài chính"
    assert entry.was is None


async def test_the_last_word_counts(stocked: Store) -> None:
    await teach(stocked, "Tổ chức", FINANCE)
    await teach(stocked, "tổ chức", "Sở Nội vụ", minutes=1)
    await teach(stocked, "tổ chức", FINANCE, minutes=2)

    known = await registry(stocked)
    assert known.get("Tổ chức").name == FINANCE
    async with stocked.read() as unit:
        told = [(e.was, e.now) for e in await unit.audit.since(NOON)]
    assert told == [
        (None, FINANCE),
        (FINANCE, "Sở Nội vụ"),
        ("Sở Nội vụ", FINANCE),
    ]


async def test_what_is_known_needs_no_teaching(stocked: Store) -> None:
    await teach(stocked, "sở tc", FINANCE)
    await teach(stocked, "Ngân sách", FINANCE)
    await teach(stocked, "ngân sách", FINANCE, minutes=1)

    async with stocked.read() as unit:
        assert len(await unit.audit.since(NOON)) == 1


async def test_what_is_taught_survives_a_new_list(stocked: Store) -> None:
    await teach(stocked, "Ngân sách", FINANCE)
    async with stocked.begin() as unit:
        for agency in await unit.agencies.all():
            await unit.agencies.add(replace(agency, aliases=("X",), taught=()))

    assert (await registry(stocked)).get("Ngân sách").name == FINANCE


async def test_a_former_name_may_be_taught_and_then_is_no_question(
    stocked: Store,
) -> None:
    before = (await registry(stocked)).resolve("Sở KH")
    await teach(stocked, "Sở Kế hoạch", FINANCE)

    met = (await registry(stocked)).resolve("Sở KH")

    assert before.former == GONE
    assert met.former is None
    assert met.agency is not None
    assert met.agency.name == FINANCE


@pytest.mark.parametrize("alias", ["Sở Nội vụ", "sở nv"])
async def test_nobody_is_called_as_another_officially_is(
    stocked: Store, alias: str
) -> None:
    with pytest.raises(NameTaken) as refused:
        await teach(stocked, alias, FINANCE)

    assert refused.value.owner == "Sở Nội vụ"


@pytest.mark.parametrize(("alias", "agency"), [("A", "Sở X"), (" ; ", FINANCE)])
async def test_nothing_is_taught_of_nobody(
    stocked: Store, alias: str, agency: str
) -> None:
    with pytest.raises(NotFound):
        await teach(stocked, alias, agency)


async def test_successors_of_an_early_release_are_read(stocked: Store) -> None:
    early = text(
        """UPDATE agencies SET successors = '["Sở A"]' WHERE short = 'Sở KH'"""
    )
    async with stocked._writer.begin() as connection:
        await connection.execute(early)

    async with stocked.read() as unit:
        (*_, gone) = await unit.agencies.all()
    assert gone.successors == (Successor(name="Sở A"),)
