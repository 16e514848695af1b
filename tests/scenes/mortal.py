"""The service as a process of its own, that dies at one chosen moment.

python -m tests.scenes.mortal DATABASE URL TOKEN NOW POINT
"""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.asked import Asked
from bot.channels import Outcome
from bot.channels.telegram import Telegram
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from nhacviec.demo import OFFICE
from nhacviec.service import Service
from programme.letters import Letter
from storage import Store

#: Where it may die: before or after a send is written down, after a press is stored.
POINTS = ("never", "before-send", "after-send", "after-stored", "after-effect")


class MortalTelegram(Telegram):
    """Real Telegram over HTTP, until the moment comes."""

    point = "never"

    def _die_at(self, point: str) -> None:
        if self.point == point:
            os.kill(os.getpid(), signal.SIGKILL)

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        self._die_at("before-send")
        outcome = await super().send(letter, address, copy=copy)
        self._die_at("after-send")
        return outcome

    def read(self, update: dict[str, Any]) -> Asked | None:
        self._die_at("after-stored")
        return super().read(update)

    async def answer_press(self, press_id: str, text: str | None) -> None:
        self._die_at("after-effect")
        await super().answer_press(press_id, text)


async def live(path: Path, url: str, token: str, now: datetime, point: str) -> None:
    store = await Store.open(path)
    telegram = MortalTelegram(token, base_url=url)
    telegram.point = point
    await telegram.introduce()
    service = Service(
        store=store,
        channels={telegram.name: telegram},
        clock=PlayedClock(now),
        office=OFFICE,
        pace=Pace(a_chat=0, burst=1, over_all=0),
        every=timedelta(seconds=0.2),
        grace=timedelta(seconds=0.5),
    )
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with service.running():
        await stopped.wait()
    await telegram.close()
    await store.close()


if __name__ == "__main__":
    database, address, secret, moment, where = sys.argv[1:]
    asyncio.run(
        live(Path(database), address, secret, datetime.fromisoformat(moment), where)
    )
