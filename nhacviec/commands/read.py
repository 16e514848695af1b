"""nhacviec read FILE: what a document says, and what is not certain about it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.messages import preview
from nhacviec.commands.shared import JsonOption, refused, say
from nhacviec.publishing import read_document
from programme.draft_json import to_json
from programme.errors import Unreadable

app = typer.Typer()


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="Tệp chương trình công tác (.txt).")],
    *,
    as_json: JsonOption = False,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="NĂM-THÁNG",
            help="Kỳ của chương trình nếu văn bản không ghi, ví dụ 2020-07.",
        ),
    ] = None,
) -> None:
    """Đọc một văn bản và in ra những gì hiểu được; không lưu gì."""
    try:
        draft = read_document(file, period=period).draft
    except Unreadable as error:
        refused(error)
    if as_json:
        typer.echo(json.dumps(to_json(draft), ensure_ascii=False, indent=1))
        return
    typer.echo(preview.draft(draft).unescape())
    if draft.doubts:
        say(f"{len(draft.doubts)} chỗ cần xem lại.")
