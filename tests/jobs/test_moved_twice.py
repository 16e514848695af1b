"""A session moved twice and a duty born late, by amendments, on a real cupboard."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.amending import Act, amend
from bot.messages import due as due_words
from programme.document import AgendaItem, Draft, Meeting
from programme.due import is_close_call
from programme.letters import Letter
from programme.reminders import Kind, agency
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules
from storage import Store
from tests.bot.makers import (
    FARMING,
    FINANCE,
    PUBLISHED,
    a_session,
    july,
)
from tests.jobs.played import Played


@pytest.fixture
async def month(july: Store) -> Played:
    return Played(store=july, now=PUBLISHED - timedelta(minutes=1))


def with_session(session: Meeting) -> Draft:
    draft = july()
    return replace(draft, meetings=(session, *draft.meetings[1:]), doubts=())


def held_on(day: int) -> Draft:
    return with_session(replace(a_session(), starts_on=date(2020, 7, day)))


def with_more(*lead: str) -> Draft:
    late = AgendaItem(ref="I.13", ordinal=13, title="Việc bổ sung gấp", lead=lead)
    session = a_session()
    return with_session(replace(session, items=(*session.items, late)))


async def amended(month: Played, draft: Draft, name: str) -> None:
    act = Act(file_name=name, sha256=name, by="Lan", at=month.now, where="chat")
    async with month.store.begin() as unit:
        (force,) = await unit.programmes.in_force()
        await amend(unit, force.programme.id, draft, act, office=month.office)


async def told_of_changes(month: Played, name: str) -> list[Letter]:
    every = await month.letters()
    return [one for one in every if one.kind is Kind.CHANGE and one.to == agency(name)]


async def test_a_session_moved_twice_is_told_twice_and_reminded_by_the_last(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 7), time(9))
    await amended(month, held_on(24), "first")
    await month.go(date(2020, 7, 8), time(9))
    moved_once = await month.duty("I.4")
    await amended(month, held_on(17), "second")

    await month.go(date(2020, 7, 17))

    moved = await month.duty("I.4")
    assert due_words.due(moved_once.due) == (
        "17:00 thứ Sáu 17/7 (5 ngày làm việc trước 24/7, trừ 18-19/7)"
    )
    assert due_words.due(moved.due) == (
        "17:00 thứ Sáu 10/7 (5 ngày làm việc trước 17/7, trừ 11-12/7)"
    )
    assert (moved.due.version, moved.due.since.date()) == (3, date(2020, 7, 8))
    assert await month.said_of("I.4", FARMING) == [
        "24/06 16:00 published",
        "30/06 08:00 T-10",
        "07/07 08:00 T-5",
        # Of the second moment nothing was due on the 8th before it was told.
        "09/07 08:00 T-1",
        "10/07 07:00 T-0",
        "13/07 08:00 L+1",
        "14/07 08:00 L+2",
        "16/07 15:00 eve",
        "17/07 07:00 morning",
    ]
    first, second = await told_of_changes(month, FARMING)
    assert "21/7 → 24/7; hạn hồ sơ 14/7 → 17/7" in first.text
    assert "24/7 → 17/7; hạn hồ sơ 17/7 → 10/7" in second.text


async def test_a_session_moved_away_and_back_ends_where_it_began(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3), time(9))
    await amended(month, held_on(24), "away")
    await month.go(date(2020, 7, 6), time(9))
    await amended(month, held_on(21), "back")

    await month.go(date(2020, 7, 14))

    assert due_words.due((await month.duty("I.4")).due) == (
        "17:00 thứ Ba 14/7 (5 ngày làm việc trước 21/7, trừ 18-19/7)"
    )
    assert (await month.said_of("I.4", FARMING))[2:] == [
        "07/07 08:00 T-5",
        "10/07 07:00 T-2",
        "13/07 08:00 T-1",
        "14/07 08:00 T-0",
    ]


async def test_a_duty_born_late_hears_only_what_is_left_and_is_not_called_late_for_it(
    month: Played,
) -> None:
    """Added at 16:00 on the 13th, due on the 14th: less than three working days."""
    await month.go(date(2020, 7, 13), time(16))
    await amended(month, with_more(FARMING), "more")

    await month.go(date(2020, 7, 16))

    duty = await month.duty("I.13")
    assert is_close_call(duty.due, month.office.rules, month.office.calendar)
    assert due_words.due(duty.due) == (
        "17:00 thứ Ba 14/7 (5 ngày làm việc trước 21/7, trừ 18-19/7)"
    )
    assert await month.said_of("I.13", FARMING) == [
        "14/07 08:00 T-0",
        "15/07 08:00 L+1",
        "16/07 08:00 L+2",
    ]
    (told,) = await told_of_changes(month, FARMING)
    assert "Việc bổ sung gấp" in told.text


async def test_a_duty_born_after_its_due_moment_is_not_called_late_that_day(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 15), time(9))
    await amended(month, with_more(FINANCE), "more")

    await month.go(date(2020, 7, 20))

    assert await month.said_of("I.13", FINANCE) == [
        "16/07 08:00 L+2",
        "20/07 15:00 eve",
    ]


async def test_what_is_added_is_counted_by_its_parts_own_rule(month: Played) -> None:
    own = RuleTable(match=Match(section="I"), numbers=(("session_lead", 2),))
    month.office = replace(month.office, rules=OfficeRules(tables=(own,)))
    await month.go(date(2020, 7, 13), time(16))
    await amended(month, with_more(FARMING), "more")

    await month.go(date(2020, 7, 17))

    assert due_words.due((await month.duty("I.13")).due) == (
        "17:00 thứ Sáu 17/7 (2 ngày làm việc trước 21/7, theo quy định riêng cho "
        "mục I, trừ 18-19/7)"
    )
    # What was told before stays where it was, beside it.
    assert due_words.short((await month.duty("I.4")).due) == "17:00 thứ Ba 14/7"
    assert await month.said_of("I.13", FARMING) == [
        *("15/07 08:00 T-2", "16/07 08:00 T-1", "17/07 08:00 T-0")
    ]
