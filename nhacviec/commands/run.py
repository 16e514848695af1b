"""nhacviec run: the service, on real channels."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer
import uvicorn

from bot.channels.telegram import Telegram, TokenRefused
from bot.commands.registry import COMMANDS
from nhacviec.clocks import WallClock
from nhacviec.commands.shared import (
    ConfigOption,
    check_place,
    configured,
    fail,
    moment_of,
    opened,
    say,
)
from nhacviec.commands.shared import run as run_async
from nhacviec.config import TOKEN_VARIABLE, Config
from nhacviec.instance import AlreadyRunning, only_instance
from nhacviec.logs import start_logging
from nhacviec.publishing import fill_agencies
from nhacviec.service import Service
from storage import Store
from web.health import health_app

app = typer.Typer()
log = logging.getLogger("nhacviec")


@app.command()
def run(*, config: ConfigOption = None) -> None:
    """Chạy dịch vụ: nhận tin, nhắc việc đúng giờ, cho đến khi dừng (Ctrl+C)."""
    settings = configured(config)
    if not settings.token:
        fail(f"Chưa có mã Telegram; đặt biến {TOKEN_VARIABLE} hoặc telegram.token.")
    start_logging(settings.token)
    path = settings.database.path
    check_place(path)
    try:
        with only_instance(path):
            run_async(_serve(settings))
    except AlreadyRunning:
        fail("Đã có một dịch vụ chạy trên dữ liệu này.")
    except TokenRefused:
        fail("Telegram từ chối mã này; kiểm tra lại với BotFather.")


async def _serve(settings: Config) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with opened(settings, made=True) as store:
        await fill_agencies(store, settings.office.name)
        async with _service(settings, store) as service, _health(settings, service):
            say("Nhắc Việc đang chạy. Ctrl+C để dừng.")
            await stopped.wait()
            say("Đang dừng: gửi nốt các tin đang gửi…")


@contextlib.asynccontextmanager
async def _service(settings: Config, store: Store) -> AsyncIterator[Service]:
    telegram = Telegram(
        settings.token,
        base_url=settings.telegram.base_url,
        proxy=settings.telegram.proxy,
    )
    try:
        await telegram.introduce()
        if not telegram.hears_all:
            log.warning(
                "chế độ riêng tư của nhóm đang bật: trong nhóm, trợ lý chỉ nghe "
                "lệnh, nút bấm và tin trả lời"
            )
        await telegram.set_commands([(c.name, c.what) for c in COMMANDS.values()])
        service = Service(
            store=store,
            channels={telegram.name: telegram},
            clock=WallClock(ZoneInfo(settings.office.time_zone)),
            office=settings.office_on(moment_of(settings).date()),
        )
        async with service.running():
            yield service
    finally:
        await telegram.close()


@contextlib.asynccontextmanager
async def _health(settings: Config, service: Service) -> AsyncIterator[None]:
    """The health page, if a port is given; signals stay the service's."""
    if not settings.web.port:
        yield
        return

    async def look() -> dict[str, Any]:
        return await service.health(datetime.now(service.office.rules.zone))

    server = uvicorn.Server(
        uvicorn.Config(
            health_app(look),
            host=settings.web.host,
            port=settings.web.port,
            log_config=None,
            access_log=False,
        )
    )
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # any context will do
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
