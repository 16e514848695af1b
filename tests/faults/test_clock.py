"""Clocks set wrong, and services that were away: nothing early, nothing twice."""

import asyncio
import shutil
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from programme.rules import OFFICE_ZONE
from tests.faults.furnished import furnish
from tests.faults.mornings import CHATS
from tests.faults.nursery import Child, Nursery
from tests.faults.oracle import said_where
from tests.faults.shares import note, share
from tests.faults.town import Town, a_street, a_town

pytestmark = pytest.mark.slow

#: A working day; its digests go out at eight.
MORNING = datetime(2020, 7, 14, 6, 40, tzinfo=OFFICE_ZONE)
EIGHT = MORNING.replace(hour=8, minute=5)
_HOUR = 3600
#: What has been said where, and how often.
Said = tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]
JUMPS = [72 * _HOUR, -_HOUR, _HOUR, -72 * _HOUR][: share(4, 1)]
AWAY = [24, 72, 1][: share(3, 1)]


@pytest.fixture(scope="module")
def house(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Furnished, and all that was to be said until the evening before is said."""
    folder = tmp_path_factory.mktemp("house")
    street = a_street(nursery, folder, *CHATS)
    path = folder / "furnished.db"
    asyncio.run(furnish(path, street))
    street.child.kill()
    return path


def a_copy(nursery: Nursery, folder: Path, house: Path) -> Town:
    folder.mkdir()
    shutil.copy(house, folder / "office.db")
    street = a_street(nursery, folder, *CHATS)
    return a_town(nursery, folder, str(folder / "office.db"), street)


async def live(
    town: Town, now: datetime, *, by: float = 0.0
) -> Counter[tuple[int, str]]:
    """What has been said by the end of a life at that moment; the machine's clock is
    wrong `by` seconds in the middle of it."""
    clock = town.folder / "clock"
    clock.write_text("0")
    town.life = replace(
        town.life, now=now.isoformat(), every=1.0, set_by=str(clock), is_told=True
    )
    service = town.service()
    await all_is_said(town, service)
    if by:
        for number, wrong_by in enumerate((by, 0), 1):
            clock.write_text(str(wrong_by))
            await hears(service, "the clock jumped", number)
            await hears(service, "steadily again", number)
            # The wrong clock goes steadily now; Telegram's goes otherwise.
            await hears(service, "ticked", number_of(service, "ticked") + share(8, 2))
        await all_is_said(town, service)
    town.stop(service)
    return said_where(town.street.log())


async def all_is_said(town: Town, service: Child) -> None:
    """It has looked at all there is, and nothing of it waits any more."""
    for _ in range(2):
        await hears(service, "ticked", number_of(service, "ticked") + 2)
        await town.until_quiet()


async def hears(service: Child, what: str, times: int) -> None:
    until = time.monotonic() + 60
    while number_of(service, what) < times:
        assert time.monotonic() < until, f"{what}: {service.words()[-3000:]}"
        assert service.is_alive(), service.words()[-3000:]
        await asyncio.sleep(0.05)


def number_of(service: Child, what: str) -> int:
    return service.words().count(what)


@pytest.fixture(scope="module")
def steady(nursery: Nursery, house: Path) -> Said:
    """What a clock that goes right says before eight, and after."""

    async def lived() -> Said:
        town = a_copy(nursery, house.with_name("steady"), house)
        before = await live(town, MORNING)
        after = await live(town, EIGHT)
        town.street.child.kill()
        return before, after

    before, after = asyncio.run(lived())
    assert sum(after.values()) > sum(before.values())
    return before, after


@pytest.mark.parametrize("by", JUMPS)
async def test_a_clock_that_is_set_wrong_says_nothing_early_and_nothing_twice(
    nursery: Nursery, tmp_path: Path, house: Path, by: int, steady: Said
) -> None:
    before, after = steady
    town = a_copy(nursery, tmp_path / "jumping", house)
    assert await live(town, MORNING, by=by) == before
    assert await live(town, EIGHT) == after
    verdict = await town.judge()
    assert verdict.faults == {}
    note(f"clock {by / _HOUR:+.0f} h: nothing early, {verdict}")
    town.street.child.kill()


@pytest.mark.parametrize("hours", AWAY)
async def test_after_any_downtime_a_chat_hears_once_what_still_holds(
    nursery: Nursery, tmp_path: Path, house: Path, hours: int
) -> None:
    town = a_copy(nursery, tmp_path / "town", house)
    before = await live(town, EIGHT)
    back = EIGHT + timedelta(hours=hours)
    after = await live(town, back)
    again = await live(town, back + timedelta(minutes=1))

    agencies = town.street.chats[2:]
    heard = Counter(chat for chat, _ in (after - before).elements())
    assert all(heard[chat] <= 2 for chat in agencies), heard
    assert again == after
    assert max(after.values()) == 1
    verdict = await town.judge()
    assert verdict.faults == {}
    note(f"downtime of {hours} h: at most {max(heard.values(), default=0)} a chat")
    town.street.child.kill()
