"""The record: who did what, when, where. Only ever added to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Select, select

from programme.duties import Duty
from programme.moves import Move
from storage.bites import in_bites
from storage.dialect import insert
from storage.duty_json import from_json, to_json
from storage.errors import MovedMeanwhile, NotFound
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.record import audit

MOVE, UNDO, ASSIGN, ALTER = "move", "undo", "assign", "alter"
NOTE, NUDGE = "note", "nudge"


class _Act(TypedDict):
    at: datetime
    who: str
    where: str | None
    did: str


class NewEntry(_Act, total=False):
    duty: int | None
    was: str | None
    now: str | None
    note: str | None
    message: str | None


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """`where`: the chat or page; `message`: the message that was acted on."""

    id: int
    at: datetime
    who: str
    where: str | None
    did: str
    duty: int | None
    was: str | None
    now: str | None
    note: str | None
    message: str | None


class Audit(Shelf):
    async def add(self, **entry: Unpack[NewEntry]) -> int:
        number: int = await self._one(
            insert(audit).values(**entry).returning(audit.c.id)
        )
        return number

    async def get(self, entry_id: int) -> AuditEntry:
        row = await self._row(_in_order().where(audit.c.id == entry_id))
        if row is None:
            raise NotFound("audit entry", entry_id)
        return to_value(AuditEntry, row)

    async def since(self, at: datetime) -> list[AuditEntry]:
        """From that moment on, oldest first."""
        return await self._entries(_in_order().where(audit.c.at >= at))

    async def of_duty(self, duty_id: int) -> list[AuditEntry]:
        return await self._entries(_in_order().where(audit.c.duty == duty_id))

    async def add_move(
        self,
        *,
        was: Duty,
        now: Duty,
        at: datetime,
        who: str,
        where: str | None = None,
        message: str | None = None,
    ) -> int:
        act = {"at": at, "who": who, "where": where, "message": message}
        number: int = await self._one(
            insert(audit)
            .values(did=MOVE, **act, **_moved(was, now))
            .returning(audit.c.id)
        )
        return number

    async def add_altered(
        self,
        *,
        was: Duty | None,
        now: Duty,
        at: datetime,
        who: str,
        where: str | None = None,
    ) -> int:
        """An amendment began a duty (`was` None), or changed its day, title or ref."""
        said = {
            "did": ALTER if was else ASSIGN,
            "duty": now.id,
            "was": _due_of(was) if was else None,
            "now": _due_of(now),
            "before": to_json(was) if was else None,
            "after": to_json(now),
        }
        number: int = await self._one(
            insert(audit)
            .values(at=at, who=who, where=where, **said)
            .returning(audit.c.id)
        )
        return number

    async def undo(
        self,
        move_id: int,
        *,
        at: datetime,
        who: str,
        where: str | None = None,
        message: str | None = None,
    ) -> int:
        """Records that a move was taken back; the second to try comes too late.

        The duty itself goes back by `duties.put(move.was, was=move.now)`.
        """
        made = await self.move(move_id)
        act = {"at": at, "who": who, "where": where, "message": message}
        number: int | None = await self._one(
            insert(audit)
            .values(did=UNDO, undoes=move_id, **act, **_moved(made.now, made.was))
            .on_conflict_do_nothing(index_elements=["undoes"])
            .returning(audit.c.id)
        )
        if number is None:
            raise MovedMeanwhile("move", move_id)
        return number

    async def move(self, entry_id: int) -> Move:
        row = await self._row(_moves().where(audit.c.id == entry_id))
        if row is None:
            raise NotFound("move", entry_id)
        return _to_move(row)

    async def moves_since(
        self, at: datetime, *, of: Collection[int] | None = None
    ) -> list[Move]:
        """Oldest first; `of`: of these duties alone. What took a move back is no move:
        the move is `undone`."""
        wanted = _moves().where(audit.c.at >= at)
        if of is not None:
            wanted = wanted.where(audit.c.duty.in_(of))
        return [_to_move(row) for row in await self._rows(wanted)]

    async def moves_of(self, duty_id: int) -> list[Move]:
        rows = await self._rows(_moves().where(audit.c.duty == duty_id))
        return [_to_move(row) for row in rows]

    async def notes_on(self, duties: Collection[int]) -> dict[int, str]:
        """What the office has noted of each of these, newest; emptied ones are gone."""
        found: dict[int, str | None] = {}
        for some in in_bites(duties):
            of_them = _in_order().where(audit.c.did == NOTE, audit.c.duty.in_(some))
            found |= {row["duty"]: row["note"] for row in await self._rows(of_them)}
        return {duty: note for duty, note in found.items() if note}

    async def nudged(self, duties: Collection[int], since: datetime) -> set[int]:
        """Those that the office has reminded of by its own word from then on."""
        found: set[int] = set()
        for some in in_bites(duties):
            of_them = _in_order().where(
                audit.c.did == NUDGE, audit.c.duty.in_(some), audit.c.at >= since
            )
            found |= {row["duty"] for row in await self._rows(of_them)}
        return found

    async def _entries(self, wanted: Select[Any]) -> list[AuditEntry]:
        return [to_value(AuditEntry, row) for row in await self._rows(wanted)]


def _in_order() -> Select[Any]:
    return select(audit).order_by(audit.c.id)


def _moves() -> Select[Any]:
    later = audit.alias("later")
    undone = select(later.c.id).where(later.c.undoes == audit.c.id).exists()
    moves = select(audit, undone.label("undone")).where(audit.c.did == MOVE)
    return moves.order_by(audit.c.id)


def _moved(was: Duty, now: Duty) -> dict[str, Any]:
    return {
        "duty": now.id,
        "was": was.state,
        "now": now.state,
        "note": now.note,
        "before": to_json(was),
        "after": to_json(now),
    }


def _due_of(duty: Duty) -> str:
    """I.3 2020-07-14 17:00"""
    return f"{duty.ref} {duty.due.at:%Y-%m-%d %H:%M} {duty.due.rule}"


def _to_move(row: Row) -> Move:
    was, now = from_json(row["before"]), from_json(row["after"])
    return to_value(Move, row, was=was, now=now, undone=bool(row["undone"]))
