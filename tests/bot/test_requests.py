"""What an agency asks of the office: asked once, decided once, told to both."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.requesting import named_in
from programme.carrying import carry_over
from programme.document import Status
from programme.duties import DutyState
from programme.requests import Request, RequestState
from tests.bot.makers import at, july, labels
from tests.bot.talk import HUNG, Said, Talk, transcript


async def ask(
    talk: Talk, text: str = "mục 4 xin gia hạn đến 17/7 do chờ bản đồ"
) -> Said:
    """The message that the office decides by."""
    said = await talk.say("nn", text)
    (asked,) = [one for one in said if one.address == "office"]
    return asked


async def requests_of(talk: Talk, ref: str = "I.4") -> list[Request]:
    duty = await talk.duty(ref)
    async with talk.store.read() as unit:
        return await unit.requests.of_duty(duty.id)


async def test_a_second_wish_takes_the_place_of_the_first(talk: Talk) -> None:
    first = await ask(talk)
    second = await ask(talk, "mục 4 xin gia hạn đến 20/7")

    assert "Thay cho đề nghị trước: gia hạn đến thứ Sáu 17/7" in second.text
    (said,) = await talk.press(first, "Đồng ý")
    assert "đã thay bằng đề nghị mới" in said.text
    assert (await talk.duty("I.4")).due.at == at(14, 17)
    await talk.press(second, "Đồng ý")
    assert (await talk.duty("I.4")).due.at == at(20, 17)


async def test_after_two_extensions_the_agency_is_asked_to_call(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    for day in (16, 17):
        await talk.press(await ask(talk, f"mục 4 xin gia hạn đến {day}/7"), "Đồng ý")

    said = await talk.say("nn", "mục 4 xin gia hạn đến 20/7")

    assert transcript(said) == snapshot
    assert [one.state for one in await requests_of(talk)] == [RequestState.GRANTED] * 2


async def test_nobody_asks_for_a_day_it_has(talk: Talk) -> None:
    await talk.say("nn", "mục 4 xin gia hạn đến 13/7")

    assert await requests_of(talk) == []


@pytest.mark.parametrize(
    "text",
    [
        "rút đề nghị",
        "Rút đề nghị mục 4",
        "xin rút lại đề nghị gia hạn mục I.4 ạ",
        "thôi không xin gia hạn mục 4 nữa",
        "hủy đề nghị gia hạn",
    ],
)
async def test_an_agency_takes_its_request_back(talk: Talk, text: str) -> None:
    asked = await ask(talk)
    talk.later(hours=3)

    here, office = await talk.say("nn", text)

    (request,) = await requests_of(talk)
    assert request.state is RequestState.RETRACTED
    assert "Đã rút đề nghị" in here.text
    assert "rút lại đề nghị gia hạn" in office.text
    (said,) = await talk.press(asked, "Đồng ý")
    assert "cơ quan đã rút" in said.text
    assert (await talk.duty("I.4")).due.version == 1


@pytest.mark.parametrize(
    "text",
    [
        "đề nghị rút mục 4 khỏi chương trình",
        "rút đề nghị mục 4 khỏi chương trình",
        "không gia hạn mục 4 được à",
        "mục 4 không cần gia hạn, đã xong",
        "rút mục 4",
        "Sở đã rút đề nghị chưa?",
    ],
)
def test_other_words_take_nothing_back(text: str) -> None:
    assert named_in(text) is None


async def test_of_two_requests_it_is_asked_which(talk: Talk) -> None:
    await ask(talk)
    await ask(talk, "mục 3 xin chuyển sang kỳ họp sau")

    (said,) = await talk.say("nn", "rút đề nghị")

    assert "ở mục nào" in said.text
    async with talk.store.read() as unit:
        assert len(await unit.requests.open()) == 2
    await talk.say("nn", "rút đề nghị mục 3")
    async with talk.store.read() as unit:
        (left,) = await unit.requests.open()
    assert left.duty == (await talk.duty("I.4")).id


async def test_by_its_button_too_but_not_by_another_agency(talk: Talk) -> None:
    receipt, asked = await talk.say("nn", "mục 4 xin gia hạn đến 17/7")
    data = receipt.data("Rút đề nghị")

    await talk.press_data(asked, data, by=HUNG)  # the office has no such button
    await talk.press_data(receipt, data, address="nv")
    assert (await requests_of(talk))[0].is_waiting

    said = await talk.press(receipt, "Rút đề nghị")
    assert [one.address for one in said] == ["nn", "office"]
    assert not (await requests_of(talk))[0].is_waiting


async def test_an_agency_cannot_press_for_the_office(talk: Talk) -> None:
    receipt, asked = await talk.say("nn", "mục 4 xin gia hạn đến 17/7")

    await talk.press_data(receipt, asked.data("Đồng ý"))
    await talk.press_data(receipt, "1:q:1:a")
    await talk.press_data(receipt, "1:q:x:a")
    await talk.press_data(asked, "1:q:999:a")
    await talk.press_data(asked, "1:q")

    assert (await talk.duty("I.4")).due.version == 1
    assert (await requests_of(talk))[0].is_waiting


async def test_a_request_dies_with_its_duty(talk: Talk) -> None:
    asked = await ask(talk)
    await talk.say("office", "/accept I.4")

    (request,) = await requests_of(talk)
    assert request.state is RequestState.LAPSED
    (said,) = await talk.press(asked, "Đồng ý")
    assert "mục đã kết thúc" in said.text
    assert (await talk.duty("I.4")).state is DutyState.ACCEPTED


async def test_a_deferral_ends_the_duty_and_waits_for_the_next_programme(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    asked = await ask(talk, "mục 4 xin chuyển sang kỳ họp sau vì chưa đủ số liệu")
    assert labels(asked.buttons) == ["Đồng ý", "Không đồng ý"]

    said = await talk.press(asked, "Đồng ý")

    duty = await talk.duty("I.4")
    assert duty.state is DutyState.DEFERRED
    assert duty.note == "Theo đề nghị chuyển sang kỳ họp sau của cơ quan"
    assert transcript(said) == snapshot


async def test_a_withdrawal_ends_the_duty(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    asked = await ask(talk, "đề nghị rút mục 4 khỏi chương trình")

    said = await talk.say("office", "đồng ý, đã trao đổi", reply_to=asked)

    assert (await talk.duty("I.4")).state is DutyState.WITHDRAWN
    assert transcript(said) == snapshot


async def test_an_undo_of_the_agency_does_not_take_the_new_day_away(
    talk: Talk,
) -> None:
    asked = await ask(talk)
    talk.later(minutes=1)
    await talk.say("nn", "mục 4 đang lấy ý kiến")
    await talk.press(asked, "Đồng ý")
    await talk.say("nn", "hoàn tác")

    duty = await talk.duty("I.4")
    assert duty.state is DutyState.ASSIGNED
    assert (duty.due.at, duty.due.version) == (at(17, 17), 2)


async def test_a_day_behind_the_session_is_pointed_out(talk: Talk) -> None:
    asked = await ask(talk, "mục 4 xin gia hạn đến 24/7")

    assert "Lưu ý:" in asked.text
    assert "thứ ba 21/7" in asked.text.lower()


async def test_a_deferred_matter_stands_in_the_next_programme(talk: Talk) -> None:
    asked = await ask(talk, "mục 4 xin chuyển sang kỳ họp sau")
    title = (await talk.duty("I.4")).title
    talk.later(hours=1)
    await talk.press(asked, "Đồng ý")

    august = replace(july(), period="2020-08")
    async with talk.store.read() as unit:
        forces = await unit.programmes.in_force()
    over = carry_over(august, forces, at(28, 16))

    (carried,) = [one for one in over.carried if one.duty.ref == "I.4"]
    assert carried.item.title == title
    noted = [item for item in over.noted(august).items if item.title == title]
    assert [item.status for item in noted] == [Status.CARRIED_OVER]
