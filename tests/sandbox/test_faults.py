"""Faults on command, as a real bot library meets them; and what the ledger keeps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from sandbox.app import bot_api_app, page_app
from sandbox.chats import Chat
from sandbox.serving import serve
from sandbox.weather.calls import Call
from sandbox.weather.faults import FaultKind
from tests.sandbox.conftest import a_bot
from tests.sandbox.world import World

RAISED: list[tuple[str, type[TelegramError], str]] = [
    ("429", RetryAfter, "Flood control exceeded"),
    ("403", Forbidden, "kicked from the group"),
    ("400", BadRequest, "[Nn]ot enough rights"),
    ("500-before", NetworkError, "Internal Server Error"),
    ("500-after", NetworkError, "Internal Server Error"),
    ("502-before", NetworkError, "Bad Gateway"),
    ("502-after", NetworkError, "Bad Gateway"),
    ("reset-before", NetworkError, "ReadError"),
    ("reset-after", NetworkError, "ReadError"),
    ("cut-before", NetworkError, "disconnected without"),
    ("cut-after", NetworkError, "disconnected without"),
    ("slow-before", TimedOut, "Timed out"),
    ("slow-after", TimedOut, "Timed out"),
    ("slow-late", TimedOut, "Timed out"),
    ("garbage-before", TelegramError, "Invalid server response"),
    ("garbage-after", TelegramError, "Invalid server response"),
    ("empty-before", TelegramError, "Invalid server response"),
    ("empty-after", TelegramError, "Invalid server response"),
]


@pytest.fixture
def chat(world: World) -> Chat:
    return world.agencies[0]


def said(chat: Chat) -> list[str]:
    return [m.text for m in chat.messages.values() if m.is_by_bot and m.text]


def test_every_kind_of_fault_is_tried() -> None:
    tried = {kind for kind, _, _ in RAISED} | {"migration", "409"}

    assert tried == set(FaultKind)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(("kind", "error", "words"), RAISED)
async def test_a_fault_is_met_once_and_told_truly(
    world: World, real: Bot, chat: Chat, kind: str, error: type, words: str
) -> None:
    world.street.faults.add(kind, times=1, seconds=0.4, retry_after=2)

    with pytest.raises(error, match=words):
        await real.send_message(chat.id, "Nhắc", read_timeout=0.1)
    await asyncio.sleep(0.5)

    accepted = FaultKind(kind).accepts
    assert said(chat) == ["Nhắc"] * accepted
    [entry] = world.street.ledger
    assert (entry.accepted, entry.fault) == (accepted, kind)
    assert (entry.text == "Nhắc") is accepted
    if kind != "429":
        await real.send_message(chat.id, "Lần hai")
        assert said(chat)[-1] == "Lần hai"


async def test_a_fault_keeps_to_its_chat_method_and_count(
    world: World, real: Bot, chat: Chat
) -> None:
    other = world.agencies[1]
    world.street.faults.add(
        "500-before", chat=chat.id, methods=["sendMessage"], times=2
    )

    await real.send_message(other.id, "Chỗ khác")
    await real.send_chat_action(chat.id, "typing")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await real.send_message(chat.id, "Nhắc")
    await real.send_message(chat.id, "Nhắc")

    assert said(chat) == ["Nhắc"]
    assert world.street.ledger.counts["refused"] == 2


def struck(seed: int, others: int = 0) -> list[bool]:
    world = World()
    world.street.faults.seed = seed
    world.street.faults.add("500-before", share=0.3, methods=["sendMessage"])
    for _ in range(others):
        world.street.faults.add("500-before", share=0.3, methods=["getChat"])
    return [_fails(world) for _ in range(60)]


def _fails(world: World) -> bool:
    return world.street.faults.strike(Call(bot=1, method="sendMessage")) is not None


def test_chance_is_foretold_by_the_seed() -> None:
    assert struck(7) == struck(7) == struck(7, others=3)
    assert struck(7) != struck(8)
    assert 8 <= sum(struck(7)) <= 28


def test_a_mixed_fault_takes_each_of_its_ways(world: World) -> None:
    world.street.faults.add("500-before", "reset-after", "429")
    call = Call(bot=1, method="sendMessage", chat=5)

    strikes = [world.street.faults.strike(call) for _ in range(40)]

    assert {s.kind for s in strikes if s} == {"500-before", "reset-after", "429"}


def test_an_unknown_fault_is_not_taken_for_another(world: World) -> None:
    for kinds in (["501"], []):
        with pytest.raises(ValueError, match=r"FaultKind|no kind"):
            world.street.faults.add(*kinds)
    assert len(world.street.faults) == 0


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_whoever_calls_too_early_waits_longer(
    world: World, real: Bot, chat: Chat
) -> None:
    moment = [100.0]
    world.street.monotonic = lambda: moment[0]
    world.street.faults.add("429", times=1, retry_after=3)

    async def wait_of(target: Chat) -> int:
        try:
            await real.send_message(target.id, "Nhắc")
        except RetryAfter as error:
            wait = error.retry_after  # an int, or by the library's setting a timedelta
            return int(wait.total_seconds() if isinstance(wait, timedelta) else wait)
        return 0

    assert await wait_of(chat) == 3
    assert await wait_of(world.agencies[1]) == 0  # only this chat is closed
    moment[0] = 102.9
    assert await wait_of(chat) == 4
    moment[0] = 106.8
    assert await wait_of(chat) == 5
    moment[0] = 111.8
    assert await wait_of(chat) == 0
    assert len(world.street.ledger.early()) == 2


async def test_a_group_moves_house_in_the_middle_of_a_call(
    world: World, real: Bot
) -> None:
    clerk = world.street.person("Chuyên viên Sở Y tế")
    basic = world.street.group("Sở Y tế", clerk, bots=[world.bot])
    world.street.faults.add("migration", times=1)

    await real.send_message(world.office.id, "Siêu nhóm thì không đổi")
    with pytest.raises(ChatMigrated) as moved:
        await real.send_message(basic.id, "Nhắc")
    await real.send_message(moved.value.new_chat_id, "Nhắc")

    assert basic.upgraded_to
    assert said(basic.upgraded_to) == ["Nhắc"]
    assert said(basic) == []


async def test_a_rival_poller_on_command(world: World, real: Bot) -> None:
    world.street.faults.add("409", times=1)

    await real.send_message(world.office.id, "Chỉ việc lấy tin mới có đối thủ")
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await real.get_updates()
    await real.get_updates()


@pytest.fixture
async def doors(world: World) -> AsyncIterator[tuple[str, str]]:
    """The Bot API, and the page apart from it."""
    async with (
        serve(bot_api_app(world.street)) as telegram,
        serve(page_app(world.street)) as page,
    ):
        yield telegram, page


async def test_in_an_outage_connections_are_refused(
    world: World, chat: Chat, doors: tuple[str, str]
) -> None:
    telegram, page = doors
    async with a_bot(telegram, world.bot.token) as real:
        world.street.outage.begin("refused")
        with pytest.raises(NetworkError):  # on the connection there was
            await real.send_message(chat.id, "Nhắc")
        with pytest.raises(NetworkError) as error:
            await real.send_message(chat.id, "Nhắc")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{page}/play/state")).status_code == 200
        world.street.outage.end()
        await asyncio.sleep(0.05)
        await real.send_message(chat.id, "Nhắc")

    assert isinstance(error.value.__cause__, httpx.ConnectError)
    assert said(chat) == ["Nhắc"]


async def test_an_outage_ends_by_itself_on_the_same_port(
    world: World, chat: Chat, doors: tuple[str, str]
) -> None:
    telegram, page = doors
    async with httpx.AsyncClient(trust_env=False) as client:
        for kind in ("refused", "silent", "refused"):
            wish = {"kind": kind, "seconds": 0.3}
            await client.post(f"{page}/play/outage", json=wish)
            await asyncio.sleep(0.5)
            async with a_bot(telegram, world.bot.token) as real:
                await real.send_message(chat.id, "Nhắc")

    assert said(chat) == ["Nhắc"] * 3


async def test_in_a_silent_outage_nothing_is_done(
    world: World, chat: Chat, doors: tuple[str, str]
) -> None:
    async with a_bot(doors[0], world.bot.token) as real:
        world.street.outage.begin("silent")
        with pytest.raises(TimedOut):
            await real.send_message(chat.id, "Nhắc", read_timeout=0.2)
        waiting = asyncio.create_task(real.send_message(chat.id, "Nhắc"))
        await asyncio.sleep(0.2)
        world.street.outage.end()
        with pytest.raises(NetworkError):
            await waiting

    assert said(chat) == []


async def test_a_long_silence_does_not_hold_up_the_end(world: World) -> None:
    began = asyncio.get_running_loop().time()
    world.street.faults.add("slow-after", seconds=600)

    async with serve(bot_api_app(world.street)) as url, aiohttp.ClientSession() as net:
        address = f"{url}/bot{world.bot.token}/getMe"
        calls = [asyncio.create_task(_get(net, address)) for _ in range(3)]
        await asyncio.sleep(0.2)
    await asyncio.gather(*calls)

    assert asyncio.get_running_loop().time() - began < 5


async def _get(net: aiohttp.ClientSession, address: str) -> Any:
    try:
        async with net.get(address) as answer:
            return await answer.read()
    except aiohttp.ClientError:
        return None


async def test_the_ledger_finds_what_was_said_twice(world: World, chat: Chat) -> None:
    for text in ("Nhắc I.3", "Nhắc I.4", "<i>(gửi lại)</i> Nhắc I.3", "Cảm ơn"):
        await world.write(chat, text)
    await world.write(world.agencies[1], "Nhắc I.4")
    ledger = world.street.ledger

    [copies] = ledger.said_twice("(gửi lại)")

    assert [entry.number for entry in copies] == [1, 3]
    figures = ledger.figures("(gửi lại)")
    assert (figures["sends"], figures["extra"], figures["labelled"]) == (5, 1, 1)
    assert ledger.figures()["extra"] == 0
