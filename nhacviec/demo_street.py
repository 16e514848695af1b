"""The street of the demo: the bot, the office's chat, the leaders', the agencies'."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from programme.agencies import Agency
from programme.chats import ChatState
from programme.programme import InForce
from programme.reminders import ChatRole
from sandbox.chats import Chat, Standing
from sandbox.people import Bot
from sandbox.street import Street
from storage import Store

_STANDING = {
    ChatRole.OFFICE: Standing.OFFICE,
    ChatRole.LEADER: Standing.LEADERS,
    ChatRole.AGENCY: Standing.AGENCY,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One group of the demo, and as whom the person at the screen speaks there."""

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


async def open_chats(
    street: Street, bot: Bot, store: Store, force: InForce, *, at: datetime
) -> dict[str, Chat]:
    """Groups with the bot in them, linked as the office would have linked them."""
    chats: dict[str, Chat] = {}
    async with store.begin() as unit:
        for place in places(force, await unit.agencies.all()):
            chat = street.group(
                place.title,
                street.person(place.player),
                bots=[bot],
                standing=_STANDING[place.role],
            )
            await unit.chats.add(
                channel="telegram",
                address=str(chat.id),
                title=place.title,
                role=place.role,
                agency=place.agency,
                state=ChatState.LINKED,
                at=at,
            )
            chats[place.key] = chat
    return chats
