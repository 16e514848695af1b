"""The lease of who leads: one statement each, decided by what the row says now.

Time is the database's: the processes' own clocks may differ. How a process judges a
lease that it watches, and how long it trusts its own, is told in `nhacviec.leading`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Insert,
    Update,
    column,
    literal,
    select,
    table,
    type_coerce,
    update,
)

from storage.dialect import database_now, insert
from storage.migrations import HEAD
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.house import leases

#: The lease of who plans and sends.
LEADER = "leader"

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Lease:
    """As it was when it was read; `left` until it ran out, by the database's clock.

    `term` rises with every new holder. Without a holder it was let go.
    """

    name: str
    holder: str | None
    term: int
    until: datetime
    renewed_at: datetime
    left: timedelta

    @property
    def is_live(self) -> bool:
        return self.holder is not None and self.left > timedelta()

    def is_as(self, other: "Lease") -> bool:
        """Nobody took, renewed or released it in between."""
        return (self.term, self.holder, self.until, self.renewed_at) == (
            other.term,
            other.holder,
            other.until,
            other.renewed_at,
        )


class Leases(Shelf):
    async def look(self, name: str = LEADER) -> Lease | None:
        row = await self._row(
            select(leases, _left().label("left")).where(leases.c.name == name)
        )
        return _to_lease(row) if row else None

    async def take(
        self, *, holder: str, ttl: timedelta, seen: Lease | None, name: str = LEADER
    ) -> Lease | None:
        """A new term, if the lease is still as it was `seen`; None if it is not."""
        ours = {**_from_now(ttl), "holder": holder}
        taken: Insert | Update
        if seen is None:
            taken = (
                insert(leases)
                .values(name=name, term=1, **ours)
                .on_conflict_do_nothing(index_elements=["name"])
            )
        else:
            taken = (
                update(leases)
                .where(leases.c.name == name, _is_our_release(), *_is_as(seen))
                .values(term=leases.c.term + 1, **ours)
            )
        row = await self._row(taken.returning(*leases.c, _left().label("left")))
        return _to_lease(row) if row else None

    async def renew(self, lease: Lease, ttl: timedelta) -> bool:
        """Whether it is still this holder's term; and then it lasts `ttl` from now."""
        return await self._still(lease, _is_our_release(), **_from_now(ttl))

    async def release(self, lease: Lease) -> bool:
        """At once, without waiting for the time to run out."""
        return await self._still(lease, holder=None, until=database_now())

    async def _still(
        self, lease: Lease, *also: ColumnElement[bool], **changes: Any
    ) -> bool:
        still_ours = update(leases).where(
            leases.c.name == lease.name,
            leases.c.holder == lease.holder,
            leases.c.term == lease.term,
            *also,
        )
        return await self._do(still_ours.values(**changes)) == 1


def _from_now(ttl: timedelta) -> dict[str, Any]:
    lasting = literal(ttl // _MICROSECOND, BigInteger())
    return {"renewed_at": database_now(), "until": database_now() + lasting}


def _is_as(seen: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        leases.c.term == seen.term,
        leases.c.holder.is_not_distinct_from(seen.holder),
        leases.c.until == seen.until,
        leases.c.renewed_at == seen.renewed_at,
    )


def _is_our_release() -> ColumnElement[bool]:
    """A process that was left behind by a migration stops leading by itself."""
    version = table("alembic_version", column("version_num"))
    return select(version).where(version.c.version_num == HEAD).exists()


def _left() -> ColumnElement[int]:
    return type_coerce(leases.c.until, BigInteger()) - database_now()


def _to_lease(row: Row) -> Lease:
    return to_value(Lease, row, left=row["left"] * _MICROSECOND)
