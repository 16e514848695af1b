"""What Zalo refuses. Its documents give the codes; the words beside them are ours.

Only a refusal that names the chat says that nobody can be reached there.
"""

from __future__ import annotations

from sandbox.refusals import Refused


class NothingThere(Refused):
    """An answer in the form of a refusal: nothing has come, or nothing is set."""


def idle() -> Refused:
    return NothingThere(408, "Request timeout")


def no_webhook() -> Refused:
    return NothingThere(404, "Webhook not found")


def bad_request(words: str) -> Refused:
    return Refused(400, f"Bad request: {words}")


def unauthorized() -> Refused:
    return Refused(401, "Unauthorized")


def internal_error() -> Refused:
    """Zalo's 403 has nothing to do with rights."""
    return Refused(403, "Internal server error")


def not_found() -> Refused:
    return Refused(404, "Not found")


def timed_out() -> Refused:
    return Refused(408, "Request timeout")


def quota_exceeded() -> Refused:
    return Refused(429, "Quota exceeded")


def not_played(what: str) -> Refused:
    """Zalo would do it; this street does not, and says so."""
    return bad_request(f"the sandbox does not play {what}")


def unknown_chat() -> Refused:
    return bad_request("chat_id is invalid")


def unreachable_chat() -> Refused:
    return bad_request("chat_id: the bot cannot send messages to this chat")
