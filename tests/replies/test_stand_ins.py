"""Who stands in for whom, as focal points write it: a table, and ways of saying it."""

import random
from datetime import date
from pathlib import Path

import pytest

from programme.replies import understand
from programme.replies.meaning import Kind
from programme.replies.stand_in_answers import completed
from programme.replies.stand_ins import Missing, StandIn, stand_in_of
from programme.replies.times import Today
from programme.words import bare

from .offices import CALENDAR, a_scope

TUESDAY = Today(date(2020, 7, 14), CALENDAR)
FILE = Path(__file__).parent / "stand_ins.txt"
ROWS = [
    (text.replace(" ⏎ ", "\n"), meaning)
    for line in FILE.read_text("utf-8").splitlines()
    if not line.startswith("#")
    for text, _, meaning in [line.partition(" → ")]
]


def say(text: str) -> str:
    said, rest = stand_in_of(text, TUESDAY)
    if said is None:
        return "none"
    rest = " ⏎ ".join(rest.split("\n")).strip()
    found = _say(said)
    return f"{found} | {rest}" if rest and not said.missing else found


def _say(said: StandIn) -> str:
    if said.is_alone:
        return f"away {_day(said.first)} - {_day(said.last)}"
    if said.missing:
        return f"ask {said.missing}"
    if said.is_back:
        return f"back {said.away or said.deputy or 'me'} {_day(said.last)}"
    phone = f" {said.phone}" if said.phone else ""
    days = f"{_day(said.first)} - {_day(said.last)}"
    return f"{said.away or 'me'} <- {said.deputy or 'me'}{phone}, {days}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"


@pytest.mark.parametrize(("text", "meaning"), ROWS, ids=[text for text, _ in ROWS])
def test_a_message_says_what_its_row_says(text: str, meaning: str) -> None:
    assert say(text) == meaning


def test_the_rows_are_many_and_none_stands_twice() -> None:
    assert len(ROWS) >= 60
    assert len({text for text, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "meaning"), ROWS, ids=[text for text, _ in ROWS])
def test_typed_without_diacritics_it_is_the_same_or_less(
    text: str, meaning: str
) -> None:
    """The same days, or a question, or nothing. Only "nghĩ" and "nghỉ" are one then:
    the receipt says what was understood."""
    if "nghĩ" in text:
        return
    typed = say(bare(text))

    whole = meaning.partition(" | ")[0]
    days = whole.rpartition(" " if whole.startswith("back") else ", ")[2]
    assert typed.startswith(("ask", "none", "away")) or days in typed


@pytest.mark.parametrize("text", [text for text, said in ROWS if said == "none"])
def test_what_is_none_of_it_is_read_as_a_report_alone(text: str) -> None:
    assert understand(text, a_scope("nn")).stand_in is None


def test_a_report_and_a_stand_in_are_both_understood() -> None:
    said = understand("mục 3 đã trình, em nghỉ đến 25/7, anh Minh thay", a_scope("nn"))

    assert [update.item for update in said.updates] == ["I.3"]
    assert said.stand_in is not None
    assert said.stand_in.deputy == "anh Minh"


def test_what_is_missing_makes_the_whole_message_a_question() -> None:
    said = understand("mục 3 đã trình, em nghỉ, anh Minh thay", a_scope("nn"))

    assert said.kind is Kind.ASK
    assert said.updates == ()


@pytest.mark.parametrize(
    ("missing", "answer", "meaning"),
    [
        (Missing.UNTIL, "25/7", "me <- anh Minh, 14/07/2020 - 25/07/2020"),
        (
            Missing.UNTIL,
            "đến hết tuần sau ạ",
            "me <- anh Minh, 14/07/2020 - 24/07/2020",
        ),
        (Missing.UNTIL, "từ 20/7 đến 25/7", "me <- anh Minh, 20/07/2020 - 25/07/2020"),
        (Missing.UNTIL, "25/6", None),
        (Missing.UNTIL, "chưa biết", None),
        (Missing.UNTIL, "mục 3 đã xong", None),
        (Missing.WHO, "chị Hà", "me <- chị Hà, 14/07/2020 - 25/07/2020"),
        (
            Missing.WHO,
            "chị Hà 0912345678 nhé",
            "me <- chị Hà 0912345678, 14/07/2020 - 25/07/2020",
        ),
        (Missing.WHO, "anh Minh hoặc chị Hà", None),
        (Missing.WHO, "không có ai", None),
        (Missing.DAYS, "đến 31/7", "me <- anh Minh, 14/07/2020 - 31/07/2020"),
    ],
)
def test_the_answer_completes_it_or_is_none(
    missing: Missing, answer: str, meaning: str | None
) -> None:
    last = date(2020, 7, 25) if missing is Missing.WHO else None
    asked = StandIn(deputy="anh Minh", first=TUESDAY.day, last=last, missing=missing)

    found = completed(asked, answer, TUESDAY)

    assert (None if found is None else _say(found)) == meaning


def test_nothing_that_is_typed_is_too_much_for_it() -> None:
    """Pieces of messages in any order: understood or not, but never at a loss."""
    words = [word for text, _ in ROWS for word in text.split()]
    odd = ["(", ")", "0912", "25/7", "-", "từ", "đến", "?", "tuần", "thay", "3", "đ/c"]
    shuffled = random.Random(7)  # noqa: S311 - the same messages at every run
    for _ in range(1500):
        text = " ".join(shuffled.choices([*words, *odd], k=shuffled.randint(1, 14)))
        said, _ = stand_in_of(text, TUESDAY)
        if said is not None and not said.missing and not said.is_back:
            assert said.first is not None
            assert said.last is not None
            assert said.first <= said.last
            assert said.last >= TUESDAY.day
