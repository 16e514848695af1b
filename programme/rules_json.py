"""The office's numbers as JSON: what they were stays known when they are changed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from programme.meeting_kinds import MeetingKind
from programme.reminders import ChatRole
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules

_DEFAULTS = OfficeRules()
_OWN_WAYS = {"zone", "tables", "table"}


def to_json(rules: OfficeRules) -> str:
    """The same for the same."""
    said = {
        "zone": rules.zone.key,
        "numbers": {
            field.name: _plain(getattr(rules, field.name))
            for field in fields(rules)
            if field.name not in _OWN_WAYS
        },
        "tables": [
            {
                "match": asdict(table.match),
                "numbers": {name: _plain(value) for name, value in table.numbers},
            }
            for table in rules.tables
        ],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def from_json(written: str) -> OfficeRules | None:
    """None for what cannot be read; a number of another release is left out."""
    try:
        said = json.loads(written)
        tables = tuple(_to_table(one) for one in said["tables"])
        numbers = _to_numbers(said["numbers"])
        return OfficeRules(zone=ZoneInfo(said["zone"]), tables=tables, **numbers)
    # No JSON, or of another form: a part that is missing or of another kind; a name
    # that is no zone's may also be one that no file can have (OSError).
    except (ValueError, TypeError, KeyError, AttributeError, OSError):
        return None


def _to_table(said: Mapping[str, Any]) -> RuleTable:
    match = dict(said["match"])
    kind = match.get("meeting")
    match["meeting"] = MeetingKind(kind) if kind else None
    numbers = tuple(_to_numbers(said["numbers"]).items())
    return RuleTable(match=Match(**match), numbers=numbers)


def _to_numbers(said: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(OfficeRules)} - _OWN_WAYS
    return {name: _value(name, value) for name, value in said.items() if name in known}


def _value(name: str, value: Any) -> Any:
    if name == "audience":
        return None if value is None else tuple(ChatRole(one) for one in value)
    if isinstance(getattr(_DEFAULTS, name), time):
        return time.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
