"""Where the database is: a file or a server, exactly one, and no password is shown."""

from pathlib import Path

import pytest

from nhacviec.config import URL_VARIABLE, ConfigFaulty, load
from tests.nhacviec.conftest import Call

URL = "postgresql://nv:b%C3%AD-m%E1%BA%ADt@127.0.0.1:5433/vanphong"
SECRET = "b%C3%AD-m%E1%BA%ADt"  # noqa: S105 - a test's own
ONE_OF_TWO = (
    "database: chỉ dùng một trong hai: path, hoặc url (hay biến NHACVIEC_DATABASE_URL)"
)
NO_ADDRESS = (
    "database.url: phải là địa chỉ PostgreSQL, "
    "ví dụ postgresql://tên:mật_khẩu@máy/dữ_liệu"
)


def _written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_address_in_the_file_is_the_place(folder: Path) -> None:
    database = load(_written(folder, f'[database]\nurl = "{URL}"\n')).database

    assert database.is_shared
    assert database.place == URL
    assert database.name == "PostgreSQL nv@127.0.0.1:5433/vanphong"


def test_a_file_is_the_place_where_nothing_else_is_said(folder: Path) -> None:
    database = load(_written(folder, "")).database

    assert not database.is_shared
    assert database.place == folder / "nhacviec.db"


def test_the_address_of_the_environment_wins_over_that_of_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, URL)
    other = '[database]\nurl = "postgresql://a@b/c"\n'

    assert load(_written(folder, other)).database.place == URL


def test_the_address_of_the_environment_does_without_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, URL)

    assert load(None).database.place == URL


def test_a_socket_is_named_by_its_folder(folder: Path) -> None:
    url = "postgresql:///vanphong?host=/run/postgresql"
    database = load(_written(folder, f'[database]\nurl = "{url}"\n')).database

    assert database.name == "PostgreSQL /run/postgresql/vanphong"


def test_both_are_refused(folder: Path) -> None:
    both = f'[database]\npath = "nhacviec.db"\nurl = "{URL}"\n'

    with pytest.raises(ConfigFaulty) as raised:
        load(_written(folder, both))

    assert raised.value.faults == [ONE_OF_TWO]


def test_a_path_in_the_file_and_an_address_outside_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is to find the month's answers in the other database."""
    monkeypatch.setenv(URL_VARIABLE, URL)

    with pytest.raises(ConfigFaulty) as raised:
        load(_written(folder, '[database]\npath = "nhacviec.db"\n'))

    assert raised.value.faults == [ONE_OF_TWO]


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://nv:{SECRET}@h/d",
        f"postgresql://nv:{SECRET}@h",
        f"postgresql://nv:{SECRET}@h:cổng/d",
        f"nv:{SECRET}@h/d",
        "nhacviec.db",
    ],
)
def test_what_is_no_address_is_told_without_repeating_it(
    folder: Path, url: str
) -> None:
    with pytest.raises(ConfigFaulty) as raised:
        load(_written(folder, f'[database]\nurl = "{url}"\n'))

    assert raised.value.faults == [NO_ADDRESS]
    assert SECRET not in str(raised.value)


def test_a_faulty_address_of_the_environment_is_told_without_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "nhacviec.db")

    with pytest.raises(ConfigFaulty) as raised:
        load(None)

    assert str(raised.value) == f"{URL_VARIABLE}:\n  {NO_ADDRESS}"


def test_the_password_is_never_shown(folder: Path) -> None:
    settings = load(_written(folder, f'[database]\nurl = "{URL}"\n'))

    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.model_dump())
    assert SECRET not in settings.database.name


@pytest.mark.parametrize("command", ["items", "board", "migrate", "simulate", "doctor"])
def test_a_server_that_does_not_answer_is_one_clear_sentence(
    call: Call, folder: Path, command: str
) -> None:
    nowhere = "postgresql://nv:mat-khau@127.0.0.1:9/vanphong"
    _written(folder, f'[database]\nurl = "{nowhere}"\n')

    result = call(command)

    assert result.exit_code == 1
    assert "không mở được" in result.output.lower()
    assert "PostgreSQL nv@127.0.0.1:9/vanphong" in result.output
    assert "mat-khau" not in result.output
    assert "Traceback" not in result.output
