"""A rule is changed in mid-month: what was told stays told, until the office says."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.messages import due as due_words
from bot.redating import Act
from bot.rule_edits import effect_of, settle
from programme.duties import DutyState
from programme.letters import Letter
from programme.reminders import OFFICE, ChatRole
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules
from storage import Store
from tests.bot.makers import FARMING, HOME_AFFAIRS, PUBLISHED, SCHOOLS, at
from tests.jobs.makers import linked
from tests.jobs.played import Played

RULES = OfficeRules()
#: Seven working days before the session instead of five.
EARLIER = replace(RULES, session_lead=7)
OTHER_STEPS = replace(RULES, steps=(8, 4, 3, 0), support_step=4)
OF_SESSIONS = RuleTable(match=Match(title="thường kỳ"), numbers=(("session_lead", 3),))


@pytest.fixture
async def month(july: Store) -> Played:
    await linked(july, "gd", ChatRole.AGENCY, SCHOOLS)
    return Played(store=july, now=PUBLISHED - timedelta(minutes=1))


def changed(month: Played, rules: OfficeRules) -> None:
    """The service is started again with another file."""
    month.office = replace(month.office, rules=rules)


async def questions(month: Played) -> list[Letter]:
    return [one for one in await month.letters() if one.key.startswith("rules:")]


async def decide(month: Played, *, moving: bool) -> None:
    async with month.store.begin() as unit:
        effect = await effect_of(unit, office=month.office, at=month.now)
        act = Act(by="Lan", where="chat", at=month.now, key=f"{month.now:%d%H%M}")
        await settle(unit, effect, act, office=month.office, moving=moving)


async def test_what_was_said_is_not_said_again_and_nobody_is_reminded_backwards(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 8), time(9))  # four working days before the 14th
    changed(month, OTHER_STEPS)

    await month.go(date(2020, 7, 17))

    assert await month.said_of("I.4", FARMING) == [
        "24/06 16:00 published",
        "30/06 08:00 T-10",
        "07/07 08:00 T-5",
        # T-8 was on the 2nd, T-4 this morning: they count as said.
        "09/07 08:00 T-3",
        "14/07 08:00 T-0",
        "15/07 08:00 L+1",
        "16/07 08:00 L+2",
    ]


async def test_todays_step_is_said_if_its_hour_is_still_to_come(month: Played) -> None:
    await month.go(date(2020, 7, 8), time(7, 30))
    changed(month, OTHER_STEPS)
    await month.round()

    await month.go(date(2020, 7, 8))

    assert "08/07 08:00 T-4" in await month.said_of("I.4", FARMING)


async def test_what_both_want_and_an_outage_kept_back_is_not_lost(
    month: Played,
) -> None:
    """It was down over the morning, and came up with another file."""
    await month.go(date(2020, 7, 6))
    changed(month, replace(RULES, steps=(5, 3)))

    await month.round(at(7, 9))

    assert (await month.said_of("I.4", FARMING))[-1] == "07/07 09:00 T-5"


async def test_an_hour_that_is_brought_forward_is_said_at_once_and_once(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 7), time(7, 30))
    changed(month, replace(RULES, digest_at=time(7, 30)))

    await month.round(at(7, 7, 45))
    await month.go(date(2020, 7, 9))

    said = await month.said_of("I.4", FARMING)
    assert [one for one in said if one.endswith("T-5")] == ["07/07 07:45 T-5"]


async def test_a_told_due_moment_stays_until_the_office_says_otherwise(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    before = await month.duty("I.4")
    changed(month, EARLIER)

    await month.go(date(2020, 7, 8))

    assert (await month.duty("I.4")).due == before.due
    assert "07/07 08:00 T-5" in await month.said_of("I.4", FARMING)


async def test_the_office_is_asked_once_and_told_old_and_new(month: Played) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, EARLIER)

    await month.go(date(2020, 7, 8))

    (question,) = await questions(month)
    assert question.to == OFFICE
    assert "17:00 thứ Ba 14/7 → 17:00 thứ Sáu 10/7" in question.text
    assert "7 hạn sẽ khác" in question.text
    labels = [button.label for row in question.buttons for button in row]
    assert labels == ["Giữ hạn đã báo", "Dời 7 hạn và báo lại"]


async def test_asked_at_night_the_office_hears_it_in_the_morning(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, EARLIER)

    await month.round(at(3, 23, 30))

    (question,) = await questions(month)
    assert question.not_before == at(6, 6, 30)


async def test_what_the_office_moves_is_told_once_and_goes_on_from_there(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 2))
    changed(month, EARLIER)
    await month.go(date(2020, 7, 3), time(9))

    await decide(month, moving=True)
    await month.go(date(2020, 7, 20))

    duty = await month.duty("I.4")
    assert due_words.due(duty.due) == (
        "17:00 thứ Sáu 10/7 (7 ngày làm việc trước 21/7, trừ 11-12/7, 18-19/7)"
    )
    told = [one for one in await month.letters() if one.key.startswith("rules:0309")]
    whose = {one.to.agency for one in told if one.to}
    assert {FARMING, HOME_AFFAIRS} <= whose
    assert len(whose) == len(told)
    assert (await month.said_of("I.4", FARMING))[2:] == [
        # T-5 is on the 3rd itself, T-10 on the 26th of June: they count as said.
        "08/07 08:00 T-2",
        "09/07 08:00 T-1",
        "10/07 07:00 T-0",  # with that morning's meeting
        "13/07 08:00 L+1",
        "14/07 08:00 L+2",
        "17/07 08:00 L+5",
        "20/07 15:00 eve",
    ]
    assert len(await questions(month)) == len(told) + 1  # and nothing is asked again


async def test_what_the_office_keeps_is_kept_through_every_start(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, EARLIER)
    await month.go(date(2020, 7, 6))

    await decide(month, moving=False)
    changed(month, replace(EARLIER, eve_at=time(14)))
    await month.go(date(2020, 7, 10))

    assert len(await questions(month)) == 1
    assert (await month.duty("I.4")).due.version == 1


async def test_a_second_change_asks_again_and_only_of_what_it_touches(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, EARLIER)
    await month.go(date(2020, 7, 6))
    await decide(month, moving=False)

    changed(month, replace(EARLIER, period_lead=1))
    await month.go(date(2020, 7, 7))

    _, second = await questions(month)
    assert "14/7" not in second.text
    assert "17:00 thứ Sáu 31/7 → 17:00 thứ Năm 30/7 (II.1, II.3)" in second.text


async def test_a_change_that_is_taken_back_leaves_nothing_to_decide(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, EARLIER)
    await month.go(date(2020, 7, 6))

    changed(month, RULES)
    await month.go(date(2020, 7, 7))
    changed(month, EARLIER)
    await month.go(date(2020, 7, 8))

    assert len(await questions(month)) == 2


async def test_a_table_for_one_kind_of_session_leaves_the_rest_as_it_is(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 3))
    changed(month, replace(RULES, tables=(OF_SESSIONS,)))
    await month.go(date(2020, 7, 6), time(9))

    await decide(month, moving=True)

    moved = await month.duty("I.4")
    assert due_words.why(moved.due) == (
        "3 ngày làm việc trước 21/7, theo quy định riêng cho “thường kỳ”, trừ 18-19/7"
    )
    assert (await month.duty("II.1")).due.version == 1


async def test_who_was_late_by_the_old_rule_is_not_made_early_by_the_new(
    month: Played,
) -> None:
    await month.go(date(2020, 7, 15))
    changed(month, replace(RULES, tables=(OF_SESSIONS,)))

    await month.go(date(2020, 7, 16))

    assert await questions(month) == []
    assert (await month.said_of("I.4", FARMING))[-1] == "16/07 08:00 L+2"


async def test_what_was_accepted_is_not_moved(month: Played) -> None:
    await month.go(date(2020, 7, 3))
    async with month.store.begin() as unit:
        for ref in ("I.3", "I.4"):
            (duty,) = await unit.duties.find(ref)
            ready = duty.report(DutyState.READY, at=month.now)
            await unit.duties.put(ready, was=duty)
            await unit.duties.put(ready.accept(at=month.now), was=ready)
    changed(month, EARLIER)

    await month.go(date(2020, 7, 6))

    (question,) = await questions(month)
    assert "I.4" not in question.text


async def test_before_anything_was_published_there_is_nothing_to_ask(
    store: Store,
) -> None:
    month = Played(store=store, now=PUBLISHED)
    await month.round()
    changed(month, EARLIER)

    await month.round()

    assert await month.letters() == []
