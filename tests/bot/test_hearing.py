"""Plain words in an agency's chat: what is recorded, asked, passed on or left alone."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DutyState, Mover
from programme.reminders import ChatRole, agency
from tests.bot.makers import FARMING, a_june, at
from tests.bot.talk import HUNG, Talk, transcript


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mục 3 đã xong", id="done"),
        pytest.param("mục 3 đã xong, mục 4 đang lấy ý kiến", id="done and not"),
        pytest.param("I.3 đã trình, Tờ trình 66/TTr-SNN", id="with its number"),
        pytest.param("mục 4 vướng do chưa có bản đồ nền", id="blocked"),
        pytest.param("mục 4 xin gia hạn đến 17/7 do chờ bản đồ", id="extension"),
        pytest.param("mục 4 xin chuyển sang kỳ họp sau", id="deferral"),
        pytest.param("đề nghị rút mục 4 khỏi chương trình", id="withdrawal"),
        pytest.param("cả hai mục xong rồi", id="both"),
        pytest.param("xong rồi", id="which"),
        pytest.param("mục 4", id="what"),
        pytest.param("mục 14 xong", id="not yours"),
        pytest.param("mục 3 chưa xong", id="not yet"),
        pytest.param("mục 3 xong chưa?", id="asks"),
        pytest.param("mục 3 xong, mục 3 đang làm", id="contradiction"),
        pytest.param("mục 3 xin gia hạn", id="until when"),
        pytest.param("Văn phòng cho hỏi mẫu tờ trình ở đâu ạ?", id="to the office"),
    ],
)
async def test_a_conversation(
    talk: Talk, text: str, snapshot: SnapshotAssertion
) -> None:
    said = await talk.say("nn", text)

    assert f"nn nhắn: {text}\n\n{transcript(said)}" == snapshot


async def test_what_is_understood_is_recorded_with_who_and_when(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đã xong, mục 4 đang lấy ý kiến", by=HUNG)

    ready, preparing = await talk.duty("I.3"), await talk.duty("I.4")
    assert (ready.state, preparing.state) == (DutyState.READY, DutyState.PREPARING)
    assert (ready.moved_by, ready.moved_at) == (Mover.AGENCY, at(7, 9))
    async with talk.store.read() as unit:
        moves = await unit.audit.moves_since(at(7, 0))
    assert {move.who for move in moves} == {"Trần Văn Hùng (telegram:78)"}
    assert {move.where for move in moves} == {"telegram:nn"}


@pytest.mark.parametrize("text", ["Cảm ơn Văn phòng", "vâng ạ", "ok", "👍"])
async def test_thanks_are_left_alone(talk: Talk, text: str) -> None:
    before = await talk.states()

    assert await talk.say("nn", text) == []
    assert await talk.states() == before


async def test_an_acknowledgement_is_a_sign_of_life_and_no_state(talk: Talk) -> None:
    await talk.say("nn", "đã nhận")

    duty = await talk.duty("I.3")
    assert duty.state is DutyState.ASSIGNED
    assert duty.spoke_at == at(7, 9)
    assert not duty.is_silent


@pytest.mark.parametrize(
    "text",
    ["mục 3 chưa xong", "mục 3 xong chưa?", "sắp xong mục 3", "mục 3 xong 80%"],
)
async def test_what_is_not_ready_is_never_recorded_as_ready(
    talk: Talk, text: str
) -> None:
    await talk.say("nn", text)

    assert (await talk.duty("I.3")).state is not DutyState.READY


async def test_a_question_changes_nothing_and_is_answered_by_its_button(
    talk: Talk,
) -> None:
    before = await talk.states()
    (question,) = await talk.say("nn", "xong rồi")
    assert await talk.states() == before

    (answered, *_) = await talk.press(question, "I.3")

    assert (await talk.duty("I.3")).state is DutyState.READY
    assert "Chưa có gì được ghi nhận" not in answered.text


async def test_a_reply_means_the_matters_printed_in_that_message(talk: Talk) -> None:
    duty = await talk.duty("I.4")
    reminder = await talk.tell(agency(FARMING), "Nhắc mục 4", (), [duty])

    await talk.say("nn", "xong rồi", reply_to=reminder)

    assert (await talk.duty("I.4")).state is DutyState.READY
    assert (await talk.duty("I.3")).state is DutyState.ASSIGNED


async def test_the_newest_programme_is_meant_by_a_number(talk: Talk) -> None:
    await talk.publish(a_june())

    await talk.say("nn", "mục 4 đã xong")

    async with talk.store.read() as unit:
        found = await unit.duties.find("I.4", agency=FARMING)
    assert [duty.state for duty in found] == [DutyState.READY, DutyState.ASSIGNED]


async def test_an_extension_waits_for_the_office_and_moves_nothing(talk: Talk) -> None:
    answer, relayed = await talk.say("nn", "mục 4 xin gia hạn đến 17/7 do chờ bản đồ")

    assert (answer.address, relayed.address) == ("nn", "office")
    assert (await talk.duty("I.4")).state is DutyState.ASSIGNED
    async with talk.store.read() as unit:
        (request,) = await unit.requests.open()
    assert request.until == at(17).date()


async def test_a_question_goes_to_the_office_word_for_word(talk: Talk) -> None:
    words = "Văn phòng cho hỏi mẫu tờ trình lấy ở đâu ạ?"

    relayed, answer = await talk.say("nn", words)

    assert relayed.address == "office"
    assert words in relayed.text
    assert FARMING in relayed.text
    assert answer.address == "nn"


@pytest.mark.parametrize(
    "text",
    [
        "mục 3 đã xong " + "a" * 4000,
        "Văn phòng cho hỏi " + "mẫu tờ trình lấy ở đâu " * 180 + "?",
        "mục 4 vướng do " + "chưa có bản đồ nền " * 210,
        "&<>" * 1300,
    ],
    ids=["report", "question", "reason", "signs"],
)
async def test_a_long_message_never_makes_one_too_long_to_send(
    talk: Talk, text: str
) -> None:
    said = await talk.say("nn", text)

    assert all(len(one.text) < 4096 for one in said)


async def test_an_agency_with_nothing_to_prepare_is_told_so(talk: Talk) -> None:
    await talk.link("xd", ChatRole.AGENCY, "Sở Xây dựng")

    (said,) = await talk.say("xd", "/myitems")

    assert said.text.startswith("Hiện Sở Xây dựng không có nội dung nào")
    assert await talk.say("xd", "cảm ơn") == []
