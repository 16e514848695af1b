"""Every row of the table of what is said when, with the words each due moment says."""

import pytest

from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, agency
from tests.programme.makers import (
    FINANCE,
    INTERIOR,
    JULY,
    JUSTICE,
    PLANNING,
    said,
)
from tests.programme.months import a_month, heard, why


def dues(force: InForce) -> list[str]:
    return [f"{one.ref} {said(one.due.at)} {one.agency}" for one in force.duties]


# July 2020, row by row


JULY_2020 = a_month("21/7", period="2020-07", told="16:00 24/6")


def test_the_dossiers_of_july_are_due_on_the_14th_and_the_chairmans_on_the_31st() -> (
    None
):
    assert dues(JULY_2020) == [
        f"I.1 17:00 14/7 {PLANNING}",
        f"I.1 17:00 14/7 {FINANCE}",
        f"II.1 17:00 31/7 {INTERIOR}",
    ]


def test_who_leads_hears_each_step_and_late_until_the_session_has_begun() -> None:
    assert heard(JULY_2020, agency(PLANNING), until="31/7") == [
        "16:00 24/6 published",
        "08:00 30/6 T-10",
        "08:00 7/7 T-5",
        "08:00 10/7 T-2",
        "08:00 13/7 T-1",
        "08:00 14/7 T-0",
        "08:00 15/7 L+1",
        "08:00 16/7 L+2",
        "15:00 20/7 eve",
        "07:00 21/7 morning",
    ]


def test_who_supports_hears_it_at_publication_and_at_the_fifth_day_only() -> None:
    assert heard(JULY_2020, agency(FINANCE), until="31/7") == [
        "16:00 24/6 published",
        "08:00 7/7 T-5",
    ]


def test_what_goes_to_the_chairman_is_late_into_the_next_month() -> None:
    assert heard(JULY_2020, agency(INTERIOR), until="14/8") == [
        "16:00 24/6 published",
        "08:00 17/7 T-10",
        "08:00 24/7 T-5",
        "08:00 29/7 T-2",
        "08:00 30/7 T-1",
        "08:00 31/7 T-0",
        "08:00 3/8 L+1",
        "08:00 4/8 L+2",
        "08:00 7/8 L+5",
        "08:00 12/8 L+8",
    ]


def test_a_conference_on_a_saturday_is_told_on_friday_and_that_morning() -> None:
    assert heard(JULY, agency(JUSTICE), until="10/7") == [
        "15:00 3/7 eve",
        "07:00 4/7 morning",
    ]


def test_the_leaders_hear_of_the_fridays_and_the_day_before_the_session() -> None:
    assert heard(JULY_2020, LEADERS, until="31/7") == [
        *("07:00 26/6 daily", "07:00 3/7 daily", "07:00 10/7 daily"),
        *("07:00 17/7 daily", "15:00 20/7 eve"),
        *("07:00 24/7 daily", "07:00 31/7 daily"),
    ]


def test_the_office_has_its_digest_each_working_day_and_the_sessions_notices() -> None:
    told = heard(JULY_2020, OFFICE, until="22/7")

    assert told[:3] == ["07:30 25/6 daily", "07:30 26/6 daily", "07:30 29/6 daily"]
    assert told[-5:] == [
        "07:30 20/7 daily",
        "15:00 20/7 eve",
        "07:00 21/7 morning",
        "07:30 21/7 daily",
        "07:30 22/7 daily",
    ]


# Days off, made-up days, printed days


@pytest.mark.parametrize(
    ("session", "period", "told", "steps", "words"),
    [
        (
            "21/7/2020",
            "2020-07",
            "16:00 24/6",
            ["30/6", "7/7", "10/7", "13/7", "14/7"],
            "17:00 thứ Ba 14/7 (5 ngày làm việc trước 21/7, trừ 18-19/7)",
        ),
        (  # 31/8-2/9 are off; Saturday 22/8 is worked
            "3/9/2026",
            "2026-09",
            "16:00 3/8/2026",
            ["11/8", "18/8", "21/8", "22/8", "24/8"],
            (
                "17:00 thứ Hai 24/8 (5 ngày làm việc trước 3/9, trừ 29-30/8, nghỉ hoán "
                "đổi 31/8, nghỉ Quốc khánh 1-2/9)"
            ),
        ),
        (  # Tết is 4-10/2
            "18/2/2027",
            "2027-02",
            "16:00 4/1/2027",
            ["21/1", "28/1", "2/2", "3/2", "11/2"],
            "17:00 thứ Năm 11/2 (5 ngày làm việc trước 18/2, trừ 13-14/2)",
        ),
        (  # the made-up Saturday is one of the five
            "27/8/2026",
            "2026-08",
            "16:00 24/7/2026",
            ["7/8", "14/8", "19/8", "20/8", "21/8"],
            (
                "17:00 thứ Sáu 21/8 (5 ngày làm việc trước 27/8, trừ 23/8, kể cả thứ "
                "Bảy "
                "22/8 làm bù)"
            ),
        ),
    ],
)
def test_steps_and_reasons_over_days_off_and_made_up_days(
    session: str, period: str, told: str, steps: list[str], words: str
) -> None:
    force = a_month(session, period=period, told=told)

    year = session.rpartition("/")[2]
    found = heard(force, agency(PLANNING), until=f"31/12/{year}")
    assert [one.split()[1] for one in found if " T-" in one] == steps
    assert why(force.duties[0].due) == words


def test_a_printed_day_beats_the_rule_and_says_so() -> None:
    force = a_month("21/7", period="2020-07", told="16:00 24/6", due_on="10/7")

    assert why(force.duties[0].due) == (
        "17:00 thứ Sáu 10/7 (ngày ghi trong chương trình)"
    )


def test_a_printed_day_off_stays_is_said_before_and_late_a_working_day_later() -> None:
    force = a_month("21/7", period="2020-07", told="16:00 24/6", due_on="12/7")

    assert said(force.duties[0].due.at) == "17:00 12/7"
    assert heard(force, agency(PLANNING), until="20/7")[1:] == [
        "08:00 29/6 T-10",
        "08:00 6/7 T-5",
        "08:00 9/7 T-2",
        "08:00 10/7 T-1",
        "08:00 14/7 L+1",
        "08:00 15/7 L+2",
        "08:00 20/7 L+5",
        "15:00 20/7 eve",
    ]


def test_what_was_told_in_its_last_days_has_only_the_steps_that_are_left() -> None:
    force = a_month("21/7", period="2020-07", told="16:00 10/7")

    assert heard(force, agency(PLANNING), until="14/7") == [
        "16:00 10/7 published",
        "08:00 13/7 T-1",
        "08:00 14/7 T-0",
    ]
