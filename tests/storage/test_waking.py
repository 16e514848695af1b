"""Who is to be looked at: any writing wakes a row, and only a look puts it to sleep."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from programme.duties import DutyRole, DutyState
from programme.reminders import OFFICE, agency
from programme.rules import OfficeRules
from programme.waking import NEVER
from storage import Store, Unit
from storage.awake import Place
from storage.tables.work import duties, meetings, programmes
from tests.storage.makers import (
    A_CALENDAR,
    FINANCE,
    NOON,
    a_draft,
    published,
)

LATER = NOON + timedelta(days=3)
TABLES = (programmes.name, meetings.name, duties.name)


async def asleep(store: Store, until: datetime = LATER) -> None:
    """A programme that was looked at."""
    async with store.begin() as unit:
        await published(unit)
    async with store.begin() as unit:
        awake = await unit.waking.new(NOON, most=100)
        await unit.waking.sleep(dict.fromkeys(awake.was, until), awake.was)


async def woken(store: Store) -> set[Place]:
    async with store.read() as unit:
        return set((await unit.waking.new(NOON, most=100)).was)


async def test_what_is_published_is_new_until_it_was_looked_at(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
    assert {name for name, _ in await woken(store)} == set(TABLES)
    assert len(await woken(store)) == 2 + len(force.duties)

    async with store.begin() as unit:
        awake = await unit.waking.new(NOON, most=100)
        await unit.waking.sleep(dict.fromkeys(awake.was, LATER), awake.was)

    async with store.read() as unit:
        assert not await unit.waking.is_new()
        assert not await unit.waking.is_due(LATER - timedelta(microseconds=1))
        assert await unit.waking.is_due(LATER)
        assert set((await unit.waking.due(LATER)).was) == set(awake.was)
        assert await unit.waking.next_after(NOON) == LATER
        assert await unit.waking.next_after(LATER) is None


async def _report(unit: Unit) -> None:
    was = await unit.duties.get(1)
    await unit.duties.put(was.report(DutyState.READY, at=NOON), was=was)


async def _speak(unit: Unit) -> None:
    await unit.duties.spoke([1], NOON)


async def _write_somehow(unit: Unit) -> None:
    """Whoever writes a row need not know of this."""
    await unit.duties._do(update(duties).where(duties.c.id == 1).values(title="x"))


async def _add(unit: Unit) -> None:
    one = await unit.duties.get(1)
    await unit.duties.add([replace(one, id=0, agency="Sở Tư pháp")])


async def _withdraw(unit: Unit) -> None:
    await unit.programmes.withdraw(1, NOON)


HEAD, SESSION = (programmes.name, 1), (meetings.name, 1)
DUTY: Place = (duties.name, 1)


@pytest.mark.parametrize(
    ("deed", "wakes"),
    [
        # Whom a session concerns, and whether a programme still runs, may have changed.
        (_report, {DUTY, SESSION, HEAD}),
        (_speak, {DUTY}),
        (_write_somehow, {DUTY}),
        (_add, {(duties.name, 5), SESSION, HEAD}),
        (_withdraw, {HEAD, SESSION, *((duties.name, n) for n in range(1, 5))}),
    ],
)
async def test_every_writing_wakes_what_it_may_concern(
    store: Store, deed: Callable[[Unit], Awaitable[None]], wakes: set[Place]
) -> None:
    await asleep(store)

    async with store.begin() as unit:
        await deed(unit)

    assert await woken(store) == wakes


async def test_an_amendment_wakes_its_meetings_and_what_it_changes(
    store: Store,
) -> None:
    await asleep(store)
    draft = a_draft()
    moved = replace(draft.meetings[0], starts_on=date(2020, 7, 24))

    async with store.begin() as unit:
        await unit.programmes.amend(
            1,
            replace(draft, meetings=(moved,)),
            rules=OfficeRules(),
            calendar=A_CALENDAR,
            file_name="ct2.docx",
            sha256="cd" * 32,
            by="Lan",
            at=NOON,
        )

    found = await woken(store)
    assert {name for name, _ in found} == set(TABLES)
    # I.2 has its own printed day, but its session begins on another day too.
    assert found >= {HEAD, (duties.name, 1), (duties.name, 2)}


async def test_what_was_written_meanwhile_does_not_fall_asleep(store: Store) -> None:
    await asleep(store)
    async with store.read() as unit:
        awake = await unit.waking.due(LATER)
    async with store.begin() as unit:
        await unit.duties.spoke([1], NOON)

    async with store.begin() as unit:
        assert await unit.waking.changed(awake.was) == {DUTY}
        much_later = dict.fromkeys(awake.was, LATER + timedelta(days=1))
        await unit.waking.sleep(much_later, awake.was)

    assert await woken(store) == {DUTY}


async def test_what_is_not_in_force_is_never_looked_at_again(store: Store) -> None:
    await asleep(store)
    async with store.begin() as unit:
        await unit.programmes.withdraw(1, NOON)
        awake = await unit.waking.new(NOON, most=100)
        assert not awake.rows
        looks = awake.placed({})
        await unit.waking.sleep(looks, awake.was)

    assert set(looks.values()) == {NEVER}
    assert await woken(store) == set()


async def test_all_are_woken_in_bites(store: Store) -> None:
    await asleep(store)
    found: list[int | None] = []
    last: int | None = 0
    while last is not None:
        async with store.begin() as unit:
            last = await unit.waking.wake(duties.name, last, most=3)
            found.append(last)

    assert found == [3, 4, None]
    assert {place for place in await woken(store) if place[0] == duties.name} == {
        (duties.name, n) for n in range(1, 5)
    }


async def test_a_meeting_is_looked_at_with_who_prepares_for_it(store: Store) -> None:
    await asleep(store)
    async with store.read() as unit:
        (session,) = (await unit.waking.due(LATER)).looked.meetings
        of_the_day = await unit.waking.due(NOON, date(2020, 7, 21))

    assert [meeting.ref for meeting in session.meetings] == ["I"]
    assert bool(session.meetings[0].items)
    assert {duty.ref for duty in session.duties} == {"I.1", "I.2"}
    assert {duty.role for duty in session.duties} == {DutyRole.LEAD}
    assert set(of_the_day.was) == {SESSION}


async def test_a_programme_is_looked_at_with_what_keeps_it_running(
    store: Store,
) -> None:
    await asleep(store)

    async def running() -> set[str]:
        async with store.read() as unit:
            (head,) = (await unit.waking.due(LATER)).looked.programmes
        return {duty.ref for duty in head.duties}

    assert running_refs(await running())
    async with store.begin() as unit:
        for one in await unit.duties.by_ids(range(1, 5)):
            if one.meeting is None:
                await unit.duties.put(one.accept(at=NOON), was=one)
        awake = await unit.waking.new(NOON, most=100)
        await unit.waking.sleep(dict.fromkeys(awake.was, LATER), awake.was)
    assert not any(ref.startswith("II") for ref in await running())


def running_refs(refs: set[str]) -> bool:
    """One for the chairman, and one of the session."""
    return "II.1" in refs and len(refs) == 2


async def test_whom_a_morning_joins(store: Store) -> None:
    await asleep(store)
    async with store.read() as unit:
        whose = {agency(FINANCE)}
        own = await unit.waking.joining(whose, NOON, LATER)
        heads = await unit.waking.joining({OFFICE}, NOON, LATER)
        none = await unit.waking.joining(whose, NOON, LATER - timedelta(hours=1))

    found = [duty.agency for part in own.looked.duties for duty in part.duties]
    assert set(found) == {FINANCE}
    assert set(heads.was) == {HEAD}
    assert none.was == {}
