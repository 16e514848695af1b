"""/who AGENCY: its chats in the order written to, and who speaks there."""

import re

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.delivering import deliver, way_in
from bot.desk import Desk, Place
from bot.errors import NotPossible
from bot.finding import agency_called, nearest_agencies
from bot.messages import office_words
from bot.ordering import chats_of, move_first
from programme.chats import ChatState
from programme.words import bare

_FIRST = re.compile(r"#?\s*(\d{1,15})\s+(?:nhan )?(?:truoc|dau tien|dau)")


async def who(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    first = _FIRST.fullmatch(bare(words).strip(" ."))
    if first is not None:
        return await _put_first(int(first[1]), asked, desk)
    if not words.strip():
        return [await chats_of(None, desk) or Answer()]
    registry = await desk.registry()
    name, every = way_in(words)
    named = agency_called(name, registry)
    if named is None:
        raise nearest_agencies(name, registry)
    if every is not None:
        await deliver(named.name, asked, desk, every=every)
    shown = await chats_of(named.name, desk)
    return [shown or Answer(text=office_words.no_chat_of(named.name))]


async def _put_first(number: int, asked: Asked, desk: Desk) -> list[Answer]:
    linked = [c for c in await desk.unit.chats.all() if c.state is ChatState.LINKED]
    chat = next((c for c in linked if c.id == number and c.agency), None)
    if chat is None:
        raise NotPossible(f"Không có nhóm #{number} của cơ quan nào. Xem: /who")
    await move_first(chat, asked, desk)
    return [await chats_of(chat.agency, desk) or Answer()]


WHO = Command(
    name="who",
    usage="/who Sở Nội vụ hoặc /who #12 trước",
    what="nhóm chat và người nhắn của một cơ quan, hoặc tất cả",
    run=who,
)
