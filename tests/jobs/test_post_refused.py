"""What a channel refuses: for the letter, for the chat, for everybody."""

from datetime import timedelta

import pytest

from bot.channels import TOO_MANY, GiveUp, Sent, TryLater, Unsure, Whose
from jobs.clockwatch import Hold
from jobs.pacing import Pace
from programme.chats import ChatState
from programme.letters import LetterState, Priority
from programme.reminders import ChatRole, agency
from storage import Store
from tests.bot.makers import FARMING, at
from tests.jobs.makers import FakeChannel, PlayedClock, all_letters, linked
from tests.jobs.post_makers import Busy, Time, a_postman, posted, run_dry

DOWN = TryLater("ConnectError", timedelta(0), whose=Whose.CHANNEL)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


async def test_a_gone_chat_hands_its_letter_to_the_next_one(
    july: Store, clock: PlayedClock
) -> None:
    await linked(july, "nn2", ChatRole.AGENCY, FARMING)
    channel = Busy(by_chat={"nn": [GiveUp("kicked", gone=True)]})
    for number in (1, 2):
        await posted(july, clock, f"k{number}", to=agency(FARMING), n=number)

    await run_dry(a_postman(july, channel, clock), july)

    said = sorted(channel.said, key=lambda one: one[0] == "office")
    assert said[:3] == [("nn", "1"), ("nn2", "1"), ("nn2", "2")]
    assert [to for to, _ in said[3:]] == ["office"]
    async with july.read() as unit:
        chat = await unit.chats.at("telegram", "nn")
    assert chat is not None
    assert chat.state is ChatState.UNREACHABLE


async def test_a_group_that_grew_takes_its_five_letters_along(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    """An edit of an old message is said anew, one that only kept it true is dropped."""
    moved = TryLater("migrated", timedelta(0), moved_to="-1001")
    channel = Busy(by_chat={"0": [moved]})
    for number in range(3):
        await posted(store, clock, f"k{number}", chat=1, n=number)
    answer = Priority.ANSWER
    await posted(store, clock, "e", chat=1, n=3, edits="8", priority=answer)
    await posted(store, clock, "f", chat=1, n=4, edits="9")

    await run_dry(a_postman(store, channel, clock), store)

    assert channel.said[0][0] == "0"
    assert sorted(channel.said[1:]) == [("-1001", str(n)) for n in range(4)]
    last = (await all_letters(store))[-1]
    assert last.state is LetterState.SUPERSEDED


async def test_while_nobody_can_be_reached_one_letter_asks_for_all(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    time = Time()
    channel = FakeChannel(outcomes=[DOWN])
    for number in range(20):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    post = a_postman(store, channel, clock, steady=time, at_once=8)
    asked = []
    for _ in range(70):
        if await post.deliver_one():
            asked.append(time.now)
        time.now += 1

    assert asked == [0, 1, 3, 7, 15, 31, 63]
    assert post.state_of("telegram") == "silent"
    channel.outcomes = [Sent("")]
    time.now += 60
    assert sum([await post.deliver_one() for _ in range(25)]) == 20
    assert post.state_of("telegram") == "ok"


async def test_a_chat_that_has_had_enough_waits_alone(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    time = Time()
    enough = TryLater(TOO_MANY, timedelta(seconds=30), whose=Whose.PACE)
    channel = Busy(by_chat={"0": [enough]})
    for number in range(4):
        await posted(store, clock, f"k{number}", chat=chats[number % 2], n=number)
    answer = Priority.ANSWER
    post = a_postman(store, channel, clock, steady=time, pace=Pace())
    await post.deliver_one()
    await posted(store, clock, "a", chat=chats[0], n=9, priority=answer)
    for _ in range(10):
        time.now += 2
        await post.deliver_one()

    assert channel.said == [("0", "0"), ("1", "1"), ("1", "3")]
    clock.later(seconds=30)
    time.now += 30
    for _ in range(10):
        time.now += 2
        await post.deliver_one()
    assert channel.said[3:] == [("0", "9"), ("0", "0"), ("0", "2")]


async def test_a_restart_knows_of_the_pause_and_of_what_was_sent_before(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    enough = TryLater(TOO_MANY, timedelta(seconds=30), whose=Whose.PACE)
    channel = Busy(by_chat={"0": [enough]})
    for number in range(2):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    first = a_postman(store, channel, clock)
    while await first.deliver_one():
        pass
    await posted(store, clock, "c", chat=chats[1], n=3)

    time = Time(now=500.0)
    pace = Pace()
    await a_postman(store, channel, clock, steady=time, pace=pace).recover()

    assert pace.chat_free_at("telegram", "0", 500.0) == pytest.approx(530.0)
    assert pace.chat_free_at("telegram", "1", 500.0) > 501.0


async def test_a_text_whose_markup_is_not_understood_is_said_plainly_once(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    await linked(store, "office", ChatRole.OFFICE)
    faulty = GiveUp("can't parse entities", markup=True)
    channel = Busy(by_chat={"0": [faulty, Sent("1")], "1": [faulty, faulty]})
    for chat in range(2):
        await posted(store, clock, f"k{chat}", chat=chats[chat], text="<b>a < b\nc</b>")

    await run_dry(a_postman(store, channel, clock), store)

    assert [text for to, text in channel.said if to == "0"][1] == "a &lt; b\nc"
    states = [one.state for one in (await all_letters(store))[:2]]
    assert states == [LetterState.SENT, LetterState.FAILED]


async def test_a_refused_token_fails_no_letter(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    refused = TryLater("token refused", timedelta(0), whose=Whose.BOT)
    channel = FakeChannel(outcomes=[refused, Sent("")])
    for number in range(3):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    time = Time()
    post = a_postman(store, channel, clock, steady=time)

    assert [await post.deliver_one() for _ in range(3)] == [True, False, False]

    assert post.state_of("telegram") == "refused"
    assert {one.state for one in await all_letters(store)} == {LetterState.PLANNED}
    time.now += 601
    assert [await post.deliver_one() for _ in range(4)] == [True] * 3 + [False]


async def test_while_the_clock_is_not_sure_only_answers_go(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    channel = FakeChannel()
    await posted(store, clock, "a", chat=chats[0], n=1)
    await posted(store, clock, "b", chat=chats[1], n=2, priority=Priority.ANSWER)
    post = a_postman(store, channel, clock)
    for hold, expected in (
        (Hold.ALL, []),
        (Hold.WHAT_CAN_WAIT, ["2"]),
        (Hold.NOTHING, ["2", "1"]),
    ):
        post.watch.hold = hold
        while await post.deliver_one():
            pass
        assert [text for _, text in channel.said] == expected


async def test_a_channel_that_leaves_everybody_in_doubt_is_left_alone_for_a_while(
    store: Store, clock: PlayedClock, chats: list[int]
) -> None:
    """A server that breaks every call: a few letters are unknown, not all of them."""
    channel = FakeChannel(outcomes=[Unsure("502")])
    for number in range(40):
        await posted(store, clock, f"k{number}", chat=chats[number], n=number)
    post = a_postman(store, channel, clock, steady=Time())
    while await post.deliver_one():
        pass
    assert len(channel.said) == 5
