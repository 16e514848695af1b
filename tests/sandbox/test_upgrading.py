"""A basic group becomes a supergroup; and what nobody fetches is forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated

from sandbox.chats import Chat, ChatKind, NotPossible
from tests.sandbox.world import World


@pytest.fixture
def basic(world: World) -> Chat:
    clerk = world.street.person("Chuyên viên Sở Y tế")
    return world.street.group("Sở Y tế", clerk, bots=[world.bot])


async def updates(world: World) -> list[tuple[str, Any]]:
    return [(u.kind, u.body) for u in await world.bot.inbox.take()]


async def test_the_bot_is_told_in_both_chats(world: World, basic: Chat) -> None:
    chat = world.street.upgrade(basic)

    (_, last), (_, first) = (await updates(world))[-2:]
    assert (last["chat"]["id"], last["migrate_to_chat_id"]) == (basic.id, chat.id)
    assert (first["chat"]["id"], first["migrate_from_chat_id"]) == (chat.id, basic.id)
    assert first["message_id"] == 1
    assert chat.present_bots() == [world.bot]
    assert world.street.say(chat, chat.player, "Chào").id == 2


async def test_the_old_id_names_the_new_one(
    world: World, real: Bot, basic: Chat
) -> None:
    sent = await real.send_message(basic.id, "Nhắc")
    chat = world.street.upgrade(basic)

    for call in (
        real.send_message(basic.id, "Nhắc"),
        real.edit_message_text("Nhắc lại", basic.id, sent.message_id),
        real.get_chat(basic.id),
    ):
        with pytest.raises(ChatMigrated) as moved:
            await call
        assert moved.value.new_chat_id == chat.id
    # Numbers of the old group mean nothing in the new one.
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await real.edit_message_text("Nhắc lại", chat.id, sent.message_id + 50)


async def test_nobody_speaks_in_the_old_group(world: World, basic: Chat) -> None:
    world.street.upgrade(basic)

    with pytest.raises(NotPossible):
        world.street.say(basic, basic.player, "Chào")
    for chat in (basic, world.office):
        with pytest.raises(NotPossible):
            world.street.upgrade(chat)
    assert world.office.kind is ChatKind.SUPERGROUP


async def test_presses_that_nobody_fetches_vanish(world: World, real: Bot) -> None:
    street, seconds = world.street, [0.0]
    street.monotonic = lambda: seconds[0]
    chat, first = world.agencies[0], len(world.bot.inbox)
    ready = InlineKeyboardButton("Sẵn sàng", callback_data="r")
    sent = await real.send_message(
        chat.id, "Nhắc", reply_markup=InlineKeyboardMarkup([[ready]])
    )
    street.say(chat, chat.player, "Sắp xong", reply_to=sent.message_id)
    street.press(chat, sent.message_id, "r")
    seconds[0] = 100
    street.press(chat, sent.message_id, "r")

    kinds = []
    for moment in (149, 151, 249, 251, 86_399):
        seconds[0] = moment
        kinds.append([kind for kind, _ in (await updates(world))[first:]])
    seconds[0] = 86_500

    said, press = "message", "callback_query"
    assert kinds == [[said, press, press], [said, press], [said, press], [said], [said]]
    assert len(world.bot.inbox) == first  # those from before the seconds were ours
