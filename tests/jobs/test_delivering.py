"""A letter goes as its outcome says; nothing is lost in silence, nobody told twice."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import GiveUp, Outcome, Sent, TryLater, Unsure
from jobs.deliver import GRACE, Postman
from jobs.pacing import Pace
from programme.chats import ChatState
from programme.letters import Letter, LetterState, Priority
from programme.reminders import OFFICE, ChatRole, Kind, agency
from storage import Store
from tests.bot.makers import FARMING, at
from tests.jobs.makers import A_MINUTE, FakeChannel, PlayedClock, all_letters, linked

NO_PACE = Pace(a_chat=0, over_all=0)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


async def test_what_is_sent_is_sent_once(july: Store, clock: PlayedClock) -> None:
    channel = FakeChannel()
    await _posted(july, clock)

    assert await _deliver_all(july, channel, clock) == 1

    assert channel.said == [("nn", "Nhắc")]
    assert await _states(july) == [LetterState.SENT]
    clock.later(days=3)
    assert await _deliver_all(july, channel, clock) == 0


async def test_a_blink_of_the_network_waits_its_minute(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[TryLater("blink", A_MINUTE), Sent("")])
    await _posted(july, clock)

    assert await _deliver_all(july, channel, clock) == 1
    clock.later(seconds=59)
    assert await _deliver_all(july, channel, clock) == 0
    clock.later(seconds=1)
    assert await _deliver_all(july, channel, clock) == 1

    assert await _states(july) == [LetterState.SENT]
    assert [text for _, text in channel.said] == ["Nhắc", "Nhắc"]


async def test_what_cannot_be_sent_is_told_to_the_office_at_once(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[GiveUp("bad request"), Sent("")])
    await _posted(july, clock)

    await _deliver_all(july, channel, clock)

    assert await _states(july) == [LetterState.FAILED, LetterState.SENT]
    (_, (to, text)) = channel.said
    assert to == "office"
    assert text == (
        "Chưa gửi được tin (mục I.3) tới <b>Sở Nông nghiệp và Phát triển nông thôn"
        "</b>, nhóm «Nhóm nn». Đề nghị Văn phòng liên hệ trực tiếp."
    )


async def test_a_chat_that_is_gone_is_told_of_once_and_written_to_no_more(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[GiveUp("kicked", gone=True), Sent("")])
    await _posted(july, clock, "a")
    await _posted(july, clock, "b")

    await _deliver_all(july, channel, clock)

    async with july.read() as unit:
        chat = await unit.chats.at("telegram", "nn")
    assert chat is not None
    assert chat.state is ChatState.UNREACHABLE
    assert [to for to, _ in channel.said] == ["nn", "office"]
    assert "Không còn gửi được tin tới nhóm «Nhóm nn»" in channel.said[1][1]


async def test_answers_to_a_chat_that_is_gone_are_not_told_again(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[GiveUp("kicked", gone=True)])
    await linked(july, "x", ChatRole.AGENCY, state=ChatState.UNLINKED)
    async with july.begin() as unit:
        chat = await unit.chats.at("telegram", "x")
        assert chat is not None
        await unit.outbox.post(_letter("a", to=None, chat=chat.id), now=clock.real())

    await _deliver_all(july, channel, clock)

    assert [to for to, _ in channel.said] == ["x"]


async def test_the_offices_own_lost_chat_is_told_to_nobody(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[GiveUp("kicked", gone=True)])
    await _posted(july, clock, to=OFFICE)

    await _deliver_all(july, channel, clock)

    assert [to for to, _ in channel.said] == ["office"]


async def test_an_addressee_without_a_chat_fails_and_holds_nobody_up(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel()
    await _posted(july, clock, "a", to=agency("Sở Xây dựng"))
    await _posted(july, clock, "b")

    await _deliver_all(july, channel, clock)

    assert await _states(july) == [LetterState.FAILED, LetterState.SENT]


@pytest.mark.parametrize("outcome", [Unsure("timed out"), RuntimeError("our fault")])
async def test_nobody_is_told_twice_on_a_guess(
    july: Store,
    clock: PlayedClock,
    outcome: Outcome | Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Unknown: after a while one copy, labelled as one; then it has failed."""
    caplog.set_level(logging.CRITICAL)
    channel = FakeChannel(outcomes=[outcome])
    await _posted(july, clock)
    post = _postman(july, channel, clock)

    await post.deliver_one()
    assert await _states(july) == [LetterState.UNKNOWN]
    assert await post.settle() == 0
    assert not await post.deliver_one()

    clock.later(seconds=GRACE.total_seconds())
    assert await post.settle() == 1
    await post.deliver_one()
    clock.later(seconds=GRACE.total_seconds())
    assert await post.settle() == 1

    assert [text for _, text in channel.said] == ["Nhắc", "(gửi lại) Nhắc"]
    failed, told = await all_letters(july)
    assert failed.state is LetterState.FAILED
    assert "Chưa gửi được tin (mục I.3)" in told.letter.text


async def test_the_copy_that_arrives_ends_it(july: Store, clock: PlayedClock) -> None:
    channel = FakeChannel(outcomes=[Unsure("timed out"), Sent("")])
    await _posted(july, clock)
    post = _postman(july, channel, clock)

    await post.deliver_one()
    clock.later(seconds=GRACE.total_seconds())
    await post.settle()
    await _deliver_all(july, channel, clock)

    assert await _states(july) == [LetterState.SENT]


async def test_while_one_is_unknown_its_chat_waits_and_others_do_not(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[Unsure("timed out"), Sent("")])
    await _posted(july, clock, "a")
    await _posted(july, clock, "b")
    await _posted(july, clock, "c", to=OFFICE)

    await _deliver_all(july, channel, clock)

    assert [to for to, _ in channel.said] == ["nn", "office"]


async def test_an_edit_is_tried_again_without_a_label(
    july: Store, clock: PlayedClock
) -> None:
    """Editing twice does no harm, so it is done until it is surely done."""
    channel = FakeChannel(outcomes=[Unsure("x"), Unsure("x"), Sent("")])
    await _posted(july, clock, edits="55")
    post = _postman(july, channel, clock)

    for _ in range(3):
        await post.deliver_one()
        clock.later(seconds=GRACE.total_seconds())
        await post.settle()

    assert channel.edited == ["55"] * 3
    assert {text for _, text in channel.said} == {"Nhắc"}
    assert await _states(july) == [LetterState.SENT]


async def test_an_edit_that_fails_is_not_worth_the_offices_time(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(outcomes=[GiveUp("message can't be edited")])
    await _posted(july, clock, edits="55")

    await _deliver_all(july, channel, clock)

    assert [to for to, _ in channel.said] == ["nn"]


async def test_a_group_that_grew_gets_its_letter_at_the_new_address(
    july: Store, clock: PlayedClock
) -> None:
    moved = TryLater("migrated", timedelta(0), moved_to="-100")
    channel = FakeChannel(outcomes=[moved, Sent("")])
    await _posted(july, clock)

    await _deliver_all(july, channel, clock)

    assert [to for to, _ in channel.said] == ["nn", "-100"]
    assert await _states(july) == [LetterState.SENT]


async def test_a_channel_that_is_not_there_fails_its_letters(
    july: Store, clock: PlayedClock
) -> None:
    await _posted(july, clock)
    post = Postman(worker="w", store=july, channels={}, clock=clock, pace=NO_PACE)

    assert await post.deliver_one()

    assert (await _states(july))[0] is LetterState.FAILED


async def test_what_is_out_of_date_is_not_sent(july: Store, clock: PlayedClock) -> None:
    channel = FakeChannel()
    await _posted(july, clock, not_after=at(7, 17))
    clock.moment = at(7, 18)

    assert await _deliver_all(july, channel, clock) == 0

    assert await _states(july) == [LetterState.EXPIRED]


async def test_an_answer_goes_before_a_reminder(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel()
    await _posted(july, clock, "a", text="nhắc")
    await _posted(july, clock, "b", text="đáp", priority=Priority.ANSWER)

    await _deliver_all(july, channel, clock)

    assert [text for _, text in channel.said] == ["đáp", "nhắc"]


def _letter(key: str = "a", **changes: Any) -> Letter:
    said: dict[str, Any] = {
        "key": key,
        "kind": Kind.DIGEST,
        "at": at(7),
        "text": "Nhắc",
        "to": agency(FARMING),
        "refs": ("I.3",),
    }
    return Letter(**{**said, **changes})


async def _posted(
    store: Store, clock: PlayedClock, key: str = "a", **changes: Any
) -> None:
    async with store.begin() as unit:
        await unit.outbox.post(_letter(key, **changes), now=clock.real())


def _postman(store: Store, channel: FakeChannel, clock: PlayedClock) -> Postman:
    return Postman(
        worker="w",
        store=store,
        channels={channel.name: channel},
        clock=clock,
        pace=NO_PACE,
    )


async def _deliver_all(store: Store, channel: FakeChannel, clock: PlayedClock) -> int:
    post, count = _postman(store, channel, clock), 0
    while await post.deliver_one():
        count += 1
    return count


async def _states(store: Store) -> list[LetterState]:
    return [one.state for one in await all_letters(store)]
