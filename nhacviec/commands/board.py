"""nhacviec board: the readiness board as text or JSON."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.messages import board as board_words
from bot.messages import rehearsal
from bot.messages.recorded import say_request
from bot.messages.words import plain
from nhacviec.commands.items import as_dict
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    moment_of,
    opened,
    run,
    say,
)
from nhacviec.readiness import boards_in
from programme.board import Board

app = typer.Typer()

Names = dict[str, str]


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


@app.command()
def board(
    *,
    form: Annotated[
        Format, typer.Option("--format", help="Dạng kết quả.")
    ] = Format.TEXT,
    config: ConfigOption = None,
) -> None:
    """Bảng theo dõi: sẵn sàng, quá hạn, chưa phản hồi."""
    if configured(config).mode.rehearsal:
        say(plain(rehearsal.on()))
    boards, names, wishes = run(_boards(config))
    if form is Format.JSON:
        found = [as_dict_of(value) for value in boards]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif not boards:
        say(plain(board_words.nothing()))
    for value in boards if form is Format.TEXT else ():
        typer.echo(plain(board_words.board(value, names=names, wishes=wishes)))


def as_dict_of(value: Board) -> dict[str, Any]:
    return {
        "period": value.programme.period,
        "at": value.at.isoformat(),
        "late": [row.duty.ref for row in value.late],
        "silent": list(value.silent),
        "unreached": list(value.unreached),
        "items": [as_dict(row.duty, value.at) for row in value.rows],
    }


async def _boards(path: Path | None) -> tuple[list[Board], Names, dict[int, str]]:
    """With what waits for the office's word, by duty."""
    settings = configured(path)
    async with opened(settings) as store, store.read() as unit:
        boards, names = await boards_in(unit, moment_of(settings))
        every = [row.duty.id for board in boards for row in board.rows]
        waiting = await unit.requests.waiting_of(every)
    return boards, names, {duty: say_request(one) for duty, one in waiting.items()}
