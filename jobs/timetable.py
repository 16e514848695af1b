"""The handful of fixed jobs that wake up; APScheduler holds nothing about duties.

Measured: under its defaults it drops jobs a second late and forgets what it has begun.
So it only ticks, in memory, and each tick asks the database what has come due.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK = timedelta(seconds=5)


def timetable(
    tick: Callable[[], Awaitable[None]], *, every: timedelta = TICK
) -> AsyncIOScheduler:
    """A scheduler, not yet started, that calls `tick` and never twice at once."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={
            "misfire_grace_time": None,
            "coalesce": True,
            "max_instances": 1,
        },
    )
    scheduler.add_job(
        tick, IntervalTrigger(seconds=every.total_seconds()), id="tick", name="tick"
    )
    return scheduler
