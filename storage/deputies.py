"""Deputies: who stands in for whom. What has ended stays, as it was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, insert, select, update

from programme.deputies import Deputy
from storage.errors import NotFound
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import deputies


class Deputies(Shelf):
    async def add(self, deputy: Deputy) -> Deputy:
        """Its number is given here."""
        number: int = await self._one(
            insert(deputies).values(to_columns(deputy, "id")).returning(deputies.c.id)
        )
        return replace(deputy, id=number)

    async def get(self, number: int) -> Deputy:
        row = await self._row(select(deputies).where(deputies.c.id == number))
        if row is None:
            raise NotFound("deputy", number)
        return to_value(Deputy, row)

    async def put(self, deputy: Deputy, *, was: Deputy) -> None:
        """Raises MovedMeanwhile if it has ended, or stands again, since."""
        still_so = update(deputies).where(
            deputies.c.id == was.id,
            deputies.c.ending.is_not_distinct_from(was.ending),
        )
        await self._change_one(
            still_so.values(to_columns(deputy, "id")), "deputy", was.id
        )

    async def open_of(self, agency: str) -> list[Deputy]:
        """Who stands in, or will, in the order of their days."""
        return await self._open(deputies.c.agency == agency)

    async def open_on(self, day: date) -> list[Deputy]:
        """Who stands in on that day, anywhere."""
        return await self._open(deputies.c.first <= day, deputies.c.last >= day)

    async def over_by(self, day: date) -> list[Deputy]:
        """Whose last day lies before that one."""
        return await self._open(deputies.c.last < day)

    async def said_in(self, chats: Iterable[int], since: datetime) -> list[Deputy]:
        """Said or ended in these chats from then on, whatever became of them."""
        lately = (deputies.c.said_at >= since) | (deputies.c.ended_at >= since)
        found = await self._rows(
            select(deputies)
            .where(deputies.c.chat.in_(list(chats)), lately)
            .order_by(deputies.c.id)
        )
        return [to_value(Deputy, row) for row in found]

    async def _open(self, *wanted: ColumnElement[bool]) -> list[Deputy]:
        found = await self._rows(
            select(deputies)
            .where(deputies.c.ended_at.is_(None), *wanted)
            .order_by(deputies.c.first, deputies.c.id)
        )
        return [to_value(Deputy, row) for row in found]
