"""What changed between two documents: told exactly, and never more than that."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.changes import compare
from programme.document import AgendaItem, Draft, Meeting, Recurring, Status
from programme.sameness import doubts_of, is_unlike
from tests.programme.makers import (
    FINANCE,
    INTERIOR,
    JULY_DRAFT,
    JUSTICE,
    PLANNING,
    a_day,
)

TITLES = (
    "Báo cáo tình hình kinh tế - xã hội tháng 7 và 7 tháng đầu năm",
    "Quy hoạch tỉnh Bắc Giang thời kỳ 2021-2030",
    "Đề án sắp xếp lại các tổ chức hội quần chúng",
    "Quy chế phối hợp trong quản lý hoạt động khoáng sản",
    "Kế hoạch tuyển dụng giáo viên năm 2020",
)
LEADS = (PLANNING, PLANNING, INTERIOR, JUSTICE, INTERIOR)


def items(*said: tuple[str, str]) -> tuple[AgendaItem, ...]:
    """Numbered from I.1: (title, lead agency)."""
    return tuple(
        AgendaItem(ref=f"I.{n}", ordinal=n, title=title, lead=(lead,))
        for n, (title, lead) in enumerate(said, 1)
    )


FIVE = tuple(zip(TITLES, LEADS, strict=True))


def a_session(*said: tuple[str, str], **changes: object) -> Draft:
    meeting = Meeting(
        ref="I",
        title="Hội nghị UBND tỉnh thường kỳ",
        starts_on=a_day("21/7"),
        items=items(*(said or FIVE)),
    )
    changed = replace(meeting, **changes)  # type: ignore[arg-type] # a test's fields
    return Draft(kind="month", period="2020-07", meetings=(changed,))


def found(was: Draft, now: Draft) -> list[str]:
    """As the tables below write it: "moved I", "renumbered I.4 I.3"."""
    said = []
    for one in compare(was, now):
        refs = [entry.ref for entry in (one.was, one.now) if entry]
        said.append(" ".join([one.what, *dict.fromkeys(refs)]))
    return said


NEW = ("Chương trình phát triển nhà ở xã hội", FINANCE)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (FIVE, []),
        ((*FIVE, NEW), ["added I.6"]),
        # One more in front: nothing else has changed but the numbers.
        (
            (NEW, *FIVE),
            ["added I.1", *(f"renumbered I.{n} I.{n + 1}" for n in range(1, 6))],
        ),
        ((*FIVE[:2], *FIVE[3:]), ["renumbered I.4 I.3", "renumbered I.5 I.4"]),
        (
            (FIVE[1], FIVE[0], *FIVE[2:]),
            ["renumbered I.2 I.1", "renumbered I.1 I.2"],
        ),
        (
            (*FIVE[:2], (FIVE[2][0].replace("các tổ chức", "một số"), INTERIOR)),
            ["reworded I.3", "withdrawn I.4", "withdrawn I.5"],
        ),
        (
            ((FIVE[0][0], FINANCE), *FIVE[1:]),
            ["reassigned I.1"],
        ),
        # Letters' case, spaces and where the tone mark stands are not the wording.
        (((f"  {FIVE[0][0].upper()}.", PLANNING), *FIVE[1:]), []),
        # Another matter of the same agency under the same number is another matter.
        (
            (*FIVE[:2], ("Chỉ số cải cách hành chính", INTERIOR), *FIVE[3:]),
            ["added I.3", "withdrawn I.3"],
        ),
    ],
    ids=[
        "nothing",
        "one more",
        "one more in front",
        "one less",
        "swapped",
        "one word",
        "another lead",
        "typing",
        "another matter",
    ],
)
def test_what_became_of_the_items(
    now: tuple[tuple[str, str], ...], wanted: list[str]
) -> None:
    said = found(a_session(), a_session(*now))

    gone = ["withdrawn I.3"] if "renumbered I.4 I.3" in wanted else []
    assert said == [*wanted, *gone]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"starts_on": a_day("23/7")}, [("day", a_day("21/7"), a_day("23/7"))]),
        ({"time": time(14, 0)}, [("hour", None, time(14, 0))]),
        ({"place": "Hội trường A"}, [("place", None, "Hội trường A")]),
        (
            {"starts_on": a_day("23/7"), "ends_on": a_day("24/7")},
            [
                ("day", a_day("21/7"), a_day("23/7")),
                ("last_day", None, a_day("24/7")),
            ],
        ),
    ],
)
def test_a_meeting_is_moved(
    changes: dict[str, object], wanted: list[tuple[object, ...]]
) -> None:
    (one,) = compare(a_session(), a_session(**changes))

    assert one.what == "moved"
    assert [(fact.of, fact.was, fact.now) for fact in one.facts] == wanted


def test_a_postponed_meeting_is_postponed_until_it_has_a_day() -> None:
    held = a_session(status=Status.POSTPONED)

    assert found(a_session(), held) == ["postponed I"]
    assert found(held, held) == []
    assert found(held, a_session(starts_on=a_day("28/7"))) == ["moved I"]


def test_a_withdrawn_meeting_takes_its_items_along() -> None:
    gone = a_session(status=Status.WITHDRAWN)

    wanted = ["withdrawn I", *(f"withdrawn I.{n}" for n in range(1, 6))]
    assert found(a_session(), gone) == wanted
    assert found(gone, gone) == []


def test_two_meetings_of_one_name_are_told_apart_by_their_days() -> None:
    def receptions(*days: str) -> Draft:
        meetings = tuple(
            Meeting(ref=f"III.{n}", title="Tiếp công dân", starts_on=a_day(day))
            for n, day in enumerate(days, 1)
        )
        return Draft(kind="month", period="2020-07", meetings=meetings)

    was = receptions("8/7", "15/7", "22/7")

    assert found(was, receptions("15/7", "22/7")) == [
        "renumbered III.2 III.1",
        "renumbered III.3 III.2",
        "withdrawn III.1",
    ]
    assert found(was, receptions("8/7", "16/7", "22/7")) == ["moved III.2"]


def test_what_comes_back_is_compared_too() -> None:
    thursdays = Recurring(ref="IV", title="Giao ban", rrule="FREQ=WEEKLY;BYDAY=TH")

    now = replace(JULY_DRAFT, recurring=(thursdays,))

    assert found(JULY_DRAFT, now) == ["moved IV"]


def test_an_item_goes_from_the_session_to_the_chairman() -> None:
    five = a_session()
    (meeting,) = five.meetings
    moved = replace(meeting.items[4], ref="II.1", ordinal=1)
    now = replace(
        five,
        meetings=(replace(meeting, items=meeting.items[:4]),),
        submissions=(moved,),
    )

    assert found(five, now) == ["moved I.5 II.1", "renumbered I.5 II.1"]


@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        # Split in two: one goes on, the other is new, and the office is asked.
        (
            ("Quy chế quản lý đất đai và khoáng sản trên địa bàn tỉnh",),
            (
                "Quy chế quản lý đất đai trên địa bàn tỉnh",
                "Quy chế quản lý khoáng sản trên địa bàn tỉnh",
            ),
            ["split"],
        ),
        (
            (
                "Quy chế quản lý đất đai trên địa bàn tỉnh",
                "Quy chế quản lý khoáng sản trên địa bàn tỉnh",
            ),
            ("Quy chế quản lý đất đai và khoáng sản trên địa bàn tỉnh",),
            ["merged"],
        ),
        (
            ("Quyết định thay thế Quyết định số 52/2012/QĐ-UBND",),
            ("Quyết định thay thế Quyết định số 53/2012/QĐ-UBND",),
            ["number-changed"],
        ),
        (
            ("Đề án sắp xếp các tổ chức hội quần chúng",),
            ("Đề án sáp nhập các thôn, tổ dân phố và hội quần chúng đặc thù",),
            ["same-matter"],
        ),
        (TITLES, TITLES, []),
    ],
)
def test_what_is_not_certain_is_asked(
    was: tuple[str, ...], now: tuple[str, ...], wanted: list[str]
) -> None:
    before = a_session(*((title, INTERIOR) for title in was))
    after = a_session(*((title, INTERIOR) for title in now))

    assert [doubt.code for doubt in doubts_of(before, after)] == wanted


def test_another_programme_is_no_revision_of_this_one() -> None:
    other = a_session(("Đại hội thi đua", FINANCE), ("Bầu cử", FINANCE))

    assert is_unlike(a_session(), replace(other, meetings=other.meetings[:0]))
    assert not is_unlike(a_session(), a_session(NEW, *FIVE[:3]))


WORDS = st.sampled_from([*TITLES, NEW[0], "", "Công tác cán bộ", "Công tác cán bộ"])
SAID = st.lists(st.tuples(WORDS, st.sampled_from([*LEADS, FINANCE])), min_size=1)


@given(said=SAID)
@settings(max_examples=100, deadline=None)
def test_a_document_does_not_differ_from_itself(said: list[tuple[str, str]]) -> None:
    draft = a_session(*said)

    assert compare(draft, draft) == ()
    assert doubts_of(draft, draft) == ()


@given(was=SAID, now=SAID)
@settings(max_examples=100, deadline=None)
def test_every_entry_has_one_fate(
    was: list[tuple[str, str]], now: list[tuple[str, str]]
) -> None:
    differences = compare(a_session(*was), a_session(*now))
    added = [d for d in differences if d.what == "added"]
    gone = [d for d in differences if d.what == "withdrawn"]

    assert len(was) - len(gone) == len(now) - len(added)
    for side in ("was", "now"):
        met = [(d.what, getattr(d, side).ref) for d in differences if getattr(d, side)]
        assert len(met) == len(set(met))
