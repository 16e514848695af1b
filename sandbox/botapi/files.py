"""Files that people sent: where a bot finds them."""

from __future__ import annotations

from typing import Any

from sandbox.botapi.asked import Asked
from sandbox.refusals import bad_request

#: What the Bot API hands out at most.
LARGEST = 20_000_000


async def get_file(asked: Asked) -> dict[str, Any]:
    file = asked.street.files.get(asked.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "file_size": len(file.data),
        "file_path": f"documents/{file.id}",
    }
