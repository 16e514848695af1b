"""Days with their sources: what is law, what is presumed, whose word counts."""

from datetime import date, time

import pytest

from bot.messages import due as due_words
from programme.calendar import OfficeHours, WorkCalendar, calendar_of, civil_calendar
from programme.calendar_warnings import warnings_of
from programme.civil import civil_days
from programme.days import CalendarDay, DayKind
from programme.document import Meeting
from programme.due import due_as_named, due_at_period_end, due_for_session
from programme.duties import Due
from tests.programme.makers import CIVIL, PUBLISHED, RULES, a_day


def an_off(words: str, name: str = "", source: str = "TB 1") -> CalendarDay:
    return CalendarDay(day=a_day(words), kind=DayKind.OFF, name=name, source=source)


def a_half(words: str, kind: DayKind = DayKind.MORNING) -> CalendarDay:
    return CalendarDay(day=a_day(words), kind=kind)


def tet_of(first: str, last: str) -> list[CalendarDay]:
    days = range(a_day(first).toordinal(), a_day(last).toordinal() + 1)
    return [
        CalendarDay(day=date.fromordinal(day), kind=DayKind.OFF, source="TB 9")
        for day in days
    ]


def due_for(words: str, calendar: WorkCalendar = CIVIL) -> Due:
    session = Meeting(ref="I", title="Phiên họp", starts_on=a_day(words))
    return due_for_session(session, since=PUBLISHED, rules=RULES, calendar=calendar)


@pytest.mark.parametrize(
    ("day", "name", "is_presumed"),
    [
        ("1/1/2027", "Tết Dương lịch", False),
        ("8/2/2027", "Tết", True),  # the moon says so, and a decision
        ("16/4/2027", "Giỗ Tổ Hùng Vương", True),
        ("30/4/2027", "lễ 30/4", False),
        ("1/5/2027", "lễ 1/5", False),
        ("3/5/2027", "bù lễ 1/5", False),  # the law itself: the 1st is a Saturday
        ("2/9/2027", "Quốc khánh", False),
        ("3/9/2027", "Quốc khánh", True),  # the 1st or the 3rd: decided each year
        ("24/11/2027", "Ngày Văn hóa Việt Nam", True),
        ("31/8/2026", "hoán đổi", True),
        ("27/4/2026", "bù Giỗ Tổ Hùng Vương", True),
    ],
)
def test_the_first_fill_says_what_is_law_and_what_only_presumed(
    day: str, name: str, *, is_presumed: bool
) -> None:
    known = CIVIL.known[a_day(day)]

    assert (known.name, known.presumed) == (name, is_presumed)
    assert known.source


def test_a_saturday_made_up_for_a_swap_is_presumed_until_announced() -> None:
    known = CIVIL.known[a_day("22/8/2026")]

    assert (known.kind, known.presumed) == (DayKind.WORKED, True)


def test_the_fill_of_a_year_says_nothing_of_another() -> None:
    assert {one.day.year for one in civil_days([2026])} == {2026}


def test_the_offices_word_wins_over_the_settings_and_those_over_the_fill() -> None:
    national_day = a_day("2/9/2026")
    settled = CalendarDay(day=national_day, kind=DayKind.WORKED)
    calendar = calendar_of((*civil_days([2026]), settled))

    assert calendar.is_worked(national_day)
    assert not calendar.with_own([an_off("2/9/2026")]).is_worked(national_day)
    assert calendar.with_own(()).is_worked(national_day)


def test_taking_back_an_entry_brings_back_what_lay_below() -> None:
    first = CIVIL.with_own([CalendarDay(day=a_day("2/9/2026"), kind=DayKind.WORKED)])

    assert first.is_worked(a_day("2/9/2026"))
    assert not first.with_own(()).is_worked(a_day("2/9/2026"))
    assert first.with_own(()) == CIVIL


def test_days_given_without_sources_stay_below_the_offices_own() -> None:
    calendar = WorkCalendar(off=frozenset({a_day("9/7")}))

    with_own = calendar.with_own([an_off("10/7")])

    assert not with_own.is_worked(a_day("9/7"))
    assert not with_own.is_worked(a_day("10/7"))


def test_a_half_day_counts_as_worked_even_on_a_saturday() -> None:
    half = CIVIL.with_own(
        [a_half("11/7"), a_half("13/7", DayKind.AFTERNOON), a_half("14/7")]
    )

    assert all(half.is_worked(a_day(day)) for day in ("11/7", "13/7", "14/7"))
    assert half.workdays_between(a_day("10/7"), a_day("14/7")) == 3


def test_a_due_moment_on_a_half_day_is_the_closing_hour_of_its_morning() -> None:
    hours = OfficeHours(morning=(time(7), time(11)), afternoon=(time(13), time(17)))
    calendar = calendar_of(civil_days([2020]), [a_half("14/7")], hours=hours)

    due = due_for("21/7", calendar)

    assert f"{due.at:%H:%M %d/%m}" == "11:00 14/07"
    assert due_words.why(due).endswith("ngày này chỉ làm buổi sáng")


def test_a_due_moment_on_a_day_whose_afternoon_is_worked_stays_at_its_hour() -> None:
    due = due_for("21/7", CIVIL.with_own([a_half("14/7", DayKind.AFTERNOON)]))

    assert f"{due.at:%H:%M %d/%m}" == "17:00 14/07"
    assert "buổi" not in due_words.why(due)


def test_a_printed_day_off_is_late_after_the_half_day_that_follows() -> None:
    calendar = CIVIL.with_own([a_half("13/7")])

    due = due_as_named(a_day("12/7"), since=PUBLISHED, rules=RULES, calendar=calendar)

    assert due.grace is not None
    assert f"{due.grace:%H:%M %d/%m}" == "11:30 13/07"


@pytest.mark.parametrize(
    ("session", "due", "why"),
    [
        ("21/7/2020", "14/7", "5 ngày làm việc trước 21/7, trừ 18-19/7"),
        (
            "3/9/2026",
            "24/8",
            (
                "5 ngày làm việc trước 3/9, trừ 29-30/8, nghỉ hoán đổi 31/8, "
                "nghỉ Quốc khánh 1-2/9"
            ),
        ),
        ("18/2/2027", "11/2", "5 ngày làm việc trước 18/2, trừ 13-14/2"),
        (
            "12/2/2027",
            "29/1",
            "5 ngày làm việc trước 12/2, trừ 30-31/1, nghỉ Tết 4-10/2",
        ),
        (
            "7/5/2027",
            "28/4",
            (
                "5 ngày làm việc trước 7/5, trừ 2/5, nghỉ lễ 30/4, nghỉ lễ 1/5, "
                "nghỉ bù lễ 1/5 ngày 3/5"
            ),
        ),
        (
            "27/8/2026",
            "21/8",
            "5 ngày làm việc trước 27/8, trừ 23/8, kể cả thứ Bảy 22/8 làm bù",
        ),
    ],
)
def test_each_due_day_says_over_which_days_and_why(
    session: str, due: str, why: str
) -> None:
    found = due_for(session)

    assert f"{found.at.day}/{found.at.month}" == due
    assert due_words.why(found) == why


def test_what_goes_to_the_chairman_says_why_the_month_ends_early() -> None:
    found = due_at_period_end(
        a_day("1/8/2026"),
        a_day("31/8/2026"),
        since=PUBLISHED,
        rules=RULES,
        calendar=CIVIL,
    )

    wanted = "ngày làm việc cuối cùng của tháng, nghỉ hoán đổi 31/8"
    assert due_words.why(found) == wanted


def test_next_years_calendar_is_not_known_while_its_tet_is_presumed() -> None:
    today = a_day("23/11/2026")

    assert CIVIL.known_until(today) == a_day("31/12/2026")
    announced = CIVIL.with_own(tet_of("4/2/2027", "10/2/2027"))
    assert announced.known_until(today) == a_day("31/12/2027")


def test_a_year_of_which_nothing_is_filled_in_is_not_known() -> None:
    assert civil_calendar([2020]).known_until(a_day("5/7/2020")).year == 2020


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        ("1/7/2020", []),
        ("2/11/2026", ["ends:2026-12-31", "presumed:2026-11-24:off"]),
        ("1/11/2026", ["presumed:2026-11-24:off"]),  # sixty days are left
        (
            "6/6/2026",
            [
                "presumed:2026-08-22:worked",
                "presumed:2026-08-31:off",
                "presumed:2026-09-01:off",
            ],
        ),
        ("4/1/2027", ["presumed:2027-02-04:off"]),  # Tết is one warning, not five
    ],
)
def test_the_office_is_warned_in_time(today: str, keys: list[str]) -> None:
    assert [one.key for one in warnings_of(CIVIL, a_day(today))] == keys


def test_what_was_announced_is_warned_of_no_more() -> None:
    announced = CIVIL.with_own(tet_of("4/2/2027", "10/2/2027"))

    assert warnings_of(announced, a_day("4/1/2027")) == ()


def test_announced_on_other_days_the_rest_of_the_presumed_is_still_warned_of() -> None:
    announced = CIVIL.with_own(tet_of("5/2/2027", "11/2/2027"))

    (warning,) = warnings_of(announced, a_day("4/1/2027"))

    assert [one.day for one in warning.days] == [a_day("4/2/2027")]
