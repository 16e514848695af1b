"""One round of the planner: what is asked, said and begun at every tick, in order."""

from datetime import datetime

from jobs.digests import settle_digests
from jobs.escalate import tend_ladders
from jobs.remind import post_reminders
from jobs.rule_changes import ask_about_rules
from programme.office import Office
from storage import Store


async def plan_round(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """How many letters it posted, or more."""
    await settle_digests(store, now, office=office, real=real)
    asked = await ask_about_rules(store, now, office=office, real=real)
    posted = await post_reminders(store, now, office=office, real=real)
    return asked + posted + await tend_ladders(store, now, office=office, real=real)
