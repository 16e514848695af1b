"""Agencies, chats, members."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from programme.agencies import Agency, Successor, first_fill
from programme.chats import ChatState, Person
from programme.letters import Button, Letter
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


async def test_what_is_heard_late_from_where_a_group_was_is_that_groups(
    store: Store,
) -> None:
    async with store.begin() as unit:
        chat = await linked(unit, "-1")
        await unit.chats.moved(chat.id, "-1001")
        moved = await unit.chats.moved(chat.id, "-1002")

        for address in ("-1", "-1001", "-1002"):
            assert await unit.chats.at("telegram", address) == moved
        assert await unit.chats.at("zalo", "-1") is None


async def test_a_linked_chat_never_gives_way_to_one_of_nobody(store: Store) -> None:
    """Something old made the group of before a chat of its own once more."""
    async with store.begin() as unit:
        chat = await linked(unit, "-1001")
        double = await linked(unit, "-1", state=ChatState.UNLINKED)
        await unit.outbox.post(a_letter(chat=double.id), now=NOON)

        assert await unit.chats.moved(double.id, "-1001") == chat

        assert await unit.chats.at("telegram", "-1") == chat
        assert await unit.chats.at("telegram", "-1001") == chat
    assert (await claimed(store)).chat == chat.id


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


async def test_who_left_is_out_until_the_channel_says_they_came(store: Store) -> None:
    later = NOON + timedelta(hours=1)
    async with store.begin() as unit:
        chat = await linked(unit)
        await unit.members.seen(LAN, chat.id, NOON)
        assert not await unit.members.has_left(LAN, chat.id)
        await unit.members.left(LAN, chat.id, later)
        await unit.members.seen(LAN, chat.id, later)
        assert await unit.members.has_left(LAN, chat.id)
        assert await unit.members.chats_of(LAN) == []
        await unit.members.came(LAN, chat.id, later)
        assert not await unit.members.has_left(LAN, chat.id)
        assert await unit.members.chats_of(LAN) == [chat.id]


async def test_who_was_never_seen_can_leave(store: Store) -> None:
    async with store.begin() as unit:
        chat = await linked(unit)
        assert not await unit.members.has_left(LAN, chat.id)
        await unit.members.left(LAN, chat.id, NOON)
        assert await unit.members.has_left(LAN, chat.id)
        assert await unit.members.of_chat(chat.id) == []


async def test_a_standing_is_of_one_addressee_and_has_its_end(store: Store) -> None:
    later, last = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
    async with store.begin() as unit:
        chat = await linked(unit, role=ChatRole.AGENCY, agency=FINANCE)
        number = await unit.members.seen(LAN, chat.id, NOON)
        for at in (NOON, later):
            await unit.members.stand(number, chat, at)
        (first,) = await unit.members.standings(chat.id)
        leaders = replace(chat, role=ChatRole.LEADER, agency=None)
        await unit.members.stand(number, leaders, later)
        before, now = await unit.members.standings(chat.id)
        assert await unit.members.former(chat.id) == []
        await unit.members.stand_down(chat.id, last)
        await unit.members.stand(number, replace(chat, state=ChatState.ASKED), last)
        (gone,) = await unit.members.former(chat.id)

    assert (first.person, first.role, first.agency) == (LAN, ChatRole.AGENCY, FINANCE)
    assert (first.since, first.until) == (NOON, None)
    assert before == replace(first, until=later)
    assert (now.role, now.since, now.until) == (ChatRole.LEADER, later, None)
    assert gone == replace(now, until=last)


async def test_settings_are_dropped_by_the_end_of_their_names(store: Store) -> None:
    async with store.begin() as unit:
        for key in ("a:x:1", "a:x:11", "b_x:1", "b%x:1", "c"):
            await unit.settings.set(key, "1")
        assert set(await unit.settings.named(":1")) == {"a:x:1", "b_x:1", "b%x:1"}
        assert set(await unit.settings.named("_x", within=True)) == {"b_x:1"}
        await unit.settings.drop(await unit.settings.named(":x:1"))
        assert await unit.settings.get("a:x:1") is None
        assert await unit.settings.get("a:x:11") == "1"


async def test_a_message_has_offered_what_it_said_and_was_written_over_with(
    store: Store,
) -> None:
    def with_button(key: str, data: str, **more: Any) -> Letter:
        return replace(a_letter(key), buttons=((Button("Nút", data),),), **more)

    async with store.begin() as unit:
        here, there = await linked(unit, "-1"), await linked(unit, "-2")
        await unit.outbox.post(with_button("a", "1:a", chat=here.id), now=NOON)
    first = await claimed(store)
    async with store.begin() as unit:
        await unit.outbox.sent(first, "7", NOON)
        for key, data, chat in (("b", "1:b", here), ("c", "1:c", there)):
            edit = with_button(key, data, chat=chat.id, edits="7")
            await unit.outbox.post(edit, now=NOON)
    async with store.read() as unit:
        letter = await unit.outbox.letter_at("telegram", "-1", "7")
        assert letter is not None
        offered = {
            data: await unit.outbox.has_offered(letter, "7", data)
            for data in ("1:a", "1:b", "1:c", "", "1:a ")
        }

    assert offered == {"1:a": True, "1:b": True, "1:c": False, "": False, "1:a ": False}
