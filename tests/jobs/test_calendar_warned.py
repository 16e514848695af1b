"""The office's digest warns of its calendar, once; what it enters holds at once."""

from datetime import date, datetime, time, timedelta

from jobs.remind import post_reminders
from nhacviec.clocks import PlayedClock
from nhacviec.service import Service
from nhacviec.standing import Standing
from programme.calendar import civil_calendar
from programme.days import CalendarDay, DayEdits, DayKind
from programme.document import AgendaItem, Draft, Meeting
from programme.office import Office
from programme.reminders import ChatRole, Kind
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.bot.makers import FARMING, THE_OFFICE
from tests.jobs.makers import all_letters, linked

OFFICE = Office(calendar=civil_calendar([2026, 2027]))
TET = "Nghỉ 04/02/2027-10/02/2027 Tết mới là dự kiến"


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=OFFICE_ZONE)


async def january(store: Store) -> None:
    """A session on Thursday 28 January 2027; the office is linked."""
    matter = AgendaItem(ref="I.1", ordinal=1, title="Kinh tế", lead=(FARMING,))
    session = Meeting(
        ref="I", title="Phiên họp", starts_on=date(2027, 1, 28), items=(matter,)
    )
    draft = Draft(kind="month", period="2027-01", meetings=(session,))
    async with store.begin() as unit:
        await unit.programmes.publish(
            draft,
            rules=OFFICE.rules,
            calendar=OFFICE.calendar,
            file_name="ct.txt",
            sha256="ab" * 32,
            by="Lan",
            at=moment(date(2026, 12, 24), time(16)),
        )
    await linked(store, "office", ChatRole.OFFICE)
    await linked(store, "nn", ChatRole.AGENCY, FARMING)


async def digests(store: Store, days: list[date], office: Office = OFFICE) -> list[str]:
    for day in days:
        now = moment(day, time(7, 30))
        await post_reminders(store, now, office=office, real=now)
    found = (one.letter for one in await all_letters(store))
    return [one.text for one in found if one.kind is Kind.OFFICE]


async def test_a_presumed_tet_is_said_in_one_digest(store: Store) -> None:
    await january(store)

    said = await digests(store, [date(2027, 1, day) for day in (4, 5, 6)])

    assert [TET in text for text in said] == [True, False, False]
    assert "/calendar nghỉ 04/02/2027-10/02/2027 theo …" in said[0]


async def test_what_was_announced_is_not_warned_of(store: Store) -> None:
    await january(store)
    tet = tuple(
        CalendarDay(day=date(2027, 2, day), kind=DayKind.OFF) for day in range(4, 11)
    )
    async with store.begin() as unit:
        await unit.calendar.put(
            DayEdits(days=tet), by="Lan", at=moment(date(2027, 1, 2), time(9))
        )
    standing = Standing(store=store, settled=lambda _: OFFICE)
    office = await standing.office(date(2027, 1, 4))

    said = await digests(store, [date(2027, 1, 4)], office)

    assert len(said) == 1
    assert "dự kiến" not in said[0]


async def test_the_running_service_takes_up_an_entry_without_a_restart(
    july: Store,
) -> None:
    """9 July is a step's day; at 07:00 it becomes a day off."""
    clock = PlayedClock(moment(date(2020, 7, 9), time(6)))
    service = a_service(july, clock)
    await service.tick()
    assert service.office.calendar.is_worked(date(2020, 7, 9))

    async with july.begin() as unit:
        storm = CalendarDay(day=date(2020, 7, 9), kind=DayKind.OFF, name="bão")
        await unit.calendar.put(DayEdits(days=(storm,)), by="Lan", at=clock.now())
    clock.move_to(moment(date(2020, 7, 9), time(8)))
    before = len(await all_letters(july))
    await service.tick()

    assert not service.office.calendar.is_worked(date(2020, 7, 9))
    assert len(await all_letters(july)) == before


async def test_after_a_restart_it_still_holds(july: Store) -> None:
    async with july.begin() as unit:
        storm = CalendarDay(day=date(2020, 7, 9), kind=DayKind.OFF)
        await unit.calendar.put(
            DayEdits(days=(storm,)), by="Lan", at=moment(date(2020, 7, 7), time(9))
        )

    service = a_service(july, PlayedClock(moment(date(2020, 7, 9), time(8))))
    await service.tick()

    assert not service.office.calendar.is_worked(date(2020, 7, 9))


async def test_a_new_year_is_filled_in_as_it_begins(store: Store) -> None:
    asked: list[date] = []

    def settled(day: date) -> Office:
        asked.append(day)
        return THE_OFFICE

    standing = Standing(store=store, settled=settled)
    for day in (date(2020, 12, 30), date(2020, 12, 31), date(2021, 1, 1)):
        await standing.office(day)

    assert asked == [date(2020, 12, 30), date(2021, 1, 1)]


def a_service(store: Store, clock: PlayedClock) -> Service:
    return Service(
        store=store,
        channels={},
        clock=clock,
        office=THE_OFFICE,
        standing=Standing(store=store, settled=lambda _: THE_OFFICE),
        every=timedelta(hours=1),
    )
