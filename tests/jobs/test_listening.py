"""A channel is listened to by one; and what was missed meanwhile is known."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import AnotherListens, Door
from bot.messages import incoming
from jobs.listening import Ear, Listener
from jobs.outages import with_outages
from jobs.remind import post_reminders
from programme.letters import Letter
from programme.reminders import LEADERS, OFFICE, Kind, agency
from storage import DatabaseBusy, Outage, Store
from storage.posting import New
from tests.bot.makers import FARMING, THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, Steady, all_letters, an_update

DOOR = Door("https://here/tg", "a-word-that-nobody-guesses")


@dataclass
class Gate:
    trusted: bool = True

    def is_trusted(self) -> bool:
        return self.trusted


@dataclass(kw_only=True)
class Line(FakeChannel):
    """Answers or not, as the test says; and knows a door."""

    fault: Exception | None = None
    doors: list[Door | None] = field(default_factory=list)
    left: int | None = 0

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> list[tuple[int, dict[str, Any]]]:
        if self.fault is not None:
            raise self.fault
        return list(await super().updates(offset, wait))

    async def listen_at(self, door: Door | None) -> None:
        self.doors.append(door)

    async def waits_at(self, door: Door) -> int | None:
        return self.left


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


async def test_who_polls_takes_the_door_away_and_asks(
    july: Store, clock: PlayedClock
) -> None:
    line = Line(waiting=[an_update(1, "nn", "chào")])
    came: list[int] = []
    listener = _listener(july, line, clock, on_came=lambda: came.append(1))

    assert [await listener.turn() for _ in range(2)] == [0, 0]

    assert (line.doors, line.offsets, came) == ([None], [None, 2], [1])


async def test_who_has_a_door_does_not_ask(july: Store, clock: PlayedClock) -> None:
    line = Line()
    listener = _listener(july, line, clock, door=DOOR)

    assert [await listener.turn() for _ in range(2)] == [60, 60]
    await listener.take_in(an_update(1, "nn", "mục 3 đã xong")[1] | {"update_id": 1})
    await listener.take_in(an_update(1, "nn", "mục 3 đã xong")[1] | {"update_id": 1})

    assert (line.doors, line.offsets) == ([DOOR], [])
    async with july.read() as unit:
        (waiting,) = await unit.inbox.waiting(after=0, most=9)
    assert waiting.lane == "nn"


async def test_a_door_that_was_changed_is_set_again(
    july: Store, clock: PlayedClock
) -> None:
    line = Line(left=None)
    listener = _listener(july, line, clock, door=DOOR)

    await listener.turn()
    line.left = 0
    await listener.turn()

    assert line.doors == [DOOR, DOOR]
    assert listener.ear is Ear.WELL


async def test_only_the_leader_asks_and_sets_the_door_anew(
    july: Store, clock: PlayedClock
) -> None:
    line, gate = Line(), Gate()
    listener = _listener(july, line, clock, gate=gate)

    for trusted in (False, True, True, False, True):
        gate.trusted = trusted
        await listener.turn()

    assert len(line.offsets) == 3
    assert line.doors == [None, None]


async def test_another_that_listens_is_told_to_the_office_once(
    july: Store, clock: PlayedClock
) -> None:
    """A process that takes over clashes once or twice: that is nobody else."""
    line, steady = Line(fault=AnotherListens()), Steady()
    listener = _listener(july, line, clock, steady=steady)

    waits, ears = [], []
    for _ in range(6):
        waits.append(await listener.turn())
        ears.append(listener.ear)
        steady.seconds += waits[-1]

    assert waits == [1, 2, 5, 15, 30, 30]
    assert ears == [Ear.WELL, Ear.WELL, *[Ear.SHARED] * 4]
    (told,) = [one.letter for one in await all_letters(july)]
    assert (told.to, told.text) == (OFFICE, str(incoming.another_listens()))

    # Between two clashes it may work: that does not make it well.
    line.fault = None
    later = []
    for seconds in (0, 700):
        steady.seconds += seconds
        assert await listener.turn() == 0
        later.append(listener.ear)
    assert later == [Ear.SHARED, Ear.WELL]


@pytest.mark.parametrize(
    ("fault", "ear"),
    [(ConnectionError(), Ear.SILENT), (DatabaseBusy(), Ear.FULL)],
)
async def test_a_fault_is_waited_for_and_told_apart(
    july: Store, clock: PlayedClock, fault: Exception, ear: Ear
) -> None:
    line = Line(fault=fault)
    listener = _listener(july, line, clock)

    assert [await listener.turn() for _ in range(3)] == [1, 2, 5]
    assert listener.ear is ear
    line.fault = None
    assert await listener.turn() == 0
    assert listener.ear is Ear.WELL


# What was not heard.


@pytest.mark.parametrize("is_brought", [False, True], ids=["asked for", "brought"])
@pytest.mark.parametrize(("minutes", "count"), [(2, 0), (3, 1), (600, 1)])
async def test_a_silence_of_more_than_150_seconds_is_an_outage(
    july: Store, clock: PlayedClock, minutes: int, count: int, *, is_brought: bool
) -> None:
    line, steady = Line(), Steady()
    door = DOOR if is_brought else None
    listener = _listener(july, line, clock, steady=steady, door=door)
    await listener.turn()
    since = clock.moment

    _later(clock, steady, minutes)
    await listener.turn()
    await listener.turn()

    assert await _outages(july) == [(since, clock.moment)] * count


async def test_it_is_known_after_a_restart(july: Store, clock: PlayedClock) -> None:
    await _listener(july, Line(), clock).turn()
    since = clock.moment
    _later(clock, Steady(), 5)

    await _listener(july, Line(), clock).turn()

    assert await _outages(july) == [(since, clock.moment)]


async def test_a_clock_that_is_set_is_no_outage(
    july: Store, clock: PlayedClock
) -> None:
    steady = Steady()
    listener = _listener(july, Line(), clock, steady=steady)
    for hours in (0, 72, -72):
        clock.machine += timedelta(hours=hours)
        steady.seconds += 25
        await listener.turn()

    assert await _outages(july) == []


async def test_the_next_digest_says_so_once_to_each(
    july: Store, clock: PlayedClock
) -> None:
    day = at(7)
    await post_reminders(july, at(6), office=THE_OFFICE, real=clock.real())
    async with july.begin() as unit:
        begun = day - timedelta(hours=2)
        await unit.outages.add("telegram", begun, begun + timedelta(minutes=12))
    before = len(await all_letters(july))

    for days in range(4):
        then = day + timedelta(days=days)
        await post_reminders(july, then, office=THE_OFFICE, real=clock.real())

    said = [one.letter for one in (await all_letters(july))[before:]]
    saying = [one for one in said if "có thể chưa nhận được" in one.text]
    assert {one.to for one in saying} >= {OFFICE, agency(FARMING)}
    assert len({one.to for one in saying}) == len(saying)
    assert all(one.kind in {Kind.DIGEST, Kind.OFFICE} for one in saying)
    assert "Nút bấm trong khoảng 06:00–06:12 ngày 7/7" in saying[0].text
    assert all(saying_first(one, said) for one in saying)


def saying_first(letter: Letter, said: list[Letter]) -> bool:
    """Whether no digest went to them before this one."""
    kinds = {Kind.DIGEST, Kind.OFFICE}
    to_them = [
        one
        for one in said
        if one.to == letter.to and one.kind in kinds and "unlinked:" not in one.key
    ]
    return to_them[0] is letter


async def test_leaders_and_old_outages_are_left_alone(july: Store) -> None:
    now = at(20)
    async with july.begin() as unit:
        await unit.outages.add("telegram", at(7), at(8))
        old = [_new(OFFICE)]
        assert await with_outages(unit, old, now) == old
        await unit.outages.add("telegram", at(19), at(20))
        theirs = [_new(LEADERS, Kind.BRIEFING)]
        assert await with_outages(unit, theirs, now) == theirs
        (first, second) = await with_outages(unit, [_new(OFFICE)] * 2, now)
        assert "có thể" in first.letter.text
        assert second.letter.text == "Tổng hợp"


def test_a_long_outage_loses_messages_too_and_many_are_said_as_one() -> None:
    def said(*stretches: tuple[int, int]) -> str:
        found = [
            Outage(id=1, channel="t", since=at(b), until=at(e)) for b, e in stretches
        ]
        return str(incoming.not_heard([(o.since, o.until) for o in found]))

    assert "Nút bấm và tin nhắn trong khoảng 08:00 ngày 1/7 – 08:00 ngày 3/7" in said(
        (1, 3)
    )
    assert "08:00 ngày 1/7 – 08:00 ngày 2/7 và 08:00 ngày 4/7 – " in said(
        (1, 2), (4, 5)
    )
    assert "khoảng 08:00 ngày 1/7 – 08:00 ngày 9/7 có thể" in said(
        (1, 2), (4, 5), (8, 9)
    )


def _new(to: Any, kind: Kind = Kind.OFFICE) -> New:
    return New(
        letter=Letter(key="k", kind=kind, at=at(20), text="Tổng hợp", to=to), says=()
    )


def _listener(store: Store, line: Line, clock: PlayedClock, **more: Any) -> Listener:
    return Listener(
        store=store,
        channel=line,
        clock=clock,
        wait=timedelta(0),
        **{"steady": Steady(), **more},
    )


def _later(clock: PlayedClock, steady: Steady, minutes: int) -> None:
    clock.later(minutes=minutes)
    clock.moment += timedelta(minutes=minutes)
    steady.seconds += minutes * 60


async def _outages(store: Store) -> list[tuple[Any, Any]]:
    async with store.read() as unit:
        return [(one.since, one.until) for one in await unit.outages.after(at(1))]
