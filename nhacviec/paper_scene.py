"""A programme taken from its document alone: no database, no config."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.wording import Scene
from nhacviec.publishing import read_document
from programme.agencies import Registry, registry_on
from programme.calendar import civil_calendar
from programme.document import Draft
from programme.office import Office
from programme.periods import span_of_period
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.rules import OFFICE_ZONE, OfficeRules

#: When a month's programme is out, where nothing else is said: the 24th, 16:00.
_USUAL_DAY = 24
_USUAL_HOUR = time(16, 0)


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """The scene of one document, and the agencies of its time."""

    scene: Scene
    force: InForce
    registry: Registry


def on_paper(
    file: Path,
    *,
    office: Office | None = None,
    published: datetime | None = None,
    rules: OfficeRules | None = None,
) -> OnPaper:
    """As if published then, by the office's rules or by these. Raises Unreadable."""
    draft = read_document(file).draft
    first, _ = span_of_period(draft.period)
    years = range(first.year - 1, first.year + 3)
    known = office or Office(calendar=civil_calendar(years))
    if rules is not None:
        known = replace(known, rules=rules)
    at = published or usual_publication(draft, known)
    force = put_in_force(draft, at=at, rules=known.rules, calendar=known.calendar)
    registry = registry_on(first)
    names = {agency.name: agency.short for agency in registry}
    scene = Scene(office=known, now=at, forces=(force,), names=names)
    return OnPaper(scene=scene, force=force, registry=registry)


def usual_publication(draft: Draft, office: Office) -> datetime:
    """16:00 on the 24th of the month before, or the working day before that."""
    first, _ = span_of_period(draft.period)
    day = (first.replace(day=1) - timedelta(days=1)).replace(day=_USUAL_DAY)
    if not office.calendar.is_worked(day):
        day = office.calendar.workday_before(day, 1)
    return datetime.combine(day, _USUAL_HOUR, tzinfo=OFFICE_ZONE)
