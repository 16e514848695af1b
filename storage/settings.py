"""The house's own few facts, by name: the generation of the database, and the like."""

from sqlalchemy import select

from storage.dialect import insert
from storage.shelf import Shelf
from storage.tables.record import settings


class Settings(Shelf):
    async def get(self, key: str) -> str | None:
        found: str | None = await self._one(
            select(settings.c.value).where(settings.c.key == key)
        )
        return found

    async def set(self, key: str, value: str) -> None:
        await self._do(
            insert(settings)
            .values(key=key, value=value)
            .on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )
