"""A month's quota, as the post and the planner live with it."""

from datetime import timedelta

import pytest

from bot.channels import GiveUp, Sent, Unsure
from jobs.deliver import GRACE
from jobs.months import look_at_months
from programme.chats import ChatState
from programme.letters import LetterState, Priority
from programme.reminders import OFFICE, agency
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import PlayedClock, all_letters
from tests.jobs.month_makers import (
    SPENT,
    a_post,
    a_town,
    deliver_all,
    post_one,
    rationed,
    said,
)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


@pytest.fixture
async def town(store: Store) -> Store:
    return await a_town(store)


async def test_a_letter_that_the_month_does_not_bear_goes_through_the_next_chat_once(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 2)
    for number in range(4):
        await post_one(town, clock, f"k{number}")
    post, channels = a_post(town, clock)

    await deliver_all(post)

    assert [text for _, text in channels["zalo"].said] == ["k0", "k1"]
    assert [text for _, text in channels["telegram"].said] == ["k2", "k3"]


async def test_the_office_is_told_once_at_each_mark_and_the_notice_counts(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 10)
    post, channels = a_post(town, clock)
    for number in range(12):
        await post_one(town, clock, f"k{number}", to=agency("Sở Xây dựng"))
        await deliver_all(post)
        await look_at_months(town, clock.now(), real=clock.real())
        await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)

    told = [text for to, text in said(channels) if to.endswith("office")]
    assert [text.split(":")[0] for text in told] == ["<b>Zalo", "<b>Zalo"]
    assert "đã dùng 8/10 tin của tháng 07/2020" in told[0]
    assert "đã dùng 10/10" in told[1]
    # Eight letters, the notice of it, one more letter; the last notice is Telegram's.
    assert len(channels["zalo"].said) == 10
    assert [to for to, _ in channels["telegram"].said] == ["t-office"]


async def test_when_the_messenger_says_so_nobody_asks_again_before_tomorrow(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 3000)
    for number in range(3):
        await post_one(town, clock, f"nn{number}")
        await post_one(town, clock, f"xd{number}", to=agency("Sở Xây dựng"))
    post, channels = a_post(town, clock, zalo=[SPENT])

    await deliver_all(post)
    asked = len(channels["zalo"].said)
    assert asked <= 2  # those that were on their way
    await deliver_all(post)
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert len(channels["zalo"].said) == asked
    texts = [text for _, text in channels["telegram"].said]
    assert sorted(text for text in texts if text.startswith("nn")) == [
        "nn0",
        "nn1",
        "nn2",
    ]
    assert sum("báo đã hết số tin" in text for text in texts) == 1


async def test_every_day_one_letter_asks_whether_the_month_bears_more(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 3000)
    for number in range(3):
        await post_one(town, clock, f"xd{number}", to=agency("Sở Xây dựng"))
    post, channels = a_post(town, clock, zalo=[SPENT])
    await deliver_all(post)
    asked = len(channels["zalo"].said)

    clock.moment = at(8)
    clock.later(days=1)
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert len(channels["zalo"].said) == asked + 1  # one letter asks for all
    assert post.state_of("zalo") == "spent"
    texts = [text for _, text in channels["telegram"].said]
    assert sum("báo đã hết số tin" in text for text in texts) == 1

    clock.moment = at(9)
    clock.later(days=1)
    channels["zalo"].outcomes = []
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert [t for _, t in channels["zalo"].said[-3:]] == ["xd0", "xd1", "xd2"]
    async with town.read() as unit:
        (spent,) = await unit.months.spent(clock.now())
    assert spent.used == 3


async def test_a_letter_in_doubt_is_never_said_elsewhere(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 1)
    await post_one(town, clock, "k")
    post, channels = a_post(town, clock, zalo=[Unsure("timed out")])

    await deliver_all(post)
    clock.later(seconds=GRACE.total_seconds())
    await post.settle()
    await deliver_all(post)

    assert said(channels) == [("z-nn", "k")]
    clock.moment = at(1, 8) + timedelta(days=31)
    channels["zalo"].outcomes = [Sent("")]
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert channels["zalo"].said[-1] == ("z-nn", "(gửi lại) k")
    assert channels["telegram"].said == []


async def test_a_chat_that_is_gone_gives_its_letter_to_the_other_messenger(
    town: Store, clock: PlayedClock
) -> None:
    await post_one(town, clock, "k")
    post, channels = a_post(town, clock, zalo=[GiveUp("chat not found", gone=True)])

    await deliver_all(post)

    assert [one for one in channels["telegram"].said if one[0] == "t-nn"] == [
        ("t-nn", "k")
    ]


async def test_what_waits_for_the_month_and_is_too_late_is_seen(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 0)
    await look_at_months(town, clock.now(), real=clock.real())
    await post_one(
        town, clock, "k", to=agency("Sở Xây dựng"), not_after=at(7) + timedelta(hours=1)
    )
    post, channels = a_post(town, clock)
    await deliver_all(post)
    clock.moment = at(7) + timedelta(hours=2)
    await deliver_all(post)

    async with town.read() as unit:
        failed = await unit.outbox.failures(clock.real() - timedelta(days=1))
    assert [one.letter.key for one in failed] == ["k"]
    assert channels["zalo"].said == []


async def test_answers_go_to_the_last_message_of_the_month(
    town: Store, clock: PlayedClock
) -> None:
    rationed(town, 2)
    async with town.read() as unit:
        chat = await unit.chats.at("zalo", "z-xd")
    assert chat is not None
    post, channels = a_post(town, clock)
    for number in range(3):
        answer = {"to": None, "chat": chat.id, "priority": Priority.ANSWER}
        await post_one(town, clock, f"a{number}", **answer)
    await deliver_all(post)

    assert [text for _, text in channels["zalo"].said] == ["a0", "a1"]
    states = [one.state for one in await all_letters(town)]
    assert states == [LetterState.SENT, LetterState.SENT, LetterState.PLANNED]


async def test_the_office_without_another_chat_hears_it_when_the_month_turns(
    town: Store, clock: PlayedClock
) -> None:
    async with town.begin() as unit:
        chat = await unit.chats.at("telegram", "t-office")
        assert chat is not None
        gone = type(chat)(**{**vars(chat), "state": ChatState.UNLINKED})
        await unit.chats.put(gone, was=chat)
    rationed(town, 1)
    await post_one(town, clock, "k", to=OFFICE)
    post, channels = a_post(town, clock)
    await deliver_all(post)
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert len(channels["zalo"].said) == 1

    clock.moment = at(1, 8) + timedelta(days=31)
    await look_at_months(town, clock.now(), real=clock.real())
    await deliver_all(post)
    assert "đã dùng 1/1 tin của tháng 07/2020" in channels["zalo"].said[-1][1]
