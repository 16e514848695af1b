"""What belongs to one item beside its state: what was asked for, what was handed in."""

from markupsafe import Markup

from bot.messages import dossiers, requests
from storage import Unit


async def particulars(unit: Unit, duty: int) -> list[Markup]:
    return [
        *dossiers.history(await unit.dossiers.of_duty(duty)),
        *requests.history(await unit.requests.of_duty(duty)),
    ]
