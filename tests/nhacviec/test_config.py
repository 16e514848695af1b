"""The office's settings: the example loads as it stands, faults are told at once."""

from datetime import date, time
from pathlib import Path

import pytest

from nhacviec.config import Config, ConfigFaulty, load
from nhacviec.telegram_settings import HOOK_VARIABLE, TOKEN_VARIABLE
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
        for setting, field in section.annotation.model_fields.items():
            table = f"[[{name}.{field.alias}]]"
            as_given = (f"\n{setting} = ", f"\n# {setting} = ", f"\n# {table}")
            assert any(written in text for written in as_given)


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
        (
            (
                "[calendar]\noff = [{ day = 2026-01-02, source = 'TB 1' }]\n"
                "half = [2026-01-02]"
            ),
            "calendar: 2026-01-02 vừa là nửa ngày vừa là cả ngày",
        ),
        (
            "[calendar]\nhalf = [{ day = 2026-01-02, part = 'tối' }]",
            "calendar.half.0.part: phải là morning hoặc afternoon",
        ),
        ("[calendar]\noff = ['mai']", "calendar.off.0: phải là ngày, ví dụ 2026-09-02"),
        (
            "[rules]\ndigest_at = 06:00:00",
            (
                "rules.digest_at: 06:00 ngoài giờ làm việc (07:30–11:30, 13:30–17:00); "
                "sửa giờ này hoặc [hours]"
            ),
        ),
        (
            "[hours]\nmorning = [11:30:00, 07:30:00]",
            "hours.morning: giờ đầu phải trước giờ cuối, ví dụ [07:30:00, 11:30:00]",
        ),
        (
            "[hours]\nmorning = [07:30:00, 14:00:00]",
            "hours: buổi chiều phải bắt đầu sau buổi sáng",
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


def test_a_day_may_say_why_and_who_says_so_and_be_worked_by_half(folder: Path) -> None:
    settings = load(
        _written(
            folder,
            """
            [calendar]
            off = [{ day = 2027-01-04, name = "Tết", source = "Thông báo 123" }]
            half = [2027-02-03, { day = 2027-02-02, part = "afternoon" }]
            [hours]
            morning = [07:00:00, 11:00:00]
            """,
        )
    )

    calendar = settings.office_on(date(2026, 12, 1)).calendar

    known = calendar.known[date(2027, 1, 4)]
    assert (known.name, known.source) == ("Tết", "Thông báo 123")
    assert calendar.is_worked(date(2027, 2, 3))
    assert calendar.latest(date(2027, 2, 3), time(17)) == time(11)
    assert calendar.latest(date(2027, 2, 2), time(17)) == time(17)


def test_hours_that_the_office_keeps_hold_what_lies_in_them(folder: Path) -> None:
    text = "[hours]\nmorning = [06:00:00, 11:30:00]\n[rules]\ndigest_at = 06:00:00"

    assert load(_written(folder, text)).rules.digest_at == time(6)


def _written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text("\n".join(line.strip() for line in text.splitlines()), "utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('webhook_url = "https://a.vn/tg"', "webhook_secret phải có từ 16"),
        (
            'webhook_url = "https://a.vn/tg"\nwebhook_secret = "mật khẩu rất dài đây"',
            "webhook_secret phải có từ 16",
        ),
        (f'webhook_url = "http://a.vn/tg"\nwebhook_secret = "{"a" * 20}"', "https://"),
        ('webhook_url = "https://a.vn"', "đường dẫn riêng"),
        ('webhook_url = "https://a.vn/healthz"', "đường dẫn riêng"),
        ('webhook_url = "a.vn/tg"', "đường dẫn riêng"),
        (
            f'webhook_url="https://a.vn/t"\nwebhook_secret="{"a" * 20}"\n[web]\nport=0',
            "web.port",
        ),
    ],
)
def test_a_door_needs_an_address_and_a_word(
    folder: Path, written: str, fault: str
) -> None:
    with pytest.raises(ConfigFaulty, match=fault) as refused:
        load(_written(folder, f"[telegram]\n{written}\n"))

    assert "aaaa" not in str(refused.value)
    assert "mật khẩu" not in str(refused.value)


def test_the_word_is_best_kept_in_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOOK_VARIABLE, "b" * 32)
    path = _written(folder, '[telegram]\nwebhook_url = "https://a.vn/x/tg"\n')

    assert load(path).telegram.secret == "b" * 32
