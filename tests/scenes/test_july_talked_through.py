"""July 2020 with everything people do: requests, refusals, dossiers, a larger group."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DueRule, DutyState
from programme.requests import RequestState
from sandbox.messages import Message
from tests.programme.test_dossiers import DOCX, PDF
from tests.scenes.scenery import SHORT, House, at, house

pytestmark = pytest.mark.slow


async def send(
    scene: House, name: str, file: str, data: bytes, caption: str
) -> Message:
    chat = scene.chat(name)
    sent = scene.demo.street.send_file(chat, chat.player, file, data, caption=caption)
    await scene.demo.clock.settle()
    return sent


async def upgrade(scene: House, name: str) -> None:
    """The group becomes a larger one, at another address."""
    key = SHORT.get(name, name)
    scene.demo.chats[key] = scene.demo.street.upgrade(scene.chat(name))
    await scene.demo.clock.settle()


async def play(scene: House) -> None:
    await first_words(scene)
    await last_days_before_the_due_day(scene)
    await due_day_and_after(scene)
    await scene.go("20/7")


async def first_words(scene: House) -> None:
    await scene.go("7/7")
    await scene.say("KHĐT", "I.1 đang làm")
    await scene.say("TP", "mục 5 xin gia hạn đến 16/7 do chờ ý kiến Bộ Tư pháp")
    await scene.press("office", "Đồng ý")
    await scene.say("HTX", "mục 8 xin chuyển kỳ họp sau")
    await scene.press("office", "Đồng ý")
    await send(scene, "NN", "Tờ trình rừng.docx", DOCX, "hồ sơ mục 3")
    await scene.press("office", "Tiếp nhận")
    await scene.go("8/7")
    await scene.say("KHCN", "em đi công tác từ 9/7 đến 15/7, anh Minh trực thay")


async def last_days_before_the_due_day(scene: House) -> None:
    await scene.go("9/7")
    await upgrade(scene, "TNMT")
    await scene.say("NV", "11 xin gia hạn đến 20/7")
    await scene.press("office", "Không đồng ý")
    await scene.say("office", "phiên họp không lùi được, đề nghị gửi đúng hạn")
    await scene.go("10/7")
    await scene.say("TNMT", "13 xong rồi nhé")
    await send(scene, "TC", "Báo cáo.pdf", PDF, "nộp hồ sơ mục 12")
    await scene.press("office", "Trả lại")
    await scene.say("office", "thiếu phụ lục biểu số liệu")
    await scene.go("13/7")
    await scene.say("KHĐT", "I.1 và I.2 đã xong")
    await send(scene, "TC", "Báo cáo và phụ lục.docx", DOCX, "hồ sơ mục 12")
    await scene.press("office", "Tiếp nhận")
    await scene.say("NN", "mục 4 xin lùi đến 17/7")
    await scene.press("office", "Chọn ngày khác")
    await scene.say("office", "15/7")


async def due_day_and_after(scene: House) -> None:
    await scene.go("14/7")
    await scene.say("NV", "9, 14 xong, 11 còn chờ Sở Tài chính")
    await scene.say("KHCN", "đã trình, Tờ trình 66/TTr-SKHCN")
    await scene.go("15/7")
    await scene.say("NN", "mục 4 đã xong, mục 10 sắp xong")
    await scene.say("XD", "mục II.4 xin rút vì UBND tỉnh đã ban hành")
    await scene.press("office", "Đồng ý")
    await scene.go("16/7")
    await scene.say("TP", "5 và 6 đã sẵn sàng")
    await scene.say("NV", "11 đã xong")


@pytest.fixture
async def july(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as scene:
        await play(scene)
        yield scene


async def test_the_month_is_what_was_said_and_decided(
    july: House, snapshot: SnapshotAssertion
) -> None:
    assert await july.states() == {
        "I.1": "ready",
        "I.2": "ready",
        "I.3": "accepted",
        "I.4": "ready",
        "I.5": "ready",
        "I.6": "ready",
        "I.7": "ready",
        "I.8": "deferred",
        "I.9": "ready",
        "I.10": "preparing late",
        "I.11": "ready",
        "I.12": "accepted",
        "I.13": "ready",
        "I.14": "ready",
        "II.1": "assigned",
        "II.2": "assigned",
        "II.3": "assigned",
        "II.4": "withdrawn",
    }
    await july.go("31/7", "18:00")
    for name in ("office", "leader", *SHORT):
        assert july.demo.street.transcript(july.chat(name)) == snapshot(name=name)


async def test_every_wish_has_its_outcome_and_the_days_follow_it(july: House) -> None:
    granted, another = await july.duty("I.5"), await july.duty("I.4")
    refused, returned = await july.duty("I.11"), await july.duty("I.12")

    assert (granted.due.at, granted.due.rule) == (
        at("16/7", "17:00"),
        DueRule.EXTENDED,
    )
    assert (another.due.at, another.due.rule) == (
        at("15/7", "17:00"),
        DueRule.EXTENDED,
    )
    assert (refused.due.at, refused.due.version) == (at("14/7", "17:00"), 1)
    assert (returned.due.rule, returned.state) == (DueRule.DECIDED, DutyState.ACCEPTED)
    async with july.demo.store.read() as unit:
        found = await unit.requests.of_duty(refused.id)
        versions = await unit.dossiers.of_duty(returned.id)
        waiting = await unit.requests.waiting_of(
            row.duty.id for row in (await july.board()).rows
        )
    assert [one.state for one in found] == [RequestState.REFUSED]
    assert [one.version for one in versions] == [1, 2]
    assert not waiting


async def test_a_deputy_is_told_of_and_ends_by_himself(july: House) -> None:
    receipt = [m.text for m in july.said("KHCN") if m.at < at("8/7", "09:10")][-1]
    ended = [m.text for m in july.said("KHCN") if m.at > at("15/7", "17:00")]
    told = [m.text for m in july.said("office") if "Minh" in m.text]

    assert "Minh" in receipt
    assert sum("Minh" in text for text in ended) == 1
    assert len(told) >= 2  # when it begins and when it ends


async def test_a_group_that_became_larger_is_written_to_where_it_is_now(
    july: House,
) -> None:
    larger = july.chat("TNMT")
    assert larger.upgraded_from is not None
    before = july.demo.street.messages(larger.upgraded_from)

    assert max(m.at for m in before) <= at("9/7", "09:00")
    assert any("Nhắc chuẩn bị hồ sơ" in m.text for m in before)
    assert july.said("TNMT")


async def test_nobody_is_told_twice_and_nobody_hears_of_others(july: House) -> None:
    await july.go("31/7", "18:00")
    rows = (await july.board()).rows

    for name, official in SHORT.items():
        news = [m for m in july.said(name) if "Kính gửi" in m.text]
        moments = [message.at for message in news]
        assert len(set(moments)) == len(moments)
        own = {row.duty.ref for row in rows if row.duty.agency == official}
        named = {
            line.removeprefix("• ").partition(". ")[0]
            for message in news
            for line in message.text.splitlines()
            if line.startswith("• ")
        }
        assert named <= own
