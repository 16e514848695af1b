"""Which duty is meant, when it is not plain from the number."""

from dataclasses import replace
from datetime import date

import pytest

from programme.replies import understand
from programme.replies.meaning import Candidate, Kind, Scope, Unclear

from .offices import CALENDAR, TUESDAY, a_duty, a_scope
from .tables import say


def a_scope_of(*candidates: Candidate) -> Scope:
    return replace(a_scope("nn"), candidates=tuple(candidates))


def test_a_number_means_the_newest_programme_with_an_open_duty() -> None:
    august, july = a_duty("I.3", programme="2020-08"), a_duty("I.3")

    meaning = understand("mục 3 đã xong", a_scope_of(august, july))

    assert [said.duty for said in meaning.updates] == [august.duty]


def test_a_closed_duty_of_the_newest_gives_way_to_an_open_older_one() -> None:
    august = a_duty("I.3", programme="2020-08", is_open=False)
    july = a_duty("I.3")

    meaning = understand("mục 3 đã xong", a_scope_of(august, july))

    assert [said.duty for said in meaning.updates] == [july.duty]


def test_a_reply_means_the_duty_printed_in_that_message() -> None:
    august, july = a_duty("I.3", programme="2020-08"), a_duty("I.3")
    scope = replace(a_scope_of(august, july), pointed=frozenset({july.duty}))

    for text in ("mục 3 đã xong", "xong rồi ạ"):
        assert [said.duty for said in understand(text, scope).updates] == [july.duty]


def test_all_of_two_programmes_is_asked_about() -> None:
    scope = a_scope_of(a_duty("I.3", programme="2020-08"), a_duty("I.4"))

    assert understand("tất cả đã xong", scope).unclear is Unclear.TWO_PROGRAMMES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mục 3 đã xong", "ask closed"),
        ("mục 4 đã xong", "I.4 ready"),
        ("xong rồi", "ask which"),
        ("cả hai đã xong", "I.4 ready; I.10 ready"),
        ("cả ba đã xong", "ask which"),
        ("tất cả đã xong", "I.4 ready; I.10 ready"),
        ("mục 4 xong, còn lại chưa xong", "I.4 ready; I.10 preparing"),
    ],
)
def test_what_is_closed_is_spoken_of_no_more(text: str, said: str) -> None:
    assert say(understand(text, a_scope("nn", closed=["I.3"]))) == said


@pytest.mark.parametrize(
    ("closed", "said"),
    [(["I.3", "I.4"], "I.10 ready"), (["I.3", "I.4", "I.10"], "ask closed")],
)
def test_one_open_duty_need_not_be_named(closed: list[str], said: str) -> None:
    assert say(understand("xong rồi ạ", a_scope("nn", closed=closed))) == said


def test_a_reply_to_a_closed_duty_is_asked_about() -> None:
    scope = a_scope("nn", closed=["I.3"], reply=["I.3"])

    assert understand("xong rồi", scope).unclear is Unclear.CLOSED


def test_who_owes_nothing_is_asked() -> None:
    scope = replace(a_scope("nn"), candidates=())

    assert understand("đã xong", scope).unclear is Unclear.NOT_YOURS
    assert understand("cảm ơn anh", scope).kind is Kind.NONE


def test_an_ambiguous_number_is_asked_with_its_candidates() -> None:
    meaning = understand("mục 2 xong", a_scope("kh"))

    assert meaning.unclear is Unclear.WHICH
    assert [candidate.ref for candidate in meaning.among] == ["I.2", "II.2"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("mục 3 xin thêm 3 ngày", date(2020, 7, 17)),
        ("mục 3 xin gia hạn 3 ngày làm việc", date(2020, 7, 17)),
        ("mục 3 xin thêm 1 tuần", date(2020, 7, 21)),
        ("mục 3 xin lùi đến 16/7", date(2020, 7, 16)),
        ("mục 3 xin lùi đến 14/7", None),  # it is due that day already
    ],
)
def test_more_time_is_counted_from_the_due_day(text: str, until: date | None) -> None:
    duty = replace(a_duty("I.3"), due=date(2020, 7, 14))

    meaning = understand(text, a_scope_of(duty, a_duty("I.4")))

    assert [said.until for said in meaning.updates] == ([until] if until else [])
    assert meaning.kind is (Kind.UPDATE if until else Kind.ASK)


def test_another_agency_is_no_other_where_it_is_the_speaker() -> None:
    own = a_scope("tp")
    unknown = replace(own, agency=None)

    assert say(understand("Sở Tư pháp đã hoàn thành mục 5", own)) == "I.5 ready"
    assert understand("Sở Tư pháp đã hoàn thành mục 5", unknown).kind is Kind.ASK
    assert say(understand("Sở Tư pháp: mục 5 đã xong", unknown)) == "I.5 ready"


def test_the_scope_is_the_office_s_own() -> None:
    assert a_scope("nn").at == TUESDAY
    assert a_scope("nn").calendar is CALENDAR
