"""What was understood, as `nhacviec reply --json` prints it."""

from typing import Any

from programme.replies.meaning import Meaning, Update


def to_json(meaning: Meaning, question: str | None) -> dict[str, Any]:
    """`question` is the bot's own sentence; this room has no words of its own."""
    return {
        "kind": meaning.kind.value,
        "seen": meaning.seen,
        "updates": [_update(update) for update in meaning.updates],
        "question": question,
    }


def _update(update: Update) -> dict[str, str | None]:
    return {
        "item": update.item,
        "status": update.status.value,
        "until": update.until.isoformat() if update.until else None,
        "note": update.note,
    }
