"""A recurring rule in words; the commonest shapes, else the rule as it is written."""

from programme.document import Recurring
from programme.speech import WEEKDAYS

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def words(rule: Recurring) -> str:
    """thứ Sáu hằng tuần; ngày 15 hằng tháng"""
    parts = dict(part.split("=", 1) for part in rule.rrule.split(";") if "=" in part)
    days = parts.get("BYDAY", "").split(",")
    if parts.keys() == {"FREQ", "BYDAY"} and all(day in _DAYS for day in days):
        said = ", ".join(WEEKDAYS[_DAYS.index(day)] for day in days)
        if parts["FREQ"] == "WEEKLY":
            return f"{said} hằng tuần"
    if parts.keys() == {"FREQ", "BYMONTHDAY"} and parts["FREQ"] == "MONTHLY":
        return f"ngày {parts['BYMONTHDAY']} hằng tháng"
    return rule.rrule
