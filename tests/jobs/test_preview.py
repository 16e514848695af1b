"""The month of the seed as it would be said: every date promised."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time
from functools import cache
from pathlib import Path

import pytest

from jobs.preview import Planned, leading, preview
from nhacviec.paper_scene import OnPaper, on_paper
from programme.reminders import Kind, Step
from tests.bot.makers import at

SEED = Path(__file__).parents[3] / "shared/seed/programme-2020-07.txt"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEED.exists(), reason=f"NOT CHECKED: {SEED} is missing"),
]

SESSION_STEPS = ["30/6", "7/7", "10/7", "13/7", "14/7", "15/7", "16/7"]
CHAIRMAN_STEPS = ["17/7", "24/7", "29/7", "30/7", "31/7"]
OWN = {
    "Liên minh Hợp tác xã tỉnh": {"I.8"},
    "Sở Giáo dục và Đào tạo": {"II.1"},
    "Sở Khoa học và Công nghệ": {"I.7"},
    "Sở Kế hoạch và Đầu tư": {"I.1", "I.2", "II.2"},
    "Sở Nông nghiệp và Phát triển nông thôn": {"I.3", "I.4", "I.10"},
    "Sở Nội vụ": {"I.9", "I.11", "I.14", "II.3"},
    "Sở Tài chính": {"I.12"},
    "Sở Tài nguyên và Môi trường": {"I.13"},
    "Sở Tư pháp": {"I.5", "I.6"},
    "Sở Xây dựng": {"II.4"},
}


@cache
def the_paper() -> OnPaper:
    return on_paper(SEED)


@cache
def the_month() -> tuple[Planned, ...]:
    scene = the_paper().scene
    first, last = at(24, 0, month=6), at(31, 23)
    return tuple(preview(scene, first, last, only=leading(scene.forces)))


@pytest.mark.parametrize("agency", OWN)
def test_an_agency_is_reminded_of_exactly_its_own(agency: str) -> None:
    refs = {ref for planned in _to(agency) for ref in planned.occasion.refs}

    assert refs == OWN[agency]


def test_nobody_else_is_written_to() -> None:
    agencies = {planned.occasion.to.agency for planned in the_month()}

    assert agencies == {*OWN, None}


@pytest.mark.parametrize("agency", OWN)
def test_the_days_of_an_agencys_digests(agency: str) -> None:
    days: dict[str, set[str]] = {"I": set(), "II": set()}
    for planned in _to(agency):
        for reminder in planned.occasion.of(Kind.DIGEST):
            section = reminder.refs[0].partition(".")[0]
            days[section].add(_day(planned.occasion.at))

    sections = {ref.partition(".")[0] for ref in OWN[agency]}
    assert days["I"] == (set(SESSION_STEPS) if "I" in sections else set())
    assert days["II"] == (set(CHAIRMAN_STEPS) if "II" in sections else set())


def test_every_digest_goes_at_its_hour() -> None:
    digests = [p.occasion for p in the_month() if p.occasion.kind is Kind.DIGEST]

    assert {digest.at.time() for digest in digests} == {time(8)}


def test_each_leading_agency_hears_of_the_publication_once() -> None:
    told = [p for p in the_month() if p.occasion.kind is Kind.PUBLICATION]

    assert Counter(p.occasion.to.agency for p in told) == Counter(list(OWN))
    assert {p.occasion.at for p in told} == {at(24, 16, month=6)}


def test_nobody_gets_two_messages_at_one_moment() -> None:
    moments = Counter((p.chat, p.occasion.at) for p in the_month())

    assert max(moments.values()) == 1


def test_nothing_is_said_on_a_day_off_but_the_same_morning_of_4_july() -> None:
    calendar = the_paper().scene.office.calendar

    off = [p for p in the_month() if not calendar.is_worked(p.occasion.at.date())]

    assert {p.occasion.at for p in off} == {at(4, 7)}
    assert {r.step for p in off for r in p.occasion.reminders} == {Step.MORNING}


def test_the_conference_of_saturday_is_told_on_friday_and_that_morning() -> None:
    told = {p.occasion.at for p in the_month() if "III.3" in p.occasion.refs}

    assert told == {at(3, 15), at(4, 7)}


def test_the_office_has_one_digest_each_working_day() -> None:
    calendar = the_paper().scene.office.calendar
    mornings = [
        p.occasion.at
        for p in the_month()
        if p.occasion.of(Kind.OFFICE) and p.chat == "(Văn phòng)"
    ]

    assert len(mornings) == len({moment.date() for moment in mornings}) == 27
    assert all(calendar.is_worked(moment.date()) for moment in mornings)
    assert {moment.time() for moment in mornings} == {time(7), time(7, 30)}


def test_the_leaders_have_their_picture_on_fridays_and_before_the_session() -> None:
    briefings = _of_leaders(Kind.BRIEFING)
    assert {_day(moment) for moment in briefings} == {
        *("26/6", "3/7", "10/7", "17/7", "24/7", "31/7")
    }
    assert all(moment.time() == time(7) for moment in briefings)
    session = [p.occasion.at for p in the_month() if p.occasion.refs == ("I",)]
    assert at(20, 15) in session


def test_every_message_says_who_sends_it_and_whom_to_call() -> None:
    for planned in the_month():
        assert "không thay giấy mời" in planned.text
        assert "Liên hệ: " in planned.text


def test_messages_come_in_order_of_time_as_promised_lines() -> None:
    lines = [planned.as_json() for planned in the_month()]

    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert {tuple(line) for line in lines} == {
        ("at", "kind", "agency", "chat", "channel", "refs", "text")
    }
    assert lines[0]["at"] == "2020-06-24T16:00:00+07:00"


def test_what_lies_before_the_first_day_counts_as_said() -> None:
    scene = the_paper().scene
    later = list(preview(scene, at(10, 0), at(31, 23), only=leading(scene.forces)))

    assert [p.occasion.key for p in later] == [
        p.occasion.key for p in the_month() if p.occasion.at > at(10, 0)
    ]


def test_what_was_said_is_not_planned_again() -> None:
    said = {r.key for planned in the_month() for r in planned.occasion.reminders}

    assert not _planned_again(said)


def _planned_again(said: set[str]) -> list[Planned]:
    scene, only = the_paper().scene, leading(the_paper().scene.forces)
    first, last = at(24, 0, month=6), at(31, 23)
    return list(preview(scene, first, last, said=said, only=only))


def _to(agency: str) -> Iterable[Planned]:
    return [p for p in the_month() if p.occasion.to.agency == agency]


def _of_leaders(kind: Kind) -> list[datetime]:
    return [
        p.occasion.at
        for p in the_month()
        if p.chat == "(Lãnh đạo)" and p.occasion.kind is kind
    ]


def _day(moment: datetime) -> str:
    return f"{moment.day}/{moment.month}"
