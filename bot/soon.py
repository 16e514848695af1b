"""When a letter that nobody asked for would go, if it were written now."""

from datetime import datetime, timedelta

from bot.desk import Desk
from programme.sending_hours import SendingHours


def goes_at(desk: Desk) -> datetime | None:
    """The moment that quiet hours and days off leave; None for in a moment."""
    rules, calendar = desk.office.rules, desk.office.calendar
    soon = desk.now + timedelta(seconds=rules.merge_seconds)
    at = SendingHours(rules=rules, calendar=calendar).opens(soon)
    return at if at > soon else None
