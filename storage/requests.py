"""Requests of agencies, which the office decides."""

from datetime import date, datetime

from sqlalchemy import insert, select, update

from programme.requests import Request, RequestKind, RequestState
from storage.errors import NotFound
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import requests


class Requests(Shelf):
    async def add(
        self,
        duty_id: int,
        kind: RequestKind,
        *,
        reason: str | None,
        until: date | None,
        at: datetime,
        by: str,
    ) -> Request:
        asked = Request(
            id=0, duty=duty_id, kind=kind, asked_at=at, reason=reason, until=until
        )
        number = await self._one(
            insert(requests)
            .values(**to_columns(asked, "id"), by=by)
            .returning(requests.c.id)
        )
        return await self.get(number)

    async def get(self, request_id: int) -> Request:
        row = await self._row(select(requests).where(requests.c.id == request_id))
        if row is None:
            raise NotFound("request", request_id)
        return to_value(Request, row)

    async def open(self) -> list[Request]:
        """What waits for the office, oldest first."""
        asked = requests.c.state == RequestState.ASKED
        wanted = select(requests).where(asked).order_by(requests.c.id)
        return [to_value(Request, row) for row in await self._rows(wanted)]

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
