"""When a month counts as short; how much it has stands with the messenger."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Percent = Annotated[int, Field(ge=1, le=100)]


class MonthSection(BaseModel):
    """In percent of the month's messages (docs/decisions/0043)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    told: Percent = 80
    sparing: Percent = 90
    urgent: Percent = 95

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.told <= self.sparing <= self.urgent:
            raise ValueError("phải tăng dần: told, sparing, urgent; ví dụ 80, 90, 95")
        return self
