"""Updates brought to a bot's webhook: in order, and again when nobody opens.

How often Zalo comes again, and when, it does not say. An update that was taken but not
acknowledged in time comes again too, so that whoever takes it sees it twice.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.zalo_side.mailbox import Update
from sandbox.zalo_side.people import Webhook, ZaloBot

SECRET = "X-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header
#: How Zalo's caller calls itself.
CALLER = "Java/1.8.0_192"


@dataclass(frozen=True, kw_only=True)
class Knock:
    """One attempt to bring an update; `status`: None if nobody answered."""

    update: Update
    status: int | None
    attempt: int

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Carrier:
    def __init__(self) -> None:
        #: Seconds to wait for an answer; and before each further attempt.
        self.patience = 5.0
        self.pauses: tuple[float, ...] = (1.0, 5.0, 30.0)
        self.knocks: list[Knock] = []
        #: What was brought in vain to the end.
        self.lost: list[Update] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    def __len__(self) -> int:
        """How many are still on their way."""
        return len(self._under_way)

    def carry(self, bot: ZaloBot, update: Update, *, flat: bool) -> None:
        task = asyncio.get_running_loop().create_task(self._carry(bot, update, flat))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def close(self) -> None:
        for task in self._under_way:
            task.cancel()

    async def ask_in(self, webhook: Webhook) -> int | None:
        """Whether anybody opens there, asked with an event without a message."""
        return await self._knock(webhook, wrapped({"event_name": "webhook.verify"}))

    async def _carry(self, bot: ZaloBot, update: Update, flat: bool) -> None:  # noqa: FBT001  # the one who calls names it
        body = update.body if flat else wrapped(update.body)
        async with self._turn:
            taken = await self._attempt(bot, update, body, 1)
        for number, pause in enumerate(self.pauses, 2):
            if taken or not bot.has_webhook:
                break
            await asyncio.sleep(pause)
            taken = await self._attempt(bot, update, body, number)
        if not taken:
            self.lost.append(update)

    async def _attempt(
        self, bot: ZaloBot, update: Update, body: dict[str, Any], number: int
    ) -> bool:
        if bot.webhook is None or not bot.webhook.url:
            return False
        status = await self._knock(bot.webhook, body)
        knock = Knock(update=update, status=status, attempt=number)
        self.knocks.append(knock)
        return knock.is_taken

    async def _knock(self, webhook: Webhook, body: dict[str, Any]) -> int | None:
        headers = {
            SECRET: webhook.secret,
            "User-Agent": CALLER,
            "Content-Type": "application/json",
        }
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        patience = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with (
                aiohttp.ClientSession(timeout=patience) as http,
                http.post(
                    webhook.url,
                    data=text.encode(),
                    headers=headers,
                    allow_redirects=False,
                ) as answer,
            ):
                await answer.read()
                return answer.status
        # Refused, cut off or too slow: nobody opened, so it is brought again.
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None


def wrapped(body: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "result": body}
