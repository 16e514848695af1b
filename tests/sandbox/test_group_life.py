"""A group is renamed, deleted; its bot is an administrator, and a member again."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot
from telegram.error import Forbidden

from sandbox.chats import Chat, NotPossible
from tests.sandbox.world import World


@pytest.fixture
def group(world: World) -> Chat:
    clerk = world.street.person("Chuyên viên Sở Y tế")
    return world.street.group("Sở Y tế", clerk, bots=[world.bot])


async def last(world: World) -> tuple[str, Any]:
    update = (await world.bot.inbox.take())[-1]
    return update.kind, update.body


async def test_the_bot_is_told_of_another_name(world: World, group: Chat) -> None:
    world.street.rename(group, "  Phòng Kế hoạch ")

    kind, body = await last(world)
    assert (kind, body["new_chat_title"]) == ("message", "Phòng Kế hoạch")
    assert body["chat"]["title"] == group.title == "Phòng Kế hoạch"


async def test_an_administrator_is_a_member_again(world: World, group: Chat) -> None:
    with pytest.raises(NotPossible):
        world.street.demote(group, world.bot)
    world.street.promote(group, world.bot)

    world.street.demote(group, world.bot)

    kind, body = await last(world)
    assert kind == "my_chat_member"
    assert body["old_chat_member"]["status"] == "administrator"
    assert body["new_chat_member"]["status"] == "member"


async def test_who_writes_to_a_deleted_group_is_refused(
    world: World, real: Bot, group: Chat
) -> None:
    world.street.delete(group)

    _, body = await last(world)
    assert body["new_chat_member"]["status"] == "left"
    with pytest.raises(Forbidden, match="the group chat was deleted"):
        await real.send_message(group.id, "Nhắc")
    with pytest.raises(NotPossible):
        world.street.say(group, group.player, "Còn ai không?")
    with pytest.raises(NotPossible):
        world.street.rename(group, "Tên khác")
