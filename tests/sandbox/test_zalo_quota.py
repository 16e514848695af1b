"""The free plan on Zalo: messages a month, users, groups; and the month's turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone

import pytest

from sandbox.chats import NotPossible
from sandbox.zalo_side.side import PlanFull
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import ZaloWorld


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world) as client:
        yield client


def test_the_plan_is_zalos_free_one(world: ZaloWorld) -> None:
    plan = world.zalo.plan

    assert (plan.messages, plan.users, plan.groups) == (3000, 50, 3)


async def test_what_is_over_the_quota_is_refused_and_not_said(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.plan.messages = 3
    chat = world.health.address
    for number in range(3):
        await client.ask("sendMessage", chat_id=chat, text=f"Tin {number}")

    photo = {"chat_id": chat, "photo": "https://tinh.example/a.png"}
    assert await client.refused("sendPhoto", **photo) == (429, "Quota exceeded")
    assert (await client.refused("sendMessage", chat_id=chat, text="a"))[0] == 429

    await client.ask("sendChatAction", chat_id=chat, action="typing")
    world.street.say(world.health, world.health.player, "A1")
    assert len(await client.updates()) == 1
    assert len(world.street.messages(world.health)) == 4
    assert world.zalo.counted(world.zalo_bot) == 3
    assert [entry.over for entry in world.zalo.ledger.refused()] == ["quota"] * 2


async def test_a_refused_message_costs_nothing(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.faults.add("403", times=1)
    chat = world.health.address
    await client.refused("sendMessage", chat_id=chat, text="Nhắc")
    await client.refused("sendMessage", chat_id=chat, text="a" * 2001)
    await client.refused("sendMessage", chat_id="nobody", text="Nhắc")

    assert world.zalo.counted(world.zalo_bot) == 0


async def test_the_month_turns_at_midnight_in_viet_nam(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.plan.messages = 1
    chat, utc = world.health.address, timezone.utc  # noqa: UP017  # short beside datetime
    world.clock.at = datetime(2020, 6, 30, 16, 59, tzinfo=utc)
    await client.ask("sendMessage", chat_id=chat, text="tháng 6")
    assert (await client.refused("sendMessage", chat_id=chat, text="nữa"))[0] == 429

    world.clock.at += timedelta(minutes=1)
    await client.ask("sendMessage", chat_id=chat, text="tháng 7")

    assert world.zalo.counted(world.zalo_bot) == 1
    assert (await client.refused("sendMessage", chat_id=chat, text="nữa"))[0] == 429


async def test_each_bot_has_its_own_month(world: ZaloWorld, client: Client) -> None:
    world.zalo.plan.messages = 1
    other = world.zalo.bot("Bot Khác")
    chat = world.zalo.private(world.health.player, other, met=True)
    await client.ask("sendMessage", chat_id=world.health.address, text="Nhắc")
    client.token = other.token

    await client.ask("sendMessage", chat_id=chat.address, text="Nhắc")


async def test_two_who_send_at_once_do_not_pass_the_quota(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.quota.use_up(world.zalo_bot.address, world.clock.at, left=5)
    world.zalo.faults.add("slow-late", seconds=0.05, share=0.5)
    chat = world.health.address

    answers = await asyncio.gather(
        *(client.answer("sendMessage", chat_id=chat, text=f"{n}") for n in range(12))
    )

    assert sum(body["ok"] for _, body in answers) == 5
    assert len(world.street.messages(world.health)) == 5
    assert world.zalo.quota.left(world.zalo_bot.address, world.clock.at) == 0


async def test_what_people_write_may_count_as_well(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.plan.both_ways = True
    world.street.say(world.health, world.health.player, "A1")
    world.street.say(world.police, world.police.player, "không gọi bot")
    await client.ask("sendMessage", chat_id=world.health.address, text="Đã ghi nhận")

    assert world.zalo.counted(world.zalo_bot) == 2


def test_one_user_too_many_is_not_let_in(world: ZaloWorld) -> None:
    world.zalo.plan.users = 3  # two have written already
    street, bot = world.street, world.zalo_bot
    third, fourth = (
        world.zalo.private(street.person(name), bot) for name in ("Ba", "Bốn")
    )
    street.say(third, third.player, "Xin chào")

    with pytest.raises(PlanFull):
        street.say(fourth, fourth.player, "Xin chào")

    street.say(third, third.player, "Lần hai")
    assert fourth.status(bot) is None
    assert len(bot.mailbox) == 2


def test_one_group_too_many_is_not_made(world: ZaloWorld) -> None:
    street, zalo, bot = world.street, world.zalo, world.zalo_bot
    groups = [
        zalo.group(name, street.person(name), bots=[bot]) for name in ("Hai", "Ba")
    ]
    before = len(street.chats)

    with pytest.raises(PlanFull):
        zalo.group("Bốn", street.person("Bốn"), bots=[bot])
    assert len(street.chats) == before
    street.kick(groups[0])
    zalo.group("Bốn", street.person("Bốn"), bots=[bot])
    with pytest.raises(PlanFull):
        street.add(groups[0], bot)


async def test_a_bot_that_may_not_join_groups_says_so_and_does_not(
    world: ZaloWorld, client: Client
) -> None:
    shy = world.zalo.bot("Bot Nhút Nhát", can_join_groups=False)
    client.token = shy.token

    assert (await client.ask("getMe"))["can_join_groups"] is False
    with pytest.raises(NotPossible):
        world.zalo.group("Sở Y tế", world.street.person("Lan"), bots=[shy])
