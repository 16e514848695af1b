"""What the office sets of Zalo: the bot's token, how its updates reach us, its plan."""

import os
from typing import Annotated

from pydantic import Field

from nhacviec.door_settings import DoorSection

ZALO_TOKEN_VARIABLE = "NHACVIEC_ZALO_TOKEN"  # noqa: S105 - the name of a variable
ZALO_HOOK_VARIABLE = "NHACVIEC_ZALO_WEBHOOK_SECRET"

_Count = Annotated[int, Field(ge=0, le=100_000_000)]


class ZaloSection(DoorSection):
    """Where it asks for its updates it may lose some. The plan's numbers: zero is
    without a limit. Zalo takes a secret from 8 letters on; ours is longer."""

    example_server = "http://127.0.0.1:8082"
    example_door = "https://nhacviec.tinh.gov.vn/zalo"
    hook_variable = ZALO_HOOK_VARIABLE

    monthly_quota: _Count = 3000
    users: _Count = 50
    groups: _Count = 3

    @property
    def access(self) -> str:
        """The token, from the environment if it is there, else from the file."""
        written = self.token.get_secret_value()
        return os.environ.get(ZALO_TOKEN_VARIABLE, "") or written
