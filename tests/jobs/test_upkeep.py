"""Upkeep: what was attended to goes after thirty days, at night; what waits never."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from jobs.upkeep import Upkeep, night_after
from programme.chats import Person
from programme.reminders import OFFICE, agency
from storage import Store, WrongCode
from storage.inbox import Arrived
from storage.tables.people import link_tries
from storage.tables.post import inbox, outages_told
from tests.bot.makers import FARMING, at
from tests.jobs.makers import PlayedClock
from tests.jobs.post_makers import Trust, posted

MONTH = timedelta(days=31)


@pytest.fixture
def clock() -> PlayedClock:
    """The office's moment, and the machine's at the same time."""
    return PlayedClock(moment=at(7, 3))


async def came(store: Store, numbers: range, when: datetime) -> None:
    """Updates as a channel brings them; the odd ones are attended to at once."""
    async with store.begin() as unit:
        some = [Arrived(update_id=n, raw={"n": n}) for n in numbers]
        await unit.inbox.put("telegram", some, offset=numbers.stop, at=when)
        for row in await unit.inbox.waiting(after=0, most=len(some) * 2):
            (found,) = await unit.inbox.new([row.id])
            if found.update_id % 2:
                await unit.inbox.done(row.id, when)


async def kept(store: Store) -> list[int]:
    async with store.read() as unit:
        rows = await unit.inbox._rows(select(inbox.c.raw).order_by(inbox.c.id))
        return [row["raw"]["n"] for row in rows]


async def test_what_was_attended_to_goes_after_a_month_and_what_waits_stays(
    store: Store, clock: PlayedClock
) -> None:
    now = clock.real()
    await came(store, range(1, 7), now - MONTH)
    await came(store, range(7, 11), now - timedelta(days=4))  # frees older numbers
    await came(store, range(11, 13), now)

    gone = await Upkeep(store=store, clock=clock).look()

    assert gone == 3
    assert await kept(store) == [2, 4, 6, 7, 8, 9, 10, 11, 12]


async def test_what_could_not_be_handled_stays_however_old(
    store: Store, clock: PlayedClock
) -> None:
    await came(store, range(2, 3), clock.real() - MONTH)
    async with store.begin() as unit:
        (row,) = await unit.inbox.waiting(after=0, most=9)
        for _ in range(3):
            await unit.inbox.tried(row.id, "KeyError", clock.real() - MONTH)
    await came(store, range(4, 5), clock.real())

    assert await Upkeep(store=store, clock=clock).look() == 0
    assert await kept(store) == [2, 4]


async def test_a_little_at_a_time_until_nothing_is_left(
    store: Store, clock: PlayedClock
) -> None:
    await came(store, range(1, 40, 2), clock.real() - MONTH)
    await came(store, range(40, 41), clock.real())

    assert await Upkeep(store=store, clock=clock, most=7).look() == 20
    assert await kept(store) == [40]


async def test_it_stops_between_two_bites_when_another_process_leads(
    store: Store, clock: PlayedClock
) -> None:
    await came(store, range(1, 40, 2), clock.real() - MONTH)
    await came(store, range(40, 41), clock.real())
    trust = Asked(bites=3)

    assert await Upkeep(store=store, clock=clock, gate=trust, most=7).look() < 20
    trust.bites = 99
    await Upkeep(store=store, clock=clock, gate=trust, most=7).look()
    assert await kept(store) == [40]


async def test_outages_of_long_ago_and_who_was_told_of_them_are_forgotten(
    store: Store, clock: PlayedClock
) -> None:
    now = clock.now()
    async with store.begin() as unit:
        for begun in (now - MONTH, now - timedelta(days=3)):
            await unit.outages.add("telegram", begun, begun + timedelta(minutes=9))
        old, recent = await unit.outages.after(now - 2 * MONTH)
        both = {(one.id, to) for one in (old, recent) for to in (OFFICE, A_CHAT)}
        await unit.outages.tell(both)

    assert await Upkeep(store=store, clock=clock).look() == 1

    async with store.read() as unit:
        assert await unit.outages.after(now - 2 * MONTH) == [recent]
        assert await unit.outages.told([recent]) == {
            (recent.id, to) for to in (OFFICE, A_CHAT)
        }
        assert await unit.outages._one(select(func.count(outages_told.c.outage))) == 2


async def test_wrong_codes_are_forgotten_once_they_count_no_more(
    store: Store, clock: PlayedClock
) -> None:
    for hours in (30, 1):
        with pytest.raises(WrongCode):
            await guess(store, clock.now() - timedelta(hours=hours))

    async with store.read() as unit:
        before = await unit.links._one(select(func.count(link_tries.c.id)))
    gone = await Upkeep(store=store, clock=clock).look()
    async with store.read() as unit:
        after = await unit.links._one(select(func.count(link_tries.c.id)))

    assert (before, gone, after) == (2, 1, 1)


async def test_letters_stay_for_their_keys_are_never_used_again(
    store: Store, clock: PlayedClock
) -> None:
    await posted(store, clock, "a", to=agency(FARMING))
    clock.moment += 12 * MONTH

    await Upkeep(store=store, clock=clock).look()

    async with store.read() as unit:
        assert (await unit.outbox.get(1)).letter.key == "a"


async def test_once_a_night_whichever_process_and_however_often_it_is_asked(
    store: Store, clock: PlayedClock
) -> None:
    upkeep = Upkeep(store=store, clock=clock)
    await upkeep.look()
    await an_old_one(store, clock)

    assert await upkeep.look() == 0
    assert await Upkeep(store=store, clock=clock).look() == 0  # it started anew

    clock.moment = night_after(clock.moment)
    await an_old_one(store, clock)
    assert await upkeep.look() == 2


async def test_a_machine_that_is_off_at_night_makes_up_for_it_in_the_morning(
    store: Store, clock: PlayedClock
) -> None:
    await Upkeep(store=store, clock=clock).look()
    await an_old_one(store, clock)
    clock.moment = at(8, 7, 30)

    assert await Upkeep(store=store, clock=clock).look() == 1


async def test_who_does_not_lead_clears_nothing_away(
    store: Store, clock: PlayedClock
) -> None:
    trust = Trust(is_given=False)
    upkeep = Upkeep(store=store, clock=clock, gate=trust)
    await an_old_one(store, clock)

    assert await upkeep.look() == 0
    trust.is_given = True
    assert await upkeep.look() == 1


A_CHAT = agency(FARMING)
LAN = Person(channel="telegram", address="77", name="Lan")


async def guess(store: Store, when: datetime) -> None:
    async with store.begin() as unit:
        await unit.links.redeem("ABCD2345", chat_address="-5", person=LAN, at=when)


class Asked:
    """Trusted for so many questions."""

    def __init__(self, bites: int) -> None:
        self.bites = bites

    def is_trusted(self) -> bool:
        self.bites -= 1
        return self.bites >= 0


async def an_old_one(store: Store, clock: PlayedClock) -> None:
    begun = clock.now() - MONTH
    async with store.begin() as unit:
        await unit.outages.add("telegram", begun, begun)
