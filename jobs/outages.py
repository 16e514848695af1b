"""When a channel could not be heard; and the next digest says so, once to each chat.

Telegram forgets a press after 150 seconds. Who pressed a button while nobody listened
saw nothing happen, and is asked to press again.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messages import incoming
from bot.messages.words import LONGEST
from jobs.clock import Clock
from programme.reminders import Addressee, Kind
from programme.speech import utf16_length
from storage import Outage, Store, Unit
from storage.posting import New

#: So long a channel keeps a press for us.
KEPT = timedelta(seconds=150)
#: How often it is written down that it was heard.
_EVERY = 20.0
#: Nobody remembers what he pressed longer ago.
_REMEMBERED = timedelta(days=7)
#: What has buttons under it, or is read first in the morning.
_TELLING = {Kind.DIGEST, Kind.OFFICE}
#: Telegram's limit less what messages keep to.
_ROOM = 4096 - LONGEST


@dataclass(kw_only=True, eq=False)
class Hearing:
    """When a channel was last heard: here, and by whoever listened before."""

    store: Store
    channel: str
    clock: Clock
    steady: Callable[[], float]
    _at: float | None = None
    _written: float | None = None

    async def heard(self) -> None:
        """It answered just now, and what waits there for us is ours."""
        now = self.steady()
        if self._written is None or now - self._written >= _EVERY:
            async with self.store.begin() as unit:
                await self._write(unit, now)
            self._written = now
        self._at = now

    async def _write(self, unit: Unit, now: float) -> None:
        """Two clocks must agree that it was long: one may have been set."""
        key = f"heard:{self.channel}"
        real, moment = self.clock.real(), self.clock.now()
        found = await unit.settings.get(key)
        if found is not None:
            was_real, was = (datetime.fromisoformat(one) for one in json.loads(found))
            gap = real - was_real
            if self._at is not None:
                gap = min(gap, timedelta(seconds=now - self._at))
            if gap > KEPT:
                await unit.outages.add(self.channel, was, moment)
        await unit.settings.set(key, json.dumps([real.isoformat(), moment.isoformat()]))


async def with_outages(unit: Unit, letters: Sequence[New], now: datetime) -> list[New]:
    """The same letters; a digest says what may not have reached us, if it has not been
    said there. In the transaction that posts them."""
    recent = await unit.outages.after(now - _REMEMBERED)
    if not recent:
        return list(letters)
    told = await unit.outages.told(recent)
    news: defaultdict[Addressee, list[Outage]] = defaultdict(list)
    found = []
    for new in letters:
        to = new.letter.to
        if to is None or new.letter.kind not in _TELLING:
            found.append(new)
            continue
        unsaid = [one for one in recent if (one.id, to) not in told]
        news[to] += unsaid
        told |= {(one.id, to) for one in unsaid}
        found.append(_saying(new, unsaid, now) if unsaid else new)
    await unit.outages.tell([(o.id, to) for to, some in news.items() for o in some])
    return found


def _saying(new: New, unsaid: Sequence[Outage], now: datetime) -> New:
    zone = now.tzinfo
    stretches = [(o.since.astimezone(zone), o.until.astimezone(zone)) for o in unsaid]
    line = incoming.not_heard(stretches)
    if utf16_length(line.striptags()) > _ROOM:
        return new
    return replace(new, letter=replace(new.letter, text=new.letter.text + str(line)))
