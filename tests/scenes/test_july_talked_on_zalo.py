"""July 2020 talked through on Zalo alone: every act of the month without a button, and
the same month as where there are buttons."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from nhacviec.demo_street import Where, all_on_zalo, none_on_zalo
from programme.duties import Duty
from programme.speech import utf16_length
from storage import Unit
from tests.programme.test_dossiers import PDF
from tests.scenes.scenery import at, house
from tests.scenes.talkers import LINK_CODE, Presser, Talker, Typist

pytestmark = pytest.mark.slow

#: What cannot be done there: to press, to reply to one message, to send a file.
_NOT_THERE = re.compile(
    r"\bnút\b|bấm|nhấn|trả lời (?:chính )?tin|đính kèm|gửi tệp", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Month:
    """What the month came to, and what was said in each chat."""

    #: After each part of it.
    states: dict[str, dict[str, str]]
    facts: dict[str, tuple[Any, ...]]
    standing_in: list[tuple[Any, ...]]
    transcripts: dict[str, str]
    said: dict[str, list[str]]
    asked_back: list[str]
    mistakes: int


async def play(talk: Talker) -> dict[str, dict[str, str]]:
    found = {}
    for part in (
        first_reports,
        what_is_asked_of_the_office,
        who_comes_and_goes,
        the_last_days,
        late_and_after,
        the_session,
        what_is_left,
    ):
        await part(talk)
        found[part.__name__] = await talk.scene.states()
    return found


async def first_reports(talk: Talker) -> None:
    await talk.scene.go("7/7", "08:30")
    await talk.says("KHĐT", "I.1 đang làm")
    await talk.reports_shortly("KHCN", "I.7", "Đang chuẩn bị")
    await talk.reports("NV", "I.9", "Đã sẵn sàng")
    await talk.reports_by_an_older("NN", "I.10", "Vướng mắc")
    await talk.says("NN", "hoàn tác")
    await talk.reports_shortly("NN", "I.3", "Vướng mắc")
    await talk.says("NN", "chưa có ý kiến thẩm định của Sở Tư pháp")
    await talk.scene.go("8/7")
    await talk.says("KHCN", "em đi công tác từ 9/7 đến 15/7, anh Minh trực thay")


async def what_is_asked_of_the_office(talk: Talker) -> None:
    await talk.says("TP", "mục 5 xin gia hạn đến 16/7 do chờ ý kiến Bộ Tư pháp")
    await talk.decides("I.5", "đồng ý")
    await talk.scene.go("9/7")
    await talk.says("HTX", "mục 8 xin chuyển kỳ họp sau")
    await talk.says("NN", "mục 4 xin lùi đến 17/7")
    await talk.decides("I.8", "đồng ý")
    await talk.chooses("office", "Chọn ngày khác")
    await talk.says("office", "15/7")
    await talk.scene.go("9/7", "11:00")
    await talk.says("NV", "11 xin gia hạn đến 20/7")
    await talk.scene.go("9/7", "11:10")
    await talk.decides("I.11", "không đồng ý vì phiên họp không lùi được")


async def who_comes_and_goes(talk: Talker) -> None:
    await talk.scene.go("10/7")
    await talk.is_followed("TNMT", "Trần Thị Hoa")
    await talk.says("TNMT", "mục 13 đang chuẩn bị")
    await talk.hands_in(
        "TC", "Báo cáo.pdf", PDF, "mục 12 đã trình, Tờ trình 15/TTr-STC"
    )
    await talk.says("office", "/return I.12 thiếu phụ lục biểu số liệu")


async def the_last_days(talk: Talker) -> None:
    await talk.scene.go("13/7", "08:10")
    await talk.says("TP", "/myitems")
    await talk.reports_shortly("TP", "I.6", "Đã sẵn sàng")
    await talk.reports_shortly("NV", "I.14", "Đang chuẩn bị")
    await talk.says("KHĐT", "I.1 và I.2 đã xong")
    await talk.says("TC", "mục 12 đã trình, Tờ trình 18/TTr-STC")
    await talk.says("office", "/accept I.12")
    await talk.scene.go("14/7")
    await talk.says("KHCN", "đã trình, Tờ trình 66/TTr-SKHCN")
    await talk.says("NN", "mục 3 đã xong, mục 10 vướng do chưa có số liệu")
    await talk.says("TNMT", "13 xong rồi nhé")


async def late_and_after(talk: Talker) -> None:
    """What is told one level higher; and is not, once it is answered."""
    await talk.scene.go("15/7")
    await talk.says("NN", "mục 4 đã xong")
    await talk.chooses("office", "Xem: Sở Nội vụ")
    await talk.chooses("office", "Gửi")
    await talk.scene.go("16/7")
    await talk.reports_by_an_older("TP", "I.5", "Đã sẵn sàng")  # of the old due day
    await talk.says("TP", "mục 5 đã xong")
    await talk.scene.go("17/7")
    await talk.says("NV", "11 và 14 đã xong")
    await talk.chooses("office", "Xem (danh sách VP): Sở Nội vụ")
    await talk.says("XD", "mục II.4 xin rút vì UBND tỉnh đã ban hành")
    await talk.chooses("office", "Không đồng ý")
    await talk.says("office", "nội dung vẫn thuộc chương trình tháng 7")


async def the_session(talk: Talker) -> None:
    await talk.scene.go("22/7")
    await talk.chooses("office", "Ghi kết quả phiên họp 21/7")
    await talk.says("office", "mục 2 bổ sung, còn lại thông qua")
    await talk.chooses("office", "Hoàn tác")
    await talk.says("office", "mục 1 bổ sung, còn lại thông qua")


async def what_is_left(talk: Talker) -> None:
    await talk.scene.go("23/7")
    await talk.says("KHĐT", "mục 1 đã làm lại theo kết luận")
    await talk.reports_shortly("KHĐT", "I.1", "Đã sẵn sàng")
    await talk.scene.go("24/7")
    await talk.reports_shortly("GDĐT", "II.1", "Đã sẵn sàng")
    await talk.reports("NV", "II.3", "Đang chuẩn bị")
    await talk.scene.go("31/7", "18:00")


async def lived(folder: Path, speaks: type[Talker], on_zalo: Where) -> Month:
    async with house(folder, on_zalo=on_zalo) as scene:
        talk = speaks(scene)
        states = await play(talk)
        chats, street = scene.demo.chats, scene.demo.street
        rows = (await scene.board()).rows
        async with scene.demo.store.read() as unit:
            facts = {row.duty.ref: await _came_to(row.duty, unit) for row in rows}
            deputies = await unit.deputies.said_in(range(100), at("1/7"))
        return Month(
            states=states,
            facts=facts,
            standing_in=[
                (one.agency, one.away, one.deputy, one.first, one.last, one.ending)
                for one in deputies
            ],
            transcripts={
                name: LINK_CODE.sub("ABCD-2345", street.transcript(chat))
                for name, chat in chats.items()
            },
            said={name: [m.text for m in scene.said(name)] for name in chats},
            asked_back=talk.asked_back,
            mistakes=len(street.zalo.ledger.refused()),
        )


async def _came_to(duty: Duty, unit: Unit) -> tuple[Any, ...]:
    """Its due moment and why, what is noted of it, what was asked and decided."""
    requests = [
        (one.kind, one.state, one.until, one.reason, one.granted, one.word)
        for one in await unit.requests.of_duty(duty.id)
    ]
    due = duty.due
    return due.at, due.rule, due.version, duty.note, requests


@pytest.fixture(scope="module")
def on_zalo(tmp_path_factory: pytest.TempPathFactory) -> Month:
    folder = tmp_path_factory.mktemp("zalo")
    return asyncio.run(lived(folder, Typist, all_on_zalo))


@pytest.fixture(scope="module")
def on_telegram(tmp_path_factory: pytest.TempPathFactory) -> Month:
    folder = tmp_path_factory.mktemp("telegram")
    return asyncio.run(lived(folder, Presser, none_on_zalo))


def test_the_month_is_the_same_as_where_there_are_buttons(
    on_zalo: Month, on_telegram: Month
) -> None:
    assert on_zalo.states == on_telegram.states
    assert on_zalo.facts == on_telegram.facts
    assert on_zalo.standing_in == on_telegram.standing_in != []
    assert not on_telegram.asked_back  # a button names what it is of


def test_what_may_mean_two_things_is_asked_back(on_zalo: Month) -> None:
    item, request, two_messages, *_ = on_zalo.asked_back

    assert "hay mục I.3?" in item
    assert "(I.4: Đồng ý) hay" in request
    assert "(I.6: đã sẵn sàng)" in two_messages


def test_who_has_left_says_nothing_for_the_agency_any_more(on_zalo: Month) -> None:
    assert on_zalo.states["who_comes_and_goes"]["I.13"] == "preparing"
    assert "chưa ghi nhận gì" in on_zalo.said["TNMT (cũ)"][-1]


def test_what_was_answered_goes_no_higher(on_zalo: Month) -> None:
    told = [text for text in on_zalo.said["office"] if "Không còn cần gửi" in text]
    assert len(told) == 1
    assert on_zalo.states["late_and_after"]["I.14"] == "ready"


def test_the_talk_as_it_is_read(on_zalo: Month, snapshot: SnapshotAssertion) -> None:
    assert on_zalo.mistakes == 0
    for name, transcript in on_zalo.transcripts.items():
        assert transcript == snapshot(name=name)


def test_nothing_is_said_that_cannot_be_done_there(on_zalo: Month) -> None:
    said = [text for texts in on_zalo.said.values() for text in texts]

    assert max(utf16_length(text) for text in said) <= 2000
    lines = [line for text in said for line in text.splitlines()]
    assert [line for line in lines if _NOT_THERE.search(line)] == []
