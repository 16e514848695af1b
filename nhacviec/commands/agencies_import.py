"""nhacviec agencies import FILE: the office's own list, shown before it is taken."""

from pathlib import Path
from typing import Annotated

import typer

from bot.messages.agency_list import say_changes, say_wrong
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    confirm,
    fail,
    moment_of,
    opened,
    refused,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.publishing import fill_agencies, read_file
from programme.agency_changes import Changes, changes
from programme.errors import Unreadable
from programme.reading.agency_list import AgencyList, read_agency_list
from storage import Store

_WHO = "nhacviec agencies import"


def import_(
    file: Annotated[Path, typer.Argument(help="Danh mục cơ quan (.csv, .xlsx).")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
    config: ConfigOption = None,
) -> None:
    """Thêm, sửa danh mục cơ quan từ tệp; cho xem thay đổi trước khi ghi.

    Cột: Tên cơ quan; Tên tắt; Tên khác (cách nhau bằng ; hoặc |); Từ ngày; Đến ngày;
    Cơ quan kế thừa; Căn cứ. Ô trống: giữ nguyên; dấu - : xóa trắng.
    """
    settings = configured(config)
    try:
        listed = read_agency_list(read_file(file), name=file.name)
    except Unreadable as error:
        refused(error)
    run(_import(settings, listed, sure=yes))


async def _import(settings: Config, listed: AgencyList, *, sure: bool) -> None:
    async with opened(settings, made=True) as store:
        await fill_agencies(store, settings.office.name)
        async with store.read() as unit:
            found = changes(listed.rows, await unit.agencies.all())
        wrong = sorted([*listed.wrong, *found.wrong], key=lambda one: one.line)
        if wrong:
            fail(say_wrong(wrong).unescape())
        typer.echo(say_changes(found, listed.unused).unescape())
        if found.is_empty:
            return
        if not sure:
            confirm("Ghi các thay đổi này?", undone="Chưa ghi")
        await _save(store, settings, listed)
    say("Đã cập nhật danh mục cơ quan.")


async def _save(store: Store, settings: Config, listed: AgencyList) -> None:
    """Worked out again: somebody may have changed the list meanwhile."""
    async with store.begin() as unit:
        found = changes(listed.rows, await unit.agencies.all())
        for agency in found.agencies:
            await unit.agencies.add(agency)
        await unit.audit.add(
            at=moment_of(settings),
            who=_WHO,
            where=None,
            did="import-agencies",
            now=_count(found),
            note="; ".join(agency.name for agency in found.agencies)[:2000],
        )


def _count(found: Changes) -> str:
    return f"+{len(found.added)} ~{len(found.altered)}"
