"""The folder of the dossiers: whole or not at all, once, and swept."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from storage.folder import GRACE, Folder, FolderFull

NOW = datetime(2020, 7, 7, 2, tzinfo=UTC)
DATA = b"%PDF-1.4 to trinh"
NAME = sha256(DATA).hexdigest()


def test_a_file_is_kept_once_for_nobody_else_to_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "dossiers")

    assert folder.keep(DATA) == folder.keep(DATA) == NAME

    place = folder.place_of(NAME)
    assert place.read_bytes() == DATA
    assert place.stat().st_mode & 0o077 == 0
    assert list(place.parent.iterdir()) == [place]
    assert folder.size() == len(DATA)


@pytest.mark.parametrize("name", ["", "../x", "a" * 63, "A" * 64, "/" * 64, "é" * 64])
def test_only_a_hash_names_a_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        Folder(tmp_path).place_of(name)


def test_a_full_folder_takes_nothing_more(tmp_path: Path) -> None:
    folder = Folder(tmp_path, most=20)
    folder.keep(DATA)

    folder.keep(DATA)  # it is here already
    with pytest.raises(FolderFull):
        folder.keep(b"%PDF-1.4 another")
    assert folder.size() == len(DATA)


def test_a_write_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.keep(DATA)
    assert folder.size() == 0
    assert folder.missing([NAME]) == [NAME]


def test_what_no_row_names_is_swept_but_not_what_has_just_come(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path)
    folder.keep(DATA)
    orphan = folder.keep(b"%PDF-1.4 orphan")
    part = folder.place_of(orphan).with_name("x.part")
    part.write_bytes(b"half")
    for one in (folder.place_of(NAME), folder.place_of(orphan), part):
        os.utime(one, (NOW.timestamp(), NOW.timestamp()))
    later = NOW + GRACE + timedelta(hours=1)

    assert folder.sweep({NAME}, NOW) == 0
    assert folder.sweep({NAME}, later) == 2
    assert folder.missing([NAME, orphan]) == [orphan]
    assert Folder(tmp_path / "none").sweep(set(), later) == 0


def test_a_file_that_is_handed_in_again_is_not_swept_before_its_row(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path)
    folder.keep(DATA)
    long_ago = NOW.timestamp()
    os.utime(folder.place_of(NAME), (long_ago, long_ago))

    folder.keep(DATA)

    assert folder.sweep(set(), NOW + 2 * GRACE) == 0
