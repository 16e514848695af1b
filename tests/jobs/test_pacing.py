"""Our own pacing: as many as a messenger takes, whenever it begins to count."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.pacing import Pace
from jobs.timetable import TICK, timetable

NAME = "telegram"


@dataclass
class Server:
    """Thirty a second, one a second in a chat, twenty a minute in a group; `phase`:
    it counts in windows that begin there, besides sliding ones."""

    phase: float = 0.0
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def takes(self, chat: str, at: float) -> None:
        self._all.append(at)
        self._chats[chat].append(at)
        is_group = chat.startswith("-")
        self.refused += self._too_many(self._all, at, 1.0, 30)
        self.refused += self._too_many(self._chats[chat], at, 1.0, 1)
        self.refused += is_group and self._too_many(self._chats[chat], at, 60.0, 20)

    def _too_many(
        self, calls: deque[float], at: float, length: float, most: int
    ) -> bool:
        sliding = sum(call > at - length for call in calls)
        begins = self.phase + (at - self.phase) // length * length
        fixed = sum(call >= begins for call in calls)
        return max(sliding, fixed) > most


def sent_through(
    pace: Pace, chats: list[str], server: Server, delays: list[float]
) -> float:
    """Each in turn as soon as it may go; answers with when the last one went."""
    now = 0.0
    for number, chat in enumerate(chats):
        delay = delays[number % len(delays)]
        now = max(pace.free_at(NAME, now), pace.chat_free_at(NAME, chat, now))
        turn = pace.turn(NAME, chat, now)
        server.takes(chat, now + delay)
        pace.ended(turn, now, now + delay)
    return now


@settings(max_examples=60)
@given(
    phase=st.floats(0, 1),
    chats=st.lists(st.sampled_from(["1", "2", "-3", "-4", "5", "-6"]), max_size=80),
    delays=st.lists(st.floats(0.0, 0.02), min_size=1, max_size=5),
)
def test_no_server_with_those_limits_ever_refuses(
    phase: float, chats: list[str], delays: list[float]
) -> None:
    server = Server(phase)
    sent_through(Pace(), chats, server, delays)
    assert server.refused == 0


@pytest.mark.parametrize("delay", [0.001, 0.08])
def test_the_limit_is_used_to_the_full(delay: float) -> None:
    """Also where every call takes its time: what is usual is not counted twice."""
    server = Server(phase=0.3)
    took = sent_through(Pace(), [str(n) for n in range(900)], server, [delay])

    assert server.refused == 0
    assert took <= 1.05 * 900 / 30


def test_a_group_hears_twenty_a_minute_and_keeps_room_for_answers() -> None:
    pace = Pace()
    now = 0.0
    for _ in range(17):
        now = pace.chat_free_at(NAME, "-1", now)
        pace.turn(NAME, "-1", now)
    later = now + 2

    assert pace.chat_free_at(NAME, "-1", later) > 60
    assert pace.chat_free_at(NAME, "-1", later, is_answer=True) == later


def test_a_few_answers_at_once_are_borne_and_reminders_are_not() -> None:
    pace = Pace()
    for _ in range(2):
        pace.turn(NAME, "7", 100.0)

    assert pace.chat_free_at(NAME, "7", 100.0, is_answer=True) == 100.0
    assert pace.chat_free_at(NAME, "7", 100.0) > 101.0
    pace.turn(NAME, "7", 100.0)
    assert pace.chat_free_at(NAME, "7", 100.0, is_answer=True) > 103.0


def test_one_chat_that_has_had_enough_stops_nobody_else_and_two_stop_the_bot() -> None:
    pace = Pace()
    pace.pause(NAME, "1", 30.0, 0.0)
    assert pace.chat_free_at(NAME, "1", 0.0) == 30.0
    assert (pace.free_at(NAME, 0.0), pace.chat_free_at(NAME, "2", 0.0)) == (0.0, 0.0)

    pace.pause(NAME, "2", 20.0, 1.0)
    assert pace.free_at(NAME, 1.0) == 30.0
    assert pace.free_at("zalo", 1.0) == 1.0

    pace.pause(NAME, "3", 50.0, 40.0)  # the others are long over
    assert pace.free_at(NAME, 40.0) == 40.0


def test_a_call_that_was_not_made_does_not_count() -> None:
    pace = Pace()
    turn = pace.turn(NAME, "1", 5.0)
    pace.not_called(turn)
    assert pace.chat_free_at(NAME, "1", 5.0) == 5.0


def test_without_limits_nothing_waits() -> None:
    pace = Pace(a_chat=0, burst=1, over_all=0)
    for _ in range(100):
        pace.turn(NAME, "-1", 0.0)
    assert pace.free_at(NAME, 0.0) == pace.chat_free_at(NAME, "-1", 0.0) == 0.0


def test_chats_that_are_long_quiet_are_forgotten() -> None:
    pace = Pace(over_all=0)
    for number in range(9000):
        pace.turn(NAME, str(number), float(number))
    assert len(pace._chats) <= 4098


async def test_the_timetable_holds_one_job_that_never_runs_twice_at_once() -> None:
    async def tick() -> None:
        return None

    scheduler = timetable(tick)

    (job,) = scheduler.get_jobs()
    assert job.trigger.interval == TICK == timedelta(seconds=5)
    scheduler.start(paused=True)
    assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, None)
    scheduler.shutdown(wait=False)


def test_zalo_is_given_one_message_a_second_over_all_its_chats() -> None:
    pace = Pace()
    pace.turn("zalo", "a", 10.0)

    assert 11.0 < pace.free_at("zalo", 10.0) < 11.1
    assert pace.free_at("telegram", 10.0) == 10.0
