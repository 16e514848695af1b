"""The street as a process of its own: `python -m sandbox --port 8021 --lean`.

For whoever kills the bot, and wants the street to live on. One line of JSON on stdout
says where everything is, once it is; the rest goes by HTTP (`play/trouble_actions.py`).
With `--zalo-port` Zalo is served as well, and named under "zalo".
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import signal
import sys
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from typing import Any

from sandbox.app import bot_api_app, lean_app, page_app, play_app, zalo_app
from sandbox.chats import ChatKind, Messenger
from sandbox.serving import serve
from sandbox.street import Street

HANOI = timezone(timedelta(hours=7))


def now() -> datetime:
    """The street on its own has no host to lend it a clock."""
    return datetime.fromtimestamp(time.time(), HANOI)


def wishes(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=0, help="of the Bot API; 0: any free one")
    add("--page-port", type=int, help="of the page; without it, the Bot API's")
    add("--token", help="of the bot; without it, one is made")
    add("--username", default="NhacViecBot")
    add("--groups", type=int, default=0, help="supergroups to begin with")
    add("--basic-groups", type=int, default=0, help="basic groups to begin with")
    add("--seed", type=int, default=0, help="of the faults")
    add("--limits", action="store_true", help="Telegram's limits are on")
    add("--lean", action="store_true", help="no page: for loads")
    add("--hears-all", action="store_true", help="privacy mode is off")
    add("--zalo-port", type=int, help="of Zalo's Bot API; 0: any free one")
    add("--zalo-token", help="of the bot on Zalo; without it, one is made")
    add("--zalo-people", type=int, default=0, help="who have written to that bot")
    add("--zalo-groups", type=int, default=0, help="groups on Zalo to begin with")
    return parser.parse_args(arguments)


def street_of(wished: argparse.Namespace) -> Street:
    street = Street(now=now)
    street.faults.seed = wished.seed
    street.limits.on = wished.limits
    street.privacy = not wished.hears_all
    bot = street.bot(wished.username, "Nhắc Việc", token=wished.token)
    kinds = [ChatKind.SUPERGROUP] * wished.groups
    kinds += [ChatKind.GROUP] * wished.basic_groups
    for number, kind in enumerate(kinds, 1):
        player = street.person(f"Chuyên viên {number}")
        street.group(f"Cơ quan {number}", player, bots=[bot], kind=kind)
    if wished.zalo_port is not None:
        _settle_zalo(street, wished)
    return street


def _settle_zalo(street: Street, wished: argparse.Namespace) -> None:
    """The plan has room for all that one begins with."""
    zalo = street.zalo
    zalo.plan.users = max(zalo.plan.users, wished.zalo_people)
    zalo.plan.groups = max(zalo.plan.groups, wished.zalo_groups)
    zalo.lets_loopback_in = True
    zalo.faults.seed = wished.seed
    bot = zalo.bot("Bot Nhắc Việc", token=wished.zalo_token)
    for number in range(1, wished.zalo_people + 1):
        zalo.private(street.person(f"Đầu mối {number}"), bot, met=True)
    for number in range(1, wished.zalo_groups + 1):
        player = street.person(f"Trưởng nhóm {number}")
        zalo.group(f"Nhóm Zalo {number}", player, bots=[bot])


@contextlib.asynccontextmanager
async def served(street: Street, wished: argparse.Namespace) -> AsyncIterator[str]:
    """Yields the address of the Bot API, and the page's or the hands', in JSON."""
    async with contextlib.AsyncExitStack() as doors:
        if wished.page_port is None:
            app = lean_app(street) if wished.lean else play_app(street)
            url = page = await doors.enter_async_context(serve(app, wished.port))
        else:
            app = bot_api_app(street)
            url = await doors.enter_async_context(serve(app, wished.port))
            looked_at = page_app(street, watched=not wished.lean)
            opened = serve(looked_at, wished.page_port)
            page = await doors.enter_async_context(opened)
        where = _where(street, url) | {"page": page}
        if wished.zalo_port is not None:
            opened = serve(zalo_app(street), wished.zalo_port)
            where["zalo"] = _where_zalo(street, await doors.enter_async_context(opened))
        yield json.dumps(where)


def _where(street: Street, url: str) -> dict[str, Any]:
    bot = next(iter(street.bots.values()))
    chats = street.chats.values()
    numbers = [c.id for c in chats if c.messenger is Messenger.TELEGRAM]
    return {"url": url, "token": bot.token, "chats": numbers}


def _where_zalo(street: Street, url: str) -> dict[str, Any]:
    bot = next(iter(street.zalo.bots.values()))
    chats = street.chats.values()
    words = [c.address for c in chats if c.messenger is Messenger.ZALO]
    return {"url": url, "token": bot.token, "chats": words}


async def main(arguments: list[str]) -> None:
    wished = wishes(arguments)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with served(street_of(wished), wished) as where:
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
