"""What was unclear is asked about once; the next message may be the answer."""

import pytest

from programme.duties import DutyState
from programme.reminders import ChatRole
from tests.bot.makers import at
from tests.bot.talk import HUNG, Talk

READY, PREPARING = DutyState.READY, DutyState.PREPARING
BLOCKED, ASSIGNED = DutyState.BLOCKED, DutyState.ASSIGNED


@pytest.mark.parametrize(
    ("first", "second", "of_3", "of_4"),
    [
        ("xong rồi", "3", READY, ASSIGNED),
        ("xong rồi", "mục 3", READY, ASSIGNED),
        ("xong rồi", "I.4 nhé", ASSIGNED, READY),
        ("xong roi", "muc 4 a", ASSIGNED, READY),
        ("xong rồi ạ", "cả hai", READY, READY),
        ("xong rồi ạ", "cả 2 mục ạ", READY, READY),
        ("xong rồi", "3 và 4", READY, READY),
        ("xong rồi", "tất cả", READY, READY),
        ("đang lấy ý kiến", "dạ mục 4", ASSIGNED, PREPARING),
        ("mục 7 đã xong", "3", READY, ASSIGNED),
        ("mục 7 đang chuẩn bị", "à mục 4", ASSIGNED, PREPARING),
        ("xong rồi", "cả ba", ASSIGNED, ASSIGNED),
        ("xong rồi", "7", ASSIGNED, ASSIGNED),
        ("xong rồi", "để em hỏi lại", ASSIGNED, ASSIGNED),
        ("xong rồi", "mục 3 chưa", ASSIGNED, ASSIGNED),
        ("xong rồi", "không phải mục 3", ASSIGNED, ASSIGNED),
        ("xong rồi", "3 ngày nữa", ASSIGNED, ASSIGNED),
        ("xong rồi", "cảm ơn", ASSIGNED, ASSIGNED),
    ],
)
async def test_the_next_message_says_which(
    talk: Talk, first: str, second: str, of_3: DutyState, of_4: DutyState
) -> None:
    (question, *_) = await talk.say("nn", first)
    assert "Chưa có gì được ghi nhận" in question.text

    await talk.say("nn", second)

    found = [(await talk.duty(ref)).state for ref in ("I.3", "I.4")]
    wanted = [state if state is not READY else READY for state in (of_3, of_4)]
    if "chưa" in second:  # a report by itself: not ready, whatever else
        assert READY not in found
    else:
        assert found == wanted


async def test_the_receipt_of_both_can_be_taken_back(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")
    (receipt,) = await talk.say("nn", "cả hai")

    await talk.press(receipt, "Hoàn tác")

    assert (await talk.duty("I.3")).state is ASSIGNED
    assert (await talk.duty("I.4")).state is ASSIGNED


async def test_after_half_an_hour_a_number_is_only_a_number(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")
    talk.later(minutes=31)

    await talk.say("nn", "3")

    assert (await talk.duty("I.3")).state is ASSIGNED


async def test_another_persons_number_is_no_answer(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")

    await talk.say("nn", "3", by=HUNG)

    assert (await talk.duty("I.3")).state is ASSIGNED


async def test_once_answered_it_is_asked_no_more(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")
    await talk.say("nn", "3")

    await talk.say("nn", "4")

    assert (await talk.duty("I.4")).state is ASSIGNED


async def test_a_whole_report_instead_of_an_answer_is_a_report(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")

    await talk.say("nn", "mục 4 đang lấy ý kiến")
    await talk.say("nn", "3")

    assert (await talk.duty("I.4")).state is PREPARING
    assert (await talk.duty("I.3")).state is ASSIGNED


async def test_in_another_chat_nothing_is_answered(talk: Talk) -> None:
    await talk.say("nn", "xong rồi")

    await talk.say("nv", "9")

    assert (await talk.duty("I.9")).state is ASSIGNED


@pytest.mark.parametrize(
    "second", ["17/7", "đến 17/7 ạ", "hết ngày 17/7", "thứ 6 tuần sau"]
)
async def test_until_when_is_answered_by_a_day(talk: Talk, second: str) -> None:
    await talk.say("nn", "mục 4 xin gia hạn do chờ bản đồ")

    await talk.say("nn", second)

    async with talk.store.read() as unit:
        (request,) = await unit.requests.open()
    assert request.until == at(17).date()
    assert request.reason is not None
    assert "chờ bản đồ" in request.reason


@pytest.mark.parametrize("second", ["1/7", "chưa biết", "31/2", "mai họp rồi nhé"])
async def test_a_day_that_cannot_be_is_no_answer(talk: Talk, second: str) -> None:
    await talk.say("nn", "mục 4 xin gia hạn")

    await talk.say("nn", second)

    async with talk.store.read() as unit:
        assert [one for one in await unit.requests.open() if one.until] == []


async def test_what_is_missing_of_a_command_is_asked_and_answered(talk: Talk) -> None:
    (asked,) = await talk.say("office", "/accept")
    assert asked.asks_reply

    await talk.say("office", "anh Minh ơi, mai họp mấy giờ?")
    await talk.say("office", "I.9", by=HUNG)
    assert (await talk.duty("I.9")).state is ASSIGNED
    await talk.say("office", "I.9")

    assert (await talk.duty("I.9")).state is DutyState.ACCEPTED


async def test_free_words_answer_only_in_a_reply(talk: Talk) -> None:
    (asked,) = await talk.say("office", "/return I.9")

    await talk.say("office", "chị Lan ơi đi họp")
    assert (await talk.duty("I.9")).state is ASSIGNED
    await talk.say("office", "thiếu dự thảo tờ trình", reply_to=asked)

    duty = await talk.duty("I.9")
    assert (duty.state, duty.note) == (DutyState.RETURNED, "thiếu dự thảo tờ trình")


async def test_a_meeting_is_completed_one_question_at_a_time(talk: Talk) -> None:
    answers = ["14h", "phòng họp A, tầng 2", "bỏ qua", "Sở Nội vụ, Sở Tư pháp"]
    (asked,) = await talk.say("office", "/meeting III.2")
    for said in answers:
        (asked,) = await talk.say("office", said, reply_to=asked)

    done, *_ = await talk.press(asked, "Ghi và báo")

    (agenda,) = await talk.say("office", "/agenda III.2")
    assert (
        "Đã báo" in done.text or "Đã cập nhật" in done.text or done.address != "office"
    )
    assert "14:00" in agenda.text
    assert "phòng họp A, tầng 2" in agenda.text
    assert "Sở Nội vụ, Sở Tư pháp" in agenda.text
    assert "Chưa có người chủ trì" in agenda.text


async def test_more_than_twenty_chats_want_a_second_button(talk: Talk) -> None:
    names = [f"Ủy ban nhân dân xã Số {number}" for number in range(20)]
    for number, name in enumerate(names):
        await talk.link(f"xa{number}", ChatRole.AGENCY, name)

    (shown,) = await talk.say("office", "/say tất cả: nộp báo cáo quý trước 15/7")
    (again,) = await talk.press(shown, "Gửi")
    assert (again.id, again.edits) == (shown.id, True)
    sent = await talk.press(again, "Gửi 24 nhóm")

    assert len([one for one in sent if one.address != "office"]) == 24


async def test_a_note_is_never_seen_by_an_agency(talk: Talk) -> None:
    await talk.say("office", "/note I.3 Giám đốc hứa miệng")

    (card,) = await talk.say("nn", "/item I.3")
    (board,) = await talk.say("leaders", "/board")

    assert "hứa miệng" not in card.text
    assert "I.3: Giám đốc hứa miệng" in board.text


async def test_at_night_a_nudge_says_when_it_goes(talk: Talk) -> None:
    talk.now = at(10, 22)

    (done,) = [
        one for one in await talk.say("office", "/nudge I.9") if "office" in one.address
    ]

    assert "sẽ đi lúc 06:30 thứ Hai 13/7" in done.text


@pytest.mark.parametrize(
    "said", ["I.9 thế nào rồi?", "mục 9 chậm quá", "I.9 xong chưa", "9 người nhé"]
)
async def test_talk_that_begins_with_an_item_is_no_answer(
    talk: Talk, said: str
) -> None:
    await talk.say("office", "/accept")

    await talk.say("office", said)

    assert (await talk.duty("I.9")).state is ASSIGNED


async def test_an_agencys_report_is_never_taken_for_an_answer(talk: Talk) -> None:
    await talk.say("nn", "/item")

    await talk.say("nn", "mục 3 đã xong")

    assert (await talk.duty("I.3")).state is READY


async def test_an_agency_too_is_asked_which_item(talk: Talk) -> None:
    await talk.say("nn", "/item")

    (card,) = await talk.say("nn", "mục 3")

    assert card.text.startswith("<b>I.3.</b>")
