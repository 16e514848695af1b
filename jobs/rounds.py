"""One round of the planner: what is asked, said and begun at every tick, in order."""

from datetime import datetime

from jobs.deputies import end_deputies
from jobs.digests import settle_digests
from jobs.escalate import tend_ladders
from jobs.months import look_at_months
from jobs.remind import post_reminders
from jobs.rule_changes import ask_about_rules
from jobs.secrecy import settle_secrets
from programme.office import Office
from storage import Store
from storage.folder import Folder


async def plan_round(
    store: Store,
    now: datetime,
    *,
    office: Office,
    real: datetime,
    folder: Folder | None = None,
) -> int:
    """How many letters it posted, or more."""
    posted: int = await look_at_months(store, now, real=real)
    await settle_digests(store, now, office=office, real=real)
    posted += await settle_secrets(store, now, real=real, folder=folder)
    asked: int = await ask_about_rules(store, now, office=office, real=real)
    asked += await end_deputies(store, now, office=office, real=real)
    posted += await post_reminders(store, now, office=office, real=real)
    return asked + posted + await tend_ladders(store, now, office=office, real=real)
