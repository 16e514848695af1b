"""/assign REF AGENCY: another agency prepares an item; both are told."""

from dataclasses import replace

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked, NotPossible
from bot.finding import agency_called, for_office, nearest_agencies, split_ref
from bot.messages import office_words
from bot.rewriting import change_item
from bot.sure import ask_first, is_sure
from programme.agencies import Agency
from programme.document import AgendaItem
from programme.duties import Duty
from programme.words import bare

_TO = frozenset({"cho", "sang", "den", "giao"})


async def assign(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        asks = "Xin cho biết chuyển mục nào, cho cơ quan nào?"
        raise Misasked(ASSIGN.usage, asks, is_free=True)
    duty, rest = await _of_two(ref, _without_to(rest), desk)
    if not rest.strip():
        asks = f"Xin cho biết chuyển mục {duty.ref} cho cơ quan nào?"
        raise Misasked(ASSIGN.usage, asks)
    to = await _agency(rest, desk)
    if not duty.is_open:
        why = (
            f"Mục {duty.ref} đã kết thúc hoặc đã được tiếp nhận nên không chuyển được."
        )
        raise NotPossible(why)
    if to.name == duty.agency:
        raise NotPossible(f"Mục {duty.ref} vốn do {to.name} chuẩn bị.")
    shown = office_words.assign(duty, to.name)
    said = f"{duty.ref} {duty.agency} cho {to.name}"
    if not is_sure(asked, shown):
        return await ask_first(ASSIGN.name, said, shown, asked, desk, yes="Chuyển")
    done = await change_item(
        duty,
        lambda item: _handed(item, duty.agency, to.name),
        f"/assign {said}",
        asked,
        desk,
    )
    return [Answer(text=done)]


async def _of_two(ref: str, rest: str, desk: Desk) -> tuple[Duty, str]:
    """Whose it is may be said before whom it goes to; said alone, it is the latter."""
    first = (await desk.registry()).mentions(rest)
    if len(first) == 1 and first[0].start == 0 and not rest[first[0].end :].strip():
        duty, _ = await for_office(ref, desk)
        return duty, rest
    duty, left = await for_office(ref, desk, rest=rest)
    if left == rest and len(first) > 1 and first[0].agency.name == duty.agency:
        left = rest[first[0].end :]
    return duty, _without_to(left)


def _handed(item: AgendaItem, was: str, to: str) -> AgendaItem:
    lead = tuple(dict.fromkeys(to if name == was else name for name in item.lead))
    support = tuple(name for name in item.support if name not in lead)
    return replace(item, lead=lead, support=support)


def _without_to(words: str) -> str:
    first, _, rest = words.strip().partition(" ")
    return rest.strip() if bare(first) in _TO else words.strip()


async def _agency(words: str, desk: Desk) -> Agency:
    registry = await desk.registry()
    found = agency_called(words.strip(" .!"), registry)
    if found is None:
        raise nearest_agencies(words.strip(), registry)
    return found


ASSIGN = Command(
    name="assign",
    usage="/assign I.3 Sở Tài chính",
    what="chuyển một mục cho cơ quan khác chuẩn bị",
    run=assign,
    changes=True,
    asks_first=True,
)
