"""Requests of agencies, which the office decides."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from programme.requests import Request, RequestKind, RequestState
from storage.bites import in_bites
from storage.errors import NotFound
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, programmes, requests


class Requests(Shelf):
    """`touched`: what was asked, decided or taken back in this unit."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.touched: set[int] = set()

    async def add(  # noqa: PLR0913 - six facts make a request
        self,
        duty_id: int,
        kind: RequestKind,
        *,
        reason: str | None,
        until: date | None,
        at: datetime,
        by: str,
        message: str | None = None,
    ) -> Request:
        asked = Request(
            id=0,
            duty=duty_id,
            kind=kind,
            asked_at=at,
            reason=reason,
            until=until,
            by=by,
            message=message,
        )
        number = await self._one(
            insert(requests).values(to_columns(asked, "id")).returning(requests.c.id)
        )
        self.touched.add(number)
        return await self.get(number)

    async def get(self, request_id: int) -> Request:
        row = await self._row(select(requests).where(requests.c.id == request_id))
        if row is None:
            raise NotFound("request", request_id)
        return to_value(Request, row)

    async def some(self, ids: Iterable[int]) -> dict[int, Request]:
        """By their numbers; one that is no request's is left out."""
        return {
            one.id: one
            for few in in_bites(list(ids))
            for one in await self._found(requests.c.id.in_(few))
        }

    async def concerned(
        self, duty_ids: Iterable[int], since: datetime
    ) -> list[Request]:
        """Of these duties, what waits, and what has lapsed from that moment on."""
        return [
            one
            for some in in_bites(list(duty_ids))
            for one in await self._found(
                requests.c.duty.in_(some),
                requests.c.state.in_([RequestState.ASKED, RequestState.LAPSED]),
            )
            if one.is_waiting or (one.decided_at and one.decided_at >= since)
        ]

    async def open(self) -> list[Request]:
        """What waits for the office, oldest first; of programmes in force."""
        wanted = (
            select(requests)
            .join(duties, duties.c.id == requests.c.duty)
            .join(programmes, programmes.c.id == duties.c.programme)
            .where(
                requests.c.state == RequestState.ASKED,
                programmes.c.withdrawn_at.is_(None),
            )
            .order_by(requests.c.id)
        )
        return [to_value(Request, row) for row in await self._rows(wanted)]

    async def waiting_of(self, duty_ids: Iterable[int]) -> dict[int, Request]:
        """What waits of these duties, by duty."""
        found: dict[int, Request] = {}
        for some in in_bites(list(duty_ids)):
            wanted = select(requests).where(
                requests.c.duty.in_(some), requests.c.state == RequestState.ASKED
            )
            rows = await self._rows(wanted.order_by(requests.c.id))
            found |= {row["duty"]: to_value(Request, row) for row in rows}
        return found

    async def of_duty(self, duty_id: int) -> list[Request]:
        of_it = select(requests).where(requests.c.duty == duty_id)
        in_order = of_it.order_by(requests.c.id)
        return [to_value(Request, row) for row in await self._rows(in_order)]

    async def put(self, request: Request, *, was: Request) -> None:
        still_so = update(requests).where(
            requests.c.id == was.id, requests.c.state == was.state
        )
        await self._change_one(
            still_so.values(to_columns(request, "id")), "request", was.id
        )
        self.touched.add(was.id)

    async def _found(self, *wanted: ColumnElement[bool]) -> list[Request]:
        rows = await self._rows(select(requests).where(*wanted).order_by(requests.c.id))
        return [to_value(Request, row) for row in rows]
