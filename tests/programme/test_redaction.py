"""What a secret item is called goes out of a text; what others are called stays."""

import pytest

from programme.redaction import MARK, Redactor, words_of

TITLE = "Kế hoạch diễn tập khu vực phòng thủ & dự án Sunrise đến năm 2030"
OTHERS = (
    "Kế hoạch đầu tư công trung hạn đến năm 2030",
    "Báo cáo tình hình khu vực biên giới",
    "Sở Nội vụ",
)
REDACTOR = Redactor([TITLE], OTHERS)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"I.3. {TITLE} – hạn 14/7", f"I.3. {MARK} – hạn 14/7"),
        (f"<b>{TITLE.replace('&', '&amp;')}</b>", f"<b>{MARK}</b>"),
        ("I.3. Kế hoạch diễn tập khu vực…", f"I.3. {MARK}…"),
        ("muc 3 dien tap khu vuc phong thu xong roi a", f"muc 3 {MARK} xong roi a"),
        ("MỤC 3 DIỄN TẬP ĐÃ XONG", f"MỤC 3 {MARK} ĐÃ XONG"),
        ("die\u0302\u0303n ta\u0323\u0302p", MARK),  # typed on another machine
        ("dien_tap_khu_vuc.docx", f"{MARK}.docx"),
        ("diễn tập,\nphòng thủ; Sunrise", MARK),
        ("hồ sơ Sunrise", f"hồ sơ {MARK}"),
    ],
)
def test_what_tells_of_it_gives_way(said: str, left: str) -> None:
    assert REDACTOR.text(said) == left


@pytest.mark.parametrize(
    "said",
    [
        *OTHERS,
        "kế hoạch",
        "đến năm 2030",
        "dự án",
        "Chưa báo cáo, quá hạn 2 ngày làm việc",
        "ngày 21 tháng 7 năm 2020",
        "1:s:5:1:ready",
        "",
    ],
)
def test_what_tells_nothing_of_it_stays(said: str) -> None:
    assert REDACTOR.text(said) == said


def test_doing_it_twice_is_doing_it_once() -> None:
    once = REDACTOR.text(f"x {TITLE} y {TITLE.lower()}")

    assert REDACTOR.text(once) == once


def test_a_title_inside_a_longer_title_of_another_stays_there_alone() -> None:
    short = Redactor(["Báo cáo thu ngân sách"], ["Báo cáo thu ngân sách quý III"])

    assert short.text("Báo cáo thu ngân sách quý III") == (
        "Báo cáo thu ngân sách quý III"
    )
    assert (
        short.text("I.1. Báo cáo thu ngân sách; hạn 14/7") == f"I.1. {MARK}; hạn 14/7"
    )


def test_an_entry_of_that_title_has_none_and_a_kept_duty_is_secret() -> None:
    item = {"ref": "I.3", "ordinal": 3, "title": TITLE, "lead": ["Sở Nội vụ"]}
    duty = {"id": 3, "title": TITLE.upper(), "secret": False, "note": "diễn tập"}

    found = REDACTOR.within({"items": [item], "duty": duty, "n": 1, "none": None})

    assert found == {
        "items": [{**item, "title": ""}],
        "duty": {"id": 3, "title": "", "secret": True, "note": MARK},
        "n": 1,
        "none": None,
    }


def test_long_noise_is_read_in_one_pass() -> None:
    noise = "kế hoạch diễn tập " * 20_000

    assert len(words_of(REDACTOR.text(noise))) < 3
