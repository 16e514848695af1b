"""What the office says of a request: one clear decision, or none."""

from datetime import date

import pytest

from programme.calendar import WorkCalendar
from programme.decision_words import Decided, Decision, read_decision

AGREE, REFUSE, DAY = Decision.AGREE, Decision.REFUSE, Decision.ANOTHER_DAY


def read(text: str) -> Decided | None:
    return read_decision(
        text, today=date(2020, 7, 7), calendar=WorkCalendar(), due=date(2020, 7, 14)
    )


@pytest.mark.parametrize(
    ("text", "what", "word"),
    [
        ("đồng ý", AGREE, None),
        ("Đồng ý ạ.", AGREE, None),
        ("dong y", AGREE, None),
        ("ok", AGREE, None),
        ("nhất trí, đã trao đổi với lãnh đạo", AGREE, "đã trao đổi với lãnh đạo"),
        ("không", REFUSE, None),
        ("Không.", REFUSE, None),
        ("không đồng ý", REFUSE, None),
        ("chưa đồng ý", REFUSE, None),
        ("không, vì đã có giấy mời", REFUSE, "đã có giấy mời"),
        ("không vì đã có giấy mời", REFUSE, "đã có giấy mời"),
        ("không được, lý do: đã in tài liệu", REFUSE, "lý do: đã in tài liệu"),
        ("từ chối", REFUSE, None),
    ],
)
def test_a_plain_decision(text: str, what: Decision, word: str | None) -> None:
    assert read(text) == Decided(what=what, word=word)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("đến 20/7", 20),
        ("20/7", 20),
        ("đồng ý đến 20/7", 20),
        ("được, đến hết ngày 17/7 nhé", 17),
        ("thứ 6 tuần sau", 17),
        ("thêm 3 ngày", 17),
        ("cho gia hạn đến 16/7", 16),
    ],
)
def test_another_day(text: str, day: int) -> None:
    assert read(text) == Decided(what=DAY, until=date(2020, 7, day))


@pytest.mark.parametrize(
    "text",
    [
        "đồng ý không?",
        "không vấn đề gì",
        "không biết",
        "không có ý kiến, đồng ý",
        "không, đồng ý",
        "không, đến 16/7 thôi",
        "đồng ý nhưng chậm nhất 20/7",
        "ok không được",
        "đến 16/7 hoặc 17/7",
        "ngày 31/2",
        "anh Nam xem giúp",
        "để hỏi lãnh đạo đã",
        "nếu kịp thì đồng ý",
        "",
        "👍",
        "?" * 50,
    ],
)
def test_what_is_no_one_decision_decides_nothing(text: str) -> None:
    assert read(text) is None
