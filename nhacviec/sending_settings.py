"""When the office writes to people unasked, and how often, as its settings have it."""

from datetime import time
from typing import Annotated

from pydantic import BaseModel, Field


class SendingNumbers(BaseModel):
    """Part of `[rules]`; hours are those of the office's zone. The same hour twice:
    no quiet hours; zero: nothing is gathered, no number is too many."""

    quiet_from: time = time(21, 0)
    quiet_to: time = time(6, 30)
    merge_seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    cap_per_hour: Annotated[int, Field(ge=0, le=60)] = 6
