"""Files and pictures on Zalo: none are taken; that is said once, with what to do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nhacviec.demo_street import all_on_zalo
from tests.programme.test_dossiers import PDF
from tests.scenes.scenery import House, house


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, on_zalo=all_on_zalo) as found:
        yield found


async def sent(
    scene: House, name: str, file: str, data: bytes, caption: str = ""
) -> list[str]:
    chat, before = scene.chat(name), len(scene.said(name))
    scene.demo.street.send_file(chat, chat.player, file, data, caption=caption)
    await scene.demo.clock.settle()
    return [message.text for message in scene.said(name)[before:]]


async def test_an_agency_is_told_once_an_hour_how_else_to_hand_in(scene: House) -> None:
    (said,) = await sent(scene, "NV", "to-trinh.pdf", PDF)
    assert "số tờ trình" in said
    assert await sent(scene, "NV", "phu-luc.pdf", PDF) == []
    assert await sent(scene, "TC", "to-trinh.pdf", PDF) == [said]  # another chat
    await scene.go("25/6", "17:00")
    assert await sent(scene, "NV", "to-trinh.jpg", b"\xff\xd8\xff") == [said]
    await scene.say("NV", "mục 9 đã trình, Tờ trình 66/TTr-SNV")
    assert (await scene.duty("I.9")).state == "ready"


async def test_the_words_with_a_picture_count_as_words(scene: House) -> None:
    first, second = await sent(scene, "NV", "a.jpg", b"\xff\xd8\xff", "mục 9 đã xong")
    assert first.startswith("Đã ghi nhận")
    assert "không nhận được tệp, ảnh" in second
    assert (await scene.duty("I.9")).state == "ready"


async def test_no_file_is_asked_for_where_none_can_come(scene: House) -> None:
    await scene.say("NV", "nộp hồ sơ mục 9")
    assert "không nhận được tệp, ảnh" in scene.last("NV")


async def test_the_office_is_told_without_the_agencies_example(scene: House) -> None:
    (said,) = await sent(scene, "office", "chuong-trinh.docx", PDF)
    assert "Tờ trình" not in said
    assert "hệ thống văn bản" in said
