"""Planning as it must come out: over everything there is, each time anew.

What `jobs.remind` says out of the rows that are due is held against this, which knows
no shortcut.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.wording import as_letter
from jobs.scenes import LAST_DIGEST, scene_at
from programme.letters import Letter
from programme.occasions import CatchUp, catch_up, joined
from programme.office import Office
from programme.reminders import Kind, Reminder
from programme.rules import OfficeRules
from programme.timetable import reminders_between
from storage import NotFound, Store, Unit

_LONG_AGO = timedelta(days=124)
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Told:
    """A letter of the post, and the keys of what it says."""

    letter: Letter
    says: frozenset[str]


async def post_everything(store: Store, now: datetime, *, office: Office) -> None:
    async with store.begin() as unit:
        due = await _due(unit, now, office)
        await unit.reminders.put_aside(due.superseded, "superseded", now)
        await unit.reminders.put_aside(due.expired, "expired", now)
        if not due.said:
            return
        scene = await scene_at(unit, now, office)
        for occasion in due.said:
            letter = as_letter(occasion, scene)
            if await unit.outbox.post(letter, occasion.reminders, now=now) is None:
                key = f"{letter.key}+{occasion.reminders[0].key}"
                more = replace(letter, key=key)
                await unit.outbox.post(more, occasion.reminders, now=now)
            if occasion.kind is Kind.OFFICE:
                await unit.settings.set(LAST_DIGEST, now.isoformat())


async def _due(unit: Unit, now: datetime, office: Office) -> CatchUp:
    rules, calendar = office.rules, office.calendar
    wanted = reminders_between(
        await unit.programmes.in_force(),
        now - _LONG_AGO,
        now + _HALF_A_DAY,
        rules=rules,
        calendar=calendar,
    )
    come = [reminder for reminder in joined(wanted, rules) if reminder.at <= now]
    said = await unit.reminders.said(reminder.key for reminder in come)
    unsaid = [reminder for reminder in come if reminder.key not in said]
    return catch_up(unsaid, now, rules=rules, calendar=calendar)


async def count_as_said(
    unit: Unit, now: datetime, was: OfficeRules, office: Office
) -> None:
    """Nobody is reminded backwards of what only the new numbers would have had."""
    forces = await unit.programmes.in_force()

    def wanted(rules: OfficeRules) -> list[Reminder]:
        return reminders_between(
            forces, now - _LONG_AGO, now, rules=rules, calendar=office.calendar
        )

    before = {reminder.key for reminder in wanted(was)}
    ahead = reminders_between(
        forces,
        now,
        now + _LONG_AGO,
        rules=was,
        calendar=office.calendar,
    )
    before |= {reminder.key for reminder in ahead}
    aside = [one for one in wanted(office.rules) if one.key not in before]
    await unit.reminders.put_aside(aside, "superseded", now)


async def told(store: Store, but: int) -> list[Told]:
    """Every letter in the order of posting, but the first so many."""
    found: list[Told] = []
    async with store.read() as unit:
        with suppress(NotFound):
            while True:
                posted = await unit.outbox.get(but + len(found) + 1)
                says = await unit.reminders.of_letter(posted.id)
                found.append(Told(posted.letter, frozenset(r.key for r in says)))
    return found
