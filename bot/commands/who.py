"""/who AGENCY: its chats in the order written to, and who speaks there."""

from bot.asked import Answer, Asked
from bot.commands.command import OFFICE_ONLY, Command
from bot.desk import Desk, Place
from bot.finding import agency_called, nearest_agencies
from bot.messages import office_words
from programme.chats import ChatState

_NOBODYS = frozenset({ChatState.UNLINKED, ChatState.REFUSED})


async def who(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, place
    chats = [chat for chat in await desk.unit.chats.all() if chat.state not in _NOBODYS]
    if words.strip():
        registry = await desk.registry()
        named = agency_called(words.strip(), registry)
        if named is None:
            raise nearest_agencies(words.strip(), registry)
        chats = [chat for chat in chats if chat.agency == named.name]
        if not chats:
            return [Answer(text=office_words.no_chat_of(named.name))]
    zone = desk.office.rules.zone
    found = [
        (
            chat,
            [
                (person, last.astimezone(zone))
                for person, last in await desk.unit.members.last_words(chat.id)
            ],
        )
        for chat in chats[:60]
    ]
    return [Answer(text=office_words.chats(found))]


WHO = Command(
    name="who",
    usage="/who Sở Nội vụ",
    what="nhóm chat và người nhắn của một cơ quan, hoặc tất cả",
    roles=OFFICE_ONLY,
    run=who,
)
