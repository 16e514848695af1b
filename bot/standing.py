"""The one gate: in which part somebody speaks now, and whether that part may."""

from bot.asked import Asked
from bot.desk import Desk, Place
from bot.errors import HasLeft, NotForThisChat, Unlinked
from bot.rights import NOBODYS, Seat, may, seat_in
from programme.chats import Chat


async def place_of(asked: Asked, chat: Chat, desk: Desk) -> Place:
    has_left = await desk.unit.members.has_left(asked.person, chat.id)
    seat = seat_in(
        chat,
        is_group=asked.is_group,
        is_rehearsed=desk.is_rehearsed,
        has_left=has_left,
    )
    return Place(chat=chat, seat=seat)


def require(place: Place, deed: str) -> None:
    """Every command, press, word and file passes here before it does anything.

    Raises HasLeft, Unlinked or NotForThisChat.
    """
    if may(place.seat, deed):
        return
    if place.seat is Seat.LEFT:
        raise HasLeft
    if place.seat in NOBODYS:
        raise Unlinked(is_private=place.seat is Seat.PRIVATE)
    raise NotForThisChat
