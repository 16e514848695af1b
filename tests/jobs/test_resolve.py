"""A letter nobody knows the fate of: evidence, a search, one copy, a failure told."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import NotProbed, Whose
from jobs.deliver import GRACE, Postman
from jobs.pacing import Pace
from programme.letters import Letter, LetterState, Priority
from programme.reminders import ChatRole, Kind
from storage import Arrived, Store
from tests.bot.makers import at
from tests.jobs.makers import FakeChannel, PlayedClock, all_letters, linked
from tests.jobs.numbered import GROUP, Numbered


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


@pytest.fixture
async def street(store: Store) -> Numbered:
    await linked(store, GROUP, ChatRole.AGENCY, "Sở A")
    await linked(store, "office", ChatRole.OFFICE)
    return Numbered()


async def test_what_arrived_unseen_is_found_and_not_sent_again(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    street.writes("them", "đã nhận")
    street.arrives = [True]
    await _posted(store, clock, "b")
    await post.deliver_one()
    street.writes("them", "cảm ơn")

    assert await _later(post, clock) == 1

    first, second = await all_letters(store)
    assert (second.state, second.resends) == (LetterState.SENT, 0)
    assert street.ours == ["a", "b"]
    assert street.probed == [2, 3]
    async with store.read() as unit:
        known = await unit.outbox.letter_at("telegram", GROUP, "3")
    assert known is not None
    assert known.id == second.id
    assert first.state is LetterState.SENT


async def test_what_did_not_arrive_goes_once_more_and_says_so(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    street.arrives = [False]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    street.writes("them", "xin chào")
    await _later(post, clock)
    await post.deliver_one()

    assert street.ours == ["(gửi lại) a"]
    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENT


async def test_what_is_surely_not_there_is_said_again_until_it_arrives(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    street.arrives = [False, False, True]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a", priority=Priority.STANDING)
    for _ in range(3):
        await post.deliver_one()
        await _later(post, clock)

    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENT
    assert street.ours == ["(gửi lại) a"]


async def test_a_copy_that_does_not_arrive_either_has_failed_and_is_told(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    """Where the chat's numbers tell nothing."""
    street.arrives, street.probes = [False, False], False
    post = _postman(store, street, clock)
    await _posted(store, clock, "a", refs=("I.3",))
    for _ in range(2):
        await post.deliver_one()
        await _later(post, clock)

    failed, told = await all_letters(store)
    assert failed.state is LetterState.FAILED
    assert "Chưa gửi được tin (mục I.3)" in told.letter.text


async def test_a_digest_of_the_office_is_never_sent_twice(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    street.arrives, street.probes = [False], False
    post = _postman(store, street, clock)
    await _posted(store, clock, "a", priority=Priority.STANDING)
    await post.deliver_one()
    await _later(post, clock)

    (letter,) = await all_letters(store)
    assert letter.state is LetterState.FAILED


async def test_who_presses_a_button_of_it_has_it(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    street.arrives = [True]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    clock.later(seconds=1)
    async with store.begin() as unit:
        press = Arrived(update_id=9, raw={"number": 1, "text": "a"})
        await unit.inbox.put("telegram", [press], offset=10, at=clock.real())
    await _later(post, clock)

    assert street.probed == []
    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENT


async def test_people_that_were_heard_are_not_asked_about(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    for _ in range(60):
        street.writes("them", "…")
    async with store.begin() as unit:
        heard = [Arrived(update_id=n, raw={"number": n}) for n in range(1, 61)]
        await unit.inbox.put("telegram", heard, offset=61, at=clock.real())
    clock.later(seconds=1)
    street.arrives = [True]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    await _later(post, clock)

    assert street.probed == [61]


async def test_while_the_channel_cannot_be_asked_the_letter_stays_unknown(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    street.arrives = [True]
    street.answers = [NotProbed("down", timedelta(0), Whose.CHANNEL)]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()

    assert await _later(post, clock) == 0
    assert [one.state for one in await all_letters(store)] == [LetterState.UNKNOWN]
    assert await _later(post, clock) == 1
    assert [one.state for one in await all_letters(store)] == [LetterState.SENT]


async def test_another_message_that_a_search_wrote_over_is_put_right(
    store: Store,
    clock: PlayedClock,
    street: Numbered,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It was the letter itself, sent before its copy, and came to light too late."""
    caplog.set_level(logging.CRITICAL)
    street.arrives = [False, False]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    await _later(post, clock)
    street.writes("us", "a")
    await post.deliver_one()
    await _later(post, clock)

    (letter,) = await all_letters(store)
    assert letter.state is LetterState.SENT
    assert street.ours == ["a"]


async def test_a_message_nobody_knows_is_asked_about_once(
    store: Store,
    clock: PlayedClock,
    street: Numbered,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL)
    street.writes("us", "từ một cơ sở dữ liệu cũ")
    street.arrives = [False, False]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a")
    await post.deliver_one()
    await _later(post, clock)
    await post.deliver_one()
    street.probed.clear()
    await _later(post, clock)

    assert 1 not in street.probed


async def test_a_basic_group_gets_its_copy_without_a_search(
    store: Store, clock: PlayedClock, street: Numbered
) -> None:
    await linked(store, "-7", ChatRole.AGENCY, "Sở B")
    street.arrives = [True]
    post = _postman(store, street, clock)
    await _posted(store, clock, "a", chat=3)
    await post.deliver_one()
    await _later(post, clock)
    await post.deliver_one()

    assert street.probed == []
    assert street.ours == ["a", "(gửi lại) a"]


def _postman(store: Store, channel: FakeChannel, clock: PlayedClock) -> Postman:
    return Postman(
        worker="w",
        store=store,
        channels={channel.name: channel},
        clock=clock,
        pace=Pace(a_chat=0, over_all=0),
    )


async def _later(post: Postman, clock: PlayedClock) -> int:
    clock.later(seconds=GRACE.total_seconds())
    return await post.settle()


async def _posted(
    store: Store, clock: PlayedClock, key: str, chat: int = 1, **said: Any
) -> None:
    letter = Letter(
        key=key, kind=Kind.DIGEST, at=clock.now(), text=key, chat=chat, **said
    )
    async with store.begin() as unit:
        await unit.outbox.post(letter, now=clock.real())
    clock.later(seconds=1)
