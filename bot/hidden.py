"""What was done when an item became secret, and what was left for people to do."""

from dataclasses import dataclass

from programme.duties import Duty
from storage.redacting import Redacted


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """A message that nobody but people can take away."""

    chat: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What was done. `matter`: every part in the item, in whatever programme."""

    matter: tuple[Duty, ...]
    redacted: Redacted
    edits: int
    by_hand: tuple[ByHand, ...]
    flying: int
    files: int
    backups: tuple[str, ...]
