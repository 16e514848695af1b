"""Raw updates of Telegram turned into what is asked, or left alone."""

from typing import Any

import pytest
from telegram import Bot, User

from bot.channels.telegram_updates import to_asked

LAN = {"id": 77, "is_bot": False, "first_name": "Nguyễn Thị", "last_name": "Lan"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Nhóm  Sở Nội vụ"}

ANOTHER_BOT = {"id": 9, "is_bot": True, "first_name": "Another"}


@pytest.fixture
def bot() -> Bot:
    known = Bot("123:abc")
    known._bot_user = User(1, "Nhắc Việc", is_bot=True, username="nhacviec_bot")
    return known


def test_a_message_is_told_with_who_and_where(bot: Bot) -> None:
    asked = to_asked(_message(text=" mục 3\n\n  đã   xong "), bot)

    assert asked is not None
    assert (asked.key, asked.channel, asked.address) == (
        "telegram:5",
        "telegram",
        "-100123",
    )
    assert (asked.title, asked.person.name) == ("Nhóm Sở Nội vụ", "Nguyễn Thị Lan")
    assert (asked.text, asked.message, asked.is_group) == ("mục 3\nđã xong", "9", True)


def test_a_reply_names_what_it_replies_to(bot: Bot) -> None:
    other = {"message_id": 4, "date": 1594000000, "chat": GROUP, "text": "Nhắc"}

    asked = to_asked(_message(text="xong", reply_to_message=other), bot)

    assert asked is not None
    assert asked.reply_to == "4"


def test_the_words_under_a_picture_are_words(bot: Bot) -> None:
    asked = to_asked(_message(caption="mục 3 đã xong"), bot)

    assert asked is not None
    assert asked.text == "mục 3 đã xong"


def test_a_picture_is_a_file_in_its_largest_size_and_knows_its_album(
    bot: Bot,
) -> None:
    sizes = [
        {"file_id": f"P{n}", "file_unique_id": f"u{n}", "width": n, "height": n}
        for n in (90, 1280, 320)
    ]

    asked = to_asked(_message(photo=sizes, media_group_id="A1"), bot)

    assert asked is not None
    assert asked.file is not None
    assert (asked.file.id, asked.file.name) == ("P1280", "ảnh 9.jpg")
    assert (asked.file.is_photo, asked.file.album) == (True, "A1")


@pytest.mark.parametrize(
    "message",
    [
        {"new_chat_members": [ANOTHER_BOT]},
        {"left_chat_member": ANOTHER_BOT},
        {"text": ""},
        {"text": "xin chào", "from": {**LAN, "is_bot": True}},
        {"text": "/help@another_bot"},
        {"text": "/start@another_bot ABCD-EFGH"},
    ],
    ids=[
        "a bot came",
        "a bot left",
        "nothing",
        "a bot",
        "another's command",
        "another's code",
    ],
)
def test_what_does_not_concern_us(bot: Bot, message: dict[str, Any]) -> None:
    assert to_asked(_message(**message), bot) is None


@pytest.mark.parametrize("text", ["/help", "/help@NhacViec_Bot", "a@b.vn", "/ @x"])
def test_what_does(bot: Bot, text: str) -> None:
    asked = to_asked(_message(text=text), bot)

    assert asked is not None
    assert asked.text == text


def test_a_press_names_its_message_and_its_data(bot: Bot) -> None:
    message = {"message_id": 4, "date": 1594000000, "chat": GROUP, "text": "Nhắc"}
    query = {"id": "q", "from": LAN, "chat_instance": "x", "message": message}

    asked = to_asked({"update_id": 5, "callback_query": {**query, "data": "1:b"}}, bot)

    assert asked is not None
    assert (asked.press, asked.press_id, asked.message) == ("1:b", "q", "4")


def test_a_group_that_grew_tells_its_new_address(bot: Bot) -> None:
    asked = to_asked(_message(migrate_to_chat_id=-100999), bot)

    assert asked is not None
    assert (asked.moved_to, asked.text) == ("-100999", "")


@pytest.mark.parametrize(
    ("status", "gone"), [("left", True), ("kicked", True), ("member", False)]
)
def test_whether_we_are_out_of_it(bot: Bot, status: str, gone: bool) -> None:
    me = {"id": 1, "is_bot": True, "first_name": "Nhắc Việc"}
    change = {
        "chat": GROUP,
        "from": LAN,
        "date": 1594000000,
        "old_chat_member": {"user": me, "status": "member"},
        "new_chat_member": {"user": me, "status": status, "until_date": 0},
    }

    asked = to_asked({"update_id": 5, "my_chat_member": change}, bot)

    assert (asked is not None and asked.gone) is gone


def test_a_press_on_a_message_that_telegram_shows_no_more(bot: Bot) -> None:
    message = {"message_id": 4, "date": 0, "chat": GROUP}
    query = {"id": "q", "from": LAN, "chat_instance": "x", "message": message}

    asked = to_asked({"update_id": 5, "callback_query": {**query, "data": "1:b"}}, bot)

    assert asked is not None
    assert (asked.press, asked.message, asked.address) == ("1:b", "4", "-100123")


def test_a_press_on_a_message_that_is_in_no_chat_is_none_of_ours(bot: Bot) -> None:
    query = {"id": "q", "from": LAN, "chat_instance": "x", "inline_message_id": "i"}

    update = {"update_id": 5, "callback_query": {**query, "data": "1:b"}}

    assert to_asked(update, bot) is None


def _message(**said: Any) -> dict[str, Any]:
    message = {"message_id": 9, "date": 1594000000, "chat": GROUP, "from": LAN}
    return {"update_id": 5, "message": {**message, **said}}
