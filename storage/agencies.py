"""Agencies, by official name: the office's registry."""

from collections import defaultdict

from sqlalchemy import delete, select

from programme.agencies import Agency
from storage.dialect import insert
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import agencies, agency_aliases


class Agencies(Shelf):
    async def add(self, agency: Agency) -> None:
        """A new one, or the new truth about one of that name."""
        columns = to_columns(agency, "aliases")
        number = await self._one(
            insert(agencies)
            .values(columns)
            .on_conflict_do_update(index_elements=["name"], set_=columns)
            .returning(agencies.c.id)
        )
        aliases = agency_aliases
        await self._do(delete(aliases).where(aliases.c.agency == number))
        await self._do_many(
            insert(aliases),
            [
                {"agency": number, "position": position, "alias": alias}
                for position, alias in enumerate(agency.aliases)
            ],
        )

    async def all(self) -> list[Agency]:
        """In the order in which they were first added."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        aliases = agency_aliases
        in_order = select(aliases).order_by(aliases.c.agency, aliases.c.position)
        for row in await self._rows(in_order):
            found[row["agency"]].append(row["alias"])
        return [
            to_value(Agency, row, aliases=tuple(found[row["id"]]))
            for row in await self._rows(select(agencies).order_by(agencies.c.id))
        ]
