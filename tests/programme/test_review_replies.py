"""What a reply to a preview settles, and what it does not."""

from dataclasses import replace
from datetime import date

import pytest

from programme.agencies import registry_on
from programme.calendar import civil_calendar
from programme.document import Audience, Meeting
from programme.review import About, Question, Settled
from programme.review_replies import reply_to
from tests.bot.makers import in_force

DAY = date(2020, 7, 1)
CALENDAR = civil_calendar([2020])
KEEP, LATER = str(Settled.KEEP), str(Settled.LATER)


def answered(question: Question, text: str) -> str | None:
    labels = [f"nút {number}" for number, _ in enumerate(question.choices)]
    return reply_to(
        question,
        text,
        labels=labels,
        registry=registry_on(DAY),
        today=DAY,
        calendar=CALENDAR,
    )


def close_call() -> Question:
    duty = next(d for d in in_force().duties if d.ref == "I.3")
    return Question(
        key="cI.3", about=About.CLOSE_CALL, choices=(KEEP, LATER), duty=duty
    )


AUDIENCE = Question(
    key="a0",
    about=About.AUDIENCE,
    choices=(KEEP, str(Settled.LEADING)),
    meetings=(
        Meeting(
            ref="II.1",
            title="Hội nghị",
            starts_on=date(2020, 7, 9),
            audience=(Audience(words="các sở, ngành", agencies=(), certain=False),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1", KEEP),
        ("2.", LATER),
        ("nút 1", LATER),
        ("Giữ nguyên", KEEP),
        ("giu nguyen", KEEP),
        ("lùi", LATER),
        ("ngày 10/7", "2020-07-10"),
        ("đến hết ngày 10/7/2020", "2020-07-10"),
        ("3", None),
        ("30/6", None),  # past
        ("21/7", None),  # the day of the session
        ("10/7 hoặc 13/7", None),
        ("tùy", None),
    ],
)
def test_a_due_day_is_kept_or_moved_by_a_reply(text: str, answer: str | None) -> None:
    assert answered(close_call(), text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("sở tc, sở nội vụ và sở y tế", "Sở Tài chính\nSở Nội vụ\nSở Y tế"),
        ("các sở", None),
        ("Sở Nội vụ và mấy bên", None),
        ("giữ nguyên", KEEP),
        ("2", str(Settled.LEADING)),
    ],
)
def test_an_audience_is_a_list_of_known_agencies(text: str, answer: str | None) -> None:
    assert answered(AUDIENCE, text) == answer


def test_a_doubt_takes_no_words_that_it_does_not_offer() -> None:
    doubt = replace(AUDIENCE, about=About.DOUBT, choices=(KEEP,), meetings=())

    assert answered(doubt, "đã xem") == KEEP
    assert answered(doubt, "ngày 10/7") is None
