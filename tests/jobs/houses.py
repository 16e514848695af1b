"""Two houses that live through the same, and lives for them to live."""

import shutil
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.amending import Act, amend, take_back
from jobs.remind import post_reminders
from programme.calendar import WorkCalendar, civil_calendar
from programme.due import due_as_named
from programme.duties import DueRule, Duty, DutyState
from programme.errors import ProgrammeError
from programme.office import Office
from programme.reminders import ChatRole
from programme.rules import OFFICE_ZONE, OfficeRules
from storage import Store, Unit
from tests.bot.makers import (
    AGENCIES,
    THE_OFFICE,
)
from tests.jobs.everything import count_as_said, post_everything, told
from tests.jobs.issues import an_issue, draft_of
from tests.jobs.makers import linked

BEGIN = datetime(2020, 6, 1, 8, 0, tzinfo=OFFICE_ZONE)

#: What is done at one moment, the same in both houses.
Deed = Callable[[Unit], Awaitable[object]]


@dataclass
class Houses:
    """Two houses that live through the same: one wakes what is due, one asks all."""

    waking: Store
    asking: Store
    now: datetime = BEGIN
    office: Office = THE_OFFICE
    count: int = 0
    letters: int = 0
    lived: list[str] = field(default_factory=list)

    async def both(self, deed: Deed) -> None:
        for store in (self.waking, self.asking):
            try:
                async with store.begin() as unit:
                    await deed(unit)
            except ProgrammeError:
                pass  # the duty cannot go there: in neither house

    async def tick(self) -> None:
        await post_reminders(self.waking, self.now, office=self.office, real=self.now)
        await post_everything(self.asking, self.now, office=self.office)
        ours = await told(self.waking, self.letters)
        theirs = await told(self.asking, self.letters)
        assert ours == theirs, (self.lived, self.now)
        self.letters += len(ours)

    async def close(self) -> None:
        await self.waking.close()
        await self.asking.close()


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment; then the service ticks."""

    what: str
    how: Any
    at: datetime

    async def live(self, houses: Houses) -> None:
        houses.now = max(houses.now, self.at)
        if self.what != "nothing":
            houses.lived.append(f"{houses.now:%d/%m %H:%M} {self.what} {self.how}")
        await getattr(self, f"_{self.what}")(houses)
        await houses.tick()

    async def _nothing(self, houses: Houses) -> None:
        pass

    async def _publish(self, houses: Houses) -> None:
        draft, now, office = draft_of(self.how), houses.now, houses.office

        async def deed(unit: Unit) -> None:
            forces = await unit.programmes.in_force()
            known = [f for f in forces if f.programme.period == draft.period]
            act = Act(
                file_name="ct", sha256=str(houses.count), by="Lan", at=now, where="chat"
            )
            if known:
                number = known[0].programme.id
                await amend(unit, number, draft, act, office=office)
                return
            await unit.programmes.publish(
                draft,
                rules=office.rules,
                calendar=office.calendar,
                file_name="ct",
                sha256=str(houses.count),
                by="Lan",
                at=now,
            )

        houses.count += 1
        await houses.both(deed)

    async def _take_back(self, houses: Houses) -> None:
        now, office = houses.now, houses.office

        async def deed(unit: Unit) -> None:
            forces = await unit.programmes.in_force()
            if forces:
                number = forces[self.how % len(forces)].programme.id
                await take_back(unit, number, office=office, by="Lan", at=now)

        await houses.both(deed)

    async def _move(self, houses: Houses) -> None:
        which, state = self.how
        now, office = houses.now, houses.office

        async def deed(unit: Unit) -> None:
            was = await _one(unit, which)
            if was is not None:
                await unit.duties.put(_moved(was, state, now, office), was=was)

        await houses.both(deed)

    async def _speak(self, houses: Houses) -> None:
        now = houses.now

        async def deed(unit: Unit) -> None:
            one = await _one(unit, self.how)
            if one is not None:
                await unit.duties.spoke([one.id], now)

        await houses.both(deed)

    async def _rules(self, houses: Houses) -> None:
        rules, calendar = self.how
        was, now = houses.office.rules, houses.now
        houses.office = replace(THE_OFFICE, rules=rules, calendar=calendar)
        async with houses.asking.begin() as unit:
            await count_as_said(unit, now, was, houses.office)


async def _one(unit: Unit, which: int) -> Duty | None:
    forces = await unit.programmes.in_force()
    every = [duty for force in forces for duty in force.duties]
    return every[which % len(every)] if every else None


def _moved(duty: Duty, state: DutyState, now: datetime, office: Office) -> Duty:
    if state is DutyState.ACCEPTED:
        return duty.accept(at=now)
    if state is DutyState.RETURNED:
        rules, calendar = office.rules, office.calendar
        due = due_as_named(
            calendar.workday_after(rules.day_of(now), 2),
            since=now,
            rules=rules,
            calendar=calendar,
            rule=DueRule.DECIDED,
        )
        return duty.send_back(at=now, reason="thiếu phụ lục", due=due)
    if state in {DutyState.WITHDRAWN, DutyState.DEFERRED}:
        return duty.end(state, at=now, reason=None)
    return duty.report(state, at=now)


HOURS = [
    *(time(6, 50), time(7), time(7, 20), time(7, 30), time(8), time(9, 31)),
    *(time(15), time(17, 1), time(22)),
]
CALENDARS = (
    civil_calendar([2019, 2020, 2021]),
    WorkCalendar(),
    WorkCalendar(off=frozenset({date(2020, 7, 14), date(2020, 7, 15)})),
)
DEEDS = ("publish", "move", "move", "move", "speak", "rules", "take_back")


def a_life(chance: Random) -> Iterator[Step]:
    """Six weeks and more: some hours of a day it ticks, some days it sleeps; now and
    then something happens, right after a tick or in between."""
    now = BEGIN + timedelta(days=chance.randint(0, 25))
    yield Step("nothing", None, now)
    yield Step("publish", an_issue(chance), now)
    for _ in range(45):
        now += timedelta(days=1 if chance.random() < 0.9 else chance.randint(2, 9))
        if chance.random() < 0.1:
            continue
        for hour in HOURS:
            if chance.random() < 0.6:
                yield Step("nothing", None, OfficeRules().moment(now.date(), hour))
            if chance.random() < 0.06:
                at = OfficeRules().moment(now.date(), hour)
                at += timedelta(minutes=chance.choice([0, 3, 9]))
                yield a_deed(chance, at)


def a_deed(chance: Random, at: datetime) -> Step:
    what = chance.choice(DEEDS)
    how: Any = chance.randint(0, 30)
    if what == "publish":
        how = an_issue(chance)
    elif what == "move":
        how = (how, chance.choice(list(DutyState)))
    elif what == "rules":
        how = (some_rules(chance), chance.choice(CALENDARS))
    elif what == "take_back" and chance.random() < 0.7:
        what = "nothing"
    return Step(what, how, at)


def some_rules(chance: Random) -> OfficeRules:
    return OfficeRules(
        session_lead=chance.choice([5, 3]),
        steps=chance.choice([(10, 5, 2, 1, 0), (3, 0), (12, 9, 7, 4, 3, 2)]),
        digest_at=chance.choice([time(8), time(6, 45), time(9, 30)]),
        late_every=chance.choice([1, 3]),
    )


async def live(life: Iterable[Step], houses: Houses) -> None:
    try:
        for step in life:
            await step.live(houses)
    finally:
        await houses.close()


async def two_houses(file: Path) -> Houses:
    """On two copies of a file that `a_street` filled."""
    found: list[Store] = []
    for name in ("waking", "asking"):
        path = file.with_name(f"{name}.db")
        shutil.copy(file, path)
        found.append(await Store.open(path))
    return Houses(waking=found[0], asking=found[1])


async def a_street(place: Path | str) -> Store:
    """A database with every agency, each in its chat, and no programme."""
    store = await Store.open(place)
    await store.migrate()
    async with store.begin() as unit:
        for agency in AGENCIES:
            await unit.agencies.add(agency)
    await linked(store, "office", ChatRole.OFFICE)
    await linked(store, "leaders", ChatRole.LEADER)
    for agency in AGENCIES:
        await linked(store, agency.short, ChatRole.AGENCY, agency.name)
    return store
