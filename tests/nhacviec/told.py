"""A session some two months ahead of the day on which the tests run, told yesterday."""

import asyncio
from datetime import timedelta
from pathlib import Path

from nhacviec.clocks import WallClock
from nhacviec.config import Config
from programme.document import AgendaItem, Draft, Meeting
from programme.letters import Letter
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.jobs.makers import all_letters

FINANCE = "Sở Tài chính"
NOW = WallClock(OFFICE_ZONE).now()
TODAY = NOW.date()
OFFICE = Config().office_on(TODAY)
SESSION = OFFICE.calendar.workday_after(TODAY, 40)


def tell_of_a_session(folder: Path) -> None:
    """One matter for it, in a database that is there."""

    async def publish() -> None:
        matter = AgendaItem(ref="I.1", ordinal=1, title="Kinh tế", lead=(FINANCE,))
        session = Meeting(
            ref="I", title="Phiên họp", starts_on=SESSION, items=(matter,)
        )
        store = await Store.open(folder / "nhacviec.db")
        async with store.begin() as unit:
            await unit.programmes.publish(
                Draft(kind="month", period=f"{SESSION:%Y-%m}", meetings=(session,)),
                rules=OFFICE.rules,
                calendar=OFFICE.calendar,
                file_name="ct.txt",
                sha256="ab" * 32,
                by="Lan",
                at=NOW - timedelta(days=1),
            )
        await store.close()

    asyncio.run(publish())


def letters(folder: Path) -> list[Letter]:
    async def all_of_them() -> list[Letter]:
        store = await Store.open(folder / "nhacviec.db")
        found = await all_letters(store)
        await store.close()
        return [one.letter for one in found]

    return asyncio.run(all_of_them())
