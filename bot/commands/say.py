"""/say AGENCY, AGENCY: text. The office's word to several, shown before it goes."""

from collections.abc import Iterable

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import agency_called, nearest_agencies
from bot.messages import office_words
from bot.soon import goes_at
from bot.sure import ask_first, is_sure
from programme.agencies import Registry
from programme.chats import ChatState
from programme.reminders import ChatRole, Kind, agency
from programme.speech import shorten
from programme.words import bare

#: From here on a second button is asked for.
_MANY = 20
_LONGEST = 2500
_ALL = frozenset({"tat ca", "cac co quan", "tat ca co quan", "tat ca cac co quan"})


async def say(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    whom, _, text = words.partition(":")
    if not whom.strip():
        asks = "Xin cho biết gửi cơ quan nào, và nội dung gì?"
        raise Misasked(SAY.usage, asks, is_free=True)
    if not text.strip():
        asks = "Xin cho biết nội dung cần gửi?"
        so_far = words if words.endswith(":") else f"{words.rstrip()}:"
        raise Misasked(SAY.usage, asks, is_free=True, so_far=so_far)
    text = shorten(text.strip(), _LONGEST)
    linked = await _linked(desk)
    to_all = bare(whom).strip() in _ALL
    names = await _all(linked, desk) if to_all else await _named(whom, desk)
    reached = [name for name in names if name in linked]
    missing = [name for name in names if name not in linked]
    if not reached:
        raise office_words.nobody_reached(missing)
    shown = office_words.saying(text, reached, missing, chats=len(reached))
    again = office_words.saying_to_many(len(reached), text)
    if len(reached) > _MANY and is_sure(asked, shown):
        return await ask_first(
            SAY.name, words, again, asked, desk, yes=f"Gửi {len(reached)} nhóm"
        )
    if not is_sure(asked, again if len(reached) > _MANY else shown):
        return await ask_first(SAY.name, words, shown, asked, desk, yes="Gửi")
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="say",
        now=shorten(", ".join(reached), 400),
        note=text,
        message=asked.key,
    )
    letter = office_words.word_of_office(text, office=desk.office)
    return [
        Answer(text=office_words.said(reached, goes_at(desk))),
        *[Answer(to=agency(name), text=letter, kind=Kind.CHANGE) for name in reached],
    ]


async def _linked(desk: Desk) -> dict[str, None]:
    """The agencies that have a chat; in a rehearsal the office plays them all."""
    if desk.is_rehearsed:
        return {one.name: None for one in await desk.registry()}
    return {
        chat.agency: None
        for chat in await desk.unit.chats.all()
        if chat.role is ChatRole.AGENCY
        and chat.state is ChatState.LINKED
        and chat.agency
    }


async def _all(linked: Iterable[str], desk: Desk) -> list[str]:
    """In a rehearsal, those that prepare something."""
    if not desk.is_rehearsed:
        return list(linked)
    newest = await desk.unit.programmes.newest(2)
    return list(dict.fromkeys(d.agency for force in newest for d in force.duties))


async def _named(whom: str, desk: Desk) -> list[str]:
    """Every name has to be known: nobody is left out unseen."""
    registry = await desk.registry()
    found: dict[str, None] = {}
    whole = agency_called(whom, registry)
    if whole is not None:
        return [whole.name]
    mentions = registry.mentions(whom)
    at = 0
    for mention in mentions:
        _check_between(whom[at : mention.start], whom, registry)
        found[mention.agency.name] = None
        at = mention.end
    _check_between(whom[at:] if mentions else whom, whom, registry)
    return list(found)


def _check_between(words: str, whom: str, registry: Registry) -> None:
    left = set(bare(words).replace(",", " ").replace(";", " ").split())
    if left - {"va", "cac"}:
        raise nearest_agencies(words.strip(" ,;") or whom, registry)


SAY = Command(
    name="say",
    usage="/say Sở Nội vụ, Sở Tài chính: mời họp trù bị 8h sáng mai",
    what="gửi một tin tới các cơ quan; xem trước rồi mới gửi",
    run=say,
    changes=True,
    asks_first=True,
)
