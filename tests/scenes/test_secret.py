"""In mid-month an item becomes secret, over the wire: it is named in no chat, in no
file and in nothing that is said from then on."""

import json
from pathlib import Path

from bot.messages import board as board_words
from nhacviec.commands.board import as_dict_of
from programme.board import board_of
from programme.words import bare
from sandbox.messages import Message
from tests.programme.test_dossiers import DOCX
from tests.scenes.scenery import SHORT, House, house
from web.board import fragment

#: Words of the title of I.3 that stand in no other: as written, and as typed.
TELLING = ("liên kết trong sản xuất", "hợp tác, liên kết", "phát triển hợp tác")


def named_in(text: str) -> list[str]:
    return [words for words in TELLING if bare(words) in bare(text)]


def said_anywhere(scene: House) -> list[Message]:
    return [message for name in scene.demo.chats for message in scene.said(name)]


def telling(scene: House) -> list[str]:
    """What stands below a file cannot be written over: people are told of it."""
    texts = [m for m in said_anywhere(scene) if m.file is None]
    return [m.text for m in texts if named_in(m.text)]


async def settle(scene: House) -> None:
    """What the ticks do that come by themselves."""
    for _ in range(3):
        await scene.demo.clock.go_to(scene.demo.clock.now())


def files_that_name_it(folder: Path) -> list[str]:
    """The database, what lies beside it, dossiers."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = {path.name: path.read_bytes().decode("utf-8", "ignore") for path in files}
    return [name for name, text in texts.items() if named_in(text)]


async def a_month_so_far(scene: House) -> None:
    """Everything in which a name may lie: digests, answers, requests, files, notes."""
    await scene.go("7/7")
    duty = await scene.duty("I.3")
    assert named_in(duty.title), duty.title
    await scene.say("NN", "mục 3 vướng: liên kết trong sản xuất còn thiếu số liệu")
    await scene.say("NN", "mục 3 xin gia hạn đến 17/7 vì phát triển hợp tác chậm")
    group = scene.chat("NN")
    scene.demo.street.send_file(
        group, group.player, "lien ket trong san xuat.docx", DOCX, caption="Hồ sơ mục 3"
    )
    await scene.demo.clock.settle()
    await scene.say("office", f"/note I.3 hỏi lại về {duty.title}")
    await scene.say("office", "/item I.3")
    await scene.say("office", "/board")
    await scene.say("NN", "/myitems")
    await scene.say("office", f"/say Sở Nội vụ: phối hợp {duty.title}")
    await scene.press("office", "Gửi")
    await scene.go("10/7")
    await scene.say("NN", "Văn phòng cho hỏi mục lien ket trong san xuat họp mấy giờ?")


async def test_an_item_that_becomes_secret_is_named_nowhere(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await a_month_so_far(scene)
        assert len(telling(scene)) > 5
        assert list((tmp_path / "dossiers").glob("??/*"))

        await scene.say("office", "/secret I.3")
        assert not named_in(scene.last("office"))
        await scene.press("office", "Ghi mật")
        await settle(scene)

        assert telling(scene) == []
        assert not list((tmp_path / "dossiers").glob("??/*"))
        assert "đã ghi lại tệp dữ liệu" in scene.last("office")
        receipt = next(m.text for m in scene.said("office") if "Đã xóa tên" in m.text)
        title = scene.chat("office").title
        assert f"Xóa tay trong nhóm «{title}»: tin gửi lúc" in receipt
        assert receipt.count("tin gửi lúc") == 1
        assert files_that_name_it(tmp_path) == []
        duty = await scene.duty("I.3")
        assert (duty.title, duty.secret) == ("", True)

        await said_from_then_on(scene)


async def said_from_then_on(scene: House) -> None:
    """By its number alone; and still reminded, reported and accepted."""
    async with scene.demo.store.read() as unit:
        (force,) = await unit.programmes.in_force()
    shown = board_of(force, scene.demo.clock.now())
    for text in (
        str(fragment(shown, names={})),
        str(board_words.board(shown, names={})),
        json.dumps(as_dict_of(shown), ensure_ascii=False),
    ):
        assert named_in(text) == []
        assert "I.3" in text
    await scene.go("13/7")
    assert "I.3. (nội dung mật)" in scene.said("NN")[-1].text
    await scene.say("NN", "mục 3 đã sẵn sàng")
    assert (await scene.duty("I.3")).state == "ready"
    await scene.say("office", "/accept I.3")
    await scene.say("office", "/item I.3")
    await scene.go("22/7")
    assert telling(scene) == []


async def test_what_stands_for_other_items_in_the_same_messages_stays(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as scene:
        await a_month_so_far(scene)
        others = {
            name: [_without(m.text) for m in scene.said(name)]
            for name in (*SHORT.values(), "leaders")
            if name in scene.demo.chats and name != SHORT["NN"]
        }

        await scene.say("office", "/secret I.3")
        await scene.press("office", "Ghi mật")
        await settle(scene)

        for name, texts in others.items():
            now = [_without(m.text) for m in scene.said(name)]
            assert now == texts, name


def _without(text: str) -> list[str]:
    """The lines that speak of something else."""
    return [
        line
        for line in text.splitlines()
        if "mật" not in line and not named_in(line) and "I.3" not in line
    ]
