"""Telegram's limits: thirty a second, one in a chat, twenty a minute in a group."""

from __future__ import annotations

import pytest

from sandbox.chats import Chat, ChatKind
from sandbox.refusals import Refused
from tests.sandbox.world import World


class Sky:
    """A world with the limits on, and a hand on the street's seconds."""

    def __init__(self) -> None:
        self.world = World()
        self.at = 1000.0
        self.world.street.monotonic = lambda: self.at
        self.world.street.limits.on = True
        self.last = 0

    def groups(self, count: int) -> list[Chat]:
        street, kind = self.world.street, ChatKind.SUPERGROUP
        players = [street.person(f"Chuyên viên {n}") for n in range(count)]
        bots = [self.world.bot]
        return [street.group(p.name, p, bots=bots, kind=kind) for p in players]

    def private(self) -> Chat:
        clerk = self.world.street.person("Chuyên viên")
        chat = self.world.street.private(clerk, self.world.bot)
        self.world.street.say(chat, clerk, "/start")
        return chat

    async def wait_of(self, chat: Chat, method: str = "sendMessage") -> int:
        """Asks once; how many seconds Telegram then wants to be left alone."""
        known = {"message_id": self.last} if method != "sendMessage" else {}
        words = f"Tin {len(self.world.street.ledger)}"
        try:
            sent = await self.world.ask(method, chat_id=chat.id, text=words, **known)
        except Refused as refused:
            return (refused.parameters or {})["retry_after"]
        self.last = sent["message_id"]
        return 0

    async def burst(self, chat: Chat, most: int = 100) -> int:
        """How many are taken at once."""
        for count in range(most):
            if await self.wait_of(chat):
                return count
        return most


@pytest.fixture
def sky() -> Sky:
    return Sky()


async def test_without_the_switch_everything_is_taken(sky: Sky) -> None:
    sky.world.street.limits.on = False

    assert await sky.burst(sky.world.office) == 100


async def test_a_chat_bears_a_short_burst_and_then_one_a_second(sky: Sky) -> None:
    chat = sky.private()

    assert await sky.burst(chat) == 5
    sky.at += 1
    assert await sky.wait_of(chat) == 0
    for _ in range(60):  # no limit a minute in private
        sky.at += 1
        assert await sky.wait_of(chat) == 0
    assert await sky.wait_of(chat) == 1


async def test_a_group_takes_twenty_a_minute_and_as_many_edits(sky: Sky) -> None:
    chat = sky.world.office
    for _ in range(20):
        assert await sky.wait_of(chat) == 0
        sky.at += 2

    assert await sky.wait_of(chat) == 20  # the first was forty seconds ago
    sky.at += 20
    assert await sky.wait_of(chat) == 0
    for _ in range(20):
        sky.at += 1
        assert await sky.wait_of(chat, "editMessageText") == 0
    sky.at += 1
    assert await sky.wait_of(chat, "editMessageText") > 30


async def test_over_all_thirty_a_second(sky: Sky) -> None:
    chats = sky.groups(200)

    taken = [await sky.wait_of(chat) == 0 for chat in chats[:40]]

    assert sum(taken) == 30
    sky.at += 60
    for chat in chats[40:190]:
        sky.at += 1 / 30
        assert await sky.wait_of(chat) == 0
    assert sky.world.street.ledger.figures()["busiest_second_of_a_chat"] == 1


async def test_too_much_over_all_closes_every_chat(sky: Sky) -> None:
    chats = sky.groups(40)
    for chat in chats[:30]:
        await sky.wait_of(chat)
    assert await sky.wait_of(chats[30]) == 1

    sky.at += 0.9

    assert await sky.wait_of(chats[31]) == 2
    assert len(sky.world.street.ledger.early()) == 1
    await sky.world.ask("getChat", chat_id=chats[32].id)  # asks for nothing to be said


async def test_being_early_is_written_down_and_costs_a_second_more(sky: Sky) -> None:
    chat = sky.private()
    await sky.burst(chat)

    waits = [await sky.wait_of(chat) for _ in range(3)]

    assert waits == [2, 3, 4]
    with pytest.raises(Refused, match="Too Many Requests: retry after 5") as refused:
        await sky.world.write(chat, "Nhắc")
    assert refused.value.status == 429
    sky.at += 5
    assert await sky.wait_of(chat) == 0
    entries = sky.world.street.ledger.refused()
    assert [entry.over for entry in entries] == ["chat"] + ["early"] * 4
    assert [entry.retry_after for entry in entries] == [1, 2, 3, 4, 5]


async def test_a_probe_counts_as_the_edit_it_is(sky: Sky) -> None:
    chat = sky.private()
    sent = await sky.world.ask("sendMessage", chat_id=chat.id, text="Nhắc")
    probe = {"chat_id": chat.id, "message_id": sent["message_id"], "text": "Nhắc"}

    for status in (400, 400, 400, 400, 429):
        with pytest.raises(Refused) as refused:
            await sky.world.ask("editMessageText", **probe)
        assert refused.value.status == status
    sky.at += 60
    gap = probe | {"message_id": 999}
    for _ in range(10):  # what is not there costs nothing
        with pytest.raises(Refused, match="message to edit not found"):
            await sky.world.ask("editMessageText", **gap)
