"""What waited too long for its own day: past quiet hours, or while nobody could send.

What says reminders is taken back and worked out anew (storage/lapsing.py), so that no
two digests of two days ever go; what an event brought waits for the next open moment.
"""

from collections.abc import Collection
from datetime import datetime, time

from programme.office import Office
from programme.reminders import Addressee
from programme.sending_hours import SendingHours
from storage import Store

_MIDNIGHT = time(0)


async def look_overnight(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """How many letters had waited past their day. Asked again, there are none."""
    if store.timing is None:
        return 0
    hours = SendingHours(rules=office.rules, calendar=office.calendar)
    before = hours.over_before(now)
    midnight = office.rules.moment(office.rules.day_of(now), _MIDNIGHT)
    is_open = hours.is_open(now)
    async with store.read() as unit:
        lapsed = await unit.lapsing.lapsed(before, urgent=midnight)
        news = not is_open and await unit.lapsing.news_waits(now)
    if not (lapsed or news):
        return 0
    async with store.begin() as unit:
        if news:
            await unit.lapsing.put_off_news(now, hours.opens(now))
        return await unit.lapsing.take_back(lapsed, real)


async def make_room(
    store: Store,
    whose: Collection[Addressee],
    now: datetime,
    *,
    office: Office,
    real: datetime,
) -> bool:
    """Before something is said to these: whether what they have not been sent of an
    earlier moment was taken back, to be said along with it."""
    if store.timing is None or not whose or not _is_hour_of_work(now, office):
        return False
    async with store.read() as unit:
        waiting = await unit.lapsing.waiting_for(whose, now)
    if not waiting:
        return False
    async with store.begin() as unit:
        return bool(await unit.lapsing.take_back(waiting, real))


def _is_hour_of_work(now: datetime, office: Office) -> bool:
    """What is behind time may be said now (programme/occasions.py)."""
    rules = office.rules
    hour = now.astimezone(rules.zone).time()
    is_worked = office.calendar.is_worked(rules.day_of(now))
    return is_worked and rules.morning_at <= hour < rules.due_time
