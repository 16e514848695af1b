"""/late: whose dossier is past its moment."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import looking
from programme.board import board_of


async def late(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words, place
    newest = await desk.unit.programmes.newest(2)
    boards = [board_of(force, desk.now) for force in newest]
    names = await desk.short_names()
    return [Answer(text=looking.late(boards, names, desk.office))]


LATE = Command(
    name="late",
    usage="/late",
    what="hồ sơ quá hạn",
    run=late,
)
