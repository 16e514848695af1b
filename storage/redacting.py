"""The name of a secret item goes out of every row of every table (docs/decisions/0040).

Whatever text a column holds is looked at, so that no table is forgotten. The record is
changed too: the database permits that to nobody else, and to us only in this way.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Column, String, Table, delete, select, update

from programme.draft_json import from_json
from programme.duties import Duty
from programme.matching import SAME_LEAD, likeness
from programme.redaction import Redactor, words_of
from storage.bites import in_bites
from storage.columns import METADATA
from storage.dialect import insert
from storage.duties import to_duty
from storage.rows import Row
from storage.shelf import Shelf
from storage.tables.people import agencies, agency_aliases, taught_aliases
from storage.tables.post import letters
from storage.tables.record import audit, settings
from storage.tables.work import (
    dossiers,
    duties,
    items,
    meetings,
    programmes,
    recurring,
    revisions,
)

#: What names somebody or something else, and by which rows are found.
_NAMES = frozenset(
    {
        *("agency", "to_agency", "who", "by", "decided_by", "used_by", "where"),
        *("worker", "issuer", "channel", "address", "lane", "holds"),
        *("sha256", "code_hash", "token_hash", "message_id"),
    }
)
_NEVER = frozenset({agencies.name, agency_aliases.name, taught_aliases.name})
#: The settings in which this is said: the permit to change the record.
_PERMIT = "redacting"
_A_PAGE = 200


@dataclass(kw_only=True)
class Redacted:
    """How many rows of each table were changed, and which letters."""

    rows: Counter[str] = field(default_factory=Counter)
    letters: set[int] = field(default_factory=set)


class Redacting(Shelf):
    async def same_matter(self, item: Sequence[Duty]) -> list[Duty]:
        """Every part in what is called just so, in whatever programme."""
        names = {words_of(duty.title) for duty in item if duty.title}
        rows = await self._rows(select(duties).order_by(duties.c.id))
        same = [row for row in rows if words_of(row["title"]) in names]
        return [to_duty(row) for row in same]

    async def titles_of(self, matter: Sequence[Duty]) -> set[str]:
        """All that it is called, and was called by revisions and in the record."""
        now = {duty.title for duty in matter}
        found = set(now)
        for some in in_bites([duty.id for duty in matter]):
            wanted = select(audit.c.before, audit.c.after).where(audit.c.duty.in_(some))
            for row in await self._rows(wanted):
                found |= {one["title"] for one in row.values() if one}
        places = {(duty.programme, duty.ref) for duty in matter}
        for programme, ref, title in await self._titles_in_revisions():
            alike = any(likeness(title, one) >= SAME_LEAD for one in now)
            if alike and (programme, ref) in places:
                found.add(title)
        return {title for title in found if title}

    async def alike(self, matter: Sequence[Duty], least: float) -> list[Duty]:
        """What is called nearly so, and stays: the office may mean it too."""
        names = {duty.title for duty in matter}
        known = {duty.id for duty in matter}
        rows = await self._rows(select(duties).order_by(duties.c.id))
        return [
            to_duty(row)
            for row in rows
            if row["id"] not in known
            and any(likeness(row["title"], name) >= least for name in names)
        ]

    async def redactor(self, titles: Iterable[str]) -> Redactor:
        """It knows what all others are called."""
        return Redactor(titles, await self._names())

    async def hide(self, matter: Sequence[Duty], redactor: Redactor) -> None:
        """Its entries in force have no title from now on; `duties.put` hides its
        parts."""
        numbers = {duty.programme for duty in matter}
        wanted = select(items).where(items.c.programme.in_(numbers))
        for row in await self._rows(wanted):
            if redactor.is_it(row["title"]):
                is_one = items.c.id == row["id"]
                await self._do(update(items).where(is_one).values(title=""))

    async def drop_dossiers(self, matter: Sequence[Duty]) -> list[str]:
        """What was handed in for it is forgotten; the files nobody else names."""
        of_it = dossiers.c.duty.in_([duty.id for duty in matter])
        rows = await self._rows(select(dossiers.c.sha256).where(of_it).distinct())
        await self._do(delete(dossiers).where(of_it))
        kept = await self._rows(select(dossiers.c.sha256).distinct())
        return sorted({r["sha256"] for r in rows} - {r["sha256"] for r in kept})

    async def redact(self, redactor: Redactor, *, permit: int) -> Redacted:
        """`permit`: the line of the record that says who does it."""
        found = Redacted()
        await self._permit(permit)
        for table in METADATA.sorted_tables:
            if table.name not in _NEVER:
                await self._table(table, redactor, found)
        await self._do(delete(settings).where(settings.c.key == _PERMIT))
        return found

    async def _permit(self, line: int) -> None:
        said = {"value": str(line)}
        await self._do(
            insert(settings)
            .values(key=_PERMIT, **said)
            .on_conflict_do_update(index_elements=["key"], set_=said)
        )

    async def _table(self, table: Table, redactor: Redactor, found: Redacted) -> None:
        columns = [column for column in table.columns if _may_hold_words(column)]
        if not columns:
            return
        keys = list(table.primary_key.columns)
        pages, place = select(*keys, *columns).order_by(*keys).limit(_A_PAGE), 0
        while rows := await self._rows(pages.offset(place)):
            for row in rows:
                changed = _changed(table, row, columns, redactor)
                if changed:
                    await self._write(table, row, changed)
                    found.rows[table.name] += 1
                    if table is letters and {"text", "buttons"} & set(changed):
                        found.letters.add(row["id"])
            place += len(rows)
            await asyncio.sleep(0)  # who reads meanwhile gets a turn

    async def _write(self, table: Table, row: Row, changed: Mapping[str, Any]) -> None:
        is_one = [key == row[key.name] for key in table.primary_key.columns]
        await self._do(update(table).where(*is_one).values(changed))

    async def _names(self) -> list[str]:
        """Of agencies, meetings, headings and items, in force and before."""
        plain: list[Column[Any]] = [
            *(agencies.c.name, agencies.c.short, agency_aliases.c.alias),
            *(duties.c.agency, duties.c.title, duties.c.meeting_title),
            *(items.c.title, meetings.c.title, recurring.c.title),
        ]
        found: list[str] = []
        for column in plain:
            rows = await self._rows(select(column).distinct())
            found += [row[column.name] for row in rows]
        rows = await self._rows(select(programmes.c.sections))
        found += [one.title for row in rows for one in row["sections"]]
        found += [title for *_, title in await self._titles_in_revisions()]
        return found

    async def _titles_in_revisions(self) -> list[tuple[int, str, str]]:
        rows = await self._rows(select(revisions.c.programme, revisions.c.draft))
        return [
            (row["programme"], item.ref, item.title)
            for row in rows
            for item in from_json(row["draft"]).items
        ]


def _may_hold_words(column: Column[Any]) -> bool:
    kind = column.type
    is_text = isinstance(kind, String | JSON)
    return is_text and not column.primary_key and column.name not in _NAMES


def _changed(
    table: Table, row: Row, columns: Sequence[Column[Any]], redactor: Redactor
) -> dict[str, Any]:
    was = {column.name: row[column.name] for column in columns}
    if table is audit:
        now = {name: _of_record(value, redactor) for name, value in was.items()}
    elif table is settings:
        now = {name: _packed(value, redactor) for name, value in was.items()}
    else:
        now = {name: redactor.within(value) for name, value in was.items()}
    return {name: value for name, value in now.items() if value != was[name]}


def _of_record(value: Any, redactor: Redactor) -> Any:
    """A duty in the record loses its title and words of its note, and nothing else."""
    if not isinstance(value, dict):
        return redactor.within(value)
    is_it = redactor.is_it(value.get("title"))
    note = redactor.within(value.get("note"))
    return {**value, "note": note, **({"title": "", "secret": True} if is_it else {})}


def _packed(value: str, redactor: Redactor) -> str:
    """A setting may be JSON, its letters written as codes."""
    try:
        found = json.loads(value)
    except ValueError:
        return redactor.text(value)
    return json.dumps(now) if (now := redactor.within(found)) != found else value
