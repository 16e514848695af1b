"""The service is sabotaged, and the auditor notices within a minute of played time."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages.alarms import SENTENCES, Cause
from jobs.auditor import Auditor
from jobs.deliver import Postman
from jobs.remind import post_reminders
from storage import Arrived, Store
from tests.bot.makers import PUBLISHED, THE_OFFICE
from tests.jobs.makers import A_MINUTE, FakeChannel, PlayedClock
from tests.jobs.test_delivering import NO_PACE


@dataclass
class Watched:
    store: Store
    clock: PlayedClock = field(default_factory=lambda: PlayedClock(moment=PUBLISHED))
    channel: FakeChannel = field(default_factory=FakeChannel)
    signs: set[Cause] = field(default_factory=set)
    pings: int = 0

    def __post_init__(self) -> None:
        self.auditor = Auditor(
            store=self.store,
            clock=self.clock,
            signs=lambda: self.signs,
            ping=self._ping,
        )
        self.post = Postman(
            worker="w",
            store=self.store,
            channels={"telegram": self.channel},
            clock=self.clock,
            pace=NO_PACE,
        )

    async def _ping(self) -> None:
        self.pings += 1

    async def work(self) -> None:
        """As the service does in a tick: what is due is planned and sent."""
        await post_reminders(
            self.store, self.clock.now(), office=THE_OFFICE, real=self.clock.real()
        )
        while await self.post.deliver_one():
            pass

    async def pass_time(self, much: timedelta) -> None:
        self.clock.moment += much
        self.clock.machine += much

    async def execute(self, words: str) -> None:
        async with self.store._writer.begin() as connection:
            if connection.dialect.name == "sqlite":
                await connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            await connection.exec_driver_sql(words)

    def told(self, cause: Cause) -> int:
        return sum(
            SENTENCES[cause] in text and "cần được xem lại" in text
            for _, text in self.channel.said
        )


@pytest.fixture
async def watched(july: Store) -> Watched:
    made = Watched(july)
    await made.work()
    assert await made.auditor.look() == frozenset()
    assert made.pings == 1
    return made


Sabotage = Callable[[Watched], Awaitable[object]]


async def stop_the_post(watched: Watched) -> None:
    await watched.execute("UPDATE letters SET state = 'planned', lane = NULL")


async def leave_a_letter_unknown(watched: Watched) -> None:
    await watched.execute(_one("state = 'unknown'"))


async def leave_a_letter_in_sending(watched: Watched) -> None:
    await watched.execute(_one("state = 'sending'"))


async def lose_the_evidence(watched: Watched) -> None:
    await watched.execute("DELETE FROM accepted")


async def stop_the_inbox(watched: Watched) -> None:
    async with watched.store.begin() as unit:
        arrived = [Arrived(update_id=9, raw={"a": 1})]
        now = watched.clock.real()
        await unit.inbox.put("telegram", arrived, offset=10, at=now)


async def stop_the_planner(watched: Watched) -> None:
    moment = int(watched.clock.now().timestamp() * 1_000_000)
    await watched.execute(f"UPDATE duties SET wakes_at = {moment}")  # noqa: S608 - a number


async def migrate_under_it(watched: Watched) -> None:
    await watched.execute("UPDATE alembic_version SET version_num = '0001'")


def _one(change: str) -> str:
    last = "(SELECT max(id) FROM letters WHERE lane IS NOT NULL)"
    return f"UPDATE letters SET {change} WHERE id = {last}"  # noqa: S608 - our own words


DATABASE: dict[Cause, tuple[Sabotage, timedelta]] = {
    Cause.POST: (stop_the_post, 3 * A_MINUTE),
    Cause.UNSETTLED: (leave_a_letter_unknown, 11 * A_MINUTE),
    Cause.ABANDONED: (leave_a_letter_in_sending, 2 * A_MINUTE),
    Cause.UNPROVEN: (lose_the_evidence, timedelta()),
    Cause.INBOX: (stop_the_inbox, A_MINUTE),
    Cause.PLANNER: (stop_the_planner, 3 * A_MINUTE),
    Cause.SCHEMA: (migrate_under_it, timedelta()),
}


@pytest.mark.parametrize("cause", list(DATABASE))
async def test_what_is_out_of_order_is_noticed(watched: Watched, cause: Cause) -> None:
    sabotage, takes = DATABASE[cause]
    await sabotage(watched)
    pings = watched.pings

    await watched.pass_time(takes)
    found = await watched.auditor.look()

    assert cause in found
    assert watched.pings == pings  # the watch outside hears nothing


@pytest.mark.parametrize(
    "cause",
    [
        Cause.TICK,
        Cause.WORKERS,
        Cause.LISTENING,
        Cause.SHARED,
        Cause.REFUSED,
        Cause.CLOCK,
        Cause.JOURNAL,
        Cause.DISK,
    ],
)
async def test_the_office_is_told_once_and_once_when_it_is_over(
    watched: Watched, cause: Cause
) -> None:
    watched.signs.add(cause)
    for _ in range(5):
        await watched.pass_time(A_MINUTE)
        assert await watched.auditor.look() == {cause}
        await watched.work()
    assert watched.told(cause) == 1

    watched.signs.clear()
    for _ in range(3):
        await watched.pass_time(A_MINUTE)
        assert await watched.auditor.look() == frozenset()
        await watched.work()

    over = [text for _, text in watched.channel.said if "Đã hết" in text]
    assert len(over) == 1
    assert SENTENCES[cause] in over[0]
    watched.signs.add(cause)
    await watched.pass_time(A_MINUTE)
    await watched.auditor.look()
    await watched.work()
    assert watched.told(cause) == 2  # anew: it is another time


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_letter_that_is_missing_is_noticed(
    watched: Watched, place: Path | str
) -> None:
    """A server refuses to lose it."""
    with closing(sqlite3.connect(place)) as other:  # which keeps no references
        other.execute("DELETE FROM letters WHERE id = (SELECT max(id) FROM letters)")
        other.commit()

    assert Cause.MISSING in await watched.auditor.look()


async def test_another_process_that_takes_over_tells_nothing_twice(
    watched: Watched,
) -> None:
    watched.signs.add(Cause.DISK)
    await watched.auditor.look()
    again = Watched(watched.store, watched.clock, watched.channel, watched.signs)

    await again.auditor.look()
    await again.work()

    assert watched.told(Cause.DISK) == 1


async def test_a_database_that_is_gone_is_a_finding(watched: Watched) -> None:
    class Gone:
        async def is_current(self) -> bool:
            raise OSError

    watched.auditor.store = Gone()  # type: ignore[assignment]  # nothing else is asked

    assert await watched.auditor.look() == {Cause.DATABASE}
    assert watched.pings == 1


async def test_a_watch_that_does_not_answer_harms_nobody(watched: Watched) -> None:
    async def refused() -> None:
        raise OSError("https://watch.example/secret")

    watched.auditor.ping = refused

    assert await watched.auditor.look() == frozenset()


async def test_a_standby_says_nothing_and_notices_that_nobody_leads(
    watched: Watched,
) -> None:
    class Shut:
        def is_trusted(self) -> bool:
            return False

    watched.auditor.gate = Shut()

    assert await watched.auditor.look() == {Cause.LEADER}
    await watched.work()
    assert not watched.told(Cause.LEADER)


async def test_a_long_queue_that_moves_is_no_alarm(watched: Watched) -> None:
    await stop_the_post(watched)
    await watched.pass_time(3 * A_MINUTE)
    assert await watched.post.deliver_one()

    assert await watched.auditor.look() == frozenset()


def test_every_cause_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Cause)
