"""A letter's buttons and its file, as Telegram wants them written."""

from typing import Any

from programme.letters import Buttons, Letter

_NAME = "telegram"


def markup_of(letter: Letter) -> dict[str, Any] | None:
    if not letter.buttons and letter.asks_reply:
        return {"force_reply": True, "selective": True}
    return keyboard_of(letter.buttons)


def keyboard_of(buttons: Buttons) -> dict[str, Any] | None:
    if not buttons:
        return None
    rows = [
        [{"text": b.label, "callback_data": b.data} for b in row] for row in buttons
    ]
    return {"inline_keyboard": rows}


def own_file(letter: Letter) -> str | None:
    """A file that Telegram has already; another channel's cannot be sent on."""
    channel, _, number = (letter.file or "").partition(":")
    return number if channel == _NAME and number else None
