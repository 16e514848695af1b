"""An agency that is written to in every chat of its own, and what comes of it."""

from datetime import timedelta
from typing import Any

import pytest

from programme.letters import LetterState, Posted
from programme.reminders import ChatRole, Kind, Reminder
from programme.reminders import agency as to_agency
from storage import Store
from storage.posting import New
from tests.storage.makers import FINANCE, LEASE, NOON, a_letter, a_reminder, linked

OF_FINANCE = to_agency(FINANCE)


@pytest.fixture
async def town(store: Store) -> Store:
    async with store.begin() as unit:
        for address in ("-1", "-2", "-3"):
            await linked(unit, address, role=ChatRole.AGENCY, agency=FINANCE)
        await linked(unit, "-9", role=ChatRole.AGENCY, agency="Sở Nội vụ")
        await unit.everywhere.begin(FINANCE, at=NOON, by="Lan")
    return store


def says(key: str) -> Reminder:
    said = a_reminder(key)
    return type(said)(**{**vars(said), "to": OF_FINANCE})


async def goes(store: Store) -> list[Posted]:
    async with store.begin() as unit:
        return await unit.outbox.take(
            await unit.outbox.heads(NOON, 64),
            worker="w",
            now=NOON,
            lease_until=NOON + LEASE,
            occasion_now=NOON,
        )


@pytest.mark.parametrize("at_once", [True, False])
async def test_each_of_its_chats_gets_one_and_its_reminders_count_once(
    town: Store, *, at_once: bool
) -> None:
    new = New(letter=a_letter(to=OF_FINANCE), says=(says("x"),))
    for _ in range(2):
        async with town.begin() as unit:
            if at_once:
                await unit.posting.post_all([new], now=NOON)
            else:
                await unit.outbox.post(new.letter, new.says, now=NOON)

    went = await goes(town)

    assert sorted(one.address or "" for one in went) == ["-1", "-2", "-3"]
    assert len({one.letter.key for one in went}) == 3
    assert {one.letter.text for one in went} == {"Nhắc việc"}


@pytest.mark.parametrize(
    ("to", "more"),
    [
        (to_agency("Sở Nội vụ"), {}),
        (None, {"chat": 2}),
        (OF_FINANCE, {"edits": "5"}),
    ],
)
async def test_others_and_answers_go_to_one_chat(
    town: Store, to: Any, more: dict[str, Any]
) -> None:
    async with town.begin() as unit:
        await unit.outbox.post(a_letter(to=to, **more), now=NOON)

    assert len(await goes(town)) == 1


async def test_a_chat_that_is_gone_takes_nothing_from_the_others_and_none_is_told_twice(
    town: Store,
) -> None:
    async with town.begin() as unit:
        await unit.outbox.post(a_letter(to=OF_FINANCE), now=NOON)
    first, *others = await goes(town)
    async with town.begin() as unit:
        await unit.outbox.give_up(first, "kicked", NOON)
        for number, one in enumerate(others):
            await unit.outbox.sent(one, f"m{number}", NOON)

    assert await goes(town) == []


async def test_what_lapses_or_is_worded_anew_does_so_in_every_chat(town: Store) -> None:
    async with town.begin() as unit:
        number = await unit.outbox.post(a_letter(to=OF_FINANCE), [says("x")], now=NOON)
        assert number is not None
        old = await unit.outbox.get(number)
        anew = a_letter("b", to=OF_FINANCE, chat=old.letter.chat, text="Mới")
        await unit.outbox.word_anew(old, anew, [says("x")], NOON)

    went = await goes(town)
    assert sorted(one.address or "" for one in went) == ["-1", "-2", "-3"]
    assert {one.letter.text for one in went} == {"Mới"}
    async with town.begin() as unit:
        for one in went:
            await unit.outbox.take_back(one, "x", NOON)
        waiting = await unit.lapsing.lapsed(
            NOON + timedelta(days=1), urgent=NOON + timedelta(days=1)
        )
        await unit.lapsing.take_back(waiting, NOON)
        counts = await unit.outbox.counts()
    assert counts[LetterState.PLANNED] == 0
    assert await goes(town) == []


async def test_the_office_may_change_its_mind(town: Store) -> None:
    async with town.begin() as unit:
        assert await unit.everywhere.named() == {FINANCE}
        await unit.everywhere.end(FINANCE)
        await unit.outbox.post(a_letter(to=OF_FINANCE, kind=Kind.CHANGE), now=NOON)

    assert [one.address for one in await goes(town)] == ["-1"]
