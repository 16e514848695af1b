"""The office's settings: the example loads as it stands, faults are told at once."""

from datetime import date, time
from pathlib import Path

import pytest

from nhacviec.config import TOKEN_VARIABLE, Config, ConfigFaulty, load
from programme.rules import OfficeRules

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_loads_as_it_stands_and_says_the_defaults(folder: Path) -> None:
    (folder / "config.toml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")

    settings = load(folder / "config.toml")

    defaults = Config()
    assert settings.model_dump(exclude={"database"}) == defaults.model_dump(
        exclude={"database"}
    )
    assert settings.database.path == folder / defaults.database.path


def test_every_setting_stands_in_the_example() -> None:
    """A line that is left out may be written as a comment."""
    text = EXAMPLE.read_text("utf-8")

    for name, section in Config.model_fields.items():
        assert f"[{name}]" in text
        assert section.annotation is not None
        for setting in section.annotation.model_fields:
            assert f"\n{setting} = " in text or f"\n# {setting} = " in text


def test_the_numbers_without_a_config_are_those_of_the_rules() -> None:
    assert Config().office_on(date(2026, 1, 5)).rules == OfficeRules()


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert load(None) == Config()


def test_a_path_is_relative_to_the_file_that_names_it(folder: Path) -> None:
    (folder / "in").mkdir()
    path = _written(folder / "in", '[database]\npath = "data/nv.db"\n')

    assert load(path).database.path == folder / "in" / "data" / "nv.db"


FAULTY = """
        color = "red"
        [office]
        time_zone = "Asia/Saigon2"
        naem = "Văn phòng"
        [telegram]
        base_url = "localhost"
        [calendar]
        off = ["2020-09-02", "ngày mai"]
        worked = 7
        [rules]
        due_time = "25h"
        steps = [10, -1]
        late_every = 0
        briefing_weekday = "thứ Sáu"
        leaders_notices = "có"
        [web]
        port = 99999
        """
FAULTS = {
    "color",
    "office.time_zone",
    "office.naem",
    "telegram.base_url",
    "calendar.off.1",
    "calendar.worked",
    "rules.due_time",
    "rules.steps.1",
    "rules.late_every",
    "rules.briefing_weekday",
    "rules.leaders_notices",
    "web.port",
}


def test_all_faults_are_told_at_once_each_by_its_name(folder: Path) -> None:
    path = _written(folder, FAULTY)

    with pytest.raises(ConfigFaulty) as raised:
        load(path)

    told = {fault.partition(":")[0] for fault in raised.value.faults}
    assert told == FAULTS
    assert str(raised.value).startswith(f"{path}:\n  ")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[rules]\nlate_every = 0", "rules.late_every: không được nhỏ hơn 1"),
        ("[web]\nport = 99999", "web.port: không được lớn hơn 65535"),
        ("[web]\nprot = 1", "web.prot: không có mục này; xem config.example.toml"),
        ('[rules]\ndigest_at = "8h"', "rules.digest_at: phải là giờ, ví dụ 08:00"),
        ('[web]\nport = "x"', "web.port: phải là số nguyên"),
        ('[office]\ntime_zone = "X"', "office.time_zone: không có múi giờ “X”"),
        (
            "[calendar]\noff = [2026-01-02]\nworked = [2026-01-02]",
            "calendar: 2026-01-02 vừa là ngày nghỉ vừa là ngày làm bù",
        ),
    ],
)
def test_a_fault_comes_with_its_cure(folder: Path, written: str, told: str) -> None:
    with pytest.raises(ConfigFaulty) as raised:
        load(_written(folder, written))

    assert raised.value.faults == [told]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[office\n", "không đúng cú pháp TOML"),
        (b"\xff\xfe\x00", "không đúng cú pháp TOML"),
        (None, "không có tệp này"),
    ],
)
def test_a_file_that_is_no_config_is_one_clear_sentence(
    folder: Path, content: bytes | None, told: str
) -> None:
    path = folder / "config.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigFaulty) as raised:
        load(path)

    (fault,) = raised.value.faults
    assert fault.startswith(told)


def test_the_token_of_the_environment_wins_and_is_never_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load(_written(folder, '[telegram]\ntoken = "123:file"'))
    assert settings.token == "123:file"  # noqa: S105 - a test's own

    monkeypatch.setenv(TOKEN_VARIABLE, "456:environment")

    assert settings.token == "456:environment"  # noqa: S105 - a test's own
    assert "123:file" not in repr(settings)


def test_the_offices_numbers_reach_the_rules(folder: Path) -> None:
    settings = load(
        _written(
            folder,
            """
            [office]
            name = "Văn phòng UBND thành phố"
            [calendar]
            off = [2026-03-03]
            worked = [2026-03-07]
            [rules]
            session_lead = 7
            due_time = 16:30:00
            briefing_weekday = 1
            """,
        )
    )

    office = settings.office_on(date(2026, 3, 1))

    assert office.name == "Văn phòng UBND thành phố"
    assert (office.rules.session_lead, office.rules.due_time) == (7, time(16, 30))
    assert office.rules.briefing_weekday == date(2026, 3, 2).weekday()
    assert not office.calendar.is_worked(date(2026, 3, 3))
    assert office.calendar.is_worked(date(2026, 3, 7))


def _written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text("\n".join(line.strip() for line in text.splitlines()), "utf-8")
    return path
