"""At a start with other numbers the office is told once which due moments they move.

Nothing moves before it says so, in its chat or by `nhacviec rules`.
"""

from datetime import datetime

from bot.messages import rule_effects as words
from bot.rule_edits import effect_of, has_decided, is_settled, was_asked
from programme.letters import Letter, Priority
from programme.office import Office
from programme.reminders import OFFICE, Kind
from programme.sending_hours import SendingHours
from storage import Store


async def ask_about_rules(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> bool:
    """Whether something was asked. Running it again asks nothing."""
    async with store.read() as unit:
        if await is_settled(unit, office):
            return False
    async with store.begin() as unit:
        effect = await effect_of(unit, office=office, at=now)
        if not effect.moved:
            await has_decided(unit, office)
            return False
        hours = SendingHours(rules=office.rules, calendar=office.calendar)
        # In a message of its own, at an hour of the office: what stands with it would
        # be lost when it is answered.
        letter = Letter(
            key=f"rules:{effect.mark}@{now.timestamp():.0f}",
            kind=Kind.OFFICE,
            at=now,
            to=OFFICE,
            text=str(words.question(effect.recounts)),
            buttons=words.buttons(effect.recounts, effect.mark),
            priority=Priority.URGENT,
            not_before=hours.opens(now),
        )
        await unit.outbox.post(letter, now=real)
        await was_asked(unit, office)
    return True
