"""What an answer of Zalo means for a letter, by its code; and what no answer means.

Words are looked at only where one code means several things: a 400 that says that the
chat is gone. 403 is a fault of Zalo's own, as its documents have it, and 429 is the
month's quota, unless it says itself for how many seconds to wait.
"""

from datetime import timedelta

from bot.channels import TOO_MANY, GiveUp, Outcome, Sent, TryLater, Unsure, Whose
from bot.channels.telegram_causes import MaybeSent, NotAllowed, NotSent
from bot.channels.zalo_transport import Reply

_AT_ONCE = timedelta(0)
_A_MINUTE = timedelta(minutes=1)
#: A month's quota is not there again soon; what was asked for may be asked sooner.
_AN_HOUR, _FIVE_MINUTES = timedelta(hours=1), timedelta(minutes=5)
_SHORTEST, _LONGEST = 5, 300
#: Whom a 400 speaks of, and what it says of them.
_WHOM = ("chat", "recipient", "user", "group", "receiver")
_IS_GONE = (
    "not found",
    "invalid",
    "not exist",
    "no such",
    "removed",
    "blocked",
    "kick",
    "cannot send",
    "can't send",
    "unable to send",
    "not allowed to send",
    "not a member",
    "not in ",
    "no longer",
    "left ",
    "deleted",
)

#: The codes of Zalo that are no HTTP's.
IDLE, CONFLICT = 408, 409
UNAUTHORIZED, NOT_FOUND = 401, 404
_REFUSED, _QUOTA, _TOO_OFTEN = 403, 429, 426


class ZaloRefused(Exception):
    """The token is wrong or was reset. Never says which token."""

    def __init__(self) -> None:
        super().__init__("Zalo refuses the token")


class ZaloNotReached(Exception):
    """No answer, or none that says anything. `kind` says which, and no more."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def outcome_of(reply: Reply, *, is_urgent: bool = False) -> Outcome:
    if reply.said is None:
        return _of_another(reply)
    if reply.is_ok:
        result = reply.result
        number = result.get("message_id") if isinstance(result, dict) else None
        return Sent(str(number)) if number else Unsure("no message_id")
    if reply.code == _QUOTA:
        return _quota(reply, is_urgent=is_urgent)
    return _refusal(reply)


def _refusal(reply: Reply) -> Outcome:
    code = reply.code
    if code == UNAUTHORIZED:
        return TryLater("token refused", _AT_ONCE, whose=Whose.BOT)
    if code == IDLE or code >= 500:  # it may have failed after it had taken it
        return Unsure(f"code {code}")
    if code in {_REFUSED, _TOO_OFTEN}:
        return TryLater(f"code {code}", _A_MINUTE)
    return GiveUp(reply.why, gone=_is_gone(reply))


def outcome_of_cause(cause: NotSent | MaybeSent) -> Outcome:
    name = type(cause).__name__
    if isinstance(cause, NotAllowed):
        return TryLater(name, _AT_ONCE, whose=Whose.US)
    if isinstance(cause, NotSent):
        return TryLater(name, _AT_ONCE, whose=Whose.CHANNEL)
    return Unsure(name)


def _of_another(reply: Reply) -> Outcome:
    """Somebody between us and Zalo answers: a 4xx did not let it through, anything
    else may have come after it had."""
    if 400 <= reply.status < 500 and reply.status != IDLE:
        return TryLater(f"HTTP {reply.status}", _AT_ONCE, whose=Whose.CHANNEL)
    return Unsure(f"HTTP {reply.status}")


def _quota(reply: Reply, *, is_urgent: bool) -> Outcome:
    said = reply.retry_after
    if said.isascii() and said.isdigit():
        seconds = min(max(int(said[:9]), _SHORTEST), _LONGEST)
        return TryLater(TOO_MANY, timedelta(seconds=seconds), whose=Whose.PACE)
    after = _FIVE_MINUTES if is_urgent else _AN_HOUR
    return TryLater("quota", after, whose=Whose.QUOTA)


def _is_gone(reply: Reply) -> bool:
    words = reply.why.lower().replace("_", " ")
    names = any(whom in words for whom in _WHOM)
    return reply.code == 400 and names and any(said in words for said in _IS_GONE)
