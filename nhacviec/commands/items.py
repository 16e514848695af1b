"""nhacviec items: the duties with state and due date."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.messages.due import why
from nhacviec.commands.shared import (
    ConfigOption,
    JsonOption,
    configured,
    fail,
    moment_of,
    opened,
    run,
    say,
)
from programme.agencies import Registry
from programme.duties import Duty
from programme.speech import state_of

app = typer.Typer()


@app.command()
def items(
    *,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Chỉ của cơ quan này.")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Liệt kê các nội dung phải chuẩn bị, trạng thái và hạn."""
    now, duties = run(_duties(config, agency))
    if as_json:
        found = [as_dict(duty, now) for duty in duties]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if not duties:
        say("Không có nội dung nào.")
    for duty in duties:
        state = state_of(duty, late=duty.is_late(now))
        typer.echo(f"{duty.ref}\t{duty.agency}\t{state}\t{duty.due.at:%d/%m/%Y %H:%M}")


def as_dict(duty: Duty, now: datetime) -> dict[str, Any]:
    return {
        "ref": duty.ref,
        "title": None if duty.secret else duty.title,
        "agency": duty.agency,
        "role": duty.role,
        "state": duty.state,
        "note": duty.note,
        "due": duty.due.at.isoformat(),
        "due_because": why(duty.due),
        "late": duty.is_late(now),
        "silent": duty.is_silent,
    }


async def _duties(
    path: Path | None, written: str | None
) -> tuple[datetime, list[Duty]]:
    settings = configured(path)
    async with opened(settings) as store, store.read() as unit:
        forces = await unit.programmes.in_force()
        registry = Registry(await unit.agencies.all())
    duties = [duty for force in forces for duty in force.duties]
    if written is not None:
        agency = registry.find(written)
        if agency is None:
            fail(f"Không tìm thấy cơ quan “{written}”.")
        duties = [duty for duty in duties if duty.agency == agency.name]
    return moment_of(settings), duties
