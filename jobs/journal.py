"""The journal of what was sent: lines beside the database, only ever added to.

A line is on disk before the database is told, so that it knows of every letter that
the database knows of, and of those that a restored database has forgotten. A file for
each month; who starts writes a line with the database's own name and generation.
"""

import asyncio
import glob
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from programme.reminders import Addressee, ChatRole, Kind, Reminder, Step
from storage.guarding import WasSent

log = logging.getLogger(__name__)

#: Files kept; more than a year.
_KEPT = 14
_REMEMBERED = 4096


@dataclass(kw_only=True, eq=False)
class Journal:
    """`base`: what all its files are called, without the month.

    `is_well`: whether the last line could be written. A journal that cannot be written
    stops nobody: the database still knows.
    """

    base: Path
    is_well: bool = True
    _written: dict[str, None] = field(default_factory=dict)

    async def add(self, sent: Iterable[WasSent], now: datetime) -> None:
        """On disk when this returns, each once."""
        fresh = {_name(one): one for one in sent if _name(one) not in self._written}
        if not fresh:
            return
        lines = [_to_line(one) for one in fresh.values()]
        try:
            await asyncio.to_thread(self._append, now, lines)
        except OSError as error:
            self.is_well = False
            log.error("the journal cannot be written: %s", error.strerror)  # noqa: TRY400 - the kind is enough
            return
        self.is_well = True
        self._written.update(dict.fromkeys(fresh))
        while len(self._written) > _REMEMBERED:
            del self._written[next(iter(self._written))]

    def begin(self, instance: str, generation: int, now: datetime) -> None:
        """From here on what is written is of this generation. Raises OSError."""
        line = {"instance": instance, "generation": generation, "at": now.isoformat()}
        self._append(now, [json.dumps(line)])
        for old in self._files()[:-_KEPT]:
            old.unlink(missing_ok=True)

    def newest(self, instance: str) -> int | None:
        """The last generation of that database; None if there is no line of it."""
        found: int | None = None
        for line in self._lines():
            if line.get("instance") == instance:
                found = max(found or 0, int(line["generation"]))
        return found

    def since(self, instance: str, generation: int) -> Iterator[WasSent]:
        """What was sent from that database since it began that generation, or since
        our first line if that is not there any more."""
        is_there = any(
            line.get("instance") == instance and line.get("generation") == generation
            for line in self._lines()
        )
        is_ours, is_after = False, not is_there
        for line in self._lines():
            if "instance" in line:
                is_ours = line["instance"] == instance
                is_after |= is_ours and line["generation"] >= generation
            elif is_ours and is_after and "key" in line:
                yield _from_line(line)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Whole ones: the last may have been cut off by the power."""
        for path in self._files():
            with path.open(encoding="utf-8", errors="replace") as file:
                for written in file:
                    try:
                        found = json.loads(written)
                    except ValueError:
                        continue
                    if isinstance(found, dict):
                        yield found

    def _files(self) -> list[Path]:
        """Oldest first: the month is in the name."""
        return sorted(self.base.parent.glob(f"{glob.escape(self.base.name)}-*.journal"))

    def _append(self, now: datetime, lines: Iterable[str]) -> None:
        """Never onto half a line."""
        path = self.base.with_name(f"{self.base.name}-{now:%Y-%m}.journal")
        is_new = not path.exists()
        number = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(number).st_size
            cut = size and os.pread(number, 1, size - 1) != b"\n"
            wanted = ("\n" if cut else "") + "".join(f"{line}\n" for line in lines)
            rest = wanted.encode()
            while rest:
                rest = rest[os.write(number, rest) :]
            os.fsync(number)
        finally:
            os.close(number)
        if is_new:
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _name(one: WasSent) -> str:
    return f"{one.channel}:{one.address}:{one.message_id}:{one.key}"


def _to_line(one: WasSent) -> str:
    return json.dumps(asdict(one), ensure_ascii=False, default=_written)


def _written(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _from_line(line: dict[str, Any]) -> WasSent:
    said = tuple(_reminder(one) for one in line["says"])
    return WasSent(
        **line | {"at": datetime.fromisoformat(line["at"]), "says": said},
    )


def _reminder(one: dict[str, Any]) -> Reminder:
    to, day = one["to"], one["day"]
    return Reminder(
        **one
        | {
            "to": Addressee(role=ChatRole(to["role"]), agency=to["agency"]),
            "kind": Kind(one["kind"]),
            "step": Step(one["step"]),
            "at": datetime.fromisoformat(one["at"]),
            "not_after": datetime.fromisoformat(one["not_after"]),
            "refs": tuple(one["refs"]),
            "day": date.fromisoformat(day) if day else None,
        }
    )
