"""July 2020 is amended twice, through HTTP; what was said, and the record of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.amending import take_back
from nhacviec.demo import OFFICE
from nhacviec.example import example_path
from nhacviec.publishing import publish, read_document
from storage import AuditEntry
from tests.scenes.scenery import SHORT, House, at, house

pytestmark = pytest.mark.slow

FIRST = example_path().read_text("utf-8")

#: The session two days later; I.5 withdrawn, so that what follows it is numbered anew.
SECOND = (
    FIRST.replace("Số: 05/CTr-UBND", "Số: 06/CTr-UBND")
    .replace("Ngày 21/7/2020", "Ngày 23/7/2020")
    .replace(
        "5. Ban hành Quyết định thay thế Quyết định số 52/2012/QĐ-UBND ngày "
        "06/03/2012 của UBND\ntỉnh (Sở Tư pháp chuẩn bị);\n\n",
        "",
    )
)
for number in range(6, 15):
    SECOND = SECOND.replace(f"\n{number}. ", f"\n{number - 1}. ", 1)

THIRD = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
Số: 99/TB-UBND               Bắc Giang, ngày 13 tháng 7 năm 2020
THÔNG BÁO
Về việc điều chỉnh Chương trình công tác tháng 7 năm 2020
UBND tỉnh thông báo điều chỉnh một số nội dung như sau:
1. Chuyển Hội nghị sơ kết ATGT từ ngày 17/7/2020 sang ngày 20/7/2020 (mục III.6).
2. Giao Sở Tài chính chuẩn bị nội dung mục II.4 thay Sở Xây dựng.
3. Rút nội dung “Đề án trồng rừng” tại mục I.20.
Nơi nhận:
- Như trên.
"""


async def send(scene: House, name: str, text: str) -> None:
    """The office sends a document to the bot."""
    chat = scene.chat("office")
    scene.demo.street.send_file(chat, chat.player, name, text.encode())
    await scene.demo.clock.settle()


async def send_and_publish(scene: House, name: str, text: str) -> None:
    await send(scene, name, text)
    if scene.said("office")[-1].button("Giữ nguyên mọi chỗ"):
        await scene.press("office", "Giữ nguyên mọi chỗ")
    await scene.press("office", "Phát hành")


async def play(scene: House) -> None:
    await scene.go("7/7")
    await scene.say("TP", "5 đang làm, 6 đã xong")
    await scene.say("NV", "9 xong, 11 vướng do chưa có ý kiến Sở Tài chính")
    await scene.go("8/7")
    await send_and_publish(scene, "chuong-trinh-sua.txt", SECOND)
    await scene.go("13/7")
    await send_and_publish(scene, "thong-bao-99.txt", THIRD)


@pytest.fixture
async def july(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as scene:
        await play(scene)
        yield scene


def changes(scene: House, name: str) -> list[str]:
    said = [message.text for message in scene.said(name)]
    return [text for text in said if text.startswith("Thay đổi chương trình")]


async def test_programme_amendment_amendment(
    july: House, snapshot: SnapshotAssertion
) -> None:
    moved = "21/7 → 23/7; hạn hồ sơ 14/7 → 16/7"
    for name in ("KHĐT", "NN", "TP", "KHCN", "HTX", "NV", "TNMT"):
        (said,) = changes(july, name)
        assert moved in said
    # Two changes for who was given one more; none for whom none concerns.
    assert len(changes(july, "TC")) == 2
    assert len(changes(july, "XD")) == 1
    assert changes(july, "GDĐT") == []
    assert len(changes(july, "leader")) == 2

    await july.go("31/7", "18:00")
    for name in ("office", "leader", "TP", "NV", "XD", "TC", "GDĐT"):
        assert july.demo.street.transcript(july.chat(name)) == snapshot(name=name)


async def test_states_stay_and_reminders_follow(july: House) -> None:
    states = await july.states()
    # What was I.6, I.9 and I.11 is now I.5, I.8 and I.10.
    assert (states["I.8"], states["I.10"]) == ("ready", "blocked")
    before = len(july.said("HTX"))
    await july.go("23/7", "06:00")
    later = [message.text for message in july.said("HTX")[before:]]
    assert not any("14/7" in text.split("\n", 3)[-1] for text in later if "Hạn" in text)
    assert any("Hôm nay là hạn gửi hồ sơ" in text for text in later)


async def test_the_record_tells_the_whole_story(
    july: House, snapshot: SnapshotAssertion
) -> None:
    async with july.demo.store.read() as unit:
        entries = await unit.audit.since(at("24/6", "00:00"))
        revisions = await unit.programmes.revisions_of(1)
        drafts = len(revisions)

    assert [(r.number, r.file_name) for r in reversed(revisions)] == [
        (1, example_path().name),
        (2, "chuong-trinh-sua.txt"),
        (3, "thong-bao-99.txt"),
    ]
    assert drafts == 3
    assert "\n".join(_told(entry) for entry in entries) == snapshot


def _told(entry: AuditEntry) -> str:
    """One line an entry: what, of which duty, from what to what, why."""
    said = f"{entry.at:%d/%m} {entry.did} {entry.duty or ''}: {entry.was} → {entry.now}"
    return f"{said} {entry.note or ''}".rstrip()


async def test_the_same_document_ten_times_changes_nothing(july: House) -> None:
    said = {name: len(july.said(name)) for name in ("leader", *SHORT)}
    async with july.demo.store.read() as unit:
        before = await unit.programmes.in_force()
        record = len(await unit.audit.since(at("24/6", "00:00")))

    for attempt in range(10):
        for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)):
            await send(july, f"{attempt}{name}", text)
            assert "không có gì thay đổi" in july.last("office")

    async with july.demo.store.read() as unit:
        assert await unit.programmes.in_force() == before
        assert len(await unit.audit.since(at("24/6", "00:00"))) == record
    assert {name: len(july.said(name)) for name in said} == said


async def test_a_wrong_publication_is_taken_back(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("25/6")
        async with scene.demo.store.begin() as unit:
            told = await take_back(
                unit, 1, office=OFFICE, by="Lan", at=scene.demo.clock.now()
            )
        await scene.demo.clock.settle()
        assert len(told) == len(SHORT)
        for name in SHORT:
            assert scene.last(name).startswith("Thu hồi chương trình công tác")
        counts = {name: len(scene.said(name)) for name in SHORT}

        await scene.go("31/7", "18:00")
        assert {name: len(scene.said(name)) for name in SHORT} == counts

        document = read_document(example_path())
        again = await publish(
            scene.demo.store, document, office=OFFICE, by="Lan", at=at("31/7", "19:00")
        )
        assert again.programme.id == 2
