"""The buttons below a question about an unclear message answer it."""

from dataclasses import replace

from bot.messages.buttons import Act, pack
from programme.duties import DutyState
from programme.letters import Buttons
from tests.bot.makers import july
from tests.bot.talk import HUNG, Talk

READY, ASSIGNED = DutyState.READY, DutyState.ASSIGNED


def of(buttons: Buttons) -> list[str]:
    return [button.label for row in buttons for button in row]


async def test_the_one_that_is_pressed_is_what_was_meant(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")
    assert of(question.buttons) == ["I.3", "I.4"]

    (receipt,) = await talk.press(question, "I.3")

    assert (await talk.duty("I.3")).state is READY
    assert (await talk.duty("I.4")).state is ASSIGNED
    assert "I.3" in receipt.text
    assert talk.toast == "Đã ghi nhận mục I.3"
    await talk.press(receipt, "Hoàn tác")
    assert (await talk.duty("I.3")).state is ASSIGNED


async def test_a_colleague_may_press_it(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")

    await talk.press(question, "I.4", by=HUNG)

    assert (await talk.duty("I.4")).state is READY


async def test_what_was_said_with_it_is_kept(talk: Talk) -> None:
    (question,) = await talk.say("nn", "vướng mắc vì thiếu số liệu")

    await talk.press(question, "I.3")

    duty = await talk.duty("I.3")
    assert duty.state is DutyState.BLOCKED
    assert "thiếu số liệu" in (duty.note or "")


async def test_a_request_is_asked_for_the_one_that_is_pressed(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xin gia hạn đến 17/7")

    said = await talk.press(question, "I.3")

    assert "gia hạn" in said[0].text
    async with talk.store.read() as unit:
        (request,) = await unit.requests.open()
    assert request.duty == (await talk.duty("I.3")).id


async def test_a_second_press_records_nothing_and_opens_its_states(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")
    await talk.press(question, "I.3")

    (shown,) = await talk.press(question, "I.4")

    assert (await talk.duty("I.4")).state is ASSIGNED
    assert "Đã sẵn sàng" in of(shown.buttons)


async def test_an_older_question_records_nothing(talk: Talk) -> None:
    (older,) = await talk.say("nn", "xong rồi ạ")
    (newer,) = await talk.say("nn", "đang lấy ý kiến ạ")

    await talk.press(older, "I.3")
    assert (await talk.duty("I.3")).state is ASSIGNED

    await talk.press(newer, "I.3")
    assert (await talk.duty("I.3")).state is DutyState.PREPARING


async def test_after_half_an_hour_it_shows_the_three_states(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")
    talk.later(minutes=31)

    (shown,) = await talk.press(question, "I.3")

    assert (await talk.duty("I.3")).state is ASSIGNED
    assert "Đã sẵn sàng" in of(shown.buttons)


async def test_a_number_that_is_typed_answers_too(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")

    await talk.say("nn", "3")
    await talk.press(question, "I.4")

    assert (await talk.duty("I.3")).state is READY
    assert (await talk.duty("I.4")).state is ASSIGNED


async def test_two_of_the_same_number_are_told_apart_by_their_month(
    talk: Talk,
) -> None:
    await talk.publish(replace(july(), period="2020-08"))

    (question,) = await talk.say("nn", "xong rồi ạ")

    shown = of(question.buttons)
    assert len(set(shown)) == len(shown) == 4
    assert "I.3 tháng 8/2020" in shown


async def test_a_forged_one_has_no_effect(talk: Talk) -> None:
    (question,) = await talk.say("nn", "xong rồi ạ")
    other = await talk.duty("II.3")

    await talk.press_data(question, pack(Act.WHICH, other.id, "77"))

    assert (await talk.duty("II.3")).state is ASSIGNED
