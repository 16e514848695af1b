"""The office's short sentences: taken for a command, or left alone."""

import pytest

from programme.duties import DutyState
from tests.bot.makers import FINANCE, at
from tests.bot.talk import LAN, Talk

#: What may be asked without calling anybody, and how its answer begins.
QUESTIONS = [
    ("ai chưa báo cáo?", "<b>Chưa phản hồi"),
    ("Ai chưa báo cáo", "<b>Chưa phản hồi"),
    ("ai chua bao cao vay?", "<b>Chưa phản hồi"),
    ("còn ai chưa phản hồi ạ?", "<b>Chưa phản hồi"),
    ("Những cơ quan nào chưa trả lời?", "<b>Chưa phản hồi"),
    ("sở nào vẫn chưa báo cáo thế em?", "<b>Chưa phản hồi"),
    ("mục nào chậm?", "Không có hồ sơ nào quá hạn."),
    ("mục nào đang chậm vậy?", "Không có hồ sơ nào quá hạn."),
    ("co muc nao qua han ko", "Không có hồ sơ nào quá hạn."),
    ("ai đang nợ hồ sơ", "Không có hồ sơ nào quá hạn."),
    ("ai nợ hồ sơ?", "Không có hồ sơ nào quá hạn."),
    ("hồ sơ nào quá hạn rồi?", "Không có hồ sơ nào quá hạn."),
    ("đơn vị nào chậm tiến độ?", "Không có hồ sơ nào quá hạn."),
    ("mục I.3 thế nào rồi?", "<b>I.3.</b>"),
    ("muc 4 den dau roi", "<b>I.4.</b>"),
    ("nội dung 4 ra sao ạ?", "<b>I.4.</b>"),
    ("tiến độ mục 9 thế nào", "<b>I.9.</b>"),
    ("mục 9 hạn khi nào?", "<b>I.9.</b>"),
    ("họp ngày nào?", "<b>Lịch họp"),
    ("phiên họp tới là ngày nào vậy?", "<b>Lịch họp"),
    ("bao giờ họp?", "<b>Lịch họp"),
    ("tình hình chuẩn bị thế nào?", "<b>Tình hình chuẩn bị"),
]
#: Only when it is called, or replied to.
CALLED = [
    ("nhắc mục 9 giúp", "Hiểu là: nhắc ngay"),
    ("nhắc giúp anh mục 9 nhé", "Hiểu là: nhắc ngay"),
    ("nhắc lại mục I.3 giúp chị nhé ạ", "Hiểu là: nhắc ngay"),
    ("đôn đốc Sở Tư pháp", "Hiểu là: nhắc ngay"),
    ("nhac so noi vu giup", "Hiểu là: nhắc ngay"),
    ("chuyển mục 5 cho Sở Tài chính", "Chuyển mục <b>I.5</b>"),
    ("giao mục 5 cho STC chủ trì", "Chuyển mục <b>I.5</b>"),
    ("dời phiên họp sang 24/7", "Dời <b>I. Hội nghị"),
    ("lùi họp đến thứ sáu tuần sau giúp", "Dời <b>I. Hội nghị"),
    ("đổi hạn mục 9 sang ngày 10/7", "Chuyển hạn gửi hồ sơ mục <b>I.9</b>"),
    ("ghi chú mục 9: Sở hẹn sáng thứ Sáu", "Hiểu là: ghi chú"),
    ("tiếp nhận hồ sơ mục 9", "Hiểu là: tiếp nhận"),
    ("trả lại mục 9 vì thiếu dự thảo", "Hiểu là: đề nghị hoàn thiện"),
    ("xem bảng theo dõi", "<b>Tình hình chuẩn bị"),
    ("hướng dẫn", "Trợ lý nhắc việc"),
]
#: People talk among themselves.
NOT_OURS = [
    "anh Minh ơi mai họp lúc mấy giờ nhỉ",
    "ai đi ăn trưa không?",
    "mục này chậm quá",
    "ai chưa báo cáo thì gọi điện đi",
    "mục 3 chắc là chậm rồi",
    "em nhắc Sở Nội vụ rồi ạ",
    "chị chuyển mục 5 cho Sở Tài chính chưa?",
    "dời họp thì mệt lắm",
    "ok",
    "cảm ơn em",
    "phiên họp hôm nay vui quá",
    "bao giờ họp xong thì gọi anh",
    "mục 3 họ bảo thế nào rồi em?",
    "tình hình thế nào rồi mà im thế, con ốm à",
]


@pytest.mark.parametrize(
    ("text", "begins"), [pytest.param(*one, id=one[0]) for one in QUESTIONS]
)
async def test_an_unmistakable_question_needs_no_name(
    talk: Talk, text: str, begins: str
) -> None:
    (said,) = await talk.say("office", text)

    assert said.text.startswith(begins)


@pytest.mark.parametrize(
    ("text", "begins"), [pytest.param(*one, id=one[0]) for one in CALLED]
)
@pytest.mark.parametrize("name", ["trợ lý ơi, ", "Tro ly ", "@nhacviec_bot "])
async def test_called_by_name_it_understands_and_changes_nothing_yet(
    talk: Talk, text: str, begins: str, name: str
) -> None:
    before = await talk.states()

    (said,) = await talk.say("office", f"{name}{text}")

    assert said.text.startswith(begins)
    assert await talk.states() == before


@pytest.mark.parametrize("text", [one[0] for one in CALLED])
async def test_what_is_not_said_to_the_bot_is_left_alone(talk: Talk, text: str) -> None:
    assert await talk.say("office", text) == []


@pytest.mark.parametrize("text", NOT_OURS)
@pytest.mark.parametrize("name", ["", "trợ lý ơi "])
async def test_other_talk_is_left_alone(talk: Talk, text: str, name: str) -> None:
    assert await talk.say("office", f"{name}{text}") == []


async def test_what_changes_something_is_done_by_the_button(talk: Talk) -> None:
    (shown,) = await talk.say("office", "trợ lý tiếp nhận hồ sơ mục 9")

    done, told = await talk.press(shown, "Thực hiện")

    assert (done.id, done.edits) == (shown.id, True)
    assert told.address == "nv"
    assert (await talk.duty("I.9")).state is DutyState.ACCEPTED


async def test_dropped_nothing_happens_and_the_button_is_over(talk: Talk) -> None:
    (shown,) = await talk.say("office", "trợ lý tiếp nhận hồ sơ mục 9")

    (dropped,) = await talk.press(shown, "Thôi")
    again = await talk.press(shown, "Thực hiện")

    assert "không có gì thay đổi" in dropped.text
    assert again == []
    assert talk.toast is not None
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_pressed_twice_it_is_done_once(talk: Talk) -> None:
    (shown,) = await talk.say("office", "trợ lý nhắc mục 9")

    first = await talk.press(shown, "Thực hiện")
    second = await talk.press(shown, "Thực hiện")

    assert [one.address for one in first] == ["office", "nv"]
    assert second == []


async def test_another_chats_button_does_nothing_here(talk: Talk) -> None:
    (shown,) = await talk.say("office", "trợ lý nhắc mục 9")

    for address in ("nv", "leaders"):
        data = shown.data("Thực hiện")
        assert await talk.press_data(shown, data, address=address) == []

    assert talk.toast is not None


async def test_what_was_shown_and_holds_no_longer_is_shown_anew(talk: Talk) -> None:
    (shown,) = await talk.say("office", "/assign I.3 Sở Nội vụ")
    await talk.press(
        (await talk.say("office", "/assign I.3 Sở Tài chính"))[0], "Chuyển"
    )

    (anew,) = await talk.press(shown, "Chuyển")

    assert (anew.id, anew.edits) == (shown.id, True)
    assert (await talk.duty("I.3", FINANCE)).state is DutyState.ASSIGNED


async def test_a_reply_to_the_bot_is_said_to_it(talk: Talk) -> None:
    (board,) = await talk.say("office", "/board")

    (shown,) = await talk.say("office", "nhắc mục 9 nhé", by=LAN, reply_to=board)

    assert shown.text.startswith("Hiểu là: nhắc ngay")


async def test_leaders_ask_for_what_is_theirs_and_no_more(talk: Talk) -> None:
    talk.now = at(15, 9)

    (late,) = await talk.say("leaders", "mục nào chậm?")

    assert late.text.startswith("<b>Quá hạn (6)</b>")
    assert await talk.say("leaders", "ai chưa báo cáo?") == []
    (refused,) = await talk.say("leaders", "trợ lý nhắc mục 9")
    assert "không dùng được tại đây" in refused.text


async def test_an_agencys_chat_is_not_the_offices(talk: Talk) -> None:
    said = await talk.say("nv", "ai chưa báo cáo?")

    assert not any("Chưa phản hồi" in one.text for one in said)


async def test_an_item_that_is_not_there_is_said_before_any_button(talk: Talk) -> None:
    (said,) = await talk.say("office", "trợ lý ơi nhắc mục 77")

    assert said.text.startswith("Không có mục 77")
    assert said.buttons == ()


async def test_what_is_shown_names_the_item_whole(talk: Talk) -> None:
    (shown,) = await talk.say("office", "trợ lý nhắc mục 9")

    assert "<b>I.9.</b> Đề án sắp xếp các hội quần chúng (Sở Nội vụ)" in shown.text


@pytest.mark.parametrize(
    "text", ["nhắc " * 200, "ai " * 80 + "chưa báo cáo", "((((", "@"]
)
async def test_noise_is_left_alone(talk: Talk, text: str) -> None:
    assert await talk.say("office", f"trợ lý {text}") == []


async def test_leaders_are_told_at_once_what_is_not_theirs(talk: Talk) -> None:
    (said,) = await talk.say("leaders", "trợ lý ơi nhắc mục 77")

    assert "không dùng được tại đây" in said.text
