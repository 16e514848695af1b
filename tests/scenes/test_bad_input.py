"""What cannot be done is answered with one clear sentence, and nothing changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenes.scenery import House, house


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("chat", "text", "answer"),
    [
        ("NN", "/item I.1", "do cơ quan khác chuẩn bị"),
        ("NN", "/item I.99", "Không có mục I.99"),
        ("NN", "/item", "Ví dụ cả câu: /item"),
        ("NN", "/accept I.3", "không dùng được tại đây"),
        ("NN", "/board", "không dùng được tại đây"),
        ("NN", "/khongco", "không dùng được tại đây"),
        ("NN", "mục 1 đã xong", "không thuộc các nội dung của Quý cơ quan"),
        ("office", "/accept", "Ví dụ cả câu: /accept"),
        ("office", "/accept I.99", "Không có mục I.99"),
        ("office", "/return I.3", "Ví dụ cả câu: /return"),
        ("office", "/set I.3 gì đó", "Cách dùng: /set"),
        ("office", "/accept 1", "Có nhiều mục như vậy"),
        ("office", "/link Sở Thiên văn", "Không tìm thấy cơ quan"),
        ("office", "/nudge", "nhắc mục nào"),
        ("office", "/nudge Sở Thiên văn", "Không tìm thấy cơ quan"),
        ("office", "/assign I.3 Sở Thiên văn", "Không tìm thấy cơ quan"),
        ("office", "/move I.3 31/2", "sang ngày nào?"),
        ("office", "/move I 1/6/2020", "đã qua"),
        ("office", "/meeting I 25h", "Ví dụ: 14h"),
        ("office", "/meeting X.9 14h", "Không có mục X.9"),
        ("office", "/say Sở Thiên văn: chào", "Không tìm thấy cơ quan"),
        ("office", "/unlink #999", "Không có nhóm #999"),
        ("leader", "/nudge I.3", "không dùng được tại đây"),
        ("leader", "/accept I.3", "không dùng được tại đây"),
        ("leader", "/myitems", "không dùng được tại đây"),
    ],
)
async def test_a_wrong_ask_is_answered_in_one_sentence(
    scene: House, chat: str, text: str, answer: str
) -> None:
    before = await scene.states()

    await scene.say(chat, text)

    assert answer in scene.last(chat)
    assert await scene.states() == before


async def test_a_message_of_four_thousand_characters_is_no_trouble(
    scene: House,
) -> None:
    before = await scene.states()

    await scene.say("NN", ("mục 3 chưa xong vì còn chờ ý kiến, " * 200)[:4000])
    await scene.say("office", "/return I.3 " + "x" * 3980)

    assert "I.3" in scene.last("NN")
    after = await scene.states()
    assert {ref: after[ref] for ref in before if ref != "I.3"} == {
        ref: before[ref] for ref in before if ref != "I.3"
    }


async def test_an_unlinked_chat_is_told_how_to_be_linked(scene: House) -> None:
    street, clock = scene.demo.street, scene.demo.clock
    stranger = street.person("Cán bộ")
    group = street.group("Nhóm lạ", stranger, bots=[scene.demo.bot])
    before = await scene.states()

    for text in ("/myitems", "/accept I.3", "/start", "/start SAIMA-1234"):
        street.say(group, stranger, text)
        await clock.settle()
        said = street.messages(group)[-1].text
        assert "liên" in said
        assert "mã" in said.lower()
    street.say(group, stranger, "mục 3 đã xong")
    await clock.settle()

    assert await scene.states() == before
    assert "mục 3 đã xong" in street.messages(group)[-1].text  # no answer to chatter


async def test_a_chat_is_linked_only_when_the_office_says_so(scene: House) -> None:
    street, clock = scene.demo.street, scene.demo.clock
    await scene.say("office", "/link Sở Y tế")
    link = next(
        str(entity["url"])
        for entity in (vars(e) for e in scene.said("office")[-1].entities)
        if entity.get("url")
    )

    clerk = street.person("Đầu mối Sở Y tế")
    group = street.open_link(link, clerk, title="Sở Y tế")
    await clock.settle()
    assert "Văn phòng sẽ xác nhận" in street.messages(group)[-1].text
    street.say(group, clerk, "/myitems")
    await clock.settle()
    assert "chưa được liên kết" in street.messages(group)[-1].text

    await scene.press("office", "Đúng, xác nhận")

    assert "Đã liên kết nhóm «Sở Y tế»" in scene.last("office")
    said = [m.text for m in street.messages(group) if m.is_by_bot]
    assert any("đã liên kết với Sở Y tế" in text for text in said)
