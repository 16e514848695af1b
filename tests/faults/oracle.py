"""What the street accepted, held against what the database says of it."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.channels.telegram_probe import plain
from bot.messages.unbuttoned import without_buttons
from programme.letters import FINAL, LetterState
from programme.reminders import ChatRole
from storage import Store
from storage.tables.post import attempts
from storage.tables.post import letters as every_letter

LABEL = "(gửi lại)"
Row = dict[str, Any]
_SENDING = ("sendMessage", "sendDocument")
_OFFERED = re.compile(r"\n\n[A-Z]1 ")
_PLANTED = ("Thư ", f"{LABEL} Thư ")
_IN_DOUBT = select(func.count()).where(
    attempts.c.outcome.in_(["interrupted", "unsure"])
)


@dataclass(kw_only=True)
class Verdict:
    """Letters by what is wrong with them; all empty is how it should be.

    `lost` is neither said nor visibly ended; `failed` is visibly ended, and told.
    `doubled` are copies that do not say that they are one.
    """

    letters: int = 0
    planted: int = 0
    said: int = 0
    in_doubt: int = 0
    lost: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    early: int = 0
    #: What has failed, and nobody at the office was told of it, or of its chat.
    untold: list[str] = field(default_factory=list)
    #: What has failed without the one copy that it may have.
    hasty: list[str] = field(default_factory=list)
    #: Messages that say something else by now than what was said.
    overwritten: list[str] = field(default_factory=list)
    #: More messages than calls that were written down before they were made.
    unrecorded: int = 0

    @property
    def faults(self) -> dict[str, object]:
        named = (
            "lost",
            "doubled",
            "wrong",
            "foreign",
            "open",
            "early",
            "unrecorded",
            "untold",
            "overwritten",
        )
        return {name: value for name in named if (value := getattr(self, name))}

    def __str__(self) -> str:
        return (
            f"{self.letters} letters, {self.said} said, {self.in_doubt} were in doubt, "
            f"{len(self.lost)} lost, "
            f"{len(self.doubled)} extra, {len(self.labelled)} labelled extra, "
            f"{len(self.failed)} failed, {len(self.wrong)} wrong, {self.early} early"
        )


async def judge(store: Store, log: Row, folder: Path | None = None) -> Verdict:
    """`log` is the ledger's. What was compared is kept in the folder."""
    rows = await letters_of(store)
    async with store.read() as unit:
        in_doubt = await unit.outbox._one(_IN_DOUBT)
        recorded = await unit.outbox._one(select(func.count()).select_from(attempts))
        offices = {
            chat.id for chat in await unit.chats.all() if chat.role is ChatRole.OFFICE
        }
    if folder is not None:
        (folder / "ledger.json").write_text(json.dumps(log, ensure_ascii=False))
        (folder / "letters.json").write_text(
            json.dumps(rows, ensure_ascii=False, default=str)
        )
    verdict = Verdict(letters=len(rows), early=log["figures"]["early"])
    said = said_in(log)
    verdict.planted = sum(row["key"].startswith("planted:") for row in rows)
    verdict.in_doubt = in_doubt
    verdict.unrecorded = max(log["figures"]["sends"] - recorded, 0)
    verdict.said = sum(len(entries) for entries in said.values())
    letters: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["edits"] is None:
            letters[as_said(row["text"])].append(row)
    for text, ones in letters.items():
        _look_at(verdict, text, ones, said.pop(text, []))
    verdict.foreign += list(said)
    verdict.untold = untold(rows, offices)
    verdict.overwritten = overwritten(log)
    return verdict


def untold(rows: list[Row], offices: Collection[int]) -> list[str]:
    """Of the office's own letters there is nobody else to tell; its digest says it."""
    told = {row["key"] for row in rows}
    gone = {key.split(":")[1] for key in told if key.startswith("gone:")}
    return [
        row["key"]
        for row in rows
        if row["state"] == LetterState.FAILED
        and row["key"].startswith("planted:")
        and f"failed:{row['id']}" not in told
        and str(row["home"]) not in gone
        and row["home"] not in offices
    ]


def overwritten(log: Row) -> list[str]:
    """Of the letters that nobody edits: what a probe wrote over and left so."""
    said: dict[tuple[Any, Any], str] = {}
    says: dict[tuple[Any, Any], str] = {}
    for entry in log["entries"]:
        where = entry["chat"], entry["message"]
        if entry["accepted"] and (entry["text"] or "").startswith(_PLANTED):
            says[where] = entry["text"]
            if entry["method"] in _SENDING:
                said[where] = entry["text"]
    return [text for where, text in said.items() if says[where] != text]


def _look_at(verdict: Verdict, text: str, rows: list[Row], said: list[Row]) -> None:
    """Letters of one text, and the messages of it."""
    sent = [row for row in rows if row["state"] == LetterState.SENT]
    ended = [row for row in rows if row["state"] in FINAL and row not in sent]
    verdict.open += [row["key"] for row in rows if row["state"] not in FINAL]
    verdict.failed += [
        row["key"] for row in ended if row["state"] == LetterState.FAILED
    ]
    verdict.hasty += [
        row["key"]
        for row in ended
        if row["state"] == LetterState.FAILED and row["resends"] == 0
    ]
    missing = len(sent) - len(said)
    if missing > 0:
        verdict.lost += [row["key"] for row in sent[-missing:]]
    copies = [entry for entry in said if entry["text"].startswith(LABEL)]
    extra = max(len(said) - len(rows), 0)
    verdict.labelled += [text] * min(extra, len(copies))
    verdict.doubled += [text] * max(extra - len(copies), 0)
    ids = {str(entry["message"]) for entry in said}
    verdict.wrong += [row["key"] for row in sent if row["message_id"] not in ids]


def said_in(log: Row) -> dict[str, list[Row]]:
    """The accepted sends by text, without the label of a copy."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for entry in log["entries"]:
        if entry["accepted"] and entry["method"] in _SENDING:
            found[plain_words(entry["text"]).removeprefix(LABEL).strip()].append(entry)
    return dict(found)


def said_where(log: Row) -> Counter[tuple[Any, str]]:
    """Each text in each chat, copies counted as what they are copies of."""
    return Counter(
        (entry["chat"], text)
        for text, entries in said_in(log).items()
        for entry in entries
    )


def number_in(text: str) -> int:
    """Of a planted letter, in the order in which they were planted."""
    found = re.search(r"Thư (\d+)\.", text)
    assert found is not None, text
    return int(found[1])


def plain_words(shown: str | None) -> str:
    """Without what is offered by number where there are no buttons."""
    words = _OFFERED.split(without_buttons(shown or ""), maxsplit=1)[0]
    return " ".join(words.split())


def as_said(text: str) -> str:
    """A letter as it reads, with buttons or without."""
    return plain(without_buttons(text))


async def pending(store: Store) -> int:
    async with store.read() as unit:
        return int(await unit.outbox.pending())


async def ended(store: Store) -> int:
    """How many have come to their end, whatever that is."""
    is_over = every_letter.c.state.in_(FINAL)
    async with store.read() as unit:
        return int(await unit.outbox._one(select(func.count()).where(is_over)))


async def letters_of(store: Store) -> list[Row]:
    async with store.read() as unit:
        return [dict(row) for row in await unit.outbox._rows(select(every_letter))]
