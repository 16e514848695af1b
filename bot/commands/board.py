"""/board: the readiness of each programme in force."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import board as board_words
from programme.board import board_of
from programme.reminders import ChatRole


async def board(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words
    names = await desk.short_names()
    if not place.forces:
        return [Answer(text=board_words.nothing())]
    return [
        Answer(text=board_words.board(board_of(force, desk.now), names=names))
        for force in place.forces[:2]
    ]


BOARD = Command(
    name="board",
    usage="/board",
    what="bảng theo dõi tình hình chuẩn bị",
    roles=frozenset({ChatRole.OFFICE, ChatRole.LEADER}),
    run=board,
)
