"""Our post: letters due at one instant, each of them durable before it leaves.

    python bench/peers/post_sends.py COUNT < {"url": …, "token": …, "chats": […]}

With `"limits": true` the office's own pace is kept, else none is.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gauge import BUTTONS, TEXT, gauged

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.channels import Outcome, Sent, TryLater, Whose
from bot.channels.telegram import Telegram
from jobs.pacing import Pace
from nhacviec.clocks import WallClock
from nhacviec.service import Service
from nhacviec.settling_in import settle_in
from programme.chats import ChatState
from programme.letters import Button, Letter
from programme.office import Office
from programme.reminders import Addressee, ChatRole, Kind
from programme.rules import OFFICE_ZONE
from storage import Store
from storage.posting import New

NO_LIMITS = Pace(a_chat=0, over_all=0, a_group=0)
ROW = tuple(Button(label, code) for label, code in BUTTONS)
A_BITE = 1000


class Counted(Telegram):
    """`all_went` is set with the last of them; `refused` counts the 429s."""

    expected = 0
    went = 0
    refused = 0
    all_went: asyncio.Event

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        outcome = await super().send(letter, address, copy=copy)
        if isinstance(outcome, Sent):
            self.went += 1
        elif isinstance(outcome, TryLater) and outcome.whose is Whose.PACE:
            self.refused += 1
        if self.went >= self.expected:
            self.all_went.set()
        return outcome


async def fill(store: Store, count: int, chats: Sequence[int], now: datetime) -> None:
    whose = [
        Addressee(role=ChatRole.AGENCY, agency=f"Cơ quan {n}")
        for n in range(len(chats))
    ]
    async with store.begin() as unit:
        for address, to in zip(chats, whose, strict=True):
            await unit.chats.add(
                "telegram",
                str(address),
                to.agency or "",
                to.role,
                to.agency,
                ChatState.LINKED,
                now,
            )
    for first in range(0, count, A_BITE):
        numbers = range(first, min(first + A_BITE, count))
        new = [New(letter=a_letter(n, whose[n % len(chats)]), says=()) for n in numbers]
        async with store.begin() as unit:
            assert await unit.posting.post_all(new, now=now) == len(new)


def a_letter(number: int, to: Addressee) -> Letter:
    at = datetime(2020, 7, 14, 8, tzinfo=OFFICE_ZONE)
    return Letter(
        key=f"bench:{number}",
        kind=Kind.DIGEST,
        at=at + timedelta(seconds=number),
        text=TEXT,
        to=to,
        buttons=(ROW,),
    )


async def send_all(store: Store, count: int, where: dict[str, Any]) -> None:
    telegram = Counted(where["token"], base_url=where["url"])
    telegram.expected, telegram.all_went = count, asyncio.Event()
    await telegram.introduce()
    service = Service(
        store=store,
        channels={"telegram": telegram},
        clock=WallClock(OFFICE_ZONE),
        office=Office(),
        pace=Pace() if where.get("limits") else NO_LIMITS,
    )
    settle_in()  # as `nhacviec run` does
    try:
        async with gauged() as gauge, service.running():
            await telegram.all_went.wait()
            while not await service.is_quiet():  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(0.005)
            gauge.end()
    finally:
        await telegram.close()
    gauge.say(telegram.went, refused=telegram.refused)


async def main(count: int, where: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(Path(folder) / "nhacviec.db")
        await store.migrate()
        await fill(store, count, where["chats"], datetime.now(UTC))
        try:
            await send_all(store, count, where)
        finally:
            await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), json.load(sys.stdin)))
