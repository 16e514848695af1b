"""The house's own few facts, by name: the generation of the database, and the like."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from storage.dialect import insert
from storage.shelf import Shelf
from storage.tables.record import settings


class Settings(Shelf):
    async def get(self, key: str) -> str | None:
        found: str | None = await self._one(
            select(settings.c.value).where(settings.c.key == key)
        )
        return found

    async def named(self, end: str, *, within: bool = False) -> dict[str, str]:
        """Those whose name ends so, or holds it."""
        key = settings.c.key
        is_so = key.contains if within else key.endswith
        rows = await self._rows(select(settings).where(is_so(end, autoescape=True)))
        return {row["key"]: row["value"] for row in rows}

    async def drop(self, keys: Iterable[str]) -> None:
        await self._do(delete(settings).where(settings.c.key.in_(list(keys))))

    async def set(self, key: str, value: str) -> None:
        await self._do(
            insert(settings)
            .values(key=key, value=value)
            .on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )
