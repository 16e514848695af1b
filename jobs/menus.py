"""Each chat's list of commands is its role's; only what differs is sent."""

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256

from bot.channels import Channel, Menu, MenuKeeper
from bot.commands.registry import COMMANDS, commands_for
from bot.commands.start import START
from bot.rights import Seat, may
from programme.chats import Chat, ChatState
from storage import Store

log = logging.getLogger(__name__)

_WIDE = ("default", "groups", "private")
#: One after another, and none in the way of what is said.
_PAUSE = 0.05
#: In the settings, while chats have changed and the lists have not.
STALE = "menus-stale"


async def renew_menus(store: Store, channels: Mapping[str, Channel]) -> int:
    """How many lists were sent. What a channel refuses is tried at the next renewal."""
    sent = 0
    for channel in channels.values():
        if isinstance(channel, MenuKeeper):
            sent += await _of_channel(store, channel)
    return sent


async def renew_if_stale(store: Store, channels: Mapping[str, Channel]) -> int:
    """What another process has changed (`nhacviec agencies unlink`) shows at the next
    tick; how many lists were sent."""
    async with store.read() as unit:
        if not await unit.settings.get(STALE):
            return 0
    async with store.begin() as unit:
        await unit.settings.set(STALE, "")
    return await renew_menus(store, channels)


async def _of_channel(store: Store, channel: MenuKeeper) -> int:
    async with store.read() as unit:
        chats = await unit.chats.all()
        known = json.loads(await unit.settings.get(_key(channel)) or "{}")
    wanted = {menu.where: menu for menu in menus_of(chats, channel.name)}
    gone = [Menu(where=where) for where in known if where not in wanted]
    stands = {where: mark for where, mark in known.items() if where in wanted}
    sent = 0
    for menu in (*wanted.values(), *gone):
        if stands.get(menu.where) == _mark(menu) and menu.commands:
            continue
        sent += 1
        if await channel.set_menu(menu) and menu.commands:
            stands[menu.where] = _mark(menu)
        await asyncio.sleep(_PAUSE)
    if stands != known:
        async with store.begin() as unit:
            await unit.settings.set(_key(channel), json.dumps(stands))
    return sent


def menus_of(chats: Iterable[Chat], channel: str) -> list[Menu]:
    """Whoever is not linked may link; a linked chat has what its role may use."""
    few = tuple(
        (command.name, command.what)
        for command in COMMANDS.values()
        if may(Seat.GROUP, command.deed)
    )
    return [
        *[Menu(where=where, commands=few) for where in _WIDE],
        *[
            Menu(
                where=chat.address,
                commands=tuple(
                    (command.name, command.what)
                    for command in commands_for(chat.role)
                    if command is not START
                ),
            )
            for chat in chats
            if chat.channel == channel and chat.state is ChatState.LINKED
        ],
    ]


def _mark(menu: Menu) -> str:
    return sha256(json.dumps(menu.commands).encode()).hexdigest()[:12]


def _key(channel: MenuKeeper) -> str:
    return f"menus:{channel.name}"
