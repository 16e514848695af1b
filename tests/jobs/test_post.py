"""Many letters at once: none lost, none twice, each chat in order, whatever breaks."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from jobs.pacing import Pace
from programme.letters import LetterState, Priority
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import FakeChannel, PlayedClock, all_letters
from tests.jobs.post_makers import Busy, Trust, a_postman, posted, run_dry


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


async def test_many_chats_are_written_to_at_once_and_each_in_its_order(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    async def slowly(address: str) -> None:
        await asyncio.sleep(int(address) * 7 % 11 / 1000)

    channel = Busy(before=slowly)
    for number in range(200):
        await posted(store, clock, f"k{number}", chat=chats[number % 40], n=number)

    await run_dry(a_postman(store, channel, clock), store)

    assert len(channel.said) == len(set(channel.said)) == 200
    for chat in range(40):
        texts = [int(text) for address, text in channel.said if address == str(chat)]
        assert texts == sorted(texts)
    assert 16 < channel.most_out <= 40


async def test_an_answer_goes_before_five_hundred_reminders(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    channel = FakeChannel()
    for number in range(500):
        await posted(store, clock, f"k{number}", chat=chats[number % 2], n=number)
    post = a_postman(store, channel, clock)
    for _ in range(3):
        await post.deliver_one()
    await posted(store, clock, "a", chat=chats[0], n=999, priority=Priority.ANSWER)
    await asyncio.sleep(0.11)  # so long a list that was seen is not looked over again

    await post.deliver_one()

    assert channel.said[-1] == ("0", "999")


async def test_chats_that_must_wait_do_not_hide_those_behind_them(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    channel = FakeChannel()
    for number in range(600):
        await posted(store, clock, f"k{number}", chat=chats[number % 39], n=number)
    await posted(store, clock, "last", chat=chats[39], n=600)
    pace = Pace(over_all=0)
    for chat in range(39):
        pace.pause("telegram", str(chat), 1e12, 0.0)
    pace._halts.clear()

    assert await a_postman(store, channel, clock, pace=pace).deliver_one()

    assert channel.said == [("39", "600")]


async def test_of_a_batch_one_has_gone_on_without_us_and_the_others_are_written(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    """Frozen past the lease: another process settled one of ours, and sent it again."""
    for number in range(5):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)

    async def meddle(address: str) -> None:
        if address == "2":
            async with store.begin() as unit:
                theirs = await unit.outbox.get(3)
                await unit.outbox.try_later(
                    theirs, "theirs", clock.real(), clock.real()
                )
                await unit.outbox.supersede([3])
        await asyncio.sleep(0)

    channel = Busy(before=meddle)
    await run_dry(a_postman(store, channel, clock), store)

    states = [one.state for one in await all_letters(store)]
    assert states == [LetterState.SENT] * 2 + [LetterState.SUPERSEDED] + (
        [LetterState.SENT] * 2
    )
    async with store.read() as unit:
        assert await unit.outbox.evidence(3) is not None


async def test_a_result_that_could_not_be_written_is_written_when_it_can(
    store: Store, clock: PlayedClock, chats: list[int], monkeypatch: Any
) -> None:
    channel = FakeChannel()
    for number in range(3):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    real, faults = store.begin, iter([False, True, True, False])

    @asynccontextmanager
    async def failing() -> Any:
        async with real() as unit:
            yield unit
            if next(faults, False):
                raise OSError("disk full")

    post = a_postman(store, channel, clock)
    monkeypatch.setattr(store, "begin", failing)
    monkeypatch.setattr("jobs.deliver._IDLE", 0.01)
    await run_dry(post, store)

    assert len(channel.said) == 3
    assert {one.state for one in await all_letters(store)} == {LetterState.SENT}


async def test_what_could_not_be_taken_was_not_sent(
    store: Store, clock: PlayedClock, chats: list[int], monkeypatch: Any
) -> None:
    """The commit failed in our hands and was done all the same: nobody was called."""
    channel = FakeChannel()
    await posted(store, clock, "a", chat=chats[0], n=1)
    real, fails = store.begin, iter([True])

    @asynccontextmanager
    async def failing() -> Any:
        async with real() as unit:
            yield unit
        if next(fails, False):
            raise OSError("connection lost")

    post = a_postman(store, channel, clock)
    monkeypatch.setattr(store, "begin", failing)
    monkeypatch.setattr("jobs.deliver._IDLE", 0.01)
    await run_dry(post, store)

    (letter,) = await all_letters(store)
    assert (letter.state, letter.resends) == (LetterState.SENT, 0)
    assert channel.said == [("0", "1")]


async def test_who_leads_no_more_makes_no_call_and_gives_the_letter_back(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    channel, trust = FakeChannel(), Trust()
    await posted(store, clock, "a", chat=chats[0], n=1)
    post = a_postman(store, channel, clock, gate=trust)
    taking = store.begin

    @asynccontextmanager
    async def lost() -> Any:
        async with taking() as unit:
            yield unit
        trust.is_given = False

    store.begin = lost  # type: ignore[method-assign] # the lease is lost at that moment
    assert await post.deliver_one()
    assert not await post.deliver_one()

    (letter,) = await all_letters(store)
    assert channel.said == []
    assert (letter.state, letter.resends) == (LetterState.PLANNED, 0)
    trust.is_given, store.begin = True, taking  # type: ignore[method-assign] # see above
    assert await post.deliver_one()
    assert channel.said == [("0", "1")]


async def test_what_came_back_makes_room_in_the_commit_that_records_it(
    store: Store,
    clock: PlayedClock,
    chats: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And never are more in hand than may be in doubt after a crash."""
    for number in range(20):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    post = a_postman(store, Busy(), clock, at_once=4)
    commits, in_hand = [], []
    commit = post._commit

    async def counted(back: Any, heads: Any) -> Any:
        commits.append((len(back), len(heads)))
        in_hand.append(post._flights.count - len(back) + len(heads))
        return await commit(back, heads)

    monkeypatch.setattr(post, "_commit", counted)
    await run_dry(post, store)

    taking = [back for back, heads in commits if heads]
    assert all(taking[1:])
    assert max(in_hand) == 4
