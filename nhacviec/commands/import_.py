"""nhacviec import FILE: read, show, ask, store and publish."""

from pathlib import Path
from typing import Annotated

import typer

from bot.messages import preview
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    fail,
    is_terminal,
    moment_of,
    office_of,
    opened,
    refused,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.publishing import Document, fill_agencies, publish, read_document
from programme.due import is_close_call
from programme.errors import Unreadable
from programme.publishing import put_in_force
from storage import AlreadyPublished

app = typer.Typer()


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Tệp chương trình công tác (.txt).")],
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Không hỏi lại; phát hành ngay.")
    ] = False,
    period: Annotated[
        str | None, typer.Option("--period", help="Kỳ, ví dụ 2020-07.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Đọc một chương trình, cho xem lại, rồi phát hành: các cơ quan được báo ngay."""
    settings = configured(config)
    try:
        document = read_document(file, period=period)
    except Unreadable as error:
        refused(error)
    say(preview.draft(document.draft).unescape())
    _settle_close_calls(document, settings)
    if not yes:
        _confirm()
    run(_publish(settings, document))


def _confirm() -> None:
    if not is_terminal():
        fail("Chưa phát hành: cần người xác nhận, hoặc thêm --yes.")
    typer.confirm("Phát hành và báo cho các cơ quan?", abort=True, err=True)


def _settle_close_calls(document: Document, settings: Config) -> None:
    office = office_of(settings)
    force = put_in_force(
        document.draft,
        at=moment_of(settings),
        rules=office.rules,
        calendar=office.calendar,
    )
    near = [
        duty.ref
        for duty in force.duties
        if is_close_call(duty.due, office.rules, office.calendar)
    ]
    if near:
        refs = list(dict.fromkeys(near))
        say(preview.close_calls(force, refs, office.rules).unescape())


async def _publish(settings: Config, document: Document) -> None:
    async with opened(settings, made=True) as store:
        await fill_agencies(store)
        try:
            force = await publish(
                store,
                document,
                office=office_of(settings),
                by="nhacviec import",
                at=moment_of(settings),
            )
        except AlreadyPublished:
            fail(
                f"Chương trình {document.draft.period} đã được phát hành; "
                "không có gì thay đổi."
            )
        say(
            f"Đã phát hành chương trình {force.programme.period}: "
            f"{len(force.duties)} nhiệm vụ. Dịch vụ (nhacviec run) sẽ gửi tin."
        )
