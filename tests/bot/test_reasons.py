"""Vướng mắc asks for the reason, and what answers it is kept."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DutyState
from tests.bot.talk import HUNG, Said, Talk, transcript


async def test_the_whole_exchange(talk: Talk, snapshot: SnapshotAssertion) -> None:
    (card,) = await talk.say("nv", "/item I.9")

    said = await talk.press(card, "Vướng mắc")
    said += await talk.say("nv", "Chưa có ý kiến của Sở Tài chính", reply_to=said[-1])

    assert transcript(said) == snapshot
    duty = await talk.duty("I.9")
    assert duty.state is DutyState.BLOCKED
    assert duty.note == "Chưa có ý kiến của Sở Tài chính"


@pytest.mark.parametrize(
    "reason",
    [
        "thiếu số liệu của các huyện",
        "Hội đồng thẩm định chưa họp",
        "đang chờ ý kiến Sở Tài chính",
        "chưa bố trí được kinh phí",
        "lãnh đạo đi công tác",
    ],
)
async def test_a_reply_is_the_reason_in_its_own_words(talk: Talk, reason: str) -> None:
    question = await _question(talk, "tc", "I.12")

    await talk.say("tc", reason, reply_to=question, by=HUNG)

    duty = await talk.duty("I.12", "Sở Tài chính")
    assert (duty.state, duty.note) == (DutyState.BLOCKED, reason)


async def test_the_next_message_of_who_pressed_is_the_reason_too(talk: Talk) -> None:
    await _question(talk, "nv", "I.9")

    await talk.say("nv", "chưa bố trí được kinh phí")

    assert (await talk.duty("I.9")).note == "chưa bố trí được kinh phí"


async def test_once_given_the_next_message_is_none(talk: Talk) -> None:
    await _question(talk, "nv", "I.9")
    await talk.say("nv", "chưa bố trí được kinh phí")

    await talk.say("nv", "Hội đồng thẩm định chưa họp")

    assert (await talk.duty("I.9")).note == "chưa bố trí được kinh phí"


@pytest.mark.parametrize("text", ["vâng ạ", "cảm ơn Văn phòng", "ok"])
async def test_thanks_are_no_reason(talk: Talk, text: str) -> None:
    await _question(talk, "nv", "I.9")

    assert await talk.say("nv", text) == []
    assert (await talk.duty("I.9")).note is None


async def test_what_a_colleague_writes_meanwhile_is_no_reason(talk: Talk) -> None:
    await _question(talk, "nv", "I.9")

    await talk.say("nv", "Hội đồng thẩm định chưa họp", by=HUNG)

    assert (await talk.duty("I.9")).note is None


async def test_after_half_an_hour_only_a_reply_is(talk: Talk) -> None:
    question = await _question(talk, "nv", "I.9")
    talk.later(minutes=31)

    await talk.say("nv", "chưa bố trí được kinh phí")
    assert (await talk.duty("I.9")).note is None

    await talk.say("nv", "chưa bố trí được kinh phí", reply_to=question)
    assert (await talk.duty("I.9")).note == "chưa bố trí được kinh phí"


async def test_a_report_in_between_is_a_report(talk: Talk) -> None:
    await _question(talk, "nv", "I.9")

    await talk.say("nv", "mục 9 đã xong")

    duty = await talk.duty("I.9")
    assert (duty.state, duty.note) == (DutyState.READY, None)


async def _question(talk: Talk, address: str, ref: str) -> Said:
    (card,) = await talk.say(address, f"/item {ref}")
    _, question = await talk.press(card, "Vướng mắc")
    assert question.asks_reply
    return question


async def test_who_types_it_is_asked_as_who_presses_it(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    said = await talk.say("nv", "mục 9 vướng")
    duty = await talk.duty("I.9")
    assert (duty.state, duty.note) == (DutyState.BLOCKED, None)  # at once

    said += await talk.say("nv", "chưa bố trí được kinh phí", reply_to=said[-1])

    assert transcript(said) == snapshot
    assert (await talk.duty("I.9")).note == "chưa bố trí được kinh phí"


async def test_typed_with_others_its_reason_is_still_asked_for(talk: Talk) -> None:
    _, question = await talk.say("nv", "mục 9 vướng, mục II.3 xong")

    assert question.asks_reply
    await talk.say("nv", "Hội đồng thẩm định chưa họp")

    assert (await talk.duty("I.9")).note == "Hội đồng thẩm định chưa họp"
    assert (await talk.duty("II.3")).state is DutyState.READY


async def test_of_several_at_once_each_reason_is_asked_for_in_one_message(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    said = await talk.say("nv", "mục 9 vướng, mục II.3 cũng vướng mắc")

    assert len(said) == 1
    assert transcript(said) == snapshot
    await talk.say("nv", "chưa bố trí được kinh phí")  # of which, nobody knows
    assert (await talk.duty("I.9")).note is None

    await talk.say("nv", "mục 9 vướng do chưa có kinh phí")
    assert (await talk.duty("I.9")).note == "chưa có kinh phí"


async def test_typed_with_its_reason_it_is_not_asked_for(talk: Talk) -> None:
    assert len(await talk.say("nv", "mục 9 vướng do chưa có kinh phí")) == 1


async def test_a_reason_that_is_known_stays_and_is_not_asked_for_again(
    talk: Talk,
) -> None:
    await talk.say("nv", "mục 9 vướng do chưa có kinh phí")

    assert len(await talk.say("nv", "mục 9 vẫn vướng")) == 1

    duty = await talk.duty("I.9")
    assert (duty.state, duty.note) == (DutyState.BLOCKED, "chưa có kinh phí")


async def test_what_goes_on_after_it_was_blocked_has_no_reason_any_more(
    talk: Talk,
) -> None:
    await talk.say("nv", "mục 9 vướng do chưa có kinh phí")
    await talk.say("nv", "mục 9 đang làm")

    assert (await talk.duty("I.9")).note is None
