"""Letters as rows: what is said, and where it stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from programme.letters import Button, Buttons, Letter, LetterState, Posted, Priority
from programme.reminders import Addressee
from storage.rows import Row, to_columns, to_value
from storage.tables.people import chats
from storage.tables.post import letters


def posted_letters() -> Select[Any]:
    """Every letter, with the channel and address of its present attempt."""
    return select(letters, chats.c.channel, chats.c.address).outerjoin(
        chats, chats.c.id == letters.c.lane
    )


def planned(letter: Letter, now: datetime) -> dict[str, Any]:
    """The columns of a letter that is new in the outbox."""
    return {
        **to_columns(letter, "to", "buttons", "priority"),
        "to_role": letter.to.role if letter.to else None,
        "to_agency": letter.to.agency if letter.to else None,
        "buttons": [[to_columns(button) for button in row] for row in letter.buttons],
        "priority": int(letter.priority),
        "state": LetterState.PLANNED,
        "attempt": 0,
        "resends": 0,
        "posted_at": now,
        "since": now,
    }


def to_posted(row: Row) -> Posted:
    """The chat is that of the attempt, or of the one that succeeded."""
    return to_value(Posted, row, letter=_to_letter(row), chat=row["lane"])


def _to_letter(row: Row) -> Letter:
    role = row["to_role"]
    return to_value(
        Letter,
        row,
        to=Addressee(role=role, agency=row["to_agency"]) if role else None,
        buttons=_to_buttons(row["buttons"]),
        priority=Priority(row["priority"]),
    )


def _to_buttons(rows: list[list[dict[str, str]]]) -> Buttons:
    return tuple(tuple(Button(**button) for button in row) for row in rows)
