"""What Telegram tells of a group itself: its name, and the bot's own part in it."""

from typing import Any

import pytest
from telegram import Bot, User

from bot.asked import Happened
from bot.channels.telegram_updates import to_asked
from tests.bot.test_telegram_comings import GROUP, LAN, RIGHTS


@pytest.fixture
def bot() -> Bot:
    known = Bot("123:abc")
    known._bot_user = User(1, "Nhắc Việc", is_bot=True, username="nhacviec_bot")
    return known


@pytest.mark.parametrize(
    ("was", "now", "happened"),
    [
        ({"status": "left"}, {"status": "member"}, Happened.ADDED),
        ({"status": "kicked", "until_date": 0}, {"status": "member"}, Happened.ADDED),
        ({"status": "member"}, {"status": "administrator"}, Happened.PROMOTED),
        ({"status": "administrator"}, {"status": "member"}, Happened.DEMOTED),
        ({"status": "administrator"}, {"status": "administrator"}, None),
        ({"status": "left"}, {"status": "administrator"}, Happened.ADDED),
        (
            {"status": "member"},
            {"status": "restricted", "is_member": True, "can_send_messages": False},
            Happened.MUTED,
        ),
    ],
)
def test_the_bots_own_part_in_a_group_is_told(
    bot: Bot,
    was: dict[str, object],
    now: dict[str, object],
    happened: Happened | None,
) -> None:
    change = {
        "chat": {"id": -100, "type": "supergroup", "title": "Sở Nội vụ"},
        "from": LAN,
        "date": 1594083600,
        "old_chat_member": _whole(was),
        "new_chat_member": _whole(now),
    }

    asked = to_asked({"update_id": 5, "my_chat_member": change}, bot)

    assert (asked.happened if asked else None) is happened


def test_another_name_of_a_group_is_told(bot: Bot) -> None:
    asked = to_asked(_message(new_chat_title="Phòng  Kế hoạch"), bot)

    assert asked is not None
    assert (asked.happened, asked.title) == (Happened.RENAMED, "Phòng Kế hoạch")


def _message(**said: Any) -> dict[str, Any]:
    message = {"message_id": 9, "date": 1594000000, "chat": GROUP, "from": LAN}
    return {"update_id": 5, "message": {**message, **said}}


def _whole(member: dict[str, object]) -> dict[str, object]:
    """With all that Telegram says of a member of this status."""
    me = {"id": 1, "is_bot": True, "first_name": "Nhắc Việc"}
    rights = dict.fromkeys(RIGHTS[str(member["status"])], True)
    until = {"until_date": 0} if member["status"] == "restricted" else {}
    return {"user": me, **rights, **until, **member}
