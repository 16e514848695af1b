"""June and July 2020, day by day, through HTTP: what was said, and what came of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.scenes.scenery import SHORT, House, house

pytestmark = pytest.mark.slow


async def play(scene: House) -> None:
    """What the agencies and the office say, in order of time."""
    await scene.go("7/7")
    await scene.say("KHĐT", "I.1 đang làm")
    await scene.press("KHCN", "Đã sẵn sàng")
    await scene.go("10/7")
    await scene.say("NN", "mục 3 đã xong, mục 4 đang lấy ý kiến")
    await scene.go("13/7")
    await scene.say("KHĐT", "I.1 và I.2 đã xong")
    await scene.say("TC", "đã hoàn thành")
    await scene.go("14/7")
    await scene.say("NN", "xong rồi")
    await scene.press("NN", "I.10")
    await scene.say("TP", "cả hai nội dung đã sẵn sàng")
    await scene.say(
        "NV", "9 xong, 11 vướng do chưa có ý kiến Sở Tài chính, 14 đang chuẩn bị"
    )
    await scene.say("TNMT", "mục 13 xong")
    await scene.go("15/7")
    await scene.say("office", "/accept I.12")
    await scene.say("office", "/return I.13 thiếu dự thảo quyết định")
    await scene.go("16/7")
    await scene.say("office", "/set II.1 ready báo qua điện thoại")
    await scene.go("17/7")
    await scene.say("XD", "mục 4 đang hoàn thiện")
    await scene.go("20/7")


@pytest.fixture
async def july(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as scene:
        await play(scene)
        yield scene


async def test_the_month_as_the_agencies_lived_it(
    july: House, snapshot: SnapshotAssertion
) -> None:
    assert await july.states() == {
        "I.1": "ready",
        "I.2": "ready",
        "I.3": "ready",
        "I.4": "preparing late",
        "I.5": "ready",
        "I.6": "ready",
        "I.7": "ready",
        "I.8": "assigned late silent",
        "I.9": "ready",
        "I.10": "ready",
        "I.11": "blocked late",
        "I.12": "accepted",
        "I.13": "returned late",
        "I.14": "preparing late",
        "II.1": "ready",
        "II.2": "assigned",
        "II.3": "assigned",
        "II.4": "preparing",
    }
    assert (await july.board()).silent == ("Liên minh Hợp tác xã tỉnh",)
    blocked, returned = await july.duty("I.11"), await july.duty("I.13")
    assert blocked.note == "chưa có ý kiến Sở Tài chính"
    assert f"{returned.due.at:%d/%m %H:%M}" == "17/07 17:00"

    await july.go("31/7", "18:00")
    for name in ("office", "leader", *SHORT):
        assert july.demo.street.transcript(july.chat(name)) == snapshot(name=name)


async def test_nobody_is_told_twice_and_nobody_is_told_of_others(july: House) -> None:
    await july.go("31/7", "18:00")

    for name, official in SHORT.items():
        own = {
            row.duty.ref
            for row in (await july.board()).rows
            if row.duty.agency == official
        }
        reminders = [m for m in july.said(name) if "Kính gửi" in m.text]
        moments = [message.at for message in reminders]
        assert len(set(moments)) == len(moments)
        named = {
            line.removeprefix("• ").partition(". ")[0]
            for message in reminders
            for line in message.text.splitlines()
            if line.startswith("• ")
        }
        assert named == own
