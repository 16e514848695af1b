"""/silent: which agencies have said nothing yet."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import looking
from programme.board import board_of


async def silent(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words, place
    newest = await desk.unit.programmes.newest(2)
    boards = [board_of(force, desk.now) for force in newest]
    return [Answer(text=looking.silent(boards, await desk.short_names()))]


SILENT = Command(
    name="silent",
    usage="/silent",
    what="cơ quan chưa phản hồi",
    run=silent,
)
