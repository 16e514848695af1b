"""Backups on the disk: taken, kept for a while, spoken of."""

from datetime import datetime
from pathlib import Path

from storage import Contents
from storage.backups import back_up, note_taken

ENDING = ".backup"
#: Of those that are made by themselves.
_KEPT = 14


def backup_name(folder: Path, moment: datetime, why: str) -> Path:
    return folder / f"{moment:%Y%m%d-%H%M%S}-{why}{ENDING}"


async def back_up_into(
    folder: Path, place: Path | str, moment: datetime, why: str
) -> tuple[Path, Contents]:
    """One more in the folder; the oldest of too many goes."""
    path = backup_name(_made(folder), moment, why)
    contents = await back_up(place, path, at=moment)
    await note_taken(place, _absolute(path))
    _thin_out(folder, why)
    return path, contents


def _absolute(path: Path) -> Path:
    return path.absolute()


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _thin_out(folder: Path, why: str) -> None:
    made = sorted(folder.glob(f"*-{why}{ENDING}"))
    for old in made[:-_KEPT]:
        old.unlink(missing_ok=True)
