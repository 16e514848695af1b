"""What happened to a duty: from where to where, by whom, when."""

from dataclasses import dataclass
from datetime import datetime

from programme.duties import Duty


@dataclass(frozen=True, kw_only=True)
class Move:
    """One move of one duty, as the record keeps it. `who` and `where` are words."""

    id: int
    was: Duty
    now: Duty
    at: datetime
    who: str
    where: str | None = None
    #: The message that brought it; moves of one message are taken back together.
    message: str | None = None
    undone: bool = False
    #: The move that this one takes back, if it does.
    undoes: int | None = None
