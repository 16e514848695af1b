"""What this moment wants said goes into the outbox. Running it again posts nothing.

It costs what is due, not what exists: only rows are asked about whose moment has come
(programme/waking.py), and where there is none, nothing is done.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.messages import undelivered
from bot.wording import as_letter
from jobs.calendar_warned import mark_warned
from jobs.escalate import keep_apart
from jobs.outages import with_outages
from jobs.overnight import make_room
from jobs.planning import Plan, plan_at
from jobs.scenes import LAST_DIGEST, scene_at
from jobs.waking import ask, is_true, keep_true, look_at_new
from programme.letters import Letter
from programme.occasions import CatchUp
from programme.office import Office
from programme.reminders import OFFICE, Kind
from storage import Store, Unit
from storage.awake import Place
from storage.posting import New

__all__ = ["next_moment", "post_reminders", "scene_at"]

#: How far ahead the next moment is looked for.
_AHEAD = timedelta(days=62)


async def post_reminders(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """Posts every letter that is due by `now` and was not said; answers how many."""
    async with store.read() as unit:
        if await _is_idle(unit, now, office):
            return 0
    await keep_true(store, office, now)
    is_new = await look_at_new(store, now, office=office)
    async with store.read() as unit:
        if not (is_new or await unit.waking.is_due(now)):
            return 0
        plan = await plan_at(unit, now, office)
    whose = {occasion.to for occasion in plan.due.said}
    if await make_room(store, whose, now, office=office, real=real):
        await look_at_new(store, now, office=office)
        async with store.read() as unit:
            plan = await plan_at(unit, now, office)
    return await carry_out(store, plan, now, office=office, real=real)


async def clear_the_way(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> bool:
    """As somebody begins to serve, before anything is sent: whether what lies there for
    readers of this moment was taken back. The post is quicker than the first look."""
    await keep_apart(store, now, office=office)
    async with store.read() as unit:
        if not await unit.lapsing.is_behind(now) or await _is_idle(unit, now, office):
            return False
    await keep_true(store, office, now)
    await look_at_new(store, now, office=office)
    async with store.read() as unit:
        plan = await plan_at(unit, now, office)
    whose = {occasion.to for occasion in plan.due.said}
    return await make_room(store, whose, now, office=office, real=real)


async def _is_idle(unit: Unit, now: datetime, office: Office) -> bool:
    if not await is_true(unit, office) or await unit.waking.is_new():
        return False
    return not await unit.waking.is_due(now)


async def next_moment(
    store: Store, now: datetime, *, office: Office
) -> datetime | None:
    """The next moment at which something is planned to be said."""
    await keep_true(store, office, now)
    await look_at_new(store, now, office=office)
    found: datetime | None = None
    async with store.read() as unit:
        awake = await unit.waking.due(now)
        at: datetime | None = now
        while at is not None and at <= now + _AHEAD and not (found and found <= at):
            if at > now:
                awake = await unit.waking.waking_at(at)
            asked = await ask(awake.looked, at, office)
            coming = {
                w.reminder.key: w.reminder.at for w in asked if w.reminder.at > now
            }
            said = await unit.reminders.said(coming)
            unsaid = [moment for key, moment in coming.items() if key not in said]
            found = min([*unsaid, *([found] if found else [])], default=None)
            at = await unit.waking.next_after(at)
    return found if found and found <= now + _AHEAD else None


async def carry_out(
    store: Store, plan: Plan, now: datetime, *, office: Office, real: datetime
) -> int:
    """In bites, so that no transaction is long; each letter with all that it says.

    Rows sleep when every letter about them is posted: who dies before that finds them
    awake, and what was said used up.
    """
    posted = 0
    left: set[Place] = set()
    for number, bite in enumerate(plan.bites()):
        letters = [
            New(letter=as_letter(one, plan.scene_for(one)), says=one.reminders)
            for one in bite.said
        ]
        async with store.begin() as unit:
            if number == 0:
                await _tell_unlinked(unit, plan.due, now, office, real)
            for fate, aside in bite.aside.items():
                await unit.reminders.put_aside(aside, fate, real)
            true, moved = await _as_they_were(unit, plan, letters)
            left |= moved
            true = await with_outages(unit, true, now)
            posted += await unit.posting.post_all(true, now=real)
            if any(new.letter.kind is Kind.OFFICE for new in true):
                await unit.settings.set(LAST_DIGEST, now.isoformat())
                await mark_warned(unit, plan.whole.warnings if plan.whole else ())
            looks = {place: plan.looks[place] for place in bite.asleep - left}
            await unit.waking.sleep(looks, plan.awake.was)
        await asyncio.sleep(0)
    return posted


async def _as_they_were(
    unit: Unit, plan: Plan, letters: Sequence[New]
) -> tuple[list[New], set[Place]]:
    """The letters whose rows nobody has written since they were read; the others wait
    for the next look, with all their rows."""
    spoken = {number: plan.places(new.says) for number, new in enumerate(letters)}
    every = {place: was for its in spoken.values() for place, was in its.items()}
    moved = await unit.waking.changed(every)
    true = [new for n, new in enumerate(letters) if moved.isdisjoint(spoken[n])]
    left = {
        place for its in spoken.values() if not moved.isdisjoint(its) for place in its
    }
    return true, left


async def _tell_unlinked(
    unit: Unit, due: CatchUp, now: datetime, office: Office, real: datetime
) -> None:
    """The office, at once: whom this moment's letters cannot reach. Once a day."""
    whose = [occasion.to for occasion in due.said if occasion.to.agency]
    reached = await unit.chats.homes(whose)
    unreached = dict.fromkeys(to.agency for to in whose if to not in reached)
    names = [name for name in unreached if name]
    if not names:
        return
    letter = Letter(
        key=f"unlinked:{office.rules.day_of(now)}:{','.join(names)}",
        kind=Kind.OFFICE,
        at=now,
        to=OFFICE,
        text=str(undelivered.unlinked(names)),
    )
    await unit.outbox.post(letter, now=real)
