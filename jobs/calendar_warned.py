"""What the office is warned of in its calendar: in one digest, and not again."""

import json
from collections.abc import Sequence
from datetime import datetime

from programme.calendar_warnings import CalendarWarning, warnings_of
from programme.office import Office
from storage import Unit

_WARNED = "calendar-warned"
#: More are not remembered; they are of years ago.
_MOST = 200


async def unsaid_warnings(
    unit: Unit, now: datetime, office: Office
) -> tuple[CalendarWarning, ...]:
    warned = await _warned(unit)
    found = warnings_of(office.calendar, office.rules.day_of(now))
    return tuple(one for one in found if one.key not in warned)


async def mark_warned(unit: Unit, said: Sequence[CalendarWarning]) -> None:
    """In the transaction that posts the digest which says them."""
    if said:
        warned = [*await _warned(unit), *(one.key for one in said)]
        await unit.settings.set(_WARNED, json.dumps(warned[-_MOST:]))


async def _warned(unit: Unit) -> list[str]:
    found: list[str] = json.loads(await unit.settings.get(_WARNED) or "[]")
    return found
