"""Ladders begin, and go on by themselves where the office has set it so.

Once a working day each: as the office's digest is due, what is late by then begins to
count; at the digests' hour what goes by itself goes out. Who dies in between finds the
day not marked, and what was told marked as told.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby

from bot.escalating import addressed, begins, exact_words, waiting_at
from programme.escalation import Proposal, Ruling, beginning
from programme.letters import Letter
from programme.office import Office
from programme.reminders import Kind
from programme.sending_hours import SendingHours
from storage import Store, Unit
from storage.holding import Beside

#: Between two messages that nobody asked for.
A_MINUTE = timedelta(minutes=1)
_BEGUN, _TOLD = "ladders-begun", "ladders-told"
#: In whose name it is recorded.
BY_ITSELF = "nhacviec"


async def tend_ladders(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """How many letters were posted. Asked again, nothing is done again that day."""
    await keep_apart(store, now, office=office)
    rules = office.rules
    if not office.calendar.is_worked(rules.day_of(now)):
        return 0
    if await _is_time(store, _BEGUN, now, office, rules.office_at):
        await _begin(store, now, office)
    automatic = rules.escalation_automatic
    hour = now.astimezone(rules.zone).time()
    if not automatic or hour >= rules.due_time:
        return 0
    if await _is_time(store, _TOLD, now, office, rules.digest_at):
        return await _tell(store, now, office, real)
    return 0


async def keep_apart(store: Store, now: datetime, *, office: Office) -> None:
    """What would reach a chat along with another message, and could not be one with
    it, goes a minute after it: silences of eight after a digest that could not be sent
    at half past seven, what one message does not hold."""
    async with store.read() as unit:
        crowded = await unit.outbox.crowded(now + A_MINUTE)
    hours = SendingHours(rules=office.rules, calendar=office.calendar)
    later = dict(_one_by_one(crowded, now, hours))
    if not later:
        return
    async with store.begin() as unit:
        for number, until in later.items():
            await unit.outbox.put_off([number], until)


def _one_by_one(
    crowded: Iterable[Beside], now: datetime, hours: SendingHours
) -> Iterator[tuple[int, datetime]]:
    """Those that wait longer. Who is nearly a minute behind stays: at every look of an
    outage they are not written anew."""
    for _, beside in groupby(crowded, key=lambda one: one.home):
        last: datetime | None = None
        for one in beside:
            at = max(one.from_ or now, now)
            if one.may_wait and last is not None and at - last < A_MINUTE / 2:
                until = hours.opens(last + A_MINUTE)
                if one.until is None or until <= one.until:
                    yield one.id, until
                    at = until
            last = at if last is None else max(at, last)


async def _is_time(
    store: Store, mark: str, now: datetime, office: Office, hour: time
) -> bool:
    today = office.rules.day_of(now)
    if now < office.rules.moment(today, hour):
        return False
    async with store.read() as unit:
        return await unit.settings.get(mark) != today.isoformat()


async def _begin(store: Store, now: datetime, office: Office) -> None:
    async with store.begin() as unit:
        late = await unit.ladders.late(now)
        known = await unit.ladders.known(duty.id for duty in late)
        await unit.ladders.begin(beginning(late, known, now, office.rules), now)
        await _mark(unit, _BEGUN, now, office)


async def _tell(store: Store, now: datetime, office: Office, real: datetime) -> int:
    """Each level of each agency in a transaction of its own, letter and rungs."""
    async with store.read() as unit:
        waiting = await waiting_at(unit, now, office)
    for proposal in waiting:
        async with store.begin() as unit:
            await _tell_one(unit, proposal, now, office, real)
    async with store.begin() as unit:
        await _mark(unit, _TOLD, now, office)
    return len(waiting)


async def _tell_one(
    unit: Unit, planned: Proposal, now: datetime, office: Office, real: datetime
) -> None:
    """As it stands by now: who has spoken meanwhile is left alone."""
    about = (planned.agency, planned.level)
    for proposal in await waiting_at(unit, now, office):
        if (proposal.agency, proposal.level) != about:
            continue
        for ladder in proposal.ladders:
            await unit.ladders.rule(
                ladder,
                proposal.level,
                Ruling.SENT,
                day=office.rules.day_of(now),
                at=now,
                by=BY_ITSELF,
            )
        exact = await exact_words(unit, proposal, office)
        to, text = await addressed(unit, proposal, exact)
        day = office.rules.day_of(now)
        hours = SendingHours(rules=office.rules, calendar=office.calendar)
        gathered = now + timedelta(seconds=office.rules.merge_seconds)
        letter = Letter(
            key=f"escalation:{day}:{proposal.level}:{proposal.agency}",
            kind=Kind.ESCALATION,
            at=now,
            text=str(text),
            to=to,
            duties=tuple(duty.id for duty in proposal.duties),
            refs=tuple(duty.ref for duty in proposal.duties),
            not_before=hours.opens(gathered),
            not_after=begins(proposal.duties),
        )
        await unit.outbox.post(letter, now=real)


async def _mark(unit: Unit, mark: str, now: datetime, office: Office) -> None:
    await unit.settings.set(mark, office.rules.day_of(now).isoformat())
