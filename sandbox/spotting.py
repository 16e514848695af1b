"""What Telegram finds in plain text by itself: commands, mentions, links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox import utf16
from sandbox.chats import Messenger
from sandbox.messages import Entity

#: In order of precedence: what an earlier pattern has taken, a later one leaves.
PATTERNS = {
    "url": re.compile(r"(?:https?://|(?<![\w.@/])t\.me/)[^\s<>\"']*[^\s<>\"'.,;:!?)]"),
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b"),
}
#: Without one of these a text need not be looked through for the pattern.
SIGNS = {"url": (":/", "t.me/"), "bot_command": ("/",), "mention": ("@",)}


def spotted(text: str, taken: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """The entities `taken` already, and those found beside them, in order of place."""
    entities = list(taken)
    for kind, pattern in PATTERNS.items():
        if not any(sign in text for sign in SIGNS[kind]):
            continue
        for found in pattern.finditer(text):
            entity = Entity(
                kind=kind,
                offset=utf16.length(text[: found.start()]),
                length=utf16.length(found.group()),
            )
            if not any(_meet(entity, other) for other in entities):
                entities.append(entity)
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def spotted_on(
    messenger: Messenger, text: str, named: Iterable[str] = ()
) -> tuple[Entity, ...]:
    """What words show there; Zalo knows links and whom one `named`, no commands."""
    if messenger is Messenger.TELEGRAM:
        return spotted(text)
    mentions = [
        Entity(
            kind="mention",
            offset=utf16.length(text[: text.index(f"@{name}")]),
            length=utf16.length(f"@{name}"),
        )
        for name in named
    ]
    found = spotted(text, mentions)
    return tuple(e for e in found if e.kind == "url" or e in mentions)


def _meet(one: Entity, other: Entity) -> bool:
    """Only what a link or code covers is closed to others; bold text is not."""
    if other.kind in {"bold", "italic", "underline", "strikethrough", "spoiler"}:
        return False
    if other.kind in {"blockquote", "expandable_blockquote"}:
        return False
    return (
        one.offset < other.offset + other.length
        and other.offset < one.offset + one.length
    )
