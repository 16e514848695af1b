"""Dossiers: what was handed in for a duty. The files lie elsewhere, by their hash."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack, cast

from sqlalchemy import func, insert, select

from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.work import dossiers


class NewDossier(TypedDict):
    sha256: str
    name: str
    size: int
    message: str | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One file. `version` counts the different files of a duty, from 1."""

    id: int
    duty: int
    version: int
    sha256: str
    name: str
    size: int
    message: str | None
    by: str
    at: datetime


class Dossiers(Shelf):
    async def add(self, duty_id: int, **file: Unpack[NewDossier]) -> Dossier:
        """The same bytes handed in again are the dossier that is here already."""
        of_duty = dossiers.c.duty == duty_id
        same = select(dossiers).where(of_duty, dossiers.c.sha256 == file["sha256"])
        row = await self._row(same)
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
