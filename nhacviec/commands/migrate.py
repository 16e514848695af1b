"""nhacviec migrate: brings the database to this version's tables."""

import typer

from nhacviec.commands.shared import (
    ConfigOption,
    check_place,
    configured,
    fail,
    migrated,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.instance import AlreadyRunning, only_instance
from nhacviec.publishing import fill_agencies
from storage import Store

app = typer.Typer()


@app.command()
def migrate(*, config: ConfigOption = None) -> None:
    """Đưa dữ liệu lên phiên bản này; từ chối khi dịch vụ đang chạy."""
    settings = configured(config)
    check_place(settings.database.path)
    try:
        with only_instance(settings.database.path):
            run(_migrate(settings))
    except AlreadyRunning:
        fail("Dịch vụ đang chạy trên dữ liệu này; dừng dịch vụ rồi chạy lại.")


async def _migrate(settings: Config) -> None:
    path = settings.database.path
    store = await Store.open(path)
    try:
        await migrated(store)
        await fill_agencies(store, settings.office.name)
    finally:
        await store.close()
    say(f"Dữ liệu ở {path} đã sẵn sàng.")
