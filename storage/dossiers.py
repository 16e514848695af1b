"""Dossiers: what was handed in for a duty. The files lie elsewhere, by their hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack, cast

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.bites import in_bites
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.work import dossiers, duties


class NewDossier(TypedDict):
    sha256: str
    name: str
    size: int
    kind: NotRequired[str]
    file: NotRequired[str | None]
    message: str | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One file. `version` counts the different files of a duty, from 1; `kind` is what
    its bytes say it is, `file` what its channel hands it out for."""

    id: int
    duty: int
    version: int
    sha256: str
    name: str
    size: int
    kind: str
    file: str | None
    message: str | None
    by: str
    at: datetime


class Dossiers(Shelf):
    """`touched`: the duties for which something was handed in in this unit."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.touched: set[int] = set()

    async def add(self, duty_id: int, **file: Unpack[NewDossier]) -> Dossier:
        """The same bytes handed in again are the dossier that is here already."""
        of_duty = dossiers.c.duty == duty_id
        same = select(dossiers).where(of_duty, dossiers.c.sha256 == file["sha256"])
        row = await self._row(same)
        self.touched.add(duty_id)
        if row is None:
            last = await self._one(
                select(func.coalesce(func.max(dossiers.c.version), 0)).where(of_duty)
            )
            row = await self._row(
                insert(dossiers)
                .values(duty=duty_id, version=last + 1, **file)
                .returning(*dossiers.c)
            )
        return to_value(Dossier, cast("Row", row))

    async def of_duty(self, duty_id: int) -> list[Dossier]:
        of_it = select(dossiers).where(dossiers.c.duty == duty_id)
        in_order = of_it.order_by(dossiers.c.version)
        return [to_value(Dossier, row) for row in await self._rows(in_order)]

    async def of_duties(self, duty_ids: Iterable[int]) -> list[Dossier]:
        found: list[Dossier] = []
        for some in in_bites(duty_ids):
            wanted = select(dossiers).where(dossiers.c.duty.in_(some))
            rows = await self._rows(wanted.order_by(dossiers.c.id))
            found += [to_value(Dossier, row) for row in rows]
        return found

    async def count_of(self, agency: str, *, since: datetime) -> int:
        """How many an agency has handed in from that moment on."""
        found: int = await self._one(
            select(func.count())
            .select_from(dossiers.join(duties, duties.c.id == dossiers.c.duty))
            .where(duties.c.agency == agency, dossiers.c.at >= since)
        )
        return found

    async def all_hashes(self) -> frozenset[str]:
        """Of every file that a row names."""
        rows = await self._rows(select(dossiers.c.sha256).distinct())
        return frozenset(row["sha256"] for row in rows)
