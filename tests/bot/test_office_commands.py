"""What the office decides: accepted, sent back, written down for an agency."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DueRule, DutyState, Mover
from storage import MovedMeanwhile
from tests.bot.makers import FINANCE, JUSTICE, at
from tests.bot.talk import Talk, transcript


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/accept I.3", id="accept"),
        pytest.param("/return I.3 thiếu dự thảo quyết định", id="return"),
        pytest.param("/set I.3 ready báo qua điện thoại", id="set ready"),
        pytest.param("/set I.3 vướng mắc chờ số liệu", id="set blocked"),
        pytest.param("/set I.3 rút theo đề nghị của Sở", id="set withdrawn"),
        pytest.param("/set I.3 deferred", id="set deferred"),
        pytest.param("/accept II.1", id="accept, nobody linked"),
        pytest.param("/item I.3", id="card"),
        pytest.param("/board", id="board"),
        pytest.param("/help", id="help"),
        pytest.param("/accept", id="accept what"),
        pytest.param("/return I.3", id="return why"),
        pytest.param("/set I.3 xyz", id="set to what"),
        pytest.param("/set I.3 accepted", id="set is no acceptance"),
        pytest.param("/item", id="which card"),
        pytest.param("/accept 3", id="two matters so numbered"),
        pytest.param("/accept I.12", id="two leads"),
        pytest.param("/accept X.99", id="no such"),
        pytest.param("/myitems", id="an agency's command"),
    ],
)
async def test_what_is_said(talk: Talk, text: str, snapshot: SnapshotAssertion) -> None:
    said = await talk.say("office", text)

    assert f"office nhắn: {text}\n\n{transcript(said)}" == snapshot


@pytest.mark.parametrize(
    "ref", ["I.3", "i.3", "mục I.3", "I/3", "MỤC i.3", "I.3.", "\nI.3"]
)
async def test_a_ref_may_be_typed_as_people_type(talk: Talk, ref: str) -> None:
    await talk.say("office", f"/accept {ref}")

    assert (await talk.duty("I.3")).state is DutyState.ACCEPTED


@pytest.mark.parametrize(
    ("words", "state", "note"),
    [
        ("ready", DutyState.READY, None),
        ("Đã sẵn sàng", DutyState.READY, None),
        ("xong, báo qua điện thoại", DutyState.READY, "báo qua điện thoại"),
        ("vướng: thiếu số liệu", DutyState.BLOCKED, "thiếu số liệu"),
        ("đang chuẩn bị tờ trình", DutyState.PREPARING, "tờ trình"),
        ("chuyển kỳ họp sau theo đề nghị", DutyState.DEFERRED, "theo đề nghị"),
        ("chuyển", DutyState.DEFERRED, None),
        ("rút", DutyState.WITHDRAWN, None),
    ],
)
async def test_a_state_may_be_written_as_the_office_writes(
    talk: Talk, words: str, state: DutyState, note: str | None
) -> None:
    await talk.say("office", f"/set I.3 {words}")

    duty = await talk.duty("I.3")
    assert (duty.state, duty.note) == (state, note)


async def test_accepting_twice_says_so_and_changes_nothing(talk: Talk) -> None:
    await talk.say("office", "/accept I.3")
    before = await talk.states()

    (said,) = await talk.say("office", "/accept I.3")

    assert said.text == "Mục I.3 đang ở trạng thái “Đã tiếp nhận”, không chuyển được."
    assert await talk.states() == before


async def test_sent_back_it_is_due_in_two_working_days(talk: Talk) -> None:
    await talk.say("office", "/return I.3 thiếu dự thảo")

    duty = await talk.duty("I.3")
    assert (duty.state, duty.note) == (DutyState.RETURNED, "thiếu dự thảo")
    assert (duty.due.at, duty.due.rule) == (at(9, 17), DueRule.DECIDED)
    assert duty.due.version == 2


async def test_what_was_accepted_may_still_be_sent_back(talk: Talk) -> None:
    await talk.say("office", "/accept I.3")
    await talk.say("office", "/return I.3 thiếu phụ lục")

    assert (await talk.duty("I.3")).state is DutyState.RETURNED


async def test_on_an_agencys_behalf_it_is_recorded_as_such(talk: Talk) -> None:
    done, told = await talk.say("office", "/set I.3 ready báo qua điện thoại")

    duty = await talk.duty("I.3")
    assert (duty.state, duty.moved_by) == (DutyState.READY, Mover.ON_BEHALF)
    assert duty.note == "báo qua điện thoại"
    assert [done.address, told.address] == ["office", "nn"]
    assert "ghi nhận thay Quý cơ quan" in told.text


@pytest.mark.parametrize("name", ["Sở Tư pháp", "STP", "sở tư pháp"])
async def test_of_two_leads_the_office_names_one(talk: Talk, name: str) -> None:
    await talk.say("office", f"/return I.12 {name} thiếu thẩm định")

    sent_back = await talk.duty("I.12", JUSTICE)
    assert (sent_back.state, sent_back.note) == (DutyState.RETURNED, "thiếu thẩm định")
    assert (await talk.duty("I.12", FINANCE)).state is DutyState.ASSIGNED


async def test_a_reason_that_begins_with_an_agency_is_kept_whole(talk: Talk) -> None:
    await talk.say("office", "/return I.3 Sở Tư pháp chưa thẩm định")

    assert (await talk.duty("I.3")).note == "Sở Tư pháp chưa thẩm định"


async def test_of_two_leads_unnamed_nothing_moves(talk: Talk) -> None:
    before = await talk.states()

    for text in ("/accept I.12", "/return I.12 thiếu", "/set I.12 ready"):
        (said,) = await talk.say("office", text)
        assert "nhiều cơ quan chủ trì" in said.text

    assert await talk.states() == before


async def test_an_ended_matter_cannot_be_moved(talk: Talk) -> None:
    await talk.say("office", "/set I.3 withdrawn")

    for text in ("/accept I.3", "/return I.3 x", "/set I.3 ready"):
        (said,) = await talk.say("office", text)
        assert "không chuyển được" in said.text
    (asked,) = await talk.say("nn", "mục 3 đã xong")
    assert "đã kết thúc" in asked.text


async def test_two_clerks_at_once_do_not_overwrite_each_other(talk: Talk) -> None:
    """The row is as it was read, or the second is told."""
    duty = await talk.duty("I.3")
    await talk.say("office", "/accept I.3")

    async with talk.store.begin() as unit:
        with pytest.raises(MovedMeanwhile):
            await unit.duties.put(duty.accept(at=talk.now), was=duty)


async def test_leaders_look_and_do_not_decide(talk: Talk) -> None:
    before = await talk.states()

    for text in ("/accept I.3", "/return I.3 x", "/set I.3 ready", "/link Sở Nội vụ"):
        (said,) = await talk.say("leaders", text)
        assert said.text == "Lệnh này không dùng được tại đây. Đề nghị xem /help."
    (board,) = await talk.say("leaders", "/board")

    assert board.text.startswith("<b>Tình hình chuẩn bị")
    assert await talk.states() == before


async def test_a_long_reason_reaches_the_agency_in_one_message(talk: Talk) -> None:
    done, told = await talk.say("office", "/return I.3 " + "thiếu dự thảo " * 300)

    assert (done.address, told.address) == ("office", "nn")
    assert len(told.text) < 4096
