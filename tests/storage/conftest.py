"""A cupboard of its own for every test: a real file, never memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "nhacviec.db")
    await opened.migrate()
    yield opened
    await opened.close()
