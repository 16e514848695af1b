"""An amendment in the cupboard: one revision more, and everything else as it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from programme.amending import Amendment
from programme.carrying import carry_over
from programme.document import AgendaItem, Draft, Meeting, Status
from programme.duties import Duty, DutyRole, DutyState
from programme.letters import LetterState
from programme.programme import InForce
from programme.reminders import OFFICE, Reminder
from programme.rules import OfficeRules
from storage import MovedMeanwhile, NotFound, Store, Unit
from tests.storage.makers import (
    A_CALENDAR,
    FINANCE,
    NOON,
    a_draft,
    a_letter,
    a_reminder,
    published,
    sending,
)
from tests.storage.makers import linked as a_chat

LATER = NOON + timedelta(days=5)
INTERIOR = "Sở Nội vụ"


def moved(day: int = 23, *items: AgendaItem) -> Draft:
    """The draft with its session on another day of July, and other items."""
    draft = a_draft()
    (session,) = draft.meetings
    now = replace(session, starts_on=date(2020, 7, day), items=items or session.items)
    return replace(draft, meetings=(now,))


async def amend(
    unit: Unit, draft: Draft, programme: int = 1, sha256: str = "cd" * 32
) -> Amendment:
    return await unit.programmes.amend(
        programme,
        draft,
        rules=OfficeRules(),
        calendar=A_CALENDAR,
        where="nhacviec",
        file_name="sua.docx",
        sha256=sha256,
        by="Lan",
        at=LATER,
    )


async def test_what_is_amended_is_in_force(store: Store) -> None:
    async with store.begin() as unit:
        was = await published(unit)
        done = await amend(unit, moved())

    async with store.read() as unit:
        (force,) = await unit.programmes.in_force()
        revisions = await unit.programmes.revisions_of(1)
        assert await unit.programmes.draft_of(1) == replace(moved(), doubts=done.doubts)
    assert force == done.now
    assert force.meetings == moved().meetings
    assert [(r.number, r.file_name) for r in revisions] == [
        (2, "sua.docx"),
        (1, "ct.docx"),
    ]
    assert force.programme == replace(was.programme, revision=2)
    assert [duty.id for duty in force.duties] == [duty.id for duty in was.duties]
    first = force.duties[0]
    assert (first.due.version, first.due.since) == (2, LATER)
    assert f"{first.due.at:%d/%m %H:%M}" == "16/07 17:00"


async def test_the_same_document_ten_times_changes_nothing(store: Store) -> None:
    async with store.begin() as unit:
        await published(unit)
        await amend(unit, moved())
        before = await unit.programmes.in_force()
        audit = await unit.audit.since(NOON)

    for attempt in range(10):
        async with store.begin() as unit:
            # The same bytes; the same words in another file; the first issue again.
            assert (await amend(unit, moved())).is_empty
            assert (await amend(unit, moved(), sha256=f"{attempt:064}")).is_empty
            assert (await amend(unit, a_draft(), sha256="ab" * 32)).is_empty

    async with store.read() as unit:
        assert await unit.programmes.in_force() == before
        assert await unit.audit.since(NOON) == audit
        assert len(await unit.programmes.revisions_of(1)) == 2


async def test_answers_and_dossiers_stay_with_their_item(store: Store) -> None:
    first, second = a_draft().meetings[0].items
    new = AgendaItem(ref="I.1", ordinal=1, title="Giá đất", lead=("Sở Xây dựng",))
    swapped = (
        new,
        replace(second, ref="I.2"),
        replace(first, ref="I.3", ordinal=3),
    )
    async with store.begin() as unit:
        force = await published(unit)
        duty = force.duties[0]
        ready = duty.report(DutyState.READY, at=NOON, note="Tờ trình 66")
        await unit.duties.put(ready, was=duty)
        await unit.dossiers.add(
            duty.id, sha256="0" * 64, name="a", size=1, message=None, by="x", at=NOON
        )
        await amend(unit, moved(21, *swapped))

    async with store.read() as unit:
        kept = await unit.duties.get(duty.id)
        (found,) = await unit.duties.find("I.1")
        assert await unit.dossiers.of_duty(duty.id)
    assert (kept.ref, kept.state, kept.note) == ("I.3", DutyState.READY, ready.note)
    assert kept.due == duty.due
    assert (found.agency, found.id) == ("Sở Xây dựng", 5)


async def test_the_record_tells_the_whole_story(store: Store) -> None:
    first, second = a_draft().meetings[0].items
    handed_over = (first, replace(second, lead=("Sở Xây dựng",)))
    async with store.begin() as unit:
        await published(unit)
        await amend(unit, moved(23, *handed_over))
        story = [
            (entry.did, entry.duty, entry.was, entry.now, entry.note)
            for entry in await unit.audit.since(NOON)
        ]

    assert story == [
        ("assign", 5, None, "I.2 2020-07-10 17:00 printed", None),
        (
            "alter",
            1,
            "I.1 2020-07-14 17:00 before_session",
            "I.1 2020-07-16 17:00 before_session",
            None,
        ),
        (
            "alter",
            3,
            "I.2 2020-07-10 17:00 printed",
            "I.2 2020-07-10 17:00 printed",
            None,
        ),
        ("move", 2, "assigned", "withdrawn", "chuyển cho Sở Xây dựng"),
    ]


async def test_somebody_moved_a_duty_meanwhile(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        planned = await unit.programmes.plan(
            1,
            moved(),
            rules=OfficeRules(),
            calendar=A_CALENDAR,
            file_name="sua.docx",
            sha256="cd" * 32,
            by="Lan",
            at=LATER,
        )
        duty = force.duties[0]
        await unit.duties.put(duty.report(DutyState.BLOCKED, at=NOON), was=duty)
    assert planned.differences

    async with store.begin() as unit:
        done = await amend(unit, moved())
    (again, *_) = done.now.duties
    assert again.state is DutyState.BLOCKED
    with pytest.raises(MovedMeanwhile):
        async with store.begin() as unit:
            await unit.duties.put(duty.report(DutyState.READY, at=NOON), was=duty)


async def test_what_is_not_there_is_not_amended(store: Store) -> None:
    with pytest.raises(NotFound):
        async with store.begin() as unit:
            await amend(unit, moved())


async def test_a_programme_that_is_taken_back_asks_for_nothing(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        done = force.duties[0].report(DutyState.READY, at=NOON).accept(at=NOON)
        await unit.duties.put(done, was=force.duties[0])
        await unit.programmes.take_back(1, at=LATER, by="Lan")

    async with store.read() as unit:
        assert await unit.programmes.in_force() == ()
        assert await unit.duties.of_agency(FINANCE, open_only=True) == []
        states = {d.state for d in await unit.duties.by_ids(range(1, 9))}
        moves = await unit.audit.moves_since(LATER)
    assert states == {DutyState.ACCEPTED, DutyState.WITHDRAWN}
    assert {move.now.note for move in moves} == {"Văn phòng thu hồi chương trình"}
    assert len(moves) == 3

    async with store.begin() as unit:
        again = await published(unit)
    assert again.programme.id == 2


async def test_a_letter_that_waits_is_worded_anew(store: Store) -> None:
    first, second = a_reminder("due:1:v1:T-1"), a_reminder("due:2:v1:T-1")
    letter = a_letter("agency@1")
    async with store.begin() as unit:
        await a_chat(unit)
        await unit.outbox.post(letter, [first, second], now=NOON)
        (waiting,) = await unit.outbox.waiting_of(1)
        again = replace(letter, key="agency@1~1", text="Hạn mới")
        number = await unit.outbox.word_anew(waiting, again, [second], LATER)
        assert number is not None
        assert await unit.outbox.waiting_of(2) == []
        assert (await unit.outbox.get(waiting.id)).state is LetterState.SUPERSEDED
        assert await _keys(unit, waiting.id) == [first.key]
        assert await _keys(unit, number) == [second.key]
        assert await unit.reminders.said([first.key]) == {first.key}
        assert await unit.outbox.told_of(1) == []

    posted = await sending(store)
    assert (posted.id, posted.letter.text) == (number, "Hạn mới")
    async with store.begin() as unit:
        assert await unit.outbox.waiting_of(1) == []
        assert await unit.outbox.word_anew(posted, None, [], LATER) is None
        assert (await unit.outbox.get(posted.id)).state is LetterState.SENDING
        assert await unit.outbox.told_of(1) == [OFFICE]


async def _keys(unit: Unit, letter: int) -> list[str]:
    said: list[Reminder] = await unit.reminders.of_letter(letter)
    return [reminder.key for reminder in said]


AGAIN = AgendaItem(
    ref="I.4", ordinal=4, title="Đất đai", lead=(INTERIOR,), support=(FINANCE,)
)
AUGUST = Meeting(
    ref="I", title="Phiên họp", starts_on=date(2020, 8, 20), items=(AGAIN,)
)


async def carried(unit: Unit) -> tuple[Duty, InForce]:
    """July's I.2 is blocked, with a dossier, and stands again in August as I.4."""
    force = await published(unit)
    duty = next(d for d in force.duties if d.ref == "I.2")
    blocked = duty.report(DutyState.BLOCKED, at=NOON, note="chờ ý kiến")
    await unit.duties.put(blocked, was=duty)
    await unit.dossiers.add(
        duty.id, sha256="0" * 64, name="a", size=1, message=None, by="x", at=NOON
    )
    at = NOON + timedelta(days=24)
    august = a_draft(period="2020-08", meetings=(AUGUST,), submissions=())
    over = carry_over(august, await unit.programmes.in_force(), at)
    assert [left.ref for left in over.left] == ["I.1"]
    meetings = over.noted(august).meetings
    assert meetings[0].items[0].status is Status.CARRIED_OVER
    new = await published(unit, period="2020-08", meetings=meetings, submissions=())
    await unit.programmes.carry(over, new, at=at, by="Lan")
    return duty, new


async def test_what_is_left_open_goes_on_in_the_next(store: Store) -> None:
    async with store.begin() as unit:
        duty, _ = await carried(unit)

    async with store.read() as unit:
        old = await unit.duties.of_item(duty)
        (found,) = await unit.duties.find("I.4")
        assert [d.name for d in await unit.dossiers.of_duty(found.id)] == ["a"]
        (entry,) = [e for e in await unit.audit.of_duty(found.id) if e.did == "carry"]
    assert {d.state for d in old} == {DutyState.DEFERRED}
    assert {d.role for d in old} == {DutyRole.LEAD, DutyRole.SUPPORT}
    assert old[0].note == "chuyển sang chương trình tháng 8/2020, mục I.4"
    assert (found.state, found.note) == (DutyState.BLOCKED, "chờ ý kiến")
    assert (entry.was, entry.now) == ("I.2 #2", f"I.4 #{found.id}")
