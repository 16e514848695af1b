"""Updates wait, are confirmed by offset, and go to one poller at a time."""

from __future__ import annotations

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import Conflict
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from sandbox.app import bot_api_app
from sandbox.inbox import Inbox
from sandbox.refusals import Refused
from sandbox.serving import serve
from tests.sandbox.conftest import a_bot
from tests.sandbox.world import World


async def ids(inbox: Inbox, offset: int = 0, limit: int = 100) -> list[int]:
    return [u.body["n"] for u in await inbox.take(offset=offset, limit=limit)]


def full(count: int) -> Inbox:
    inbox = Inbox()
    for n in range(count):
        inbox.put("message", {"n": n})
    return inbox


async def test_an_offset_confirms_all_below_it() -> None:
    inbox = full(5)
    first = (await inbox.take())[0].id

    assert await ids(inbox) == [0, 1, 2, 3, 4]  # asking confirms nothing
    assert await ids(inbox, limit=2) == [0, 1]
    assert await ids(inbox, offset=first + 3) == [3, 4]
    assert await ids(inbox, offset=-1) == [4]
    assert await ids(inbox) == [4]
    assert await ids(inbox, offset=first + 5) == []
    inbox.put("message", {"n": 5})
    assert (await inbox.take())[0].id == first + 5


async def test_what_is_not_asked_for_is_not_kept() -> None:
    inbox = full(0)
    inbox.put("chat_member", {"n": 0})
    inbox.allow(["callback_query"])
    inbox.put("message", {"n": 1})
    inbox.put("callback_query", {"n": 2})
    inbox.allow([])
    inbox.put("message", {"n": 3})

    assert await ids(inbox) == [2, 3]


async def test_a_long_poll_wakes_at_once(world: World, real: Bot) -> None:
    chat = world.agencies[0]
    seen = await real.get_updates(allowed_updates=["message"])
    poll = asyncio.create_task(
        real.get_updates(offset=seen[-1].update_id + 1, timeout=20)
    )
    await asyncio.sleep(0.2)
    began = time.monotonic()

    world.street.say(chat, chat.player, "/mucviec@NhacViecBot")
    updates = await poll

    assert time.monotonic() - began < 1
    assert [u.message.text for u in updates if u.message] == ["/mucviec@NhacViecBot"]


async def test_a_second_poller_ends_the_first(
    world: World, real: Bot, url: str
) -> None:
    await real.get_updates(offset=-1)
    last = (await real.get_updates())[-1].update_id
    first = asyncio.create_task(real.get_updates(offset=last + 1, timeout=20))
    await asyncio.sleep(0.2)

    async with a_bot(url, world.bot.token) as other:
        assert await other.get_updates(timeout=0) == ()

    with pytest.raises(Conflict, match="terminated by other getUpdates request; make"):
        await first


async def test_polls_end_when_the_street_closes(world: World) -> None:
    began = time.monotonic()

    async with serve(bot_api_app(world.street)) as url:
        bot = a_bot(url, world.bot.token)
        await bot.initialize()
        last = (await bot.get_updates())[-1].update_id
        poll = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=30))
        await asyncio.sleep(0.2)

    assert await poll == ()
    await bot.shutdown()
    assert time.monotonic() - began < 3


async def test_a_poll_must_be_reasonable(world: World) -> None:
    with pytest.raises(Refused, match="limit must be between"):
        await world.ask("getUpdates", limit=101)


async def test_a_whole_application_polls_and_answers(world: World, url: str) -> None:
    chat = world.agencies[0]
    builder = Application.builder().token(world.bot.token).base_url(f"{url}/bot")
    app = builder.request(a_bot(url, "x").request).build()

    answered = asyncio.Event()

    async def thank(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = getattr(update, "effective_message", None)
        if message is not None:
            await message.reply_text("Đã ghi nhận", do_quote=True)
            answered.set()

    app.add_handler(MessageHandler(filters.COMMAND, thank))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=10)
        world.street.say(chat, chat.player, "/mucviec")
        await asyncio.wait_for(answered.wait(), 5)
        await app.updater.stop()
        await app.stop()

    assert [m.reply_to for m in world.street.messages(chat)][-1] == 3
