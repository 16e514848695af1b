"""Numbers are changed in mid-month: which told due moments they would move."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

import pytest

from bot.messages import due as due_words
from programme.days import CalendarDay, DayKind
from programme.document import AgendaItem, Draft, Meeting, Section
from programme.duties import DueRule, DutyState
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.recounting import Recount
from programme.rule_changes import (
    RuleChange,
    not_wanted_before,
    recount_by_rules,
)
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules
from tests.programme.makers import (
    CIVIL,
    FINANCE,
    PUBLISHED,
    RULES,
    a_day,
    a_moment,
    wanted,
)

NOW = a_moment("09:00 7/7")


def an_item(ref: str, **more: object) -> AgendaItem:
    said = {"ref": ref, "ordinal": 1, "title": f"Việc {ref}", "lead": (FINANCE,)}
    return AgendaItem(**said, **more)  # type: ignore[arg-type] # fields of its own


def july(rules: OfficeRules = RULES) -> InForce:
    """Due 14/7 by the session, 10/7 as printed, 31/7 at the end of the month."""
    session = Meeting(
        ref="I",
        title="Hội nghị UBND tỉnh thường kỳ",
        starts_on=a_day("21/7"),
        items=(an_item("I.1"), an_item("I.2", due_on=a_day("10/7"))),
    )
    draft = Draft(
        kind="month",
        period="2020-07",
        sections=(Section(ref="II", title="Trình Chủ tịch", line=1),),
        meetings=(session,),
        submissions=(an_item("II.1"),),
    )
    return put_in_force(draft, at=PUBLISHED, rules=rules, calendar=CIVIL)


def counted(
    rules: OfficeRules,
    *,
    at: datetime = NOW,
    force: InForce | None = None,
    settled: OfficeRules | None = None,
) -> Recount:
    return recount_by_rules(force or july(), rules, CIVIL, at=at, settled=settled)


def moves(found: Recount) -> list[str]:
    return [
        f"{one.now.ref} {one.was.due.at:%d/%m %H:%M} → {one.now.due.at:%d/%m %H:%M}"
        for one in found.moved
    ]


def own(match: Match, **numbers: object) -> OfficeRules:
    table = RuleTable(match=match, numbers=tuple(numbers.items()))
    return replace(RULES, tables=(table,))


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        (RULES, []),
        (replace(RULES, session_lead=3), ["I.1 14/07 17:00 → 16/07 17:00"]),
        (replace(RULES, period_lead=2), ["II.1 31/07 17:00 → 29/07 17:00"]),
        (
            replace(RULES, due_time=time(11)),
            [
                "I.1 14/07 17:00 → 14/07 11:00",
                "I.2 10/07 17:00 → 10/07 11:00",
                "II.1 31/07 17:00 → 31/07 11:00",
            ],
        ),
        (replace(RULES, steps=(7, 5, 0), late_days=(3,)), []),
        (own(Match(section="II"), period_lead=1), ["II.1 31/07 17:00 → 30/07 17:00"]),
        (own(Match(title="trình chủ tịch"), session_lead=2), []),
        (own(Match(title="thường kỳ"), session_lead=6), ["I.1 14/07 17:00 → 13/07"]),
    ],
)
def test_what_a_changed_number_moves(rules: OfficeRules, wanted: list[str]) -> None:
    found = moves(counted(rules))

    assert len(found) == len(wanted)
    assert all(one.startswith(its) for one, its in zip(found, wanted, strict=True))


def test_what_moves_is_a_new_moment_told_now_and_says_whose_rule_it_is() -> None:
    (one,) = counted(own(Match(section="I"), session_lead=7)).moved

    assert (one.now.due.version, one.now.due.since) == (2, NOW)
    assert due_words.why(one.now.due) == (
        "7 ngày làm việc trước 21/7, theo quy định riêng cho mục I, trừ 11-12/7, "
        "18-19/7"
    )


def test_the_same_rules_give_what_was_told_whatever_they_are() -> None:
    rules = own(Match(section="I"), session_lead=7, due_time=time(11))

    assert counted(rules, force=july(rules)) == Recount(force=july(rules))


def test_nothing_moves_into_the_past() -> None:
    found = counted(replace(RULES, session_lead=11))

    assert found.moved == ()
    assert [duty.ref for duty in found.stuck] == ["I.1"]


def test_what_has_passed_stays() -> None:
    found = counted(replace(RULES, session_lead=1), at=a_moment("18:00 14/7"))

    assert found == Recount(force=found.force)


def test_what_the_office_kept_is_not_offered_again_by_another_number() -> None:
    kept = replace(RULES, session_lead=3)
    more = replace(kept, period_lead=1)

    assert moves(counted(more, settled=kept)) == ["II.1 31/07 17:00 → 30/07 17:00"]
    assert moves(counted(kept, settled=kept)) == []


def test_going_back_to_what_was_told_moves_nothing() -> None:
    assert moves(counted(RULES, settled=replace(RULES, session_lead=3))) == []


def test_what_the_office_named_itself_is_its_word() -> None:
    (duty, *rest) = july().duties
    due = replace(duty.due, rule=DueRule.DECIDED, at=a_moment("17:00 16/7"))
    force = replace(july(), duties=(replace(duty, due=due), *rest))

    assert moves(counted(replace(RULES, session_lead=3), force=force)) == []


def test_what_a_day_in_the_calendar_would_move_is_not_the_rules_business() -> None:
    """It was kept when the day was entered; no number has changed since."""
    calendar = CIVIL.with_own(
        [
            CalendarDay(day=a_day("15/7"), kind=DayKind.OFF),
            CalendarDay(day=a_day("31/7"), kind=DayKind.MORNING),
        ]
    )

    found = recount_by_rules(july(), RULES, calendar, at=NOW)

    assert found == Recount(force=july())


def test_a_half_day_that_was_taken_back_is_not_the_rules_business_either() -> None:
    half = CIVIL.with_own([CalendarDay(day=a_day("31/7"), kind=DayKind.MORNING)])
    session = july()
    draft = Draft(kind="month", period="2020-07", submissions=(an_item("II.1"),))
    force = put_in_force(draft, at=PUBLISHED, rules=RULES, calendar=half)
    assert f"{force.duties[0].due.at:%H:%M}" == "11:30"

    found = recount_by_rules(force, RULES, CIVIL, at=NOW)

    assert (found.moved, session.duties[0].due.version) == ((), 1)


@pytest.mark.parametrize(
    "state", [DutyState.ACCEPTED, DutyState.WITHDRAWN, DutyState.DEFERRED]
)
def test_what_is_over_moves_no_more(state: DutyState) -> None:
    over = tuple(replace(duty, state=state) for duty in july().duties)
    force = replace(july(), duties=over)

    assert counted(replace(RULES, session_lead=3), force=force).moved == ()


def keys(found: Iterable[object]) -> list[str]:
    return [getattr(one, "key", "").rpartition(":")[2] for one in found]


def test_a_step_that_only_the_new_numbers_would_have_had_counts_as_said() -> None:
    force = july()
    rules = replace(RULES, steps=(12, 7, 5, 1), support_step=5)
    change = RuleChange(was=RULES, at=a_moment("10:00 8/7"))

    now_wanted = [one for one in wanted(force, PUBLISHED, rules=rules) if one.duty == 1]
    was_wanted = wanted(force, PUBLISHED)

    assert keys(now_wanted) == ["T-12", "T-7", "T-5", "T-1", "L+1", "L+2"]
    assert keys(not_wanted_before(now_wanted, change, was_wanted)) == ["T-12", "T-7"]
