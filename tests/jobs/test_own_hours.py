"""A kind of meeting with hours of its own, through the real planner."""

from dataclasses import replace
from datetime import date, time, timedelta

from programme.meeting_kinds import MeetingKind
from programme.reminders import ChatRole, Kind, agency
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules
from storage import Store
from tests.bot.makers import CITIZENS, FARMING, PUBLISHED, july
from tests.jobs.makers import linked, published
from tests.jobs.played import Played

EARLY = RuleTable(
    match=Match(meeting=MeetingKind.RECEPTION),
    numbers=(("eve_at", time(16)), ("morning_at", time(6, 45))),
)


async def a_morning(store: Store) -> Played:
    """On the 10th farming has two meetings, and a step of its dossiers."""
    draft = july()
    citizens = replace(CITIZENS, starts_on=date(2020, 7, 10), lead=(FARMING,))
    meetings = (*draft.meetings[:-1], citizens)
    await published(store, replace(draft, meetings=meetings))
    await linked(store, "nn", ChatRole.AGENCY, FARMING)
    month = Played(store=store, now=PUBLISHED - timedelta(minutes=1))
    month.office = replace(month.office, rules=OfficeRules(tables=(EARLY,)))
    return month


async def test_one_message_a_morning_whatever_hours_its_meetings_have(
    store: Store,
) -> None:
    month = await a_morning(store)
    await month.go(date(2020, 7, 9), time(7, 30))
    before = len(await month.letters())

    await month.go(date(2020, 7, 10))

    told = [
        one for one in (await month.letters())[before:] if one.to == agency(FARMING)
    ]
    assert [f"{one.at:%d/%m %H:%M}" for one in told] == [
        "09/07 15:00",  # of the conference
        "09/07 16:00",  # of the reception
        "10/07 06:45",
    ]
    assert set(told[-1].refs) == {"I.3", "I.4", "III.1", "III.2"}
    assert told[-1].kind is Kind.DIGEST
