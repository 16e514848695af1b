"""A file or a picture that a channel does not bring us: said once, and what to do."""

from datetime import datetime, timedelta

from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.messages.dossiers import not_brought
from bot.rights import Seat
from programme.chats import ChatState
from programme.reminders import ChatRole

#: Many pages are often sent one after another: they are answered together.
_AN_HOUR = timedelta(hours=1)


async def say_unbrought(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """Nothing where nobody is linked, nor to who has left."""
    if place.chat.state is not ChatState.LINKED or place.seat is Seat.LEFT:
        return []
    key = f"unbrought:{asked.where}"
    before = await desk.unit.settings.get(key)
    if before and desk.now - datetime.fromisoformat(before) < _AN_HOUR:
        return []
    await desk.unit.settings.set(key, desk.now.isoformat())
    is_agency = place.chat.role is ChatRole.AGENCY
    return [Answer(text=not_brought(is_agency=is_agency), reply_to=asked.message)]
