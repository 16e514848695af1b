"""What Telegram refuses, in Telegram's own words.

Refused        any of them: an HTTP status and a description
  bad_request  400, nothing was done and no later try can help
  forbidden    403, the bot is not wanted there
  …            the others have a function each
"""

from __future__ import annotations


class Refused(Exception):
    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


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
