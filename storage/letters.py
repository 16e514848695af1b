"""Letters as rows: what is said, and where it stands."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    literal_column,
    select,
    type_coerce,
    update,
)

from programme.letters import Button, Buttons, Letter, LetterState, Posted, Priority
from programme.quota import need_of
from programme.reminders import Addressee, Reminder
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import chats
from storage.tables.post import IN_FLIGHT, attempts, letters

#: Why it expired: its time was over before it might go.
TOO_LATE = "too-late"


class LetterShelf(Shelf):
    """What every part of the outbox does: looks letters up, and moves them."""

    async def _posted(self, *wanted: ColumnElement[bool]) -> list[Posted]:
        in_order = posted_letters().where(*wanted)
        rows = await self._rows(in_order.order_by(letters.c.since, letters.c.id))
        return [to_posted(row) for row in rows]

    async def _move(
        self, posted: Posted, from_here: tuple[LetterState, ...], **changes: Any
    ) -> None:
        """This attempt of this worker, and no other, goes on."""
        await self._change_one(
            update(letters)
            .where(
                letters.c.id == posted.id,
                letters.c.state.in_(from_here),
                letters.c.attempt == posted.attempt,
                letters.c.worker.is_not_distinct_from(posted.worker),
            )
            .values(**changes),
            "letter",
            posted.id,
        )

    async def _end_attempt(
        self, posted: Posted, outcome: str, now: datetime, *, error: str | None = None
    ) -> None:
        await self._do(
            update(attempts)
            .where(attempts.c.letter == posted.id, attempts.c.n == posted.attempt)
            .values(ended=now, outcome=outcome, error=error)
        )


def is_planned(table: FromClause) -> ColumnElement[bool]:
    """Written out, so that the indexes of planned letters are used."""
    return table.c.state == _word(LetterState.PLANNED)


def is_in_flight(table: FromClause) -> ColumnElement[bool]:
    """Written out, so that the index of lanes in flight is used."""
    return table.c.state.in_([_word(state) for state in IN_FLIGHT])


def found_in(*states: LetterState) -> ColumnElement[bool]:
    """Of letters that are looked up by their numbers: said so that SQLite does not go
    through all that are in that state instead."""
    return type_coerce(letters.c.state, String).concat("").in_(map(_word, states))


def _word(state: LetterState) -> ColumnElement[str]:
    return literal_column(f"'{state.value}'")


def posted_letters() -> Select[Any]:
    """Every letter, with the channel and address of its present attempt."""
    return select(letters, chats.c.channel, chats.c.address).outerjoin(
        chats, chats.c.id == letters.c.lane
    )


def planned(
    letter: Letter, now: datetime, says: Iterable[Reminder] = ()
) -> dict[str, Any]:
    """The columns of a letter that is new in the outbox; `homes.found_home` follows."""
    return planned_at(letter, now, letter.chat, says)


def planned_at(
    letter: Letter,
    now: datetime,
    home: int | None = None,
    says: Iterable[Reminder] = (),
) -> dict[str, Any]:
    """The same, where its home is known already."""
    return {
        **to_columns(letter, "to", "buttons", "priority"),
        "to_role": letter.to.role if letter.to else None,
        "to_agency": letter.to.agency if letter.to else None,
        "buttons": as_buttons(letter.buttons),
        "priority": int(letter.priority),
        "need": int(need_of(letter, says)),
        "home": home,
        **_first_state(letter),
        "attempt": 0,
        "resends": 0,
        "posted_at": now,
        "since": now,
    }


def _first_state(letter: Letter) -> dict[str, Any]:
    """One that could only go when it is too late ends at once, and is told of."""
    first, last = letter.not_before, letter.not_after
    if first is not None and last is not None and last < first:
        return {"state": LetterState.EXPIRED, "error": TOO_LATE}
    return {"state": LetterState.PLANNED, "error": None}


def to_posted(row: Row, **known: Any) -> Posted:
    """The chat is that of the attempt, or of the one that succeeded.

    `known`: what the row need not say.
    """
    return to_value(Posted, row, letter=_to_letter(row), chat=row["lane"], **known)


def _to_letter(row: Row) -> Letter:
    role = row["to_role"]
    return to_value(
        Letter,
        row,
        to=Addressee(role=role, agency=row["to_agency"]) if role else None,
        buttons=_to_buttons(row["buttons"]),
        priority=Priority(row["priority"]),
    )


def as_buttons(buttons: Buttons) -> list[list[dict[str, Any]]]:
    return [[to_columns(button) for button in row] for row in buttons]


def _to_buttons(rows: list[list[dict[str, str]]]) -> Buttons:
    return tuple(tuple(Button(**button) for button in row) for row in rows)
