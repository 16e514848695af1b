"""What the doctor says of a messenger's plan: whether the month and the people fit."""

from collections.abc import AsyncIterator, Iterator

from bot.messages.months import called, forecast
from bot.messages.words import plain
from nhacviec.commands.doctor_telegram import Finding
from nhacviec.commands.shared import moment_of, office_in
from nhacviec.config import Config
from nhacviec.foreseeing import Known, Span, known_in, planned_in
from nhacviec.quotas import quotas_of
from programme.chats import Chat, ChatState
from storage import Store, Unit
from storage.months import AWAY


async def on_month(store: Store, settings: Config) -> AsyncIterator[Finding]:
    """Nothing where no messenger of the office's counts."""
    store.quotas = quotas_of(settings)
    now = moment_of(settings)
    async with store.read() as unit:
        office = await office_in(unit, settings)
        known = await known_in(unit, now, office)
        shut = await unit.months.shut_channels()
        linked = [c for c in await unit.chats.all() if c.state is ChatState.LINKED]
        on_zalo = [chat for chat in linked if chat.channel == "zalo"]
        private = {chat.id for chat in on_zalo if await _is_private(unit, chat)}
    for one in shut.values():
        yield None, _shut(one.channel, one.why)
    if on_zalo:
        groups = len(on_zalo) - len(private)
        yield _of_plan("người", len(private), settings.zalo.users)
        yield _of_plan("nhóm", groups, settings.zalo.groups)
    if known.scene.forces:
        for finding in _months(known):
            yield finding


def _of_plan(noun: str, count: int, most: int) -> Finding:
    """Zero is without a limit."""
    said = f"Zalo: {count} {noun} đã liên kết"
    if not most or count < most:
        return True, f"{said}, trên {most} của gói" if most else said
    if count == most:
        return None, f"{said}, vừa hết {most} của gói; cơ quan khác cần kênh khác"
    return False, (
        f"{said}, gói chỉ có {most}; chuyển bớt sang kênh khác (/link) hoặc nâng gói, "
        f"rồi sửa zalo.{'users' if noun == 'người' else 'groups'}"
    )


def _months(known: Known) -> Iterator[Finding]:
    for one in known.forecasts(planned_in(known, Span(None, None))):
        if one.quota is not None:
            good = False if one.over else None if one.is_close else True
            said = plain(forecast(one, others=known.others(one.channel)))
            yield good, f"Hạn mức: {said}"


def _shut(channel: str, why: str) -> str:
    name = called(channel)
    if why == AWAY:
        return f"{name}: đã lâu không gửi được; tin đang đi qua kênh khác, nếu có"
    return f"{name}: hạn mức tháng đã hết hoặc gần hết; chỉ gửi tin gấp, hoặc không gửi"


async def _is_private(unit: Unit, chat: Chat) -> bool:
    """There a chat has the number of the person in it."""
    people = await unit.members.of_chat(chat.id)
    return any(person.address == chat.address for person in people)
