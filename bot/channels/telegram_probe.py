"""A message of ours is asked for in a supergroup: edited into what it says already.

Telegram answers with words only: what is there is not modified, what is another
person's cannot be edited, and what is not there is not found.
"""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels import Heard, NotProbed, Probed, TryLater, Whose
from bot.channels.telegram_errors import outcome_of
from programme.letters import Letter

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_A_WHILE = timedelta(seconds=5)
_SAYS = {
    "message is not modified": Probed.OURS,
    "message can't be edited": Probed.FOREIGN,
    "message to edit not found": Probed.NOTHING,
    "message_id_invalid": Probed.NOTHING,
}


def can_probe(letter: Letter, address: str) -> bool:
    """Only supergroups number their messages in a row, and their ids begin so.

    A message that opens a reply cannot be edited, not even by us.
    """
    is_fixed = letter.asks_reply or letter.edits or letter.file
    return address.startswith("-100") and not is_fixed


def answer_of(error: TelegramError) -> Probed | NotProbed:
    if isinstance(error, BadRequest):
        words = error.message.lower()
        for phrase, answer in _SAYS.items():
            if phrase in words:
                return answer
    if isinstance(error, RetryAfter):
        outcome = outcome_of(error)
        after = outcome.after if isinstance(outcome, TryLater) else _A_WHILE
        return NotProbed("429", after, Whose.PACE)
    outcome = outcome_of(error)
    whose = outcome.whose if isinstance(outcome, TryLater) else Whose.LETTER
    return NotProbed(type(error).__name__, _A_WHILE, whose)


def heard(update: dict[str, Any]) -> Iterator[Heard]:
    """Every message that an update brings or speaks of."""
    press = update.get("callback_query") or {}
    for message in (
        update.get("message"),
        update.get("edited_message"),
        press.get("message"),
    ):
        if isinstance(message, dict):
            yield from _heard(message)
            reply = message.get("reply_to_message")
            if isinstance(reply, dict):
                yield from _heard({"chat": message.get("chat"), **reply})


def _heard(message: dict[str, Any]) -> Iterator[Heard]:
    chat, number = message.get("chat") or {}, message.get("message_id")
    if not isinstance(number, int) or "id" not in chat:
        return
    is_a_bots = bool((message.get("from") or {}).get("is_bot"))
    yield Heard(
        address=str(chat["id"]),
        message_id=str(number),
        text=_tight(str(message.get("text", ""))) if is_a_bots else None,
    )


def plain(text: str) -> str:
    return _tight(html.unescape(_TAG.sub("", text)))


def _tight(text: str) -> str:
    return " ".join(text.split())
