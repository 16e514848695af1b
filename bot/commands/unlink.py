"""/unlink AGENCY|#chat: a chat is an agency's no longer."""

from dataclasses import replace

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked, NotPossible
from bot.finding import agency_called, nearest_agencies
from bot.leaving import stand_down
from bot.messages import office_words
from bot.sure import ask_first, is_sure
from programme.chats import Chat, ChatState
from programme.reminders import ChatRole

_LIVE = frozenset({ChatState.LINKED, ChatState.ASKED, ChatState.UNREACHABLE})


async def unlink(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    if not words.strip():
        asks = "Xin cho biết bỏ liên kết cơ quan nào, hoặc nhóm số mấy (xem /who)?"
        raise Misasked(UNLINK.usage, asks)
    chat = await _chat(words.strip(), desk)
    if chat.id == place.chat.id:
        raise NotPossible("Không bỏ liên kết được chính nhóm này từ trong nhóm này.")
    shown = office_words.unlink(chat)
    if not is_sure(asked, shown):
        by_number = f"#{chat.id}"
        return await ask_first(
            UNLINK.name, by_number, shown, asked, desk, yes="Bỏ liên kết"
        )
    gone = replace(chat, state=ChatState.UNLINKED)
    await desk.unit.chats.put(gone, was=chat)
    await stand_down(chat, desk.unit, desk.now)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="unlink",
        was=str(chat.addressee),
        message=asked.key,
    )
    told = chat.state is ChatState.LINKED
    return [
        Answer(text=office_words.unlinked(chat)),
        *(
            [Answer(text=office_words.unlinked_here(chat), chat=chat.id)]
            if told
            else []
        ),
    ]


async def _chat(words: str, desk: Desk) -> Chat:
    live = [chat for chat in await desk.unit.chats.all() if chat.state in _LIVE]
    number = words.removeprefix("#").strip()
    if number.isdecimal():
        found = [chat for chat in live if str(chat.id) == number]
        if not found:
            raise NotPossible(f"Không có nhóm #{number}. Xem các nhóm: /who")
        return found[0]
    registry = await desk.registry()
    named = agency_called(words, registry)
    if named is None:
        raise nearest_agencies(words, registry)
    found = [
        chat
        for chat in live
        if chat.agency == named.name and chat.role is ChatRole.AGENCY
    ]
    if not found:
        raise NotPossible(f"{named.name} chưa có nhóm chat nào được liên kết.")
    if len(found) > 1:
        said = "; ".join(f"#{chat.id} «{chat.title}»" for chat in found)
        raise Misasked(
            UNLINK.usage, f"{named.name} có nhiều nhóm: {said}. Nhóm nào?", so_far=""
        )
    return found[0]


UNLINK = Command(
    name="unlink",
    usage="/unlink Sở Nội vụ hoặc /unlink #12",
    what="bỏ liên kết nhóm chat của một cơ quan",
    run=unlink,
    changes=True,
    asks_first=True,
)
