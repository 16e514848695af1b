"""Rules that contradict themselves are told at the start, each with its cure."""

from pathlib import Path

import pytest

from nhacviec.config import ConfigFaulty, load
from tests.nhacviec.settings import rules_of, written


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigFaulty) as raised:
        load(written(folder, text))
    return raised.value.faults


FAULTY = [
    (
        'section = "II"',
        (
            "rules.for thứ 1 (mục II): chưa đặt gì; thêm một số, ví dụ session_lead = "
            "3, "
            "hoặc bỏ đi"
        ),
    ),
    (
        "session_lead = 3",
        (
            "rules.for thứ 1: phải có section, title hoặc meeting, để biết dùng cho "
            "mục nào"
        ),
    ),
    (
        'section = "mục II"\nsession_lead = 3',
        (
            "rules.for thứ 1.section: phải là số mục của chương trình, ví dụ “II” hoặc "
            "“III.2”"
        ),
    ),
    (
        'title = " ."\nsession_lead = 3',
        "rules.for thứ 1.title: phải có chữ, ví dụ “tổng kết”",
    ),
    (
        'meeting = "liên hoan"\nsession_lead = 3',
        (
            "rules.for thứ 1.meeting: không có loại “liên hoan”; chọn một trong: tiếp "
            "dân, "
            "giao ban, thường kỳ, chuyên đề, làm việc, lễ, hội nghị, họp"
        ),
    ),
    (
        'section = "II"\nlead = 3',
        "rules.for thứ 1.lead: không có mục này; xem config.example.toml",
    ),
    (
        'section = "II"\nsteps = [7, 99]',
        "rules.for thứ 1.steps.1: không được lớn hơn 60",
    ),
    (
        'section = "II"\naudience = ["mọi người"]',
        (
            "rules.for thứ 1.audience.0: phải là một trong: 'office', 'leaders' hoặc "
            "'agencies'"
        ),
    ),
    (
        'section = "II"\nsteps = [7, 3]',
        (
            "rules.for thứ 1 (mục II).support_step: 5 không có trong steps [7, 3], cơ "
            "quan "
            "phối hợp sẽ không được nhắc; chọn một trong các số ấy"
        ),
    ),
    (
        'section = "II"\nsupport_step = 4',
        (
            "rules.for thứ 1 (mục II).support_step: 4 không có trong steps "
            "[10, 5, 2, 1, 0], cơ quan phối hợp sẽ không được nhắc; chọn một trong các "
            "số "
            "ấy"
        ),
    ),
    (
        'section = "II"\nsteps = [5, 3, 3]',
        "rules.for thứ 1 (mục II).steps: 3 ghi hai lần; mỗi số chỉ ghi một lần",
    ),
    (
        'section = "II"\nlate_days = [2, 1]',
        "rules.for thứ 1 (mục II).late_days: phải tăng dần, ví dụ [1, 2]",
    ),
    (
        'section = "II"\ndue_time = 18:00:00',
        (
            "rules.for thứ 1 (mục II).due_time: 18:00 ngoài giờ làm việc (07:30–11:30, "
            "13:30–17:00); sửa giờ này hoặc [hours]"
        ),
    ),
    (
        'section = "II"\nmorning_at = 05:30:00',
        (
            "rules.for thứ 1 (mục II).morning_at: 05:30 trong giờ yên lặng "
            "(21:00–06:30), "
            "tin sẽ phải chờ; sửa giờ này hoặc quiet_to"
        ),
    ),
    (
        'meeting = "giao ban"\nperiod_lead = 1',
        (
            "rules.for thứ 1 (họp giao ban).period_lead: chỉ dùng cho nội dung không "
            "thuộc "
            "phiên họp nào; với phiên họp dùng session_lead"
        ),
    ),
    (
        'meeting = "giao ban"\naudience = ["office"]\nleaders_notices = false',
        (
            "rules.for thứ 1 (họp giao ban).leaders_notices: không có tác dụng khi đã "
            "có "
            "audience; bỏ một"
        ),
    ),
]


@pytest.mark.parametrize(("table", "told"), FAULTY)
def test_a_table_that_contradicts_itself_is_told_with_its_cure(
    folder: Path, table: str, told: str
) -> None:
    assert faults(folder, f"[[rules.for]]\n{table}") == [told]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ('section = "II"', 'section = "II"', "trùng bảng thứ 1; gộp làm một"),
        ('meeting = "tiếp dân"', 'meeting = "tiếp công dân"', "trùng bảng thứ 1"),
        ('section = "III"', 'section = "III.2"', "rộng hơn mà đứng trước"),
        ('title = "báo chí"', 'title = "thông tin báo chí"', "rộng hơn mà đứng trước"),
        ('title = "giao ban"', 'meeting = "giao ban"', "rộng hơn mà đứng trước"),
        (
            'meeting = "họp"',
            'meeting = "họp"\nsection = "III"',
            "rộng hơn mà đứng trước",
        ),
    ],
)
def test_a_table_that_no_entry_can_ever_reach_is_told(
    folder: Path, first: str, second: str, told: str
) -> None:
    numbers = "session_lead = 3"
    (fault,) = faults(
        folder,
        f"[[rules.for]]\n{first}\n{numbers}\n[[rules.for]]\n{second}\n{numbers}",
    )

    assert fault.startswith("rules.for thứ 2 (")
    assert told in fault


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('section = "III.2"', 'section = "III"'),
        ('section = "I"', 'section = "II"'),
        ('title = "thông tin báo chí"', 'title = "báo chí"'),
        ('title = "kỳ"', 'meeting = "thường kỳ"'),  # some are not called so
        ('meeting = "hội nghị"', 'title = "hội nghị"'),  # a section may be
        ('section = "III"\nmeeting = "họp"', 'section = "III"'),
    ],
)
def test_what_is_narrower_may_stand_before(
    folder: Path, first: str, second: str
) -> None:
    numbers = "session_lead = 3"
    text = f"[[rules.for]]\n{first}\n{numbers}\n[[rules.for]]\n{second}\n{numbers}"

    assert len(rules_of(folder, text).tables) == 2


def test_the_common_numbers_may_not_contradict_themselves_either(
    folder: Path,
) -> None:
    assert faults(folder, "[rules]\nsteps = [7, 3, 1]") == [
        (
            "rules.support_step: 5 không có trong steps [7, 3, 1], cơ quan phối hợp sẽ "
            "không được nhắc; chọn một trong các số ấy"
        )
    ]


def test_a_fault_of_the_common_numbers_is_told_once(folder: Path) -> None:
    table = '[[rules.for]]\nsection = "II"\ndue_time = 11:00:00'
    text = f"[rules]\nlate_days = [2, 1]\n{table}"

    assert faults(folder, text) == ["rules.late_days: phải tăng dần, ví dụ [1, 2]"]


def test_all_faults_of_all_tables_are_told_at_once(folder: Path) -> None:
    text = """
        [[rules.for]]
        section = "II"
        [[rules.for]]
        section = "II"
        late_days = [3, 2]
        due_time = 12:00:00
        """

    told = faults(folder, text)

    assert len(told) == 4
    assert {fault.partition(" (")[0] for fault in told} == {
        "rules.for thứ 1",
        "rules.for thứ 2",
    }
