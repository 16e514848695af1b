"""Who comes to a group and who leaves it, as Telegram tells a member or its leader."""

from typing import Any

import pytest
from telegram import Bot, User

from bot.channels.telegram_updates import to_asked
from programme.chats import Person

LAN = {"id": 77, "is_bot": False, "first_name": "Nguyễn Thị", "last_name": "Lan"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Nhóm  Sở Nội vụ"}
ANOTHER_BOT = {"id": 9, "is_bot": True, "first_name": "Another"}
#: What a status says of somebody's rights, as the Bot API has it.
RIGHTS: dict[str, list[str]] = {
    "left": [],
    "kicked": [],
    "member": [],
    "restricted": [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
        "can_edit_tag",
        "can_react_to_messages",
    ],
    "administrator": [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ],
}


@pytest.fixture
def bot() -> Bot:
    known = Bot("123:abc")
    known._bot_user = User(1, "Nhắc Việc", is_bot=True, username="nhacviec_bot")
    return known


def test_who_came_and_who_left_is_told(bot: Bot) -> None:
    hung = {"id": 78, "is_bot": False, "first_name": "Hùng"}
    clerk = Person(channel="telegram", address="77", name="Nguyễn Thị Lan")

    came = to_asked(_message(new_chat_members=[ANOTHER_BOT, LAN, hung]), bot)
    left = to_asked(_message(left_chat_member=LAN, **{"from": hung}), bot)

    assert came is not None
    assert [person.name for person in came.came] == ["Nguyễn Thị Lan", "Hùng"]
    assert left is not None
    assert (left.left, left.person.name, left.text) == (clerk, "Hùng", "")


@pytest.mark.parametrize(
    ("status", "more", "is_out"),
    [
        ("left", {}, True),
        ("kicked", {"until_date": 0}, True),
        ("restricted", {"is_member": False}, True),
        ("restricted", {"is_member": True}, False),
        ("member", {}, False),
        ("administrator", {}, False),
    ],
)
def test_an_administrator_is_told_of_each_member(
    bot: Bot, status: str, more: dict[str, Any], is_out: bool
) -> None:
    rights = dict.fromkeys(RIGHTS[status], True)
    new = {"user": LAN, "status": status, "until_date": 0, **rights, **more}
    change = {
        "chat": GROUP,
        "from": {"id": 78, "is_bot": False, "first_name": "Hùng"},
        "date": 1594000000,
        "old_chat_member": {"user": LAN, "status": "member"},
        "new_chat_member": new,
    }

    asked = to_asked({"update_id": 5, "chat_member": change}, bot)

    assert asked is not None
    assert (asked.left is not None) is is_out
    assert bool(asked.came) is not is_out


def _message(**said: Any) -> dict[str, Any]:
    message = {"message_id": 9, "date": 1594000000, "chat": GROUP, "from": LAN}
    return {"update_id": 5, "message": {**message, **said}}
