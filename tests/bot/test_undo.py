"""Taking back: by word or button, once, within ten minutes, nothing newer since."""

from syrupy.assertion import SnapshotAssertion

from programme.duties import DutyState
from tests.bot.talk import HUNG, Talk, transcript

NOTHING = "Không còn thay đổi nào hoàn tác được"


async def test_by_word_the_last_message_is_taken_back_whole(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đang lấy ý kiến")
    talk.later(minutes=1)
    await talk.say("nn", "mục 3 đã xong, mục 4 đã xong")
    talk.later(minutes=1)

    (said,) = await talk.say("nn", "hoàn tác")

    assert (await talk.duty("I.3")).state is DutyState.PREPARING
    assert (await talk.duty("I.4")).state is DutyState.ASSIGNED
    assert said.text.startswith("<b>Đã hoàn tác</b>")


async def test_however_it_is_written(talk: Talk) -> None:
    for written in ("Hoàn tác", "hoan tac", "HOÀN TÁC!", "undo"):
        await talk.say("nn", "mục 3 đã xong")
        await talk.say("nn", written)
        assert (await talk.duty("I.3")).state is DutyState.ASSIGNED


async def test_by_button_the_receipt_becomes_what_was_taken_back(talk: Talk) -> None:
    (receipt,) = await talk.say("nn", "mục 3 đã xong")

    (said,) = await talk.press(receipt, "Hoàn tác")

    assert (said.id, said.edits, said.buttons) == (receipt.id, True, ())
    assert "Đã hoàn tác" in said.text
    assert "Đã ghi nhận" not in said.text
    assert (await talk.duty("I.3")).state is DutyState.ASSIGNED


async def test_under_a_reminder_the_state_before_is_shown_again(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    (pressed,) = await talk.press(card, "Đã sẵn sàng")

    (said,) = await talk.press(pressed, "Hoàn tác I.9")

    assert talk.toast == "Đã hoàn tác"
    assert "Trạng thái: ○ Chưa báo cáo" in said.text
    assert "(đã hoàn tác)" in said.text
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_once(talk: Talk) -> None:
    (receipt,) = await talk.say("nn", "mục 3 đã xong")
    await talk.press(receipt, "Hoàn tác")

    assert await talk.press(receipt, "Hoàn tác") == []
    assert talk.toast is not None
    assert talk.toast.startswith(NOTHING)
    (said,) = await talk.say("nn", "hoàn tác")
    assert said.text.startswith(NOTHING)


async def test_for_ten_minutes(talk: Talk) -> None:
    (receipt,) = await talk.say("nn", "mục 3 đã xong")
    talk.later(minutes=10, seconds=1)

    await talk.press(receipt, "Hoàn tác")
    await talk.say("nn", "hoàn tác")

    assert (await talk.duty("I.3")).state is DutyState.READY


async def test_not_over_the_offices_decision(talk: Talk) -> None:
    (receipt,) = await talk.say("nn", "mục 3 đã xong")
    await talk.say("office", "/accept I.3")

    await talk.press(receipt, "Hoàn tác")
    await talk.say("nn", "hoàn tác")

    assert (await talk.duty("I.3")).state is DutyState.ACCEPTED


async def test_not_over_what_was_said_since(talk: Talk) -> None:
    (receipt,) = await talk.say("nn", "mục 3 đang lấy ý kiến")
    talk.later(minutes=1)
    await talk.say("nn", "mục 3 đã xong", by=HUNG)

    await talk.press(receipt, "Hoàn tác")

    assert (await talk.duty("I.3")).state is DutyState.READY


async def test_another_agencys_word_takes_back_nothing_of_ours(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đã xong")

    (said,) = await talk.say("nv", "hoàn tác")

    assert said.text.startswith(NOTHING)
    assert (await talk.duty("I.3")).state is DutyState.READY


async def test_a_reason_that_was_noted_is_taken_back_in_its_receipt(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    _, question = await talk.press(card, "Vướng mắc")
    (noted,) = await talk.say("nv", "Hội đồng chưa họp", reply_to=question)

    (said,) = await talk.press(noted, "Hoàn tác")

    duty = await talk.duty("I.9")
    assert (duty.state, duty.note) == (DutyState.BLOCKED, None)
    assert "Đã hoàn tác" in said.text


async def test_a_request_is_taken_back_and_the_office_told(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    """ "Hoàn tác" is about what was said last, not about something before it."""
    await talk.say("nn", "mục 3 đã xong")
    talk.later(minutes=1)
    await talk.say("nn", "mục 4 xin gia hạn đến 17/7")
    talk.later(minutes=1)

    said = await talk.say("nn", "hoàn tác")

    assert transcript(said) == snapshot
    assert (await talk.duty("I.3")).state is DutyState.READY
    async with talk.store.read() as unit:
        assert await unit.requests.open() == []


async def test_a_report_and_a_request_of_one_message_go_together(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đã xong, mục 4 xin gia hạn đến 17/7")

    await talk.say("nn", "hoàn tác")

    assert (await talk.duty("I.3")).state is DutyState.ASSIGNED
    async with talk.store.read() as unit:
        assert await unit.requests.open() == []


async def test_a_reply_to_one_receipt_takes_back_just_that(talk: Talk) -> None:
    (first,) = await talk.say("nn", "mục 3 đã xong")
    talk.later(minutes=1)
    await talk.say("nn", "mục 4 đã xong")

    await talk.say("nn", "hoàn tác", reply_to=first)

    assert (await talk.duty("I.3")).state is DutyState.ASSIGNED
    assert (await talk.duty("I.4")).state is DutyState.READY


async def test_too_late_it_says_what_can_be_done_instead(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đã xong")
    talk.later(minutes=11)

    (said,) = await talk.say("nn", "hoàn tác")

    assert "nhắn lại tình hình đúng" in said.text
    assert (await talk.duty("I.3")).state is DutyState.READY
