"""Doubts that came with a revision of a programme."""

from collections.abc import Iterable

from sqlalchemy import insert, select

from programme.document import Doubt
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import doubts


class Doubts(Shelf):
    async def add(self, new: Iterable[Doubt], *, programme: int, revision: int) -> None:
        whose = {"programme": programme, "revision": revision}
        await self._do_many(
            insert(doubts), [{**to_columns(doubt), **whose} for doubt in new]
        )

    async def of_programme(self, programme: int) -> list[Doubt]:
        of_it = select(doubts).where(doubts.c.programme == programme)
        rows = await self._rows(of_it.order_by(doubts.c.id))
        return [to_value(Doubt, row) for row in rows]
