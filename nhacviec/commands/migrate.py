"""nhacviec migrate: brings the database to this version's tables."""

import typer

from nhacviec.commands.shared import (
    ConfigOption,
    check_place,
    configured,
    fail,
    lone,
    migrated,
    reached,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.instance import AlreadyRunning
from nhacviec.publishing import fill_agencies

app = typer.Typer()


@app.command()
def migrate(*, config: ConfigOption = None) -> None:
    """Đưa dữ liệu lên phiên bản này; từ chối khi dịch vụ đang chạy."""
    settings = configured(config)
    check_place(settings)
    try:
        with lone(settings):
            run(_migrate(settings))
    except AlreadyRunning:
        fail("Dịch vụ đang chạy trên dữ liệu này; dừng dịch vụ rồi chạy lại.")


async def _migrate(settings: Config) -> None:
    store = await reached(settings)
    try:
        await migrated(store, settings)
        await fill_agencies(store, settings.office.name)
    finally:
        await store.close()
    say(f"Dữ liệu ở {settings.database.name} đã sẵn sàng.")
