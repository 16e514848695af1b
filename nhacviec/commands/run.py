"""nhacviec run: the service, on real channels."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer
import uvicorn

from bot.channels import Channel
from bot.channels.telegram import TokenRefused
from bot.channels.telegram_reached import NotReached
from bot.channels.zalo_errors import ZaloNotReached, ZaloRefused
from bot.messages import rehearsal
from bot.messages.words import plain
from jobs.auditor import Auditor
from jobs.gate import OPEN
from jobs.guarding import Guard
from jobs.journal import Journal
from jobs.menus import renew_menus
from jobs.rehearsing import only_office
from jobs.upkeep import Upkeep
from nhacviec.clocks import WallClock
from nhacviec.commands.shared import (
    ConfigOption,
    check_place,
    configured,
    fail,
    lone,
    moment_of,
    opened,
    say,
)
from nhacviec.commands.shared import run as run_async
from nhacviec.config import Config
from nhacviec.disk import Disk
from nhacviec.health import health_of
from nhacviec.instance import AlreadyRunning
from nhacviec.leading import Leadership
from nhacviec.logs import start_logging
from nhacviec.messengers import HEADERS, doors, messengers, secrets
from nhacviec.naming import own_name
from nhacviec.publishing import fill_agencies
from nhacviec.service import Service
from nhacviec.settling_in import settle_in
from nhacviec.standing import Standing
from nhacviec.stopping import stop_signals
from nhacviec.systemd import feed, notify, watchdog
from nhacviec.telegram_settings import TOKEN_VARIABLE
from nhacviec.watching import Signs, audit, keep_up, ping
from nhacviec.zalo_settings import ZALO_TOKEN_VARIABLE
from storage import DatabaseBusy, DatabaseDamaged, Store
from storage.sqlite import check_whole, settle
from web.health import health_app
from web.webhook import hook_route

app = typer.Typer()

#: A file of so many bytes is looked through in a second or two.
_LOOKED_THROUGH = 1_000_000_000
log = logging.getLogger("nhacviec")


@app.command()
def run(*, config: ConfigOption = None) -> None:
    """Chạy dịch vụ: nhận tin, nhắc việc đúng giờ, cho đến khi dừng (Ctrl+C)."""
    settings = configured(config)
    if not (settings.token or settings.zalo.access):
        fail(
            f"Chưa có mã trợ lý nào; đặt biến {ZALO_TOKEN_VARIABLE} (Zalo) hoặc "
            f"{TOKEN_VARIABLE} (Telegram)."
        )
    start_logging(*secrets(settings))
    check_place(settings)
    try:
        with lone(settings):
            _check_pages(settings)
            run_async(_serve(settings))
    except AlreadyRunning:
        fail("Đã có một dịch vụ chạy trên dữ liệu này.")
    except NotReached as error:
        fail(f"Chưa kết nối được Telegram ({error.kind}); kiểm tra mạng rồi chạy lại.")
    except TokenRefused:
        fail("Telegram từ chối mã này; kiểm tra lại với BotFather.")
    except ZaloNotReached as error:
        fail(f"Chưa kết nối được Zalo ({error.kind}); kiểm tra mạng rồi chạy lại.")
    except ZaloRefused:
        fail("Zalo từ chối mã này; kiểm tra lại trong Zalo Bot Creator.")


def _check_pages(settings: Config) -> None:
    """A damaged file is not written on. One that is large is not read whole first."""
    path = settings.database.path
    if settings.database.is_shared or not path.exists():
        return
    if not 0 < path.stat().st_size < _LOOKED_THROUGH:
        return
    try:
        check_whole(path, quickly=True)
    except DatabaseBusy:
        log.warning("dữ liệu đang bận; chưa kiểm tra được")
    except DatabaseDamaged as error:
        fail(
            f"Dữ liệu ở {path} bị hỏng ({error.why}). Không chạy để khỏi hỏng thêm; "
            "khôi phục từ bản sao lưu: nhacviec restore TỆP"
        )


async def _serve(settings: Config) -> None:
    stopped = stop_signals()
    async with opened(settings, made=True) as store:
        await fill_agencies(store, settings.office.name)
        async with _service(settings, store) as service, _health(settings, service):
            settle_in()
            say("Nhắc Việc đang chạy. Ctrl+C để dừng.")
            notify("READY=1")
            await stopped.wait()
            notify("STOPPING=1")
            say("Đang dừng: gửi nốt các tin đang gửi…")
    settle_down(settings)


def settle_down(settings: Config) -> None:
    """All is in the one file, should somebody copy it now."""
    if not settings.database.is_shared:
        with contextlib.suppress(DatabaseDamaged):
            settle(settings.database.path)


@contextlib.asynccontextmanager
async def _service(settings: Config, store: Store) -> AsyncIterator[Service]:
    clock = WallClock(ZoneInfo(settings.office.time_zone))
    async with messengers(settings, clock.real) as channels:
        leadership = _leadership(store) if settings.database.is_shared else None
        service = Service(
            store=store,
            channels=_heard_by(channels, settings, store),
            doors=doors(settings),
            clock=clock,
            office=settings.office_on(moment_of(settings).date()),
            standing=Standing(store=store, settled=settings.office_on),
            cap=settings.rules.cap_per_hour,
            gate=leadership or OPEN,
            guard=_guard(settings, store, clock),
            disk=Disk(ballast=settings.database.aside("ballast")),
            folder=settings.folder,
            is_alone=leadership is None,
        )
        async with (
            _leading(leadership, service),
            service.running(),
            _audited(settings, service),
            _menus(service),
        ):
            yield service


@contextlib.asynccontextmanager
async def _menus(service: Service) -> AsyncIterator[None]:
    """Set beside the work; what was set before a stop stays set."""
    renewal = asyncio.create_task(renew_menus(service.store, service.channels))
    try:
        yield
    finally:
        renewal.cancel()
        await asyncio.gather(renewal, return_exceptions=True)


def _guard(settings: Config, store: Store, clock: WallClock) -> Guard:
    return Guard(
        store=store,
        clock=clock,
        journal=Journal(base=settings.database.aside("sent")),
        is_alone=not settings.database.is_shared,
    )


@contextlib.asynccontextmanager
async def _audited(settings: Config, service: Service) -> AsyncIterator[None]:
    url = settings.watch.ping_url.get_secret_value()
    service.auditor = Auditor(
        store=service.store,
        clock=service.clock,
        gate=service.gate,
        signs=Signs(service=service),
        ping=partial(ping, url) if url else None,
    )
    upkeep = Upkeep(
        store=service.store,
        clock=service.clock,
        gate=service.gate,
        folder=service.folder,
    )
    watching = [
        asyncio.create_task(audit(service.auditor)),
        asyncio.create_task(keep_up(upkeep)),
    ]
    if (every := watchdog()) is not None:
        watching.append(asyncio.create_task(feed(service, every)))
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def _heard_by(
    channels: Sequence[Channel], settings: Config, store: Store
) -> Mapping[str, Channel]:
    """In a rehearsal they reach nobody but the office."""
    if settings.mode.rehearsal:
        log.warning(plain(rehearsal.on()))
        channels = [only_office(channel, store) for channel in channels]
    return {channel.name: channel for channel in channels}


def _leadership(store: Store) -> Leadership:
    """Under a name of this process's own, which no other start of it has."""
    return Leadership(store=store, holder=own_name())


def _leading(
    leadership: Leadership | None, service: Service
) -> AbstractAsyncContextManager[None]:
    """The lease is let go last, when what was on its way has been written down."""
    if leadership is None:
        return contextlib.nullcontext()
    leadership.on_gained = service.recover
    return leadership.running()


@contextlib.asynccontextmanager
async def _health(settings: Config, service: Service) -> AsyncIterator[None]:
    """The health page and the door, if a port is given; signals stay the service's.

    Every process opens its door; it shuts before the service stops.
    """
    if not settings.web.port:
        yield
        return

    async def look() -> dict[str, Any]:
        return await health_of(service, datetime.now(service.office.rules.zone))

    window = health_app(look)
    for channel, door in service.doors.items():
        path = urlsplit(door.url).path
        take_in = partial(service.take_in, channel)
        route = hook_route(path, door.secret, take_in, header=HEADERS[channel])
        window.router.routes.append(route)
    server = uvicorn.Server(
        uvicorn.Config(
            window,
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
