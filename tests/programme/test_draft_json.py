"""A draft as JSON: the promise key by key, and there and back again."""

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.document import (
    AgendaItem,
    Audience,
    Change,
    ChangeAction,
    Doubt,
    Draft,
    KeyTask,
    Meeting,
    Recurring,
    Section,
    Session,
    Signer,
    Status,
)
from programme.draft_json import from_json, to_json, to_record

BARE = Draft(kind="month", period="2020-07")
FULL = Draft(
    kind="month",
    period="2020-07",
    issuer="ỦY BAN NHÂN DÂN TỈNH BẮC GIANG",
    number="05/CTr-UBND",
    issued_on=date(2020, 6, 24),
    sections=(Section(ref="I", title="Phiên họp", line=3),),
    key_tasks=(KeyTask(ordinal=1, text="Việc."),),
    meetings=(
        Meeting(
            ref="I",
            title="Phiên họp",
            starts_on=date(2020, 7, 21),
            ends_on=date(2020, 7, 22),
            time=time(7, 30),
            ends_at=time(0),
            session=Session.MORNING,
            place="Phòng họp 2",
            chair="Chủ tịch",
            status=Status.TENTATIVE,
            lead=("Sở Nội vụ",),
            support=("Sở Tư pháp",),
            audience=(Audience(words="các sở", agencies=("Sở Y tế",), certain=True),),
            items=(
                AgendaItem(
                    ref="I.1",
                    ordinal=1,
                    title="Đề án",
                    lead=("Sở Nội vụ",),
                    due_on=date(2020, 7, 10),
                    line=4,
                ),
            ),
            line=3,
        ),
    ),
    submissions=(AgendaItem(ref="II.1", ordinal=1, title="B", support=("Sở Y tế",)),),
    recurring=(
        Recurring(
            ref="IV",
            title="Giao ban",
            rrule="FREQ=WEEKLY;BYDAY=FR",
            time=time(8),
            session=Session.MORNING,
            lead=("Sở Nội vụ",),
            line=9,
        ),
    ),
    changes=(
        Change(
            action=ChangeAction.MOVED,
            ref="III.4",
            words="Chuyển họp báo từ ngày 6/7 sang ngày 8/7",
            title="họp báo",
            old_date=date(2020, 7, 6),
            new_date=date(2020, 7, 8),
            lead=("Sở Nội vụ",),
            line=5,
        ),
    ),
    recipients=("Lưu: VT",),
    signer=Signer(by="TL.", title="CHỦ TỊCH", office="CHÁNH VĂN PHÒNG", name="A"),
    doubts=(Doubt(code="no-agency", line=4, text="Đề án", message="Thiếu."),),
)


def test_every_key_is_there_in_its_order() -> None:
    written = to_json(FULL)

    assert list(written) == [
        *("format", "kind", "period", "issuer", "number", "issued_on", "sections"),
        *("key_tasks", "meetings", "submissions", "recurring", "changes"),
        *("recipients", "signer", "doubts"),
    ]
    assert list(written["meetings"][0]) == [
        *(
            "ref",
            "title",
            "starts_on",
            "ends_on",
            "time",
            "ends_at",
            "session",
            "place",
        ),
        *("chair", "status", "lead", "support", "audience", "items"),
    ]
    assert list(written["meetings"][0]["items"][0]) == [
        *("ref", "ordinal", "title", "lead", "support", "due_on", "status", "line"),
    ]
    assert list(written["recurring"][0]) == [
        *("ref", "title", "rrule", "time", "session", "lead"),
    ]
    assert written["format"] == "nhacviec.programme/1"
    assert written["meetings"][0]["time"] == "07:30"
    assert written["meetings"][0]["ends_at"] == "00:00"
    assert written["meetings"][0]["starts_on"] == "2020-07-21"


def test_what_is_not_said_is_null_or_empty() -> None:
    written = to_json(BARE)

    assert [key for key, value in written.items() if value is None] == [
        *("issuer", "number", "issued_on"),
    ]
    assert written["meetings"] == written["doubts"] == []
    assert written["signer"] == {
        "by": None,
        "title": None,
        "office": None,
        "name": None,
    }


@pytest.mark.parametrize("draft", [BARE, FULL])
def test_there_and_back_again(draft: Draft) -> None:
    assert from_json(json.loads(json.dumps(to_record(draft)))) == draft


def test_the_promise_comes_back_without_the_lines_it_leaves_out() -> None:
    again = from_json(to_json(FULL))

    assert again.meetings[0].line == again.recurring[0].line == 0
    assert to_json(again) == to_json(FULL)


names = st.text(max_size=8)
agencies = st.lists(names, max_size=2).map(tuple)
days = st.dates()
hours = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
items = st.builds(
    AgendaItem,
    ref=names,
    ordinal=st.integers(1, 99),
    title=names,
    lead=agencies,
    support=agencies,
    due_on=st.none() | days,
    status=st.sampled_from(Status),
    line=st.integers(0, 999),
)
meetings = st.builds(
    Meeting,
    ref=names,
    title=names,
    starts_on=days,
    ends_on=st.none() | days,
    time=hours,
    ends_at=hours,
    session=st.none() | st.sampled_from(Session),
    place=st.none() | names,
    chair=st.none() | names,
    lead=agencies,
    audience=st.lists(
        st.builds(Audience, words=names, agencies=agencies, certain=st.booleans()),
        max_size=2,
    ).map(tuple),
    items=st.lists(items, max_size=2).map(tuple),
    line=st.integers(0, 999),
)


@given(st.lists(meetings, max_size=2), st.lists(items, max_size=2))
def test_any_draft_comes_back(held: list[Meeting], submitted: list[AgendaItem]) -> None:
    draft = Draft(
        kind="month",
        period="2020-07",
        meetings=tuple(held),
        submissions=tuple(submitted),
    )

    assert from_json(json.loads(json.dumps(to_record(draft)))) == draft
