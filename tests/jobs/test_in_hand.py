"""What is in hand at this moment is nobody else's: not the reaper's, not a search's."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.channels import NotProbed, Probed
from jobs.deliver import GRACE
from programme.letters import Letter, LetterState
from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import PlayedClock, all_letters, linked
from tests.jobs.numbered import GROUP, Numbered
from tests.jobs.post_makers import Busy, a_postman, posted


@pytest.fixture
async def clock(store: Store) -> PlayedClock:
    await linked(store, GROUP, ChatRole.AGENCY, "Sở A")
    await linked(store, "office", ChatRole.OFFICE)
    return PlayedClock(moment=at(7))


async def test_what_was_taken_while_the_reaper_waited_for_its_turn_is_in_hand(
    store: Store, clock: PlayedClock
) -> None:
    out, back = asyncio.Event(), asyncio.Event()

    async def takes_its_time(_: str) -> None:
        out.set()
        await back.wait()

    post = a_postman(store, Busy(before=takes_its_time), clock, is_alone=False)
    await posted(store, clock, "a", chat=1)
    async with store.begin():  # somebody writes; both wait for their turn
        sending = asyncio.create_task(post.deliver_one())
        await asyncio.sleep(0.2)
        reaping = asyncio.create_task(post.reap())
        await asyncio.sleep(0.2)
    await asyncio.wait_for(out.wait(), 10)

    assert await reaping == 0
    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENDING
    back.set()
    assert await sending


@dataclass(kw_only=True)
class Slow(Numbered):
    """Answers a question about a number only when it is told to."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        self.asked.set()
        await self.answer.wait()
        return await super().probe(letter, address, message_id, copy=copy)


async def test_nothing_is_said_in_a_chat_while_a_letter_is_looked_for_there(
    store: Store, clock: PlayedClock
) -> None:
    """Else the search comes to the next letter, and writes over it."""
    street = Slow(arrives=[True])
    post = a_postman(store, street, clock)
    await posted(store, clock, "a", chat=1, text="a")
    await post.deliver_one()
    (lost,) = await all_letters(store)
    clock.later(seconds=GRACE.total_seconds())
    searching = asyncio.create_task(post.settle())
    await asyncio.wait_for(street.asked.wait(), 10)

    async with store.begin() as unit:  # late evidence: its chat is free again
        await unit.outbox.sent(lost, "1", clock.real())
    await posted(store, clock, "b", chat=1, text="b")
    assert not await post.deliver_one()

    street.answer.set()
    await searching
    assert await post.deliver_one()
    assert street.ours == ["a", "b"]


async def test_a_late_result_that_came_just_before_the_search_ends_it(
    store: Store, clock: PlayedClock
) -> None:
    """Its own number is among ours by then: to pass over it would be to go on to
    whatever comes next."""
    street = Numbered(arrives=[True])
    post = a_postman(store, street, clock)
    await posted(store, clock, "a", chat=1, text="a")
    await post.deliver_one()
    (lost,) = await all_letters(store)
    clock.later(seconds=GRACE.total_seconds())
    looking = post.resolver._seen

    async def late(one: object, channel: object) -> object:
        async with store.begin() as unit:
            await unit.outbox.sent(lost, "1", clock.real())
        return await looking(one, channel)  # type: ignore[arg-type] # as it was asked

    post.resolver._seen = late  # type: ignore[method-assign,assignment] # just then
    await post.settle()

    assert street.probed == []
    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENT
