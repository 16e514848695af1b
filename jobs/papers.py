"""A file that came with a message: fetched and read before the transaction opens."""

import asyncio
from hashlib import sha256

from bot.asked import Asked
from bot.channels import Channel, NotFetched
from bot.desk import Paper
from programme.agencies import Registry
from programme.errors import Fault, Unreadable
from programme.reading import read_safely
from programme.words import tidy

LARGEST = 20_000_000


async def paper_of(
    asked: Asked, channel: Channel, *, registry: Registry | None = None
) -> Paper | None:
    """What the file says; None where there is none. Reading holds up nobody."""
    file = asked.file
    if file is None:
        return None
    name = tidy(file.name)[:120] or "văn bản"
    if file.size > LARGEST:
        return Paper(name=name, sha256="", read=Unreadable(Fault.TOO_LARGE))
    try:
        data = await channel.fetch(file.id)
    except NotFetched:
        return Paper(name=name, sha256="", read=Unreadable(Fault.MISSING))
    return await asyncio.to_thread(_read, name, data, asked.text, registry)


def _read(name: str, data: bytes, caption: str, registry: Registry | None) -> Paper:
    """`caption` may name the period, as 2020-07."""
    period = caption if len(caption) == 7 and caption[4] == "-" else None
    try:
        draft = read_safely(data, name=name, period=period, registry=registry)
    except Unreadable as error:
        return Paper(name=name, sha256="", read=error)
    return Paper(name=name, sha256=sha256(data).hexdigest(), read=draft)
