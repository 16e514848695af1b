"""Our own pacing: a second between messages of a chat, thirty in all."""

import asyncio
from datetime import timedelta

from jobs.pacing import Pace
from jobs.timetable import TICK, timetable


async def test_a_burst_is_borne_and_then_a_chat_waits() -> None:
    pace = Pace(a_chat=0.05, burst=3, over_all=0)

    waits = [await _waited(pace, "nn") for _ in range(6)]

    assert all(wait < 0.03 for wait in waits[:3])
    assert all(wait > 0.02 for wait in waits[3:])


async def test_one_chat_does_not_hold_up_another() -> None:
    pace = Pace(a_chat=10, burst=1, over_all=0)

    await pace.turn("nn")

    assert await _waited(pace, "nv") < 0.05


async def test_all_chats_together_are_spaced_too() -> None:
    pace = Pace(a_chat=0, over_all=0.02)
    began = _now()

    await asyncio.gather(*(pace.turn(str(n)) for n in range(6)))

    assert _now() - began >= 0.095


async def test_two_at_once_do_not_get_the_same_turn() -> None:
    pace = Pace(a_chat=0.05, burst=1, over_all=0)
    began = _now()

    await asyncio.gather(*(pace.turn("nn") for _ in range(3)))

    assert _now() - began >= 0.095


async def test_chats_that_are_long_quiet_are_forgotten() -> None:
    pace = Pace(a_chat=0, over_all=0)

    for number in range(9000):
        await pace.turn(str(number))

    assert len(pace._next) <= 4097


async def test_the_timetable_holds_one_job_that_never_runs_twice_at_once() -> None:
    async def tick() -> None:
        return None

    scheduler = timetable(tick)

    (job,) = scheduler.get_jobs()
    assert job.trigger.interval == TICK == timedelta(seconds=5)
    scheduler.start(paused=True)
    assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, None)
    scheduler.shutdown(wait=False)


async def _waited(pace: Pace, chat: str) -> float:
    began = _now()
    await pace.turn(chat)
    return _now() - began


def _now() -> float:
    return asyncio.get_running_loop().time()
