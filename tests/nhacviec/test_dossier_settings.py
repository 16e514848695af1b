"""Whether and where dossiers are kept, as the settings say."""

from pathlib import Path

import pytest

from nhacviec.config import ConfigFaulty, load


def settings(folder: Path, written: str) -> Path:
    path = folder / "config.toml"
    path.write_text(written, "utf-8")
    return path


def test_beside_the_database_unless_it_says_otherwise(tmp_path: Path) -> None:
    config = load(settings(tmp_path, '[database]\npath = "a.db"\n'))

    assert config.folder is not None
    assert config.folder.path == tmp_path / "a.dossiers"
    assert config.folder.most == 5_000_000_000


def test_in_a_folder_of_its_own(tmp_path: Path) -> None:
    config = load(settings(tmp_path, '[dossiers]\nfolder = "ho-so"\ntotal_gb = 1\n'))

    assert config.folder is not None
    assert config.folder.path == tmp_path / "ho-so"
    assert config.folder.most == 1_000_000_000


def test_off(tmp_path: Path) -> None:
    config = load(settings(tmp_path, "[dossiers]\nenabled = false\n"))

    assert config.folder is None
    assert config.dossiers.rules is None


def test_no_number_is_nonsense(tmp_path: Path) -> None:
    with pytest.raises(ConfigFaulty) as faulty:
        load(settings(tmp_path, "[dossiers]\nper_item = 0\ntotal_gb = 0\n"))

    assert len(faulty.value.faults) == 2
