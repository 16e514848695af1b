"""July published on a cupboard of its own; the office, farming and leaders linked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import FARMING, HOME_AFFAIRS
from tests.jobs.makers import linked, published


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[Store]:
    """On both databases, as `place` is."""
    opened = await Store.open(place)
    yield opened
    await opened.close()


@pytest.fixture
async def july(store: Store) -> Store:
    await published(store)
    await linked(store, "office", ChatRole.OFFICE)
    await linked(store, "leaders", ChatRole.LEADER)
    await linked(store, "nn", ChatRole.AGENCY, FARMING)
    await linked(store, "nv", ChatRole.AGENCY, HOME_AFFAIRS)
    return store


@pytest.fixture
async def chats(store: Store) -> list[int]:
    """Forty chats, bound to nobody's role but an agency's of their own."""
    for number in range(40):
        await linked(store, str(number), ChatRole.AGENCY, f"Sở {number}")
    return list(range(1, 41))
