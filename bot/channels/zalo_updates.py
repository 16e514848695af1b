"""Raw updates of Zalo: which they are, where they come from, what is asked in them.

A webhook brings them wrapped or bare, polling bare. Nothing here may fail, whatever
came; what is no message of a person is none of ours.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from bot.asked import LONG_AGO, Asked
from bot.channels import Origin
from programme.chats import Person
from programme.words import tidy

NAME = "zalo"
_TEXT, _IMAGE = "message.text.received", "message.image.received"
#: Of files; and of whoever protects what they write.
_UNSUPPORTED = "message.unsupported.received"
_LATEST = 1 << 33


def event_of(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event itself, out of its wrapping."""
    inner = raw.get("result")
    return inner if isinstance(inner, Mapping) else raw


def number_of(raw: Mapping[str, Any]) -> int:
    """The same for the same message, whatever brings it: Zalo numbers nothing."""
    message = _message(raw)
    name, chat = _word(message, "message_id"), _word(_part(message, "chat"), "id")
    known = f"{chat}\n{name}" if name else json.dumps(event_of(raw), sort_keys=True)
    mark = blake2b(known.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(mark) >> 2


def origin_of(raw: Mapping[str, Any]) -> Origin:
    message = _message(raw)
    return Origin(
        address=_word(_part(message, "chat"), "id") or None,
        person=_word(_part(message, "from"), "id") or None,
        sent_at=_moment(message.get("date")),
    )


def to_asked(raw: Mapping[str, Any], our_names: Iterable[str]) -> Asked | None:
    """None for what a bot need not hear: stickers, voices."""
    message = _message(raw)
    sender, chat = _part(message, "from"), _part(message, "chat")
    person, address = _word(sender, "id"), _word(chat, "id")
    number = _word(message, "message_id")
    said = _without_us(_words(raw, message), our_names)
    unbrought = _word(event_of(raw), "event_name") in {_IMAGE, _UNSUPPORTED}
    is_whole = person and address and number and (said or unbrought)
    if not is_whole or sender.get("is_bot") is True:
        return None
    is_group = _word(chat, "chat_type").upper() != "PRIVATE"
    name = tidy(_word(sender, "display_name"))
    return Asked(
        key=f"{NAME}:{number}",
        channel=NAME,
        address=address,
        title=_title(chat, address) if is_group else name,
        person=Person(channel=NAME, address=person, name=name),
        at=_moment(message.get("date")) or LONG_AGO,
        is_group=is_group,
        text=said,
        unbrought=unbrought,
        message=number,
        reply_to=_word(_part(message, "reply_to_message"), "message_id") or None,
        # Of a group, a bot hears nothing else.
        to_us=is_group,
    )


def _words(raw: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    event = _word(event_of(raw), "event_name")
    name = {_TEXT: "text", _IMAGE: "caption"}.get(event, "")
    said = _word(message, name)
    return "\n".join(tidy(line) for line in said.splitlines() if line.strip())


def _without_us(said: str, our_names: Iterable[str]) -> str:
    """Without the "@Bot …" by which a group calls us, at either end."""
    for name in sorted(filter(None, our_names), key=len, reverse=True):
        called = rf"@{re.escape(tidy(name))}"
        said = re.sub(rf"^{called}(?!\w)[\s,:]*", "", said, flags=re.IGNORECASE)
        said = re.sub(rf"\s*{called}$", "", said, flags=re.IGNORECASE)
    return said.strip()


def _title(chat: Mapping[str, Any], address: str) -> str:
    """Zalo names no group; the end of its id tells two apart."""
    names = ("title", "display_name", "name")
    told = next(filter(None, (_word(chat, name) for name in names)), "")
    return tidy(told) or f"Nhóm Zalo …{address[-6:]}"


def _message(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    event = event_of(raw)
    return _part(event, "message") or (event if "message_id" in event else {})


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, Mapping) else {}


def _word(whole: Mapping[str, Any], name: str) -> str:
    """Ids are opaque strings; should a number come, it is written as one."""
    found = whole.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found) if abs(found) < 1 << 63 else ""
    return found if isinstance(found, str) else ""


def _moment(milliseconds: object) -> datetime | None:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        return None
    if not 0 < milliseconds < _LATEST * 1000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
