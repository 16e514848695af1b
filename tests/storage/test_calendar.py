"""The office's own days in the cupboard: entered, taken back, confirmed once."""

from datetime import date

import pytest

from programme.calendar import WorkCalendar, civil_calendar
from programme.days import CalendarDay, DayEdits, DayKind
from storage import MovedMeanwhile, NotFound, Store
from tests.storage.makers import NOON

STORM = CalendarDay(
    day=date(2020, 7, 9), kind=DayKind.OFF, name="bão", source="Công điện 7"
)
SATURDAY = CalendarDay(day=date(2020, 7, 11), kind=DayKind.WORKED, source="Công điện 7")
BOTH = DayEdits(days=(STORM, SATURDAY))


async def put(store: Store, edits: DayEdits) -> None:
    async with store.begin() as unit:
        await unit.calendar.put(edits, by="Lan", at=NOON)


async def test_days_come_back_as_they_were_entered(store: Store) -> None:
    await put(store, BOTH)

    async with store.read() as unit:
        assert await unit.calendar.all() == (STORM, SATURDAY)


async def test_a_day_entered_again_is_as_entered_last(store: Store) -> None:
    half = CalendarDay(day=STORM.day, kind=DayKind.MORNING, name="", source="")
    await put(store, BOTH)
    await put(store, DayEdits(days=(half,)))

    async with store.read() as unit:
        assert await unit.calendar.all() == (half, SATURDAY)


async def test_a_day_taken_back_is_gone(store: Store) -> None:
    await put(store, BOTH)
    await put(store, DayEdits(removed=(STORM.day, date(2021, 1, 1))))

    async with store.read() as unit:
        assert await unit.calendar.all() == (SATURDAY,)


async def test_every_edit_has_another_version(store: Store) -> None:
    versions: list[int] = []
    for edits in (BOTH, DayEdits(days=(STORM,)), DayEdits(removed=(STORM.day,))):
        await put(store, edits)
        async with store.read() as unit:
            versions.append(await unit.calendar.version())

    assert versions == sorted(set(versions))


async def test_the_calendar_as_it_stands_is_the_fill_with_the_offices_days(
    store: Store,
) -> None:
    await put(store, BOTH)

    async with store.read() as unit:
        known: WorkCalendar = await unit.calendar.onto(civil_calendar([2020]))

    assert not known.is_worked(STORM.day)
    assert known.is_worked(SATURDAY.day)
    assert not known.is_worked(date(2020, 9, 2))
    assert known.known[STORM.day].source == "Công điện 7"


async def test_what_waits_is_ended_once(store: Store) -> None:
    edits = DayEdits(days=(STORM,), removed=(SATURDAY.day,))
    async with store.begin() as unit:
        number = await unit.calendar.ask(edits, by="Lan", where="telegram:1", at=NOON)
        waiting = await unit.calendar.asked(number)
        await unit.calendar.end(number, NOON)

    assert (waiting.edits, waiting.by) == (edits, "Lan")
    async with store.begin() as unit:
        with pytest.raises(NotFound):
            await unit.calendar.asked(number)
        with pytest.raises(MovedMeanwhile):
            await unit.calendar.end(number, NOON)
