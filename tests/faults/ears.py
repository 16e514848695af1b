"""The service as a process of its own that only listens to Zalo; it says nothing."""

import asyncio
import json
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.channels import Door, Outcome, Sent
from bot.channels.zalo import Zalo
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from nhacviec.demo import OFFICE
from nhacviec.service import Service
from programme.letters import Letter
from storage import Store
from tests.faults.dying import say
from web.webhook import ZALO_HEADER, hook_route


@dataclass(frozen=True, kw_only=True)
class Hearing:
    place: str
    url: str
    token: str
    now: str
    #: Of its door; without one it asks.
    port: int = 0
    word: str = ""

    @property
    def doors(self) -> dict[str, Door]:
        url = f"http://127.0.0.1:{self.port}/zalo"
        return {"zalo": Door(url, self.word)} if self.port else {}

    def as_words(self) -> list[str]:
        return [json.dumps(asdict(self))]


class Mute(Zalo):
    """Hears as Zalo does, and says nothing."""

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        return Sent(str(time.time_ns()))


async def hear(hearing: Hearing) -> None:
    is_address = hearing.place.startswith("postgresql")
    store = await Store.open(hearing.place if is_address else Path(hearing.place))
    zalo = Mute(hearing.token, base_url=hearing.url)
    await zalo.introduce()
    service = Service(
        store=store,
        channels={zalo.name: zalo},
        clock=PlayedClock(datetime.fromisoformat(hearing.now)),
        office=OFFICE,
        pace=Pace(a_chat=0, burst=1, over_all=0),
        long_poll=timedelta(seconds=2),
        doors=hearing.doors,
    )
    take_in = partial(service.take_in, zalo.name)
    route = hook_route("/zalo", hearing.word, take_in, header=ZALO_HEADER)
    app = Starlette(routes=[route])
    config = uvicorn.Config(app, port=hearing.port, log_config=None, lifespan="off")
    async with service.running():
        say("hears")
        await uvicorn.Server(config).serve()


def main(words: list[str]) -> None:
    asyncio.run(hear(Hearing(**json.loads(words[0]))))
