"""What an agency asks of the office: more time, a later session, or out."""

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


@dataclass(frozen=True, kw_only=True)
class Request:
    """Asked by an agency with a reason, decided by the office. `until`: its day."""

    id: int
    duty: int
    kind: RequestKind
    asked_at: datetime
    reason: str | None = None
    until: date | None = None
    state: RequestState = RequestState.ASKED
