"""Issues of July and June 2020, their meetings on whatever days."""

from dataclasses import dataclass, replace
from datetime import date, time
from random import Random

from programme.document import Draft, Meeting, Status
from tests.bot.makers import (
    CITIZENS,
    FARMING,
    FORESTS,
    SUBMISSIONS,
    a_june,
    a_session,
    july,
)


@dataclass(frozen=True)
class Issue:
    """Which programme, and on which days its meetings are held; none: postponed."""

    is_june: bool
    session: int | None
    forests: int
    citizens: int
    submissions: int
    is_early: bool


def draft_of(issue: Issue) -> Draft:
    if issue.is_june:
        return replace(a_june(), meetings=(_held(a_june().meetings[0], 6, issue),))
    forests = replace(FORESTS, starts_on=date(2020, 7, issue.forests))
    citizens = replace(CITIZENS, starts_on=date(2020, 7, issue.citizens))
    early = time(6, 30) if issue.is_early else None
    return replace(
        july(),
        meetings=(
            replace(_held(a_session(), 7, issue), time=early),
            forests,
            replace(citizens, lead=(FARMING,) if issue.is_early else ()),
        ),
        submissions=SUBMISSIONS[: issue.submissions],
        doubts=(),
    )


def _held(meeting: Meeting, month: int, issue: Issue) -> Meeting:
    if issue.session is None:
        return replace(meeting, status=Status.POSTPONED)
    return replace(meeting, starts_on=date(2020, month, issue.session))


def an_issue(chance: Random) -> Issue:
    return Issue(
        is_june=chance.random() < 0.2,
        session=None if chance.random() < 0.1 else chance.randint(1, 30),
        forests=chance.randint(1, 30),
        citizens=chance.randint(1, 30),
        submissions=chance.randint(0, 2),
        is_early=chance.random() < 0.5,
    )
