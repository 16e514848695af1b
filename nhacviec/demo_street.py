"""The street of the demo: the bots, the office's chat, the leaders', the agencies'."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from programme.agencies import Agency
from programme.chats import ChatState
from programme.chats import Person as Member
from programme.programme import InForce
from programme.reminders import ChatRole
from sandbox.chats import Chat, Standing
from sandbox.people import Bot
from sandbox.street import Street
from sandbox.zalo_side.people import ZaloBot
from storage import Store, Unit

_STANDING = {
    ChatRole.OFFICE: Standing.OFFICE,
    ChatRole.LEADER: Standing.LEADERS,
    ChatRole.AGENCY: Standing.AGENCY,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One chat of the demo, and as whom the person at the screen speaks there."""

    key: str
    title: str
    player: str
    role: ChatRole
    agency: str | None = None


def places(force: InForce, agencies: Iterable[Agency]) -> Iterator[Place]:
    """In the order of the page: the office, the leaders, who leads something."""
    short = {agency.name: agency.short for agency in agencies}
    yield Place(
        key="office",
        title="Văn phòng UBND tỉnh",
        player="Chuyên viên tổng hợp",
        role=ChatRole.OFFICE,
    )
    yield Place(
        key="leader",
        title="Lãnh đạo UBND tỉnh",
        player="Chánh Văn phòng",
        role=ChatRole.LEADER,
    )
    for name in dict.fromkeys(duty.agency for duty in force.duties):
        title = short.get(name, name)
        yield Place(
            key=name,
            title=title,
            player=f"Đầu mối {title}",
            role=ChatRole.AGENCY,
            agency=name,
        )


Where = Callable[[Place], bool]
#: Two agencies and one leader: enough to see both messengers side by side.
_ON_ZALO = ("leader", "Sở Tài chính", "Sở Nội vụ")


def some_on_zalo(place: Place) -> bool:
    return place.key in _ON_ZALO


def none_on_zalo(place: Place) -> bool:
    del place
    return False


def all_on_zalo(place: Place) -> bool:
    del place
    return True


async def open_chats(
    street: Street,
    bot: Bot,
    store: Store,
    force: InForce,
    *,
    at: datetime,
    zalo_of: Callable[[Place], ZaloBot | None] = lambda _: None,
) -> dict[str, Chat]:
    """Linked as the office would have linked them: on Telegram groups with the bot in
    them, on Zalo private chats, for each person there has written to it once."""
    chats: dict[str, Chat] = {}
    async with store.begin() as unit:
        for place in places(force, await unit.agencies.all()):
            player = street.person(place.player)
            standing = _STANDING[place.role]
            zalo = zalo_of(place)
            chat = (
                street.group(place.title, player, bots=[bot], standing=standing)
                if zalo is None
                else street.zalo.private(
                    player, zalo, title=place.title, standing=standing, met=True
                )
            )
            await _link(unit, place, chat, at)
            chats[place.key] = chat
    return chats


async def _link(unit: Unit, place: Place, chat: Chat, at: datetime) -> None:
    linked = await unit.chats.add(
        channel=chat.messenger.value,
        address=chat.address,
        title=place.title,
        role=place.role,
        agency=place.agency,
        state=ChatState.LINKED,
        at=at,
    )
    if chat.is_private:
        person = Member(channel=linked.channel, address=chat.address, name=place.player)
        await unit.members.seen(person, linked.id, at)
