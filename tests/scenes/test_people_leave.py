"""Who has left an agency's group, and whose chat is another's: over the wire."""

from pathlib import Path

from programme.chats import Chat, ChatState
from programme.duties import DutyState
from programme.reminders import ChatRole
from sandbox.people import Person
from sandbox.presses import Press
from tests.scenes.scenery import House, house

HAS_LEFT = "Anh/chị đã rời nhóm này"


async def _chat(scene: House, address: int) -> Chat:
    async with scene.demo.store.read() as unit:
        chat = await unit.chats.at("telegram", str(address))
    assert chat is not None
    return chat


async def _press(scene: House, name: str, label: str, person: Person) -> Press:
    """On the newest message of that chat with this button."""
    message = scene.newest_with(name, label)
    press = scene.demo.street.press(scene.chat(name), message.id, label, person)
    await scene.demo.clock.settle()
    return press


async def _says(scene: House, name: str, text: str, person: Person) -> None:
    scene.demo.street.say(scene.chat(name), person, text)
    await scene.demo.clock.settle()


async def _part(scene: House, name: str, person: Person) -> None:
    scene.demo.street.part(scene.chat(name), person)
    await scene.demo.clock.settle()


async def test_who_left_an_agencys_group_presses_in_vain(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street = scene.demo.street
        lan = street.person("Nguyễn Thị Lan")
        street.join(scene.chat("KHCN"), lan)
        await _press(scene, "KHCN", "Đang chuẩn bị", lan)
        assert (await scene.duty("I.7")).state is DutyState.PREPARING

        await _part(scene, "KHCN", lan)
        pressed = await _press(scene, "KHCN", "Đã sẵn sàng", lan)

        assert (await scene.duty("I.7")).state is DutyState.PREPARING
        assert pressed.answer is not None
        assert pressed.answer.text.startswith(HAS_LEFT)
        await scene.say("office", "/who Sở KHCN")
        assert "Nguyễn Thị Lan" in scene.last("office")
        assert "đến 09:00" in scene.last("office")

        street.join(scene.chat("KHCN"), lan)
        await scene.demo.clock.settle()
        await _press(scene, "KHCN", "Đã sẵn sàng", lan)
        assert (await scene.duty("I.7")).state is DutyState.READY


async def test_who_left_is_told_in_private_that_it_counts_for_nothing(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street = scene.demo.street
        lan = street.person("Nguyễn Thị Lan")
        street.say(scene.chat("NN"), lan, "/myitems")
        await _part(scene, "NN", lan)
        before = await scene.states()

        private = street.private(lan, scene.demo.bot)
        street.say(private, lan, "mục 3 đã xong")
        await scene.demo.clock.settle()

        said = street.messages(private)[-1]
        assert said.text.startswith("Cuộc trò chuyện riêng này chưa được liên kết")
        assert await scene.states() == before


async def test_their_own_linked_chat_ends_with_their_place_in_the_group(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street = scene.demo.street
        lan = street.person("Nguyễn Thị Lan")
        street.say(scene.chat("NN"), lan, "/myitems")
        private = street.private(lan, scene.demo.bot)
        scene.demo.chats["Lan"] = private
        await scene.say("office", "/link Sở NN")
        code = scene.last("office").partition("/start ")[2][:9]
        await scene.say("Lan", f"/start {code}")
        await scene.press("office", "Đúng, xác nhận")
        assert (await _chat(scene, private.id)).state is ChatState.LINKED

        await _part(scene, "NN", lan)

        assert (await _chat(scene, private.id)).state is ChatState.UNLINKED
        assert "không còn liên kết" in scene.last("office")
        await scene.say("Lan", "mục 3 đã xong")
        assert (await scene.duty("I.3")).state is DutyState.ASSIGNED
        assert "chưa được liên kết" in scene.last("Lan")


async def test_what_was_half_said_is_gone_with_who_said_it(tmp_path: Path) -> None:
    """A clerk leaves the office's group between the question and the answer."""
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        street = scene.demo.street
        hung = street.person("Trần Văn Hùng")
        await _says(scene, "office", "/note", hung)
        asked = scene.last("office")
        await _part(scene, "office", hung)
        street.join(scene.chat("office"), hung)
        await scene.demo.clock.settle()

        await _says(scene, "office", "I.3", hung)

        assert scene.last("office") == asked


async def test_a_chat_that_changes_its_role_keeps_nothing_of_the_old_one(
    tmp_path: Path,
) -> None:
    """One of the leaders' chats becomes an agency's."""
    async with house(tmp_path) as scene:
        await scene.go("7/7")
        await scene.say("NN", "/myitems")
        chat = scene.chat("NN")
        card = scene.newest_with("NN", "I.4")
        number = (await _chat(scene, chat.id)).id
        await scene.say("office", f"/unlink #{number}")
        await scene.press("office", "Bỏ liên kết")
        await scene.say("office", "/link lãnh đạo")
        code = scene.last("office").partition("/start ")[2][:9]
        await scene.say("NN", f"/start {code}")
        await scene.press("office", "Đúng, xác nhận")
        linked = await _chat(scene, chat.id)
        assert (linked.role, linked.state) == (ChatRole.LEADER, ChatState.LINKED)
        before = await scene.states()

        pressed = scene.demo.street.press(chat, card.id, "I.4")
        await scene.demo.clock.settle()
        await scene.say("NN", "mục 3 đã xong")
        await scene.say("NN", "/myitems")

        assert pressed.answer is not None
        assert "không còn hiệu lực" in pressed.answer.text
        assert "không dùng được tại đây" in scene.last("NN")
        assert await scene.states() == before
