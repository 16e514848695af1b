"""/board: the readiness of each programme in force."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import board as board_words
from bot.messages import rehearsal
from bot.messages.recorded import say_request
from bot.messages.words import lines
from programme.board import board_of, leading


async def board(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words, place
    names = await desk.short_names()
    newest = await desk.unit.programmes.newest(2)
    every = [duty.id for force in newest for duty in force.duties]
    notes = await desk.unit.audit.notes_on(every)
    wishes = {
        number: say_request(one)
        for number, one in (await desk.unit.requests.waiting_of(every)).items()
    }
    owing = {name for force in newest for name in leading(force)}
    unreached = await desk.unit.chats.unreached(owing)
    said = [
        board_words.board(
            board_of(force, desk.now, unreached=unreached),
            names=names,
            notes=notes,
            wishes=wishes,
        )
        for force in newest
    ]
    mode = [rehearsal.on()] if desk.is_rehearsed else []
    first, *more = said or [board_words.nothing()]
    return [Answer(text=text) for text in (lines([*mode, first]), *more)]


BOARD = Command(
    name="board",
    usage="/board",
    what="bảng theo dõi tình hình chuẩn bị",
    run=board,
)
