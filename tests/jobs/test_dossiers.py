"""Files that are handed in, fetched and kept before the transaction: or why not."""

from pathlib import Path
from typing import Any, cast

import pytest

from bot.asked import SentFile
from bot.channels import Channel, NotFetched
from jobs.dossiers import fetched
from programme.dossiers import DossierFault
from storage.folder import Folder
from tests.programme.test_dossiers import PDF


class Shelf:
    """A channel that hands out what it has."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.asked: list[str] = []

    async def fetch(self, file_id: str) -> bytes:
        self.asked.append(file_id)
        if file_id not in self.files:
            raise NotFetched("gone")
        return self.files[file_id]


def a_file(number: str, *, size: int = 100) -> SentFile:
    return SentFile(id=number, name="../Tờ trình.pdf", size=size)


async def of(shelf: Shelf, file: SentFile, folder: Folder) -> Any:
    found = await fetched([file], cast("Channel", shelf), folder)
    return found[file.id]


async def test_a_file_is_kept_under_a_safe_name(tmp_path: Path) -> None:
    handed = await of(Shelf(a=PDF), a_file("a"), Folder(tmp_path))

    assert (handed.name, handed.kind, handed.fault) == ("Tờ trình.pdf", ".pdf", None)
    assert Folder(tmp_path).place_of(handed.sha256).read_bytes() == PDF


@pytest.mark.parametrize(
    ("file", "most", "fault"),
    [
        (a_file("big"), 10**9, DossierFault.TOO_LARGE),
        (a_file("a", size=21_000_000), 10**9, DossierFault.TOO_LARGE),
        (a_file("gone"), 10**9, DossierFault.NOT_FETCHED),
        (a_file("a"), 3, DossierFault.NO_ROOM),
        (a_file("words"), 10**9, DossierFault.KIND),
        (a_file("empty"), 10**9, DossierFault.EMPTY),
    ],
)
async def test_what_cannot_be_kept_says_why(
    tmp_path: Path, file: SentFile, most: int, fault: DossierFault
) -> None:
    shelf = Shelf(a=PDF, big=PDF + bytes(21_000_000), words=b"words", empty=b"")

    handed = await of(shelf, file, Folder(tmp_path, most=most))

    assert handed.fault is fault
    assert Folder(tmp_path).size() == 0


async def test_what_says_it_is_too_large_is_not_fetched(tmp_path: Path) -> None:
    shelf = Shelf(a=PDF)

    await of(shelf, a_file("a", size=21_000_000), Folder(tmp_path))

    assert shelf.asked == []


async def test_a_folder_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    handed = await of(Shelf(a=PDF), a_file("a"), Folder(tmp_path / "file"))

    assert handed.fault is DossierFault.NO_ROOM
