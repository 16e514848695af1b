"""What Telegram refuses, in Telegram's own words.

Refused        any of them: an HTTP status, a description, perhaps parameters
  bad_request  400, nothing was done and no later try can help
  forbidden    403, the bot is not wanted there
  …            the others have a function each
Broken         no answer of Telegram's at all: the caller cannot know what was done
"""

from __future__ import annotations

from enum import StrEnum


class Refused(Exception):
    def __init__(
        self, status: int, description: str, parameters: dict[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class Breakage(StrEnum):
    """How an answer is broken on its way."""

    GATEWAY = "502"
    GATEWAY_LATE = "504"
    RESET = "reset"
    CUT = "cut"
    GARBAGE = "garbage"
    EMPTY = "empty"


class Broken(Exception):
    def __init__(self, how: Breakage) -> None:
        super().__init__(how)
        self.how = how


def bad_request(words: str) -> Refused:
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    return Refused(403, f"Forbidden: {words}")


def unauthorized() -> Refused:
    return Refused(401, "Unauthorized")


def not_found() -> Refused:
    return Refused(404, "Not Found")


def too_large() -> Refused:
    return Refused(413, "Request Entity Too Large")


def other_poller() -> Refused:
    return Refused(
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )


def has_a_door() -> Refused:
    return Refused(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )


def too_many(seconds: int) -> Refused:
    return Refused(
        429,
        f"Too Many Requests: retry after {seconds}",
        {"retry_after": seconds},
    )


def internal_error() -> Refused:
    return Refused(500, "Internal Server Error")


def upgraded(chat_id: int) -> Refused:
    return Refused(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": chat_id},
    )


def not_played(what: str) -> Refused:
    """Telegram would do it; this street does not, and says so."""
    return bad_request(f"the sandbox does not play {what}")


def chat_not_found() -> Refused:
    return bad_request("chat not found")


def unparsable(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")


def not_modified() -> Refused:
    return bad_request(
        "message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )


def query_too_old() -> Refused:
    return bad_request(
        "query is too old and response timeout expired or query ID is invalid"
    )
