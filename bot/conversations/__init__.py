"""How each command goes, as a conversation: played by a test, and shown by /help NAME.

One file a command: what the office types or presses stands behind ">", what it reads
below; a line with "@" is for the test alone: the moment.
"""

from functools import cache
from importlib import resources

_FOLDER = resources.files("bot.conversations")


@cache
def conversation_of(command: str) -> str:
    """Nothing where none is written."""
    file = _FOLDER / f"{command}.txt"
    if not file.is_file():
        return ""
    said = file.read_text("utf-8").splitlines()
    return "\n".join(line for line in said if not line.startswith("@")).strip()


def moment_of(command: str) -> str:
    """When it is played: "15/7 09:00"; nothing where any moment will do."""
    first, *_ = (_FOLDER / f"{command}.txt").read_text("utf-8").splitlines()
    return first.removeprefix("@").strip() if first.startswith("@") else ""


def conversations() -> list[str]:
    """The commands that have one."""
    names = (file.name for file in _FOLDER.iterdir())
    return sorted(n.removesuffix(".txt") for n in names if n.endswith(".txt"))
