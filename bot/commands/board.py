"""/board: the readiness of each programme in force."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import board as board_words
from bot.messages import rehearsal
from bot.messages.words import lines
from programme.board import board_of
from programme.reminders import ChatRole


async def board(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words, place
    names = await desk.short_names()
    newest = await desk.unit.programmes.newest(2)
    said = [
        board_words.board(board_of(force, desk.now), names=names) for force in newest
    ]
    mode = [rehearsal.on()] if desk.is_rehearsed else []
    first, *more = said or [board_words.nothing()]
    return [Answer(text=text) for text in (lines([*mode, first]), *more)]


BOARD = Command(
    name="board",
    usage="/board",
    what="bảng theo dõi tình hình chuẩn bị",
    roles=frozenset({ChatRole.OFFICE, ChatRole.LEADER}),
    run=board,
)
