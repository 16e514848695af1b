"""The office decides what an agency asks for: by a button, by a word, once."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DueRule
from programme.requests import RequestState
from tests.bot.makers import at, labels
from tests.bot.talk import HUNG, Talk, transcript
from tests.bot.test_requests import ask, requests_of


async def test_the_office_agrees_and_everything_follows(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    asked = await ask(talk)
    was = await talk.duty("I.4")
    talk.later(hours=1)

    said = await talk.press(asked, "Đồng ý", by=HUNG)

    now = await talk.duty("I.4")
    assert (now.due.at, now.due.rule) == (at(17, 17), DueRule.EXTENDED)
    assert (now.state, now.due.version) == (was.state, was.due.version + 1)
    assert [one.address for one in said] == ["office", "nn"]
    assert said[0].edits
    assert "Kết quả:" in said[0].text
    assert (await talk.say("office", "/item I.4"), transcript(said)) == snapshot


async def test_the_board_shows_who_asks_and_who_was_given_more_time(
    talk: Talk,
) -> None:
    asked = await ask(talk)
    (board,) = await talk.say("office", "/board")
    assert "Đề nghị chờ Văn phòng quyết định (1)" in board.text
    assert "I.4 Sở Nông nghiệp và PTNT: gia hạn đến thứ Sáu 17/7" in board.text

    await talk.press(asked, "Đồng ý")

    (board,) = await talk.say("office", "/board")
    assert "chờ Văn phòng" not in board.text
    assert "Được gia hạn (1)" in board.text


async def test_of_two_clerks_at_once_the_first_decides_and_the_second_is_told(
    talk: Talk,
) -> None:
    asked = await ask(talk)
    await talk.press(asked, "Đồng ý")
    agree, refuse = asked.data("Đồng ý"), asked.data("Không đồng ý")

    for data in (refuse, agree, agree):
        (said,) = await talk.press_data(asked, data, by=HUNG)

        assert said.edits
        assert talk.toast is not None
        assert talk.toast.startswith("Đã có kết quả: đồng ý")
    assert (await talk.duty("I.4")).due.version == 2


async def test_a_refusal_says_why(talk: Talk, snapshot: SnapshotAssertion) -> None:
    asked = await ask(talk)

    shown, question = await talk.press(asked, "Không đồng ý", by=HUNG)
    assert shown.edits
    assert question.asks_reply
    said = await talk.say(
        "office", "cần thẩm định trước phiên họp", by=HUNG, reply_to=question
    )

    (request,) = await requests_of(talk)
    assert request.state is RequestState.REFUSED
    assert request.word == "cần thẩm định trước phiên họp"
    assert (await talk.duty("I.4")).due.version == 1
    assert transcript(said) == snapshot


async def test_a_refusal_needs_no_reason_and_may_be_thought_over(talk: Talk) -> None:
    asked = await ask(talk)

    shown, _ = await talk.press(asked, "Không đồng ý")
    (back,) = await talk.press(shown, "‹ Quay lại")
    assert labels(back.buttons) == labels(asked.buttons)
    assert await talk.say("office", "anh em xem thêm nhé") == []
    shown, _ = await talk.press(asked, "Không đồng ý")
    await talk.press(shown, "Không đồng ý, không nêu lý do")

    (request,) = await requests_of(talk)
    assert (request.state, request.word) == (RequestState.REFUSED, None)


@pytest.mark.parametrize(
    ("text", "day"), [("20/7", 20), ("đến hết thứ năm tuần này", None), ("16/7", 16)]
)
async def test_the_office_chooses_another_day(
    talk: Talk, text: str, day: int | None
) -> None:
    asked = await ask(talk)
    (question,) = await talk.press(asked, "Chọn ngày khác")

    await talk.say("office", text, reply_to=question)

    duty, (request,) = await talk.duty("I.4"), await requests_of(talk)
    assert request.is_waiting == (day is None)  # 9 July lies before the due day
    assert duty.due.at == (at(day, 17) if day else at(14, 17))


async def test_what_follows_a_button_need_not_be_a_reply_but_be_by_the_same_person(
    talk: Talk,
) -> None:
    asked = await ask(talk)
    await talk.press(asked, "Chọn ngày khác", by=HUNG)

    assert await talk.say("office", "20/7") == []  # somebody else
    assert await talk.say("office", "để xem lịch đã", by=HUNG) == []
    talk.later(minutes=31)
    assert await talk.say("office", "20/7", by=HUNG) == []
    talk.later(minutes=-5)
    await talk.say("office", "20/7", by=HUNG)

    assert (await talk.duty("I.4")).due.at == at(20, 17)


@pytest.mark.parametrize(
    ("text", "state", "day"),
    [
        ("đồng ý", RequestState.GRANTED, 17),
        ("Đồng ý ạ.", RequestState.GRANTED, 17),
        ("không, vì phải thẩm định trước", RequestState.REFUSED, 14),
        ("đến 16/7", RequestState.GRANTED, 16),
        ("đồng ý đến 20/7", RequestState.GRANTED, 20),
        ("đồng ý không?", RequestState.ASKED, 14),
        ("anh Nam xem giúp", RequestState.ASKED, 14),
        ("không, đến 16/7 thôi", RequestState.ASKED, 14),
        ("đến 10/7", RequestState.ASKED, 14),
    ],
)
async def test_the_office_decides_by_a_reply(
    talk: Talk, text: str, state: RequestState, day: int
) -> None:
    asked = await ask(talk)

    said = await talk.say("office", text, reply_to=asked)

    (request,) = await requests_of(talk)
    assert request.state is state
    assert (await talk.duty("I.4")).due.at == at(day, 17)
    assert {one.address for one in said} == (
        {"office"} if state is RequestState.ASKED else {"office", "nn"}
    )


async def test_words_that_are_no_reply_decide_nothing(talk: Talk) -> None:
    await ask(talk)

    assert await talk.say("office", "đồng ý") == []
    assert (await requests_of(talk))[0].is_waiting


async def test_a_day_that_passed_while_the_office_thought_is_asked_again(
    talk: Talk,
) -> None:
    asked = await ask(talk)
    talk.later(days=11)  # 18 July

    said = await talk.press(asked, "Đồng ý")

    assert "chọn ngày khác" in said[0].text
    assert said[1].asks_reply
    assert (await requests_of(talk))[0].is_waiting
    await talk.say("office", "20/7", reply_to=said[1])
    assert (await talk.duty("I.4")).due.at == at(20, 17)
