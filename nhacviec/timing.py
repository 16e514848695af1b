"""When letters may go, as the office has set it and as its calendar stands."""

from bot.joining import join
from programme.office import Office
from programme.sending_hours import SendingHours
from storage.holding import Timing


def timing_of(office: Office) -> Timing:
    hours = SendingHours(rules=office.rules, calendar=office.calendar)
    return Timing(hours=hours, join=join)
