"""Groups that change, over the wire: each is told to the office, once."""

from pathlib import Path

from programme.chats import ChatState
from sandbox.chats import ChatKind
from tests.scenes.scenery import House, house


def _news(scene: House, words: str) -> list[str]:
    """What the office was told, by what is in it."""
    return [one.text for one in scene.said("office") if words in one.text]


async def _state(scene: House, name: str) -> ChatState:
    async with scene.demo.store.read() as unit:
        chat = await unit.chats.at("telegram", str(scene.chat(name).id))
    assert chat is not None
    return chat.state


async def test_a_group_gets_another_name(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        scene.demo.street.rename(scene.chat("NN"), "Phòng Kế hoạch Sở NN")
        await scene.demo.clock.settle()
        await scene.go("8/7", "10:00")

        (told,) = _news(scene, "đổi tên")
        assert "«Phòng Kế hoạch Sở NN»" in told
        await scene.say("NN", "/myitems")
        assert "Sở Nông nghiệp" in scene.last("NN")


async def test_a_group_becomes_a_supergroup_and_goes_on(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street = scene.demo.street
        key = next(n for n, c in scene.demo.chats.items() if c is scene.chat("NN"))
        scene.demo.chats[key] = street.upgrade(scene.chat("NN"))
        await scene.demo.clock.settle()
        await scene.go("8/7", "10:00")

        assert len(_news(scene, "siêu nhóm")) == 1
        await scene.say("NN", "/myitems")
        assert "Sở Nông nghiệp" in scene.last("NN")


async def test_the_bot_is_put_out_comes_back_and_one_press_links_it(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street, bot, chat = scene.demo.street, scene.demo.bot, scene.chat("NN")
        street.kick(chat, bot)
        await scene.demo.clock.settle()
        assert await _state(scene, "NN") is ChatState.UNREACHABLE

        street.add(chat, bot)
        await scene.demo.clock.settle()
        await scene.go("8/7", "10:00")
        assert len(_news(scene, "Không còn gửi được")) == 1
        assert len(_news(scene, "thêm lại")) == 1

        await scene.press("office", "Đúng, xác nhận")
        assert await _state(scene, "NN") is ChatState.LINKED


async def test_a_deleted_group_is_told_once(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        scene.demo.street.delete(scene.chat("NN"))
        await scene.demo.clock.settle()
        await scene.go("10/7", "10:00")

        assert len(_news(scene, "Không còn gửi được")) == 1
        assert await _state(scene, "NN") is ChatState.UNREACHABLE


async def test_the_bot_is_made_administrator_and_a_member_again(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street, bot, chat = scene.demo.street, scene.demo.bot, scene.chat("NN")
        street.promote(chat, bot)
        await scene.demo.clock.settle()
        street.demote(chat, bot)
        await scene.demo.clock.settle()
        await scene.go("8/7", "10:00")

        assert len(_news(scene, "nay là quản trị viên")) == 1
        assert len(_news(scene, "không còn là quản trị viên")) == 1


async def test_a_new_group_hears_who_the_bot_is_once(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        street, bot = scene.demo.street, scene.demo.bot
        player = street.person("Chuyên viên Sở Y tế")
        chat = street.group("Sở Y tế", player, bots=[bot], kind=ChatKind.SUPERGROUP)
        await scene.demo.clock.settle()

        said = [m.text for m in street.messages(chat) if m.is_by_bot]
        assert [text for text in said if "/start" in text] == said[:1]
        assert "chưa liên kết" in said[0]


async def test_who_stands_in_over_the_wire_until_its_last_day(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        digest = scene.said("NV")[-1]
        await scene.say("NV", "tôi nghỉ đến 9/7, anh Minh thay", reply_to=digest.id)
        assert scene.last("NV").startswith("Đã ghi: anh Minh trực thay")

        await scene.go("8/7", "10:00")
        assert any("anh Minh" in text for text in _news(scene, "Đang trực thay"))

        await scene.go("13/7", "10:00")
        (over,) = [m for m in scene.said("NV") if "Hết thời gian" in m.text]
        assert over.at.hour >= 6
        assert len(_news(scene, "hết thời gian anh Minh")) == 1
        assert not any("anh Minh" in t for t in _news(scene, "Tổng hợp sáng 13/7"))
