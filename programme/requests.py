"""What an agency asks of the office: more time, a later session, or out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RequestKind(StrEnum):
    EXTENSION = "extension"  # gia hạn
    DEFERRAL = "deferral"  # chuyển kỳ họp
    WITHDRAWAL = "withdrawal"  # rút


class RequestState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    RETRACTED = "retracted"  # the agency took it back
    REPLACED = "replaced"  # the agency asked for something else meanwhile
    LAPSED = "lapsed"  # its duty ended before the office had decided


@dataclass(frozen=True, kw_only=True)
class Request:
    """Asked by an agency with a reason, decided by the office.

    `until`: the day it asks for, `granted` the one it was given. `by`, `message`: who
    asked, in which message; `word`: what the office said with its decision.
    """

    id: int
    duty: int
    kind: RequestKind
    asked_at: datetime
    reason: str | None = None
    until: date | None = None
    state: RequestState = RequestState.ASKED
    by: str = ""
    message: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    granted: date | None = None
    word: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state is RequestState.ASKED


def extensions_of(requests: Iterable[Request]) -> int:
    """How often more time was given, of one duty's requests."""
    return sum(
        one.kind is RequestKind.EXTENSION and one.state is RequestState.GRANTED
        for one in requests
    )
