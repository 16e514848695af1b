"""The files this project is made of, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[str, ...]:
    """Tracked, or new and not ignored; never what was deleted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is found on the path
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    names = dict.fromkeys(name for name in listed.split("\0") if name)
    return tuple(name for name in names if (ROOT / name).is_file())


def having(*suffixes: str) -> list[str]:
    return sorted(name for name in files() if name.endswith(suffixes))


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")
