"""A cupboard of its own for every test; and a town of linked chats on it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import FARMING, FINANCE, HOME_AFFAIRS, JUSTICE, at
from tests.bot.talk import Talk

#: The chats of the town, by address.
TOWN = {"nn": FARMING, "nv": HOME_AFFAIRS, "tc": FINANCE, "tp": JUSTICE}


@pytest.fixture
async def store(empty_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    shutil.copy(empty_file, tmp_path / "nhacviec.db")
    opened = await Store.open(tmp_path / "nhacviec.db")
    yield opened
    await opened.close()


@pytest.fixture
async def talk(store: Store) -> Talk:
    """7 July, 09:00: July is published, the town is linked, nobody has spoken."""
    town = Talk(store=store, now=at(7, 9))
    await town.publish()
    await town.link("office", ChatRole.OFFICE)
    await town.link("leaders", ChatRole.LEADER)
    for address, agency in TOWN.items():
        await town.link(address, ChatRole.AGENCY, agency)
    return town
