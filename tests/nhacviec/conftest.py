"""The command line called as people call it, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nhacviec.cli import app
from nhacviec.config import URL_VARIABLE
from nhacviec.example import example_path
from nhacviec.telegram_settings import HOOK_VARIABLE, TOKEN_VARIABLE

Call = Callable[..., Result]
SEED = Path(__file__).parents[3] / "shared/seed/programme-2020-07.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is called: no config there, and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.delenv(HOOK_VARIABLE, raising=False)
    return tmp_path


@pytest.fixture
def call(folder: Path) -> Call:
    def call(*words: str | Path, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin)

    return call


@pytest.fixture
def document() -> Path:
    """The programme of July 2020 that comes with the program."""
    return example_path()
