"""APScheduler with its SQLAlchemy store: one job a reminder, all due at one instant.

    python bench/peers/apscheduler_jobs.py COUNT GRACE     # seconds; "none" is for ever

The library's defaults, but for the grace. A job here does nothing but count itself: no
message is sent, so that what blocks the loop is the scheduler alone.
"""

import asyncio
import logging
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.background import BackgroundScheduler
from gauge import gauged
from sqlalchemy import create_engine, event

#: What one job may take to be written into the store, and what is left after the last.
TO_ADD, MARGIN = 0.003, 10.0
#: Nothing has ended for so long: nothing more will.
QUIET = 3.0
#: What `remind` has counted, in the copy of this module that the store names.
REMINDED: list[int] = []


async def remind(number: int) -> None:
    REMINDED.append(number)


async def main(count: int, grace: int | None) -> None:
    logging.disable()  # a line for each that it drops
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'jobs.db'}"
        due = filled(url, count, grace)
        scheduler = AsyncIOScheduler(
            jobstores={"default": SQLAlchemyJobStore(url=url)},
            job_defaults={"misfire_grace_time": grace},
            timezone=UTC,
        )
        ended = {EVENT_JOB_EXECUTED: 0, EVENT_JOB_MISSED: 0}

        def count_one(event: object) -> None:
            ended[event.code] += 1

        scheduler.add_listener(count_one, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
        scheduler.start()
        await asyncio.sleep((due - datetime.now(UTC)).total_seconds() - 1)
        async with gauged() as gauge:
            await all_ended(ended)
        scheduler.shutdown(wait=False)
    gauge.say(ended[EVENT_JOB_EXECUTED], missed=ended[EVENT_JOB_MISSED])


def filled(url: str, count: int, grace: int | None) -> datetime:
    """Adds them in good time. How is not measured, so nothing is flushed meanwhile."""
    engine = create_engine(url)
    event.listen(engine, "connect", _hurry)
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        job_defaults={"misfire_grace_time": grace},
        timezone=UTC,
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC) + timedelta(seconds=count * TO_ADD + MARGIN)
    for number in range(count):
        scheduler.add_job(
            "apscheduler_jobs:remind", "date", [number], run_date=due, id=str(number)
        )
    scheduler.shutdown()
    assert datetime.now(UTC) < due - timedelta(seconds=2), "a slow machine"
    return due


def _hurry(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


async def all_ended(ended: dict[int, int]) -> None:
    seen, quiet = -1, 0.0
    while quiet < QUIET or not sum(ended.values()):
        await asyncio.sleep(0.2)
        now = sum(ended.values())
        quiet = quiet + 0.2 if now == seen else 0.0
        seen = now


if __name__ == "__main__":
    asyncio.run(
        main(int(sys.argv[1]), None if sys.argv[2] == "none" else int(sys.argv[2]))
    )
