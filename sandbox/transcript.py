"""A chat as text that a person can read, and a test can keep.

Each message as it stands now, edits included; deleted ones are gone. One blank line
between messages; what was said is indented, so that its own blank lines cannot be
mistaken for the end of it.
"""

from __future__ import annotations

from datetime import tzinfo

from sandbox.chats import Chat
from sandbox.messages import Happening, HappeningKind, Message
from sandbox.people import Author, Bot

INDENT = "    "


def transcript(chat: Chat, *, zone: tzinfo | None) -> str:
    said = [_message(chat, message, zone) for message in chat.messages.values()]
    return "\n\n".join(said) + ("\n" if said else "")


def _message(chat: Chat, message: Message, zone: tzinfo | None) -> str:
    lines = [_heading(message, zone)]
    answered = chat.messages.get(message.reply_to or 0)
    if answered:
        lines.append(f"{INDENT}> {_name(answered.author)}: {_opening(answered)}")
    if message.file:
        lines.append(f"{INDENT}[tệp] {message.file.name}")
    lines += [INDENT + line if line else "" for line in message.text.split("\n")]
    for row in message.keyboard:
        lines.append(INDENT + " ".join(f"[{button.text}]" for button in row))
    return "\n".join(lines).rstrip()


def _heading(message: Message, zone: tzinfo | None) -> str:
    at = message.at.astimezone(zone)
    heading = f"{at:%d/%m/%Y %H:%M} · {_name(message.author)}"
    if message.happening:
        heading += f" {say_happening(message.happening)}"
    if message.edited_at:
        heading += f" (đã sửa {message.edited_at.astimezone(zone):%H:%M})"
    return heading


def _name(author: Author) -> str:
    return f"{author.name} (bot)" if isinstance(author, Bot) else author.name


def _opening(message: Message) -> str:
    first = message.text.split("\n", 1)[0]
    return first if len(first) <= 60 else f"{first[:59].rstrip()}…"


def say_happening(happening: Happening) -> str:
    whom = happening.whom.name if happening.whom else ""
    match happening.kind:
        case HappeningKind.GROUP_MADE | HappeningKind.SUPERGROUP_MADE:
            return "đã lập nhóm"
        case HappeningKind.JOINED:
            return f"đã thêm {whom} vào nhóm"
        case HappeningKind.LEFT:
            return f"đã đưa {whom} ra khỏi nhóm"
        case HappeningKind.RENAMED:
            return f"đổi tên nhóm thành «{happening.words}»"
        case HappeningKind.UPGRADED_TO:
            return "đã nâng nhóm thành siêu nhóm"
        case HappeningKind.UPGRADED_FROM:
            return "đã nâng nhóm này thành siêu nhóm; lời cũ ở lại nhóm cũ"
