"""Where a raw update of Telegram comes from, told without understanding it.

Nothing here may fail, whatever came: order and limits are kept before anything is read.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels import Origin

_SAID = ("message", "edited_message")
#: What tells of the chat itself; it is never too much.
_OF_THE_CHAT = ("my_chat_member", "chat_member")
_COMINGS = ("left_chat_member", "new_chat_members")
_LATEST = 1 << 33


def origin_of(raw: Mapping[str, Any]) -> Origin:
    for kind in _SAID:
        if kind in raw:
            return _said(_part(raw, kind))
    if "callback_query" in raw:
        press = _part(raw, "callback_query")
        return Origin(
            address=_number(_part(_part(press, "message"), "chat")),
            person=_number(_part(press, "from")),
        )
    for kind in _OF_THE_CHAT:
        if kind in raw:
            return Origin(address=_number(_part(_part(raw, kind), "chat")))
    return Origin()


def _said(message: Mapping[str, Any]) -> Origin:
    address = _number(_part(message, "chat"))
    moves_to = message.get("migrate_to_chat_id")
    if isinstance(moves_to, int):
        return Origin(address=address, moves_to=str(moves_to))
    if any(kind in message for kind in _COMINGS):
        return Origin(address=address)  # who floods a group and is put out, is out
    return Origin(
        address=address,
        person=_number(_part(message, "from")),
        sent_at=_moment(message.get("edit_date") or message.get("date")),
    )


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, Mapping) else {}


def _number(of: Mapping[str, Any]) -> str | None:
    found = of.get("id")
    return str(found) if isinstance(found, int) else None


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or not 0 < seconds < _LATEST:
        return None
    return datetime.fromtimestamp(seconds, UTC)
