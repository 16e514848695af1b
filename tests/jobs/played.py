"""A month played on a real cupboard: the planner's rounds at each of the office's
hours, and what was said in it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jobs.rounds import plan_round
from programme.calendar import days
from programme.duties import Duty
from programme.letters import Letter
from programme.office import Office
from programme.reminders import Reminder
from storage import Store
from tests.bot.makers import THE_OFFICE
from tests.jobs.makers import all_letters

HOURS = (
    time(6, 45),
    time(7),
    time(7, 30),
    time(8),
    time(9),
    time(15),
    time(16),
    time(17, 1),
)


@dataclass(kw_only=True)
class Played:
    """Goes through the days; every round is at one of its hours."""

    store: Store
    now: datetime
    office: Office = THE_OFFICE

    async def go(self, day: date, hour: time = time(23)) -> None:
        """Every round until then."""
        until = self.office.rules.moment(day, hour)
        for one in days(self.now.date(), day):
            for at in HOURS:
                moment = self.office.rules.moment(one, at)
                if self.now < moment <= until:
                    await self.round(moment)
        self.now = until

    async def round(self, moment: datetime | None = None) -> None:
        self.now = moment or self.now + timedelta(seconds=5)
        await plan_round(self.store, self.now, office=self.office, real=self.now)

    async def duty(self, ref: str, agency: str | None = None) -> Duty:
        async with self.store.read() as unit:
            (duty,) = await unit.duties.find(ref, agency=agency)
        return duty

    async def letters(self) -> list[Letter]:
        return [one.letter for one in await all_letters(self.store)]

    async def said_of(self, ref: str, agency: str) -> list[str]:
        """08/07 08:00 T-5 — each step of this duty that some letter has said."""
        found: list[tuple[datetime, str]] = []
        for posted in await all_letters(self.store):
            async with self.store.read() as unit:
                says = await unit.reminders.of_letter(posted.id)
            found += [
                (posted.letter.at, _slot(said))
                for said in says
                if ref in said.refs and said.to.agency == agency
            ]
        return [f"{at:%d/%m %H:%M} {slot}" for at, slot in sorted(found)]


def _slot(said: Reminder) -> str:
    return said.key.rpartition(":")[2] if said.key.startswith("due:") else said.step
