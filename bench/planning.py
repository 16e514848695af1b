"""What a tick and /myitems cost beside what exists: a few duties, and a million.

Both sides are built alike and measured in turn on one machine; what is due, and what is
the agency's own, is the same on both. The bar: 1.5 times, for time and for memory.
"""

import argparse
import asyncio
import gc
import json
import tempfile
import tracemalloc
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from cupboards import (
    AGENCIES,
    MEASURED,
    MORNING,
    OFFICE,
    TICK,
    Cupboard,
    build,
    rewind,
    say_digest,
)
from sqlalchemy import Engine, create_engine
from telegram import Bot, Update
from telegram.ext import Application, CommandHandler
from telegram.request import BaseRequest

from bot.answer import answer
from bot.asked import Asked
from bot.desk import Desk
from jobs.remind import post_reminders
from programme.chats import Person
from programme.letters import Letter
from storage import Store

BAR = 1.5
LAN = Person(channel="telegram", address="77", name="Lan")
ADDRESS = str(-(len(AGENCIES) + 3))
TOMORROW = MORNING + timedelta(days=1)


@dataclass
class Side:
    """One database, and what is done in it."""

    name: str
    cupboard: Cupboard
    store: Store
    engine: Engine
    asked: int = 0
    taken: dict[str, list[float]] = field(default_factory=dict)

    def before_tick(self) -> None:
        rewind(self.engine, self.cupboard)
        say_digest(self.engine, until=TOMORROW)

    def before_digest(self) -> None:
        rewind(self.engine, self.cupboard)

    async def tick(self) -> None:
        assert await post_reminders(self.store, TICK, office=OFFICE, real=TICK)

    async def digest(self) -> None:
        said = await post_reminders(self.store, MORNING, office=OFFICE, real=MORNING)
        assert said == 1

    async def idle(self) -> None:
        now = TICK + timedelta(seconds=5)
        assert not await post_reminders(self.store, now, office=OFFICE, real=now)

    async def my_items(self) -> None:
        """From the message to its answer in the outbox, durable."""
        self.asked += 1
        asked = Asked(
            key=f"telegram:{self.asked}",
            channel="telegram",
            address=ADDRESS,
            title=MEASURED,
            person=LAN,
            at=TICK,
            text="/myitems",
            message=str(self.asked),
        )
        async with self.store.begin() as unit:
            desk = Desk(unit=unit, office=OFFICE, now=TICK)
            (said,) = await answer(asked, desk)
            here = await unit.chats.at(asked.channel, asked.address)
            assert here is not None
            letter = Letter(
                key=asked.key,
                kind=None,
                at=TICK,
                text=str(said.text),
                chat=here.id,
                buttons=said.buttons,
                duties=said.duties,
            )
            await unit.outbox.post(letter, now=TICK)

    async def timed(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        begun = perf_counter()
        await work()
        self.taken.setdefault(what, []).append(perf_counter() - begun)


async def peak(work: Callable[[], Awaitable[None]]) -> float:
    """The most memory it held at once, in MB."""
    gc.collect()
    tracemalloc.start()
    await work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found / 1e6


def nothing() -> None:
    pass


async def measure(few: Side, many: Side, what: str, rounds: int) -> None:
    """In turn, so that a slow moment hits both; then once more for the memory."""
    sides = (few, many)
    works: Mapping[str, tuple[str, str]] = {
        "tick, 1,000 due": ("before_tick", "tick"),
        "tick with the office's digest": ("before_digest", "digest"),
        "tick, nothing due": ("", "idle"),
        "/myitems": ("", "my_items"),
    }
    before, name = works[what]
    for number in range(rounds + 1):
        for side in sides:
            getattr(side, before, nothing)()
            if number == 0:  # the first one opens pages and compiles statements
                await getattr(side, name)()
            else:
                await side.timed(what, getattr(side, name))
    held: list[float] = []
    for side in sides:
        getattr(side, before, nothing)()
        held.append(await peak(getattr(side, name)))
    show(few, many, what, held)


def show(few: Side, many: Side, what: str, held: list[float]) -> None:
    ours, theirs = many.taken[what], few.taken[what]
    ratio = median(ours) / median(theirs)
    print(f"\n{what}")
    for side, took, memory in ((few, theirs, held[0]), (many, ours, held[1])):
        p99 = quantiles(took, n=100, method="inclusive")[98]
        print(
            f"  {side.name:<24} p50 {median(took) * 1e3:9.2f} ms"
            f"   p99 {p99 * 1e3:9.2f} ms   holds {memory:7.2f} MB"
        )
    verdict = "holds" if ratio <= BAR else "MISSED"
    memory = held[1] / held[0]
    print(
        f"  {'ratio':<24} p50 {ratio:9.2f} ×    (bar {BAR} ×: {verdict})"
        f"    memory {memory:.2f} ×"
    )


class Loopback(BaseRequest):
    """Answers every call at once, so that only the library's own work is timed."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, url: str, *_: object, **__: object) -> tuple[int, bytes]:
        me = {"id": 1, "is_bot": True, "first_name": "B", "username": "BareBot"}
        chat = {"id": -1, "type": "group", "title": MEASURED}
        message = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
        found = me if url.endswith("getMe") else message
        return 200, json.dumps({"ok": True, "result": found}).encode()


async def bare_command(rounds: int) -> None:
    """/myitems of a bot that keeps nothing and asks nothing: what a library costs."""
    calls = Loopback()
    app = (
        Application.builder()
        .bot(Bot("1:x", request=calls, get_updates_request=calls))
        .updater(None)
        .build()
    )

    async def said(update: Update, _: object) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("Không có nội dung nào.")

    app.add_handler(CommandHandler("myitems", said))
    taken: list[float] = []
    async with app:
        for number in range(rounds):
            asked = {
                "update_id": number,
                "message": {
                    "message_id": number + 1,
                    "date": 1,
                    "chat": {"id": -1, "type": "group", "title": MEASURED},
                    "from": {"id": 77, "is_bot": False, "first_name": "Lan"},
                    "text": "/myitems",
                    "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
                },
            }
            begun = perf_counter()
            update = Update.de_json(asked, app.bot)
            await app.process_update(update)
            taken.append(perf_counter() - begun)
    p99 = quantiles(taken, n=100, method="inclusive")[98]
    print(
        f"  {'a bare PTB command':<24} p50 {median(taken) * 1e3:9.2f} ms"
        f"   p99 {p99 * 1e3:9.2f} ms   (nothing stored, nothing looked up)"
    )


async def side(folder: Path, *, size: int, due: int) -> Side:
    path = folder / f"{size}-{due}.db"
    begun = perf_counter()
    cupboard = await build(path, size=size, due=due)
    took = perf_counter() - begun
    print(f"built {size:,} duties, {due:,} due, in {took:.0f} s")
    store = await Store.open(path)
    engine = create_engine(f"sqlite:///{path}")
    return Side(f"{size:,} duties", cupboard, store, engine)


async def main(duties: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        many = await side(folder, size=duties, due=1000)
        few = await side(folder, size=10_000, due=1000)
        thousand = await side(folder, size=1000, due=0)
        await measure(few, many, "tick, 1,000 due", rounds)
        await measure(few, many, "tick, nothing due", rounds * 5)
        await measure(few, many, "tick with the office's digest", min(rounds, 5))
        await measure(thousand, many, "/myitems", rounds * 5)
        await bare_command(rounds * 5)
        for one in (many, few, thousand):
            await one.store.close()
            one.engine.dispose()


if __name__ == "__main__":
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--duties", type=int, default=1_000_000)
    asking.add_argument("--rounds", type=int, default=20)
    given = asking.parse_args()
    asyncio.run(main(given.duties, given.rounds))
