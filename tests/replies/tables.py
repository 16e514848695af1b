"""The tables of messages: who speaks, what is typed, what is understood.

A file of `tables/` holds one phenomenon. "@ nn" says who speaks, "@ tp reply I.5" that
it answers a message about I.5, "closed I.3" that a duty has ended. Then a message a
line, "→", and its meaning; "⏎" is a new line inside a message.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from programme.replies import understand
from programme.replies.meaning import Kind, Meaning, Scope, Update

from .offices import a_scope

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Row:
    table: str
    speaker: str
    text: str
    meaning: str

    @property
    def scope(self) -> Scope:
        who, *rest = self.speaker.split()
        lists: dict[str, list[str]] = {"reply": [], "closed": []}
        key = "reply"
        for word in rest:
            if word in lists:
                key = word
            else:
                lists[key].append(word)
        return a_scope(who, reply=lists["reply"], closed=lists["closed"])

    def understood(self, text: str | None = None) -> Meaning:
        return understand(self.text if text is None else text, self.scope)

    def __str__(self) -> str:
        return f"{self.table}: {self.speaker}: {self.text!r}"


@cache
def rows() -> tuple[Row, ...]:
    return tuple(row for file in sorted(FOLDER.glob("*.txt")) for row in _rows(file))


def _rows(file: Path) -> Iterator[Row]:
    speaker = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            speaker = line.removeprefix("@ ")
        elif line.strip() and not line.startswith("#"):
            text, _, meaning = line.partition(" → ")
            yield Row(file.stem, speaker, text.replace(" ⏎ ", "\n"), meaning.strip())


def say(meaning: Meaning) -> str:
    """A meaning as the tables write it."""
    relayed = " +office" if meaning.to_office else ""
    if meaning.kind is Kind.UPDATE:
        return "; ".join(_say(update) for update in meaning.updates) + relayed
    if meaning.kind is Kind.ASK:
        return f"ask {meaning.unclear}"
    seen = " seen" if meaning.seen else ""
    return "none" + seen + (" office" if meaning.to_office else "")


def _say(update: Update) -> str:
    until = f" {update.until}" if update.until else ""
    note = f" ({update.note})" if update.note else ""
    return f"{update.item} {update.status}{until}{note}"
