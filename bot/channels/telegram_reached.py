"""Whether Telegram can be talked to at all, for whoever asks it outside the post."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import TelegramError


class NotReached(Exception):
    """No answer, or none that says anything. `kind` says which; no words of a library
    are repeated, which may hold the token."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@contextmanager
def reaching() -> Iterator[None]:
    """What its library fails at is a NotReached."""
    try:
        yield
    except (TelegramError, KeyError) as error:  # KeyError: HTTP 200 with ok: false
        raise NotReached(type(error).__name__) from None
