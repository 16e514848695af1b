"""Agencies, by official name: the office's registry, and what it taught us."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from programme.agencies import Agency, Registry, Successor, key_of
from storage.audit import Audit
from storage.dialect import insert
from storage.errors import NameTaken, NotFound
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import agencies, agency_aliases, taught_aliases

TEACH = "teach"


class Agencies(Shelf):
    async def add(self, agency: Agency) -> None:
        """A new one, or the new truth about one of that name; what was taught stays."""
        columns = _to_columns(agency)
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
        aliases, taught = agency_aliases, taught_aliases
        known = await self._aliases(
            select(aliases).order_by(aliases.c.agency, aliases.c.position)
        )
        learnt = await self._aliases(select(taught).order_by(taught.c.at, taught.c.key))
        return [
            _to_agency(row, tuple(known[row["id"]]), tuple(learnt[row["id"]]))
            for row in await self._rows(select(agencies).order_by(agencies.c.id))
        ]

    async def registry(self, *, on: date | None = None) -> Registry:
        """All of them, for finding who is meant; `on` a day as that day knew them."""
        return Registry(await self.all(), on=on)

    async def teach(self, alias: str, agency: str, *, at: datetime, by: str) -> None:
        """From now on, whoever writes `alias` means `agency`; the last word counts.

        Raises NotFound for an agency nobody registered, NameTaken where `alias` is
        the official or the short name of another that lives then.
        """
        key = " ".join(key_of(alias))
        known = await self.all()
        meant = next((one for one in known if one.name == agency), None)
        if meant is None or not key:
            raise NotFound("agency", agency)
        for one in known:
            official = {key_of(one.name), key_of(one.short)}
            if key_of(alias) in official and one != meant and one.lives_on(at.date()):
                raise NameTaken(alias, one.name)
        if Registry(known, on=at.date()).find(alias) == meant:
            return
        was = next((one.name for one in known if _taught(alias, one)), None)
        await self._learn(key, alias, agency, at, by)
        await Audit(self._connection).add(
            at=at, who=by, where=None, did=TEACH, was=was, now=agency, note=alias
        )

    async def _learn(
        self, key: str, alias: str, agency: str, at: datetime, by: str
    ) -> None:
        number = select(agencies.c.id).where(agencies.c.name == agency)
        said = {"alias": alias, "agency": number.scalar_subquery(), "at": at, "by": by}
        await self._do(
            insert(taught_aliases)
            .values(key=key, **said)
            .on_conflict_do_update(index_elements=["key"], set_=said)
        )

    async def _aliases(self, wanted: Any) -> Mapping[int, list[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for row in await self._rows(wanted):
            found[row["agency"]].append(row["alias"])
        return found


def _taught(alias: str, agency: Agency) -> bool:
    return key_of(alias) in set(map(key_of, agency.taught))


def _to_columns(agency: Agency) -> dict[str, Any]:
    columns = to_columns(agency, "aliases", "taught")
    successors = [asdict(successor) for successor in agency.successors]
    for said in successors:
        said["since"] = said["since"].isoformat() if said["since"] else None
    return columns | {"successors": successors}


def _to_agency(row: Row, aliases: tuple[str, ...], taught: tuple[str, ...]) -> Agency:
    successors = tuple(map(_to_successor, row["successors"]))
    return to_value(Agency, row, aliases=aliases, taught=taught, successors=successors)


def _to_successor(said: Any) -> Successor:
    """An early release stored but the name."""
    if isinstance(said, str):
        return Successor(name=said)
    since = date.fromisoformat(said["since"]) if said["since"] else None
    return Successor(**said | {"since": since})
