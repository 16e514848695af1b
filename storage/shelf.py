"""A shelf: one noun's rows in one transaction. Values in, values out."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.errors import MovedMeanwhile
from storage.rows import Row
from storage.shielding import to_the_end


class Shelf:
    """`kept`: what stays written even if the unit is undone (a wrong try)."""

    def __init__(
        self, connection: AsyncConnection, kept: list[Executable] | None = None
    ) -> None:
        self._connection = connection
        self._kept = kept if kept is not None else []

    async def _execute(
        self,
        statement: Executable,
        rows: dict[str, Any] | list[dict[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        return await to_the_end(self._connection.execute(statement, rows))

    async def _do(self, statement: Executable) -> int:
        """How many rows it touched."""
        return (await self._execute(statement)).rowcount

    async def _do_many(self, statement: Executable, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._execute(statement, rows)

    async def _rows(self, statement: Executable) -> Sequence[Row]:
        found = await self._execute(statement)
        return cast("Sequence[Row]", found.mappings().all())

    async def _row(self, statement: Executable) -> Row | None:
        found = await self._execute(statement)
        return cast("Row | None", found.mappings().first())

    async def _one(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return (await self._execute(statement)).scalar()

    async def _change_one(self, statement: Update, noun: str, key: object) -> None:
        """Compare and set: exactly one row must still be as it was."""
        if await self._do(statement) != 1:
            raise MovedMeanwhile(noun, key)
