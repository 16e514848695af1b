"""What people do on the street, and what a bot gets to hear of it."""

from __future__ import annotations

import pytest

from sandbox.chats import Chat, NotPossible
from sandbox.links import DeepLink, NotADeepLink, read_link
from tests.sandbox.world import INVITATION, KEYS, World


async def heard(world: World) -> list[str]:
    """The texts of which the bot was told since the last time."""
    updates = await world.bot.inbox.take()
    world.bot.inbox.drop_all()
    kinds = ("message", "edited_message")
    bodies = [u.body for u in updates if u.kind in kinds]
    return [body["text"] for body in bodies if "text" in body]


@pytest.fixture
def chat(world: World) -> Chat:
    return world.agencies[0]


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("Mục 9 xong rồi", False),
        ("@NhacViecBot xong rồi", False),
        ("xem /mucviec@NhacViecBot", False),
        ("/mucviec@nhacviecbot I.9", True),
        ("/mucviec@OtherBot", False),
        ("/mucviec", True),  # the only bot there
    ],
)
async def test_privacy_lets_only_commands_through(
    world: World, chat: Chat, text: str, is_heard: bool
) -> None:
    world.bot.inbox.drop_all()

    world.street.say(chat, chat.player, text)

    assert await heard(world) == ([text] if is_heard else [])


async def test_a_bare_command_goes_to_the_bot_that_spoke_last(
    world: World, chat: Chat
) -> None:
    street = world.street
    street.add(chat, street.bot("LichBot", "Lịch"))
    await heard(world)

    street.say(chat, chat.player, "/mucviec")
    assert await heard(world) == []
    await world.write(chat, "Kính gửi")
    street.say(chat, chat.player, "/mucviec")
    assert await heard(world) == ["/mucviec"]


async def test_privacy_lets_replies_through(world: World, chat: Chat) -> None:
    street = world.street
    asked = await world.write(chat, "Tiến độ?")
    await heard(world)

    answer = street.say(chat, chat.player, "Sắp xong", reply_to=asked["message_id"])
    street.say(chat, chat.player, "Nội bộ", reply_to=answer.id)

    assert await heard(world) == ["Sắp xong"]


async def test_without_privacy_or_as_administrator_all_is_heard(
    world: World, chat: Chat
) -> None:
    street = world.street
    await heard(world)
    street.privacy = False
    street.say(chat, chat.player, "Một")
    assert (await world.ask("getMe"))["can_read_all_group_messages"] is True
    street.privacy = True
    street.say(chat, chat.player, "Hai")
    street.promote(chat, world.bot)
    said = street.say(chat, chat.player, "Ba")
    street.reword(chat, said.id, "Bốn")

    assert await heard(world) == ["Một", "Ba", "Bốn"]


async def test_what_happens_to_a_group_is_heard(world: World) -> None:
    world.bot.inbox.drop_all()
    clerk = world.street.person("Chuyên viên Sở Y tế")

    chat = world.street.group("Sở Y tế", clerk, bots=[world.bot])
    world.street.kick(chat)

    updates = await world.bot.inbox.take()
    assert [u.kind for u in updates] == ["my_chat_member", "message", "my_chat_member"]
    assert updates[1].body["new_chat_members"][0]["username"] == "NhacViecBot"


def test_an_invitation_adds_the_bot_to_a_group(world: World) -> None:
    free = next(c for c in world.street.chats.values() if not c.present_bots())

    opened = world.street.open_link(INVITATION, free.player, free)

    assert opened is free
    assert free.present_bots() == [world.bot]
    assert free.last
    assert free.last.text == "/start@NhacViecBot q7Jm2xVbT0sYk4uLwe9RzA"


def test_an_invitation_makes_a_new_group(world: World) -> None:
    clerk = world.street.person("Chuyên viên Sở Y tế")

    opened = world.street.open_link(INVITATION, clerk, title="Sở Y tế")

    assert (opened.title, opened.player) == ("Sở Y tế", clerk)
    with pytest.raises(NotPossible):
        world.street.open_link(INVITATION, clerk)


async def test_a_start_link_opens_the_private_chat(world: World) -> None:
    await heard(world)

    opened = world.street.open_link("t.me/nhacviecbot?start=abc", world.person)

    assert opened.is_private
    assert await heard(world) == ["/start abc"]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (
            "https://t.me/NhacViecBot?start=a_B-9",
            DeepLink("NhacViecBot", "a_B-9", False),
        ),
        ("t.me/NhacViecBot?startgroup=x", DeepLink("NhacViecBot", "x", True)),
        ("https://t.me/NhacViecBot?startgroup", DeepLink("NhacViecBot", "", True)),
        ("https://t.me/NhacViecBot?start=" + "x" * 65, None),
        ("https://t.me/NhacViecBot?start=a b", None),
        ("https://example.vn/NhacViecBot?start=x", None),
        ("https://t.me/", None),
    ],
)
def test_deep_links_are_read(address: str, link: DeepLink | None) -> None:
    if link is None:
        with pytest.raises(NotADeepLink):
            read_link(address)
    else:
        assert read_link(address) == link


async def test_people_cannot_do_what_the_application_would_not_offer(
    world: World, chat: Chat
) -> None:
    street = world.street
    notice = (await world.write(chat, "Nhắc", reply_markup=KEYS))["message_id"]
    private = street.private(world.person, world.bot)
    stranger = street.person("Chuyên viên Sở Y tế")

    for impossible in (
        lambda: street.say(chat, chat.player, "  "),
        lambda: street.say(chat, chat.player, "x" * 4097),
        lambda: street.say(chat, chat.player, "x", reply_to=99),
        lambda: street.say(private, stranger, "x"),
        lambda: street.press(chat, notice, "Không có nút này"),
        lambda: street.press(chat, 99, "Đã sẵn sàng"),
        lambda: street.reword(chat, notice, "x"),
    ):
        with pytest.raises(NotPossible):
            impossible()


async def test_a_transcript_reads_like_the_chat(world: World, chat: Chat) -> None:
    notice = await world.write(
        chat, "<b>Nhắc việc</b>\n\nMục I.9 &lt; 5 ngày", reply_markup=KEYS
    )
    reply_to = notice["message_id"]
    said = world.street.say(chat, chat.player, "Sắp xong", reply_to)
    await world.ask(
        "editMessageText", chat_id=chat.id, message_id=reply_to, text="Xong"
    )
    world.street.reword(chat, said.id, "Đã gửi")

    assert world.street.transcript(chat) == (
        "24/06/2020 16:00 · Chuyên viên Sở Nội vụ đã lập nhóm\n"
        "\n"
        "24/06/2020 16:00 · Chuyên viên Sở Nội vụ đã thêm Nhắc Việc vào nhóm\n"
        "\n"
        "24/06/2020 16:00 · Nhắc Việc (bot) (đã sửa 16:00)\n"
        "    Xong\n"
        "\n"
        "24/06/2020 16:00 · Chuyên viên Sở Nội vụ (đã sửa 16:00)\n"
        "    > Nhắc Việc (bot): Xong\n"
        "    Đã gửi\n"
    )


async def test_a_transcript_shows_buttons_and_blank_lines(
    world: World, chat: Chat
) -> None:
    await world.write(chat, "Nhắc\n\nMục I.9", reply_markup=KEYS)

    assert world.street.transcript(chat).endswith(
        "    Nhắc\n"
        "\n"
        "    Mục I.9\n"
        "    [Đã sẵn sàng] [Đang chuẩn bị]\n"
        "    [Vướng mắc, xin gia hạn]\n"
    )
