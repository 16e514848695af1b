"""The office sends its programme to the bot, looks it over, and publishes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenes.scenery import House, house

AUGUST = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG

CHƯƠNG TRÌNH CÔNG TÁC THÁNG 8 NĂM 2020

A. CÁC HỘI NGHỊ CHÍNH TRONG THÁNG

I. Hội nghị UBND tỉnh thường kỳ: Ngày 20/8/2020

1. Báo cáo tình hình kinh tế - xã hội tháng 8 (Sở Kế hoạch và Đầu tư chuẩn bị);

2. Đề án phát triển nhà ở xã hội (Sở Quy hoạch vùng chuẩn bị);

3. Kế hoạch phòng, chống dịch (Sở Y tế chuẩn bị).

II. Hội nghị với các sở, ngành

1. Ngày 12/8/2020: Hội nghị sơ kết công tác cải cách hành chính.
"""


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as found:
        yield found


async def send(scene: House, name: str, data: bytes) -> None:
    office = scene.chat("office")
    scene.demo.street.send_file(office, office.player, name, data)
    await scene.demo.clock.settle()


async def test_nothing_is_sent_before_the_office_confirms(scene: House) -> None:
    before = len(scene.said("KHĐT"))

    await send(scene, "thang-8.txt", AUGUST.encode())

    said = scene.last("office")
    assert "Đã đọc văn bản, chưa phát hành" in said
    assert "tháng 8/2020: 2 hội nghị, 3 nội dung" in said
    assert "Sở Quy hoạch vùng" in said
    assert len(scene.said("KHĐT")) == before


async def test_what_is_settled_is_what_is_published(scene: House) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    preview = scene.said("office")[-1].id

    async def choose(button: str) -> None:
        office = scene.chat("office")
        scene.demo.street.press(office, preview, button)
        await scene.demo.clock.settle()

    candidate = buttons_of(scene, preview)[0]
    await choose(candidate)
    await choose("Các cơ quan chủ trì nội dung")
    await choose("Phát hành")
    await scene.go("24/6", "16:01")

    assert "Đã phát hành" in scene.chat("office").messages[preview].text
    async with scene.demo.store.read() as unit:
        august = (await unit.programmes.in_force())[0]
    assert august.programme.period == "2020-08"
    led = {duty.ref: duty.agency for duty in august.duties}
    assert led["I.2"] == candidate
    [conference] = [m for m in august.meetings if m.ref == "II.1"]
    assert candidate in conference.audience[0].agencies
    said = [message.text for message in scene.said("KHĐT")]
    assert sum("Chương trình công tác tháng 8/2020" in text for text in said) == 1


async def test_a_document_can_be_dropped(scene: House) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())

    await scene.press("office", "Bỏ văn bản này")

    assert "Không có gì được gửi" in scene.last("office")
    async with scene.demo.store.read() as unit:
        assert len(await unit.programmes.in_force()) == 1


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("trong.txt", b"  \n ", "không có nội dung"),
        ("thu.txt", "Kính gửi các đồng chí.".encode(), "Không tìm thấy nội dung"),
        ("anh.jpg", b"\xff\xd8\xff\xe0" * 50, "bản quét hoặc ảnh chụp"),
        ("mat.txt", "TỐI MẬT\n\nB. HỘI NGHỊ\n".encode(), "mật"),
    ],
)
async def test_a_file_that_cannot_be_read_gets_one_sentence(
    scene: House, name: str, data: bytes, answer: str
) -> None:
    await send(scene, name, data)

    assert answer in scene.last("office")
    async with scene.demo.store.read() as unit:
        assert len(await unit.programmes.in_force()) == 1


def buttons_of(scene: House, number: int) -> list[str]:
    return [b.text for b in scene.chat("office").messages[number].buttons]


async def test_a_reply_names_the_agency_and_it_is_known_from_then_on(
    scene: House,
) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    preview = scene.said("office")[-1].id

    await scene.say("office", "Sở Xây dựng", reply_to=preview)
    while "Phát hành" not in buttons_of(scene, preview):
        await scene.press("office", buttons_of(scene, preview)[0])
    await scene.press("office", "Phát hành")

    async with scene.demo.store.read() as unit:
        august = (await unit.programmes.in_force())[0]
        registry = await unit.agencies.registry(on=august.programme.first_day)
    assert {d.agency for d in august.duties if d.ref == "I.2"} == {"Sở Xây dựng"}
    known = registry.find("Sở Quy hoạch vùng")
    assert known is not None
    assert known.name == "Sở Xây dựng"


async def test_what_was_published_wrongly_is_taken_back_and_told_once(
    scene: House,
) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    await scene.press("office", "Giữ nguyên mọi chỗ")
    await scene.press("office", "Phát hành")
    await scene.go("24/6", "16:01")

    await scene.press("office", "Thu hồi")
    await scene.press("office", "Đúng, thu hồi")
    await scene.go("30/6", "18:00")

    async with scene.demo.store.read() as unit:
        [july] = await unit.programmes.in_force()
    assert july.programme.period == "2020-07"
    said = [message.text for message in scene.said("KHĐT")]
    assert sum("Thu hồi chương trình công tác tháng 8/2020" in t for t in said) == 1
    assert scene.said("XD")[-1].text.startswith("Chương trình công tác tháng 7/2020")


async def test_every_question_can_be_answered_in_words(scene: House) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    preview = scene.said("office")[-1].id

    async def reply(text: str) -> None:
        await scene.say("office", text, reply_to=preview)

    await reply("Sở Xây dựng")
    await reply("Sở Nội vụ, Sở Tài chính và Sở Y tế")
    await reply("phát hành")
    await scene.go("24/6", "16:01")

    assert "Đã phát hành" in scene.chat("office").messages[preview].text
    async with scene.demo.store.read() as unit:
        august = (await unit.programmes.in_force())[0]
    [conference] = [m for m in august.meetings if m.ref == "II.1"]
    assert conference.audience[0].agencies == ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế")


async def test_a_reply_that_answers_nothing_changes_nothing(scene: House) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    preview = scene.said("office")[-1].id
    await scene.say("office", "Sở Xây dựng", reply_to=preview)
    before = scene.chat("office").messages[preview].text

    await scene.say("office", "Sở Nội vụ với mấy anh bên kia", reply_to=preview)

    assert "Chưa rõ ý trả lời" in scene.last("office")
    assert scene.chat("office").messages[preview].text == before


async def test_a_document_is_dropped_in_words(scene: House) -> None:
    await send(scene, "thang-8.txt", AUGUST.encode())
    preview = scene.said("office")[-1].id

    await scene.say("office", "bỏ", reply_to=preview)

    assert "Không có gì được gửi" in scene.chat("office").messages[preview].text
