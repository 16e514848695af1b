"""People come to a group and go: the bot is told, as far as Telegram would tell it."""

from __future__ import annotations

import pytest

from sandbox.chats import Chat, NotPossible
from tests.sandbox.world import World


@pytest.fixture
def group(world: World) -> Chat:
    clerk = world.street.person("Chuyên viên Sở Y tế")
    return world.street.group("Sở Y tế", clerk, bots=[world.bot])


async def kinds(world: World) -> list[str]:
    return [update.kind for update in await world.bot.inbox.take()]


async def test_a_member_is_told_by_service_messages_alone(
    world: World, group: Chat
) -> None:
    person = world.street.person("Nguyễn Thị Lan")
    before = await kinds(world)

    world.street.join(group, person)
    world.street.part(group, person)

    updates = (await world.bot.inbox.take())[len(before) :]
    came, left = [update.body for update in updates]
    assert [one["id"] for one in came["new_chat_members"]] == [person.id]
    assert left["left_chat_member"]["id"] == left["from"]["id"] == person.id


async def test_an_administrator_that_asks_is_told_of_members_too(
    world: World, group: Chat
) -> None:
    world.street.promote(group, world.bot)
    world.bot.inbox.allow(["message", "chat_member"])
    person = world.street.person("Nguyễn Thị Lan")
    world.street.join(group, person)

    world.street.part(group, person, by=group.player)

    update = (await world.bot.inbox.take())[-1]
    assert update.kind == "chat_member"
    assert update.body["new_chat_member"]["status"] == "kicked"
    assert update.body["new_chat_member"]["user"]["id"] == person.id
    assert update.body["from"]["id"] == group.player.id


async def test_who_is_out_writes_no_more_but_may_press(
    world: World, group: Chat
) -> None:
    street, person = world.street, world.street.person("Nguyễn Thị Lan")
    street.say(group, person, "xin chào")
    street.part(group, person)

    with pytest.raises(NotPossible):
        street.say(group, person, "còn ai không?")
    with pytest.raises(NotPossible):
        street.part(group, person)
    street.join(group, person)
    street.say(group, person, "tôi đã trở lại")


async def test_nobody_is_put_out_of_a_private_chat(world: World) -> None:
    person = world.street.person("Nguyễn Thị Lan")
    chat = world.street.private(person, world.bot)

    for move in (world.street.join, world.street.part):
        with pytest.raises(NotPossible):
            move(chat, person)
