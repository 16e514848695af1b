"""The rules are asked about what is new, and everything anew once they have changed.

What was written since it was looked at is given its moment (programme/waking.py);
nothing is said here. What changed numbers would have had said before they changed
counts as said (docs/decisions/0031).
"""

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files

from programme.office import Office
from programme.rule_changes import RuleChange, not_wanted_before
from programme.rules_json import from_json, to_json
from programme.waking import Looked, Wish, next_looks, wishes, written
from storage import Store, Unit

_RULES = "rules"
#: The numbers as they are; and as they were, until every row has been looked at anew.
_NUMBERS, _BEFORE = "rules_numbers", "rules_before"
_TABLES = ("programmes", "meetings", "duties")
#: Rows of each kind that are looked at in one transaction, a tenth of a second long.
_NEW_AT_ONCE = 250
_WOKEN_AT_ONCE = 5000
#: Rows that the rules are asked about before others go: a few thousandths of a second.
_ASKED_AT_ONCE = 50


async def ask(looked: Looked, now: datetime, office: Office) -> list[Wish]:
    """What the rules want of these, letting others go first now and then."""
    found: list[Wish] = []
    rows = 0
    for part, asked in looked.parts():
        found += wishes(part, asked, now, rules=office.rules, calendar=office.calendar)
        rows += 1 + len(part.meetings) + len(part.duties)
        if rows >= _ASKED_AT_ONCE:
            rows = 0
            await asyncio.sleep(0)
    return found


async def keep_true(store: Store, office: Office, now: datetime) -> None:
    """Other rules, numbers or days off than when rows were looked at: all wake up."""
    as_it_is = rules_of(office)
    async with store.read() as unit:
        if await unit.settings.get(_RULES) == as_it_is:
            return
    async with store.begin() as unit:
        await _remember_numbers(unit, office, now)
    for name in _TABLES:
        last: int | None = 0
        while last is not None:
            async with store.begin() as unit:
                last = await unit.waking.wake(name, last, most=_WOKEN_AT_ONCE)
    async with store.begin() as unit:
        await unit.settings.set(_RULES, as_it_is)


async def _remember_numbers(unit: Unit, office: Office, now: datetime) -> None:
    """As they were before, if they are others now; once, whatever happens then."""
    numbers = to_json(office.rules)
    known = await unit.settings.get(_NUMBERS)
    if known == numbers:
        return
    await unit.settings.set(_NUMBERS, numbers)
    if known is not None:
        last = await unit.settings.get(_BEFORE)  # the one before was not finished
        was = json.loads(last)["was"] if last else known
        change = {"was": was, "at": now.isoformat()}
        await unit.settings.set(_BEFORE, json.dumps(change, ensure_ascii=False))


async def _change(unit: Unit) -> RuleChange | None:
    """The one that not every row has been looked at for."""
    written = await unit.settings.get(_BEFORE)
    if not written:
        return None
    said = json.loads(written)
    was = from_json(said["was"])
    at = datetime.fromisoformat(said["at"])
    return RuleChange(was=was, at=at) if was is not None else None


async def is_true(unit: Unit, office: Office) -> bool:
    return await unit.settings.get(_RULES) == rules_of(office)


async def look_at_new(store: Store, now: datetime, *, office: Office) -> bool:
    """Whether there was anything new. Afterwards every row has its moment."""
    found = False
    while await _some_new(store, now, office):
        found = True
    if found:
        async with store.begin() as unit:
            if not await unit.waking.is_new() and await unit.settings.get(_BEFORE):
                await unit.settings.set(_BEFORE, "")
    return found


async def _some_new(store: Store, now: datetime, office: Office) -> bool:
    async with store.read() as unit:
        if not await unit.waking.is_new():
            return False
    async with store.begin() as unit:
        awake = await unit.waking.new(now, most=_NEW_AT_ONCE)
        asked = await ask(awake.looked, now, office)
        come = {wish.reminder.key: wish.reminder for wish in asked}
        said = await unit.reminders.said(k for k, one in come.items() if one.at <= now)
        if (change := await _change(unit)) is not None:
            then = replace(office, rules=change.was)
            before = [wish.reminder for wish in await ask(awake.looked, now, then)]
            aside = not_wanted_before(come.values(), change, before)
            await unit.reminders.put_aside(aside, "superseded", now)
            said |= {reminder.key for reminder in aside}
        unsaid = {key: one.at for key, one in come.items() if key not in said}
        looks = awake.placed(next_looks(awake.looked, asked, unsaid, now))
        await unit.waking.sleep(looks, awake.was)
    return True


def rules_of(office: Office) -> str:
    """A short name for the rules as they are: numbers, calendar, and the code itself,
    since another release may want other things said."""
    said = written(office.rules, office.calendar)
    return sha256(f"{_code()} {said}".encode()).hexdigest()


@cache
def _code() -> str:
    digest = sha256()
    for file in sorted(files("programme").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
