"""/link AGENCY: a one-time code with which that agency's chat is linked."""

from bot.asked import Answer, Asked
from bot.codes import new_code
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import nearest_agencies
from bot.messages import linking
from programme.reminders import ChatRole
from programme.words import bare

_LEADERS = frozenset({"lanh dao", "leader", "leaders"})
_HEAD = frozenset({"lanh dao", "thu truong", "giam doc"})


async def link(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    role, agency = await _whose(words.strip(), desk)
    code = new_code(role, agency, today=desk.today, office=desk.office)
    await desk.unit.links.add(code, by=asked.who, at=desk.now)
    return [Answer(text=linking.code(code, desk.deep_link(code.token)))]


async def _whose(words: str, desk: Desk) -> tuple[ChatRole, str | None]:
    if not words:
        raise Misasked(LINK.usage, "Xin cho biết cơ quan nào?")
    if bare(words) in _LEADERS:
        return ChatRole.LEADER, None
    registry = await desk.registry()
    agency = registry.find(words)
    if agency is not None:
        return ChatRole.AGENCY, agency.name
    of_head = registry.find(_behind(words)) if _behind(words) else None
    if of_head is None:
        raise nearest_agencies(words, registry)
    return ChatRole.HEAD, of_head.name


def _behind(words: str) -> str:
    """Sở Nội vụ, of "lãnh đạo Sở Nội vụ"; else nothing."""
    first, second, *rest = [*words.split(maxsplit=2), "", ""][:3]
    return rest[0] if bare(f"{first} {second}") in _HEAD else ""


LINK = Command(
    name="link",
    usage="/link Sở Nội vụ",
    what="cấp mã liên kết nhóm chat cho một cơ quan, “lãnh đạo Sở …”, “lãnh đạo”",
    changes=True,
    run=link,
)
