"""The Bot API as a third party wrote it down, to hold our requests against.

The file is `schema.json` of aiogram's source archive: methods and types, each with its
parameters, their types and, in their descriptions, their limits ("1-64 bytes").

    schema = Schema.load(ARCHIVE)
    schema.faults("sendMessage", {"chat_id": 1})   # ["sendMessage: text is missing"]
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

ARCHIVE = Path(__file__).parent.parent / ".venv" / "share" / "aiogram-3.31.0.tar.gz"
TAIL = "/.butcher/schema/schema.json"
#: "1-64 bytes", "0-200 characters"
LIMIT = re.compile(r"\b(\d+)\s?-\s?(\d+) (characters|bytes)")
SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
    "True": bool,
    "InputFile": (str, bytes),
}
#: The value of `type` by which one of several types is told.
TAG = re.compile(r"(?:must be|always) [\"'“]?(\w+)")
#: Types that the Bot API says are one of several others.
KINDS_OF = re.compile(r"^\s*-\s*(\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Schema:
    methods: dict[str, Any]
    types: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> Schema:
        """From `schema.json`, or from the source archive that holds it."""
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                name = next(n for n in archive.getnames() if n.endswith(TAIL))
                member = archive.extractfile(name)
                assert member is not None
                written = json.load(member)
        else:
            written = json.loads(path.read_text())
        entries = [
            entry for section in written["items"] for entry in section["children"]
        ]
        return cls(
            methods={e["name"]: e for e in entries if e["category"] == "methods"},
            types={e["name"]: e for e in entries if e["category"] == "types"},
        )

    def faults(self, method: str, params: dict[str, Any]) -> list[str]:
        """What is wrong with a request; nothing, if it is as it should be."""
        entry = self.methods.get(method)
        if entry is None:
            return [f"{method}: no such method"]
        html = str(params.get("parse_mode", "")).lower() == "html"
        return list(self._object(method, entry, params, html=html))

    def _object(
        self, place: str, entry: Any, given: dict[str, Any], *, html: bool = False
    ) -> Iterator[str]:
        known = {field["name"]: field for field in entry["annotations"]}
        for name in given.keys() - known.keys():
            yield f"{place}: {name} is unknown"
        for name, field in known.items():
            if name in given:
                at = f"{place}.{name}"
                yield from self._value(at, field["type"], given[name])
                yield from _length(at, field["description"], given[name], html=html)
            elif field["required"]:
                yield f"{place}: {name} is missing"

    def _value(self, place: str, kind: str, given: Any) -> Iterator[str]:
        if kind.startswith("Array of "):
            yield from self._array(place, kind.removeprefix("Array of "), given)
        elif members := self._members(kind):
            yield from self._one_of(place, members, given)
        elif kind in SCALARS:
            is_flag = isinstance(given, bool) and kind not in {"Boolean", "True"}
            if is_flag or not isinstance(given, SCALARS[kind]):
                yield f"{place}: {given!r} is no {kind}"
        elif not isinstance(given, dict):
            yield f"{place}: {given!r} is no {kind}"
        else:
            yield from self._object(place, self.types[kind], given)

    def _array(self, place: str, kind: str, given: Any) -> Iterator[str]:
        if not isinstance(given, list):
            yield f"{place}: {given!r} is no array"
            return
        for i, item in enumerate(given):
            yield from self._value(f"{place}[{i}]", kind, item)

    def _members(self, kind: str) -> list[str]:
        """The types of which `kind` is one; none, if it stands for itself."""
        if " or " in kind or ", " in kind:
            return re.split(r", | or | and ", kind)
        entry = self.types.get(kind)
        if entry is None or entry["annotations"]:
            return []
        return [n for n in KINDS_OF.findall(entry["description"]) if n in self.types]

    def _one_of(self, place: str, members: list[str], given: Any) -> Iterator[str]:
        named = [m for m in members if not self._is_told_otherwise(m, given)]
        found = [list(self._value(place, member, given)) for member in named]
        if not named:
            yield f"{place}: of no kind that is known"
        elif all(found):
            yield from min(found, key=len)

    def _is_told_otherwise(self, member: str, given: Any) -> bool:
        """Whether the member is told by a `type` that has another value here."""
        for field in self.types.get(member, {}).get("annotations", []):
            told = TAG.search(field["description"])
            if told and field["name"] == "type" and isinstance(given, dict):
                return bool(given.get("type") != told[1])
        return False


def _length(place: str, description: str, given: Any, *, html: bool) -> Iterator[str]:
    limit = LIMIT.search(description)
    if limit is None or not isinstance(given, str):
        return
    text = given
    if html and "after entities parsing" in description:
        text = unescape(re.sub(r"<[^>]*>", "", given))
    in_bytes = limit[3] == "bytes"
    length = len(text.encode()) if in_bytes else len(text.encode("utf-16-le")) // 2
    if not int(limit[1]) <= length <= int(limit[2]):
        yield f"{place}: {length} {limit[3]}, must be {limit[1]}-{limit[2]}"
