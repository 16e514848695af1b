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
