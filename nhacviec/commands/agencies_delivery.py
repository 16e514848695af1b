"""nhacviec agencies deliver: an agency in every chat of its own, or in the first."""

from typing import Annotated

import typer

from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    fail,
    misused,
    moment_of,
    opened,
    run,
    say,
)
from nhacviec.config import Config

_BY = "nhacviec agencies deliver"


def deliver(
    name: Annotated[str, typer.Argument(help="Tên hoặc tên tắt của cơ quan.")],
    *,
    every: Annotated[
        bool, typer.Option("--every", help="Mỗi nhóm của cơ quan nhận một bản.")
    ] = False,
    first: Annotated[
        bool,
        typer.Option("--first", help="Chỉ nhóm đầu tiên gửi tới được (mặc định)."),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Chọn cách gửi tin cho cơ quan có nhiều nhóm chat."""
    if every == first:
        misused("Chọn một: --every hoặc --first.")
    run(_deliver(configured(config), name, every=every))


async def _deliver(settings: Config, name: str, *, every: bool) -> None:
    now = moment_of(settings)
    async with opened(settings) as store, store.begin() as unit:
        found = (await unit.agencies.registry()).find(name)
        if found is None:
            fail(f"Không tìm thấy cơ quan “{name}”; xem: nhacviec agencies list")
        if every:
            await unit.everywhere.begin(found.name, at=now, by=_BY)
        else:
            await unit.everywhere.end(found.name)
        said = "every chat" if every else "first chat"
        await unit.audit.add(
            at=now, who=_BY, where=None, did="deliver", now=f"{found.name}: {said}"
        )
    how = "mỗi nhóm nhận một bản" if every else "nhóm đầu tiên gửi tới được nhận tin"
    say(f"{found.name}: {how}.")
