"""How an agency of several chats is written to: in the first that works, or in all."""

from bot.asked import Asked
from bot.desk import Desk
from programme.words import bare

#: What stands behind the agency's name, without marks, and whether it means every chat.
_WAYS = {"moi nhom": True, "tat ca nhom": True, "mot nhom": False, "nhom dau": False}


def way_in(words: str) -> tuple[str, bool | None]:
    """The name, and which way is asked for behind it; None: neither."""
    parts = words.split()
    for count in (3, 2):
        way = _WAYS.get(bare(" ".join(parts[-count:])).strip(" ."))
        if way is not None and len(parts) > count:
            return " ".join(parts[:-count]).rstrip(" ,:"), way
    return words.strip(), None


async def deliver(name: str, asked: Asked, desk: Desk, *, every: bool) -> None:
    """From the next letter on; what waits already goes as it was meant."""
    shelf = desk.unit.everywhere
    if every:
        await shelf.begin(name, at=desk.now, by=asked.who)
    else:
        await shelf.end(name)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="deliver",
        now=f"{name}: {'every chat' if every else 'first chat'}",
        message=asked.key,
    )
