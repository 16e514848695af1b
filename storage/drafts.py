"""Documents that were read and wait for the office's word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select, update

from programme.document import Draft
from programme.draft_json import from_json, to_record
from storage.errors import NotFound
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.review import drafts


class DraftState(StrEnum):
    WAITING = "waiting"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A draft, what was answered about it so far, and who sent it."""

    id: int
    name: str
    sha256: str
    draft: Draft
    answers: Mapping[str, str]
    state: DraftState
    by: str
    where: str | None
    at: datetime


class Drafts(Shelf):
    async def add(
        self, draft: Draft, *, name: str, sha256: str, by: str, where: str, at: datetime
    ) -> int:
        values: dict[str, Any] = {
            "name": name,
            "sha256": sha256,
            "draft": to_record(draft),
            "answers": {},
            "state": DraftState.WAITING,
            "by": by,
            "where": where,
            "at": at,
        }
        number: int = await self._one(
            insert(drafts).values(values).returning(drafts.c.id)
        )
        return number

    async def get(self, number: int) -> Waiting:
        row = await self._row(select(drafts).where(drafts.c.id == number))
        if row is None:
            raise NotFound("draft", number)
        return to_value(
            Waiting,
            row,
            draft=from_json(row["draft"]),
            state=DraftState(row["state"]),
        )

    async def answer(self, number: int, answers: Mapping[str, str]) -> None:
        await self._change_one(
            update(drafts)
            .where(drafts.c.id == number, drafts.c.state == DraftState.WAITING)
            .values(answers=dict(answers)),
            "draft",
            number,
        )

    async def end(self, number: int, state: DraftState, at: datetime) -> None:
        """Published or dropped, once: of two presses the second finds it ended."""
        await self._change_one(
            update(drafts)
            .where(drafts.c.id == number, drafts.c.state == DraftState.WAITING)
            .values(state=state, ended_at=at),
            "draft",
            number,
        )
