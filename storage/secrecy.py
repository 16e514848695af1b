"""What the office has made secret: by its place, and by a keyed hash of its names.

The names themselves are nowhere. The hash tells whether a name that comes in is one of
them; the key is this database's own.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import insert, select, update

from programme.redaction import words_of
from storage.rows import Row, to_value
from storage.settings import Settings
from storage.shelf import Shelf
from storage.tables.secrecy import secrets
from storage.tables.work import programmes, revisions

_KEY = "secrecy-key"


@dataclass(frozen=True, kw_only=True)
class Secret:
    """`period`, `issuer`: of the programme in which it stands as `ref`."""

    id: int
    programme: int
    period: str
    issuer: str | None
    ref: str
    lead: tuple[str, ...]
    prints: tuple[str, ...]


class Secrecy(Shelf):
    async def add(
        self,
        programme: int,
        ref: str,
        *,
        lead: Iterable[str],
        titles: Iterable[str],
        by: str,
        at: datetime,
    ) -> None:
        prints = [await self.print_of(title) for title in sorted(titles)]
        await self._do(
            insert(secrets).values(
                programme=programme,
                ref=ref,
                lead=tuple(lead),
                prints=tuple(dict.fromkeys(prints)),
                by=by,
                at=at,
            )
        )

    async def alive(self) -> list[Secret]:
        """Those that the office has not taken back."""
        wanted: Any = (
            select(secrets, programmes.c.period, programmes.c.issuer)
            .join(programmes, programmes.c.id == secrets.c.programme)
            .where(secrets.c.ended_at.is_(None))
            .order_by(secrets.c.id)
        )
        return [_to_secret(row) for row in await self._rows(wanted)]

    async def end(self, one: Secret, at: datetime) -> None:
        """Its name may come in again; so may a document that was put in before."""
        await self._change_one(
            update(secrets)
            .where(secrets.c.id == one.id, secrets.c.ended_at.is_(None))
            .values(ended_at=at),
            "secret",
            one.id,
        )
        of_it = revisions.c.programme == one.programme
        await self._do(
            update(revisions)
            .where(of_it, ~revisions.c.sha256.endswith("~"))
            .values(sha256=revisions.c.sha256.concat("~"))
        )

    async def print_of(self, title: str) -> str:
        said = " ".join(words_of(title)).encode()
        return hmac.digest((await self._key()).encode(), said, "sha256").hex()

    async def _key(self) -> str:
        settings = Settings(self._connection)
        found = await settings.get(_KEY)
        if found is None:
            found = token_hex(32)
            await settings.set(_KEY, found)
        return found


def _to_secret(row: Row) -> Secret:
    return to_value(Secret, row)
