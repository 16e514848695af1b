"""The service as a process of its own that only listens: it is killed again and again.

python -m tests.scenes.hearer DATABASE URL TOKEN NOW PORT WORD

It asks for updates and has a door for them at the same time, so that one test may try
both. What it answers goes nowhere: sending is another test's.
"""

import asyncio
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.channels import Outcome, Sent
from bot.channels.telegram import Telegram
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from nhacviec.demo import OFFICE
from nhacviec.service import Service
from programme.letters import Letter
from storage import Store
from web.webhook import hook_route


class Deaf(Telegram):
    """Hears as Telegram does, and says nothing."""

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        return Sent(str(time.time_ns()))

    async def answer_press(self, press_id: str, text: str | None) -> None:
        return None


async def hear(place: str, url: str, token: str, now: datetime, *door: str) -> None:
    port, word = door
    is_address = place.startswith("postgresql")
    store = await Store.open(place if is_address else Path(place))
    telegram = Deaf(token, base_url=url)
    await telegram.introduce()
    service = Service(
        store=store,
        channels={telegram.name: telegram},
        clock=PlayedClock(now),
        office=OFFICE,
        pace=Pace(a_chat=0, burst=1, over_all=0),
    )
    take_in = partial(service.take_in, telegram.name)
    app = Starlette(routes=[hook_route("/tg", word, take_in)])
    config = uvicorn.Config(app, port=int(port), log_config=None, lifespan="off")
    async with service.running():
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    database, address, secret, moment, *where = sys.argv[1:]
    asyncio.run(hear(database, address, secret, datetime.fromisoformat(moment), *where))
