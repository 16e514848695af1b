"""The office's numbers have changed: what that would move, and the office's word.

What was told stays until the office says otherwise (docs/decisions/0031).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages.rule_effects import WHY
from bot.redating import Act, Told, mark_of, redate
from programme.office import Office
from programme.recounting import Recount
from programme.rule_changes import recount_by_rules
from programme.rules_json import from_json, to_json
from storage import Unit

#: The numbers about which the office has decided; and those it was last asked about.
_SETTLED, _ASKED = "rules_settled", "rules_asked"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What the numbers as they are would do to what was told."""

    recounts: tuple[Recount, ...]

    @property
    def moved(self) -> int:
        return sum(len(one.moved) for one in self.recounts)

    @property
    def mark(self) -> str:
        return mark_of(self.recounts)


async def is_settled(unit: Unit, office: Office) -> bool:
    """Whether the office knows of these numbers: it has decided, or was asked."""
    numbers = to_json(office.rules)
    known = [await unit.settings.get(_SETTLED), await unit.settings.get(_ASKED)]
    return known == [numbers, ""] or known[1] == numbers


async def effect_of(unit: Unit, *, office: Office, at: datetime) -> Effect:
    """Nothing is written."""
    settled = from_json(await unit.settings.get(_SETTLED) or "")
    found = (
        recount_by_rules(force, office.rules, office.calendar, at=at, settled=settled)
        for force in await unit.programmes.in_force()
    )
    return Effect(recounts=tuple(one for one in found if one.moved or one.stuck))


async def settle(
    unit: Unit, effect: Effect, act: Act, *, office: Office, moving: bool
) -> Told:
    """In the caller's transaction. Raises MovedMeanwhile where a duty was moved."""
    await unit.audit.add(
        at=act.at,
        who=act.by,
        where=act.where,
        did="rules",
        now=f"{'move' if moving else 'keep'} {effect.moved}",
    )
    await has_decided(unit, office)
    named = replace(act, key=f"rules:{act.key}")
    return await redate(
        unit, effect.recounts, named, why=WHY, office=office, moving=moving
    )


async def has_decided(unit: Unit, office: Office) -> None:
    """Or there was nothing to decide."""
    await unit.settings.set(_SETTLED, to_json(office.rules))
    await unit.settings.set(_ASKED, "")


async def was_asked(unit: Unit, office: Office) -> None:
    await unit.settings.set(_ASKED, to_json(office.rules))
