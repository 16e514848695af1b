"""Agencies, chats, members."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from programme.agencies import Agency, Successor, first_fill
from programme.chats import ChatState, Person
from programme.reminders import OFFICE, ChatRole
from programme.reminders import agency as to_agency
from storage import MovedMeanwhile, NotFound, Store
from tests.storage.makers import FINANCE, LAN, NOON, a_letter, claimed, linked


async def test_the_first_fill_comes_back_whole(store: Store) -> None:
    fill = {agency.name: agency for agency in first_fill()}
    async with store.begin() as unit:
        for agency in fill.values():
            await unit.agencies.add(agency)

    async with store.read() as unit:
        assert await unit.agencies.all() == list(fill.values())


async def test_an_agency_added_again_is_the_new_truth(store: Store) -> None:
    was = Agency(name=FINANCE, short="STC", aliases=("Tài chính", "TC"))
    now = replace(
        was,
        aliases=("TC",),
        valid_to=date(2025, 2, 28),
        successors=(Successor(name="Sở KHTC", scope="vốn", since=date(2025, 3, 1)),),
    )
    async with store.begin() as unit:
        await unit.agencies.add(was)
        await unit.agencies.add(now)
        assert await unit.agencies.all() == [now]


async def test_an_agency_may_have_several_chats_in_order(store: Store) -> None:
    async with store.begin() as unit:
        waiting = await linked(unit, "-1", state=ChatState.UNLINKED)
        first = await linked(unit, "-2", role=ChatRole.AGENCY, agency=FINANCE)
        confirmed = replace(
            waiting,
            role=ChatRole.AGENCY,
            agency=FINANCE,
            state=ChatState.LINKED,
            linked_at=NOON,
        )
        await unit.chats.put(confirmed, was=waiting)
        await linked(unit, "-3")

        # Linked later comes behind, whoever was seen first.
        assert await unit.chats.linked(to_agency(FINANCE)) == [first, confirmed]
        assert [chat.address for chat in await unit.chats.linked(OFFICE)] == ["-3"]
        assert len(await unit.chats.all()) == 3
        assert await unit.chats.at("telegram", "-1") == confirmed
        assert await unit.chats.at("zalo", "-1") is None


async def test_two_clerks_confirming_one_chat(store: Store) -> None:
    async with store.begin() as unit:
        chat = await linked(unit, state=ChatState.ASKED)
        await unit.chats.put(replace(chat, state=ChatState.LINKED), was=chat)
        with pytest.raises(MovedMeanwhile):
            await unit.chats.put(replace(chat, state=ChatState.REFUSED), was=chat)
        with pytest.raises(MovedMeanwhile):
            await linked(unit, chat.address)
        with pytest.raises(NotFound):
            await unit.chats.get(99)


async def test_a_group_that_moved_stays_one_chat(store: Store) -> None:
    """The new address may have spoken before we learnt that it is the old group."""
    async with store.begin() as unit:
        chat = await linked(unit, "-1")
        double = await linked(unit, "-1001", state=ChatState.UNLINKED)
        await unit.outbox.post(a_letter(chat=double.id), now=NOON)
        moved = await unit.chats.moved(chat.id, "-1001")
        assert await unit.chats.at("telegram", "-1001") == moved
        assert moved.id == chat.id

    assert (await claimed(store)).address == "-1001"


async def test_members_are_who_has_spoken(store: Store) -> None:
    minh = Person(channel="telegram", address="78", name="Minh")
    renamed = replace(LAN, name="Chị Lan")
    async with store.begin() as unit:
        chat = await linked(unit)
        number = await unit.members.seen(LAN, chat.id, NOON)
        await unit.members.seen(minh, chat.id, NOON + timedelta(hours=1))
        later = NOON + timedelta(hours=2)
        assert await unit.members.seen(renamed, chat.id, later) == number
        assert await unit.members.of_chat(chat.id) == [renamed, minh]
        await unit.members.left(minh, chat.id, later)
        assert await unit.members.of_chat(chat.id) == [renamed]
