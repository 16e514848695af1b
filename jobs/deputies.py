"""Who stood in stands in no more once the last day has passed; both are told."""

from dataclasses import replace
from datetime import datetime

from bot.messages import deputies as words
from programme.deputies import Deputy, Ending
from programme.letters import Letter
from programme.office import Office
from programme.reminders import OFFICE, Addressee
from storage import NotFound, Store, Unit


async def end_deputies(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """How many letters it posted. They wait for hours that are not quiet."""
    today = office.rules.day_of(now)
    async with store.read() as unit:
        if not await unit.deputies.over_by(today):
            return 0
    async with store.begin() as unit:
        found = await unit.deputies.over_by(today)
        for one in found:
            over = replace(one, ending=Ending.OVER, ended_at=now)
            await unit.deputies.put(over, was=one)
            await _tell(unit, one, now, real)
    return len(found) * 2


async def _tell(unit: Unit, one: Deputy, now: datetime, real: datetime) -> None:
    """Where it was said, if that is still the agency's; and the office."""
    try:
        chat = await unit.chats.get(one.chat)
    except NotFound:
        return
    if chat.agency == one.agency:
        to = chat.addressee
        await _post(unit, f"deputy:{one.id}:over", words.over(one), to, now, real)
    said = words.over_to_office(one)
    await _post(unit, f"deputy:{one.id}:office", said, OFFICE, now, real)


async def _post(
    unit: Unit, key: str, text: str, to: Addressee, now: datetime, real: datetime
) -> None:
    letter = Letter(key=key, kind=None, at=now, to=to, text=str(text))
    await unit.outbox.post(letter, now=real)
