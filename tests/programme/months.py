"""A month of one session and one matter for the chairman; what each is told of it."""

from dataclasses import replace

from bot.messages import due as due_words
from programme.document import AgendaItem, Draft, Section
from programme.duties import Due
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.reminders import Addressee, Reminder
from programme.rules import OfficeRules
from programme.timetable import reminders_between
from tests.programme.makers import (
    CIVIL,
    FINANCE,
    INTERIOR,
    PLANNING,
    RULES,
    SESSION,
    a_day,
    a_moment,
    said,
)

SECTIONS = (
    Section(ref="I", title="Hội nghị UBND tỉnh thường kỳ", line=1),
    Section(ref="II", title="Các nội dung trình Chủ tịch UBND tỉnh", line=2),
    Section(ref="III", title="Hội nghị với các sở, ngành", line=3),
)


def a_month(
    session: str,
    *,
    period: str,
    told: str,
    rules: OfficeRules = RULES,
    due_on: str | None = None,
) -> InForce:
    """One session with one item, led by one and supported by another; one item for
    the chairman."""
    item = AgendaItem(
        ref="I.1",
        ordinal=1,
        title="Kinh tế - xã hội",
        lead=(PLANNING,),
        support=(FINANCE,),
        due_on=a_day(due_on) if due_on else None,
    )
    chairman = AgendaItem(ref="II.1", ordinal=1, title="Quy chế", lead=(INTERIOR,))
    draft = Draft(
        kind="month",
        period=period,
        sections=SECTIONS,
        meetings=(replace(SESSION, starts_on=a_day(session), items=(item,)),),
        submissions=(chairman,),
    )
    return put_in_force(draft, at=a_moment(told), rules=rules, calendar=CIVIL)


def heard(
    force: InForce, to: Addressee, *, until: str, rules: OfficeRules = RULES
) -> list[str]:
    """15:00 20/7 eve — everything one reader is told, with its step."""
    found = reminders_between(
        (force,),
        a_moment("00:00 1/1/2020"),
        a_moment(f"23:59 {until}"),
        rules=rules,
        calendar=CIVIL,
    )
    return [_told(one) for one in found if one.to == to]


def _told(reminder: Reminder) -> str:
    slot = reminder.key.rpartition(":")[2] if reminder.duty else reminder.step
    slot = reminder.step if slot.isdecimal() else slot
    return f"{said(reminder.at)} {slot}"


def why(due: Due) -> str:
    return due_words.due(due)
