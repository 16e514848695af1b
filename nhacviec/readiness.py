"""The boards of the programmes in force, as the cupboard has them: for the command and
the demo's page."""

from datetime import datetime

from programme.board import Board, board_of, leading
from storage import Unit


async def boards_in(unit: Unit, now: datetime) -> tuple[list[Board], dict[str, str]]:
    """With the short names of the agencies, and those that no message gets to."""
    forces = await unit.programmes.in_force()
    names = {agency.name: agency.short for agency in await unit.agencies.all()}
    owing = {name for force in forces for name in leading(force)}
    unreached = await unit.chats.unreached(owing)
    return [board_of(force, now, unreached=unreached) for force in forces], names
