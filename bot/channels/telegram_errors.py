"""What an error of python-telegram-bot means for a letter, by kind and by cause.

`BadRequest` and `TimedOut` are both `NetworkError`s there, so the order matters. Words
are looked at only where one kind means several things: a 400 that means the chat is
gone, or the markup faulty. `getChat` does not tell: it answers for a group the bot was
removed from, and a letter that cannot be read would cost two calls.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels import TOO_MANY, GiveUp, Outcome, TryLater, Unsure, Whose
from bot.channels.telegram_causes import NotAllowed, NotSent

_AT_ONCE = timedelta(0)
_A_MINUTE = timedelta(minutes=1)
#: A second more than asked for: our clocks are two.
_MORE = timedelta(seconds=1)
_GONE = ("chat not found", "group chat was deactivated", "bot is not a member")
_MARKUP = "can't parse entities"


def outcome_of(error: TelegramError) -> Outcome:
    for kind, judge in _JUDGES.items():
        if isinstance(error, kind):
            return judge(error)
    return Unsure(type(error).__name__)


def _retry_after(error: Any) -> Outcome:
    after = error.retry_after
    wait = after if isinstance(after, timedelta) else timedelta(seconds=after)
    return TryLater(TOO_MANY, wait + _MORE, whose=Whose.PACE)


def _bad_request(error: TelegramError) -> Outcome:
    words = error.message.lower()
    gone = any(phrase in words for phrase in _GONE)
    return GiveUp(error.message, gone=gone, markup=_MARKUP in words)


def _network(error: TelegramError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, NotAllowed):
        return TryLater(type(cause).__name__, _AT_ONCE, whose=Whose.US)
    if isinstance(cause, NotSent):
        return TryLater(type(cause).__name__, _AT_ONCE, whose=Whose.CHANNEL)
    if "too many requests" in error.message.lower():  # without `retry_after`
        return TryLater(TOO_MANY, _A_MINUTE, whose=Whose.PACE)
    return Unsure(type(cause or error).__name__)


_JUDGES: Mapping[type[TelegramError], Callable[[Any], Outcome]] = {
    RetryAfter: _retry_after,
    ChatMigrated: lambda error: TryLater(
        "migrated", _AT_ONCE, moved_to=str(error.new_chat_id)
    ),
    Forbidden: lambda error: GiveUp(error.message, gone=True),
    # Not the letter's fault. The message would name the token.
    InvalidToken: lambda _: TryLater("token refused", _AT_ONCE, whose=Whose.BOT),
    BadRequest: _bad_request,
    NetworkError: _network,
}
