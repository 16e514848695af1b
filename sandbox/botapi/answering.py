"""answerCallbackQuery: the bot's word to the one who pressed."""

from __future__ import annotations

from typing import Any

from sandbox import utf16
from sandbox.botapi.asked import Asked
from sandbox.presses import Answer
from sandbox.refusals import bad_request, query_too_old

LONGEST_ANSWER = 200


async def answer_callback_query(asked: Asked) -> Any:
    press = asked.street.presses.get(asked.text("callback_query_id"))
    if press is None or press.message.author is not asked.bot:
        raise query_too_old()
    if not press.is_awaited(asked.street.monotonic()):
        raise query_too_old()
    if utf16.length(asked.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = Answer(
        text=asked.text("text"),
        as_alert=asked.flag("show_alert"),
        url=asked.text("url") or None,
    )
    asked.street.answer(press, answer)
    return True
