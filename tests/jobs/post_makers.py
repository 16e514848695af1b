"""A post to try: a channel on which calls take their time, a clock that stands."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.channels import Outcome
from jobs.deliver import Postman
from jobs.pacing import Pace
from programme.letters import Letter
from programme.reminders import Kind
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import FakeChannel, PlayedClock


@dataclass(kw_only=True)
class Busy(FakeChannel):
    """A channel on which calls take their time, and chats answer each for itself."""

    by_chat: dict[str, list[Outcome]] = field(default_factory=dict)
    before: Callable[[str], Awaitable[None]] | None = None
    out: int = 0
    most_out: int = 0

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        self.out += 1
        self.most_out = max(self.most_out, self.out)
        try:
            if self.before is not None:
                await self.before(address)
            outcome = await super().send(letter, address, copy=copy)
            planned = self.by_chat.get(address)
            return planned.pop(0) if planned else outcome
        finally:
            self.out -= 1


@dataclass
class Trust:
    is_given: bool = True

    def is_trusted(self) -> bool:
        return self.is_given


@dataclass
class Time:
    """A steady clock that stands until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def a_postman(
    store: Store, channel: FakeChannel, clock: PlayedClock, **more: Any
) -> Postman:
    more.setdefault("pace", Pace(a_chat=0, over_all=0))
    return Postman(
        worker="w", store=store, channels={channel.name: channel}, clock=clock, **more
    )


async def posted(
    store: Store, clock: PlayedClock, key: str, *, n: int = 0, **said: Any
) -> None:
    letter = Letter(
        **{"key": key, "kind": Kind.DIGEST, "at": at(7), "text": str(n), **said}
    )
    async with store.begin() as unit:
        await unit.outbox.post(letter, now=clock.real())


async def run_dry(post: Postman, store: Store) -> None:
    """The post as it runs in the service, until nothing waits any more."""
    stopping = asyncio.Event()
    running = asyncio.create_task(post.run(stopping))
    async with asyncio.timeout(20):
        while await _is_waiting(store):  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.01)
    stopping.set()
    post.ring()
    await running


async def _is_waiting(store: Store) -> bool:
    async with store.read() as unit:
        return bool(await unit.outbox.pending())
