"""/link AGENCY: a one-time code with which that agency's chat is linked."""

from bot.asked import Answer, Asked
from bot.codes import new_code
from bot.commands.command import OFFICE_ONLY, Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import nearest_agencies
from bot.messages import linking
from programme.reminders import ChatRole
from programme.words import bare

_LEADERS = frozenset({"lanh dao", "leader", "leaders"})


async def link(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    role, agency = await _whose(words.strip(), desk)
    code = new_code(role, agency, today=desk.today, office=desk.office)
    await desk.unit.links.add(code, by=asked.who, at=desk.now)
    return [Answer(text=linking.code(code, desk.deep_link(code.token)))]


async def _whose(words: str, desk: Desk) -> tuple[ChatRole, str | None]:
    if not words:
        raise Misasked(LINK.usage)
    if bare(words) in _LEADERS:
        return ChatRole.LEADER, None
    registry = await desk.registry()
    agency = registry.find(words)
    if agency is None:
        raise nearest_agencies(words, registry)
    return ChatRole.AGENCY, agency.name


LINK = Command(
    name="link",
    usage="/link Sở Nội vụ",
    what="cấp mã liên kết nhóm chat cho một cơ quan (hoặc “lãnh đạo”)",
    roles=OFFICE_ONLY,
    run=link,
)
