"""nhacviec doctor: what is wrong, and the cure for each fault."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import typer

from bot.messages import rehearsal
from bot.messages.words import plain
from bot.messages.work_calendar import say_warning
from nhacviec.commands.doctor_channels import on_channels
from nhacviec.commands.doctor_month import on_month
from nhacviec.commands.doctor_office import on_dossiers, on_rules
from nhacviec.commands.doctor_telegram import Finding, on_telegram
from nhacviec.commands.doctor_zalo import on_zalo
from nhacviec.commands.shared import (
    ConfigOption,
    fail,
    is_database,
    may_be_there,
    moment_of,
    run,
)
from nhacviec.config import DEFAULT_PATH, Config, ConfigFaulty, load
from programme.calendar_warnings import warnings_of
from programme.chats import ChatState
from programme.days import CalendarDay
from programme.duties import DutyRole
from programme.reminders import ChatRole
from storage import DatabaseBusy, DatabaseUnreachable, Store
from storage.guarding import HELD

app = typer.Typer()

_MARKS = {True: "✓", False: "✗", None: "!"}


@app.command()
def doctor(*, config: ConfigOption = None) -> None:
    """Kiểm tra cấu hình, dữ liệu, lịch, mã Telegram; nói cách sửa từng lỗi."""
    try:
        settings = load(config)
    except ConfigFaulty as error:
        fail(str(error))
    faults = run(_examine(settings, config))
    if faults:
        fail(f"{faults} chỗ cần sửa.")
    typer.echo("Mọi thứ sẵn sàng.")


async def _examine(settings: Config, path: Path | None) -> int:
    faults = 0
    async for good, words in _findings(settings, path):
        typer.echo(f"{_MARKS[good]} {words}")
        faults += good is False
    return faults


async def _findings(settings: Config, path: Path | None) -> AsyncIterator[Finding]:
    yield _config(path)
    if settings.mode.rehearsal:
        yield None, f"Chế độ: {plain(rehearsal.on())}"
    for finding in _calendar(settings, await _own_days(settings)):
        yield finding
    async for finding in _database(settings):
        yield finding
    for look in (on_telegram, on_zalo):
        async for finding in look(settings):
            yield finding


def _config(path: Path | None) -> Finding:
    chosen = path or DEFAULT_PATH
    if path is None and not chosen.exists():
        return True, "Cấu hình: chưa có config.toml, dùng giá trị mặc định"
    return True, f"Cấu hình: {chosen} đúng"


def _calendar(settings: Config, own: Sequence[CalendarDay]) -> Iterator[Finding]:
    today = moment_of(settings).date()
    calendar = settings.calendar_around(today).with_own(own)
    until = calendar.known_until(today)
    count = len(own) + len(settings.calendar.days)
    yield True, f"Lịch: biết đến hết năm {until.year}, {count} ngày của đơn vị"
    for one in warnings_of(calendar, today):
        yield None, f"Lịch: {say_warning(one)}"


async def _own_days(settings: Config) -> tuple[CalendarDay, ...]:
    """None where the database cannot tell; why it cannot is said of the database."""
    if not may_be_there(settings):
        return ()
    if not settings.database.is_shared and not is_database(settings.database.path):
        return ()
    try:
        store = await Store.open(settings.database.place)
    except (DatabaseUnreachable, DatabaseBusy):
        return ()
    try:
        if not await store.is_current():
            return ()
        async with store.read() as unit:
            return await unit.calendar.all()
    finally:
        await store.close()


async def _database(settings: Config) -> AsyncIterator[Finding]:
    path, name = settings.database.path, settings.database.name
    if not may_be_there(settings):
        yield False, f"Dữ liệu: chưa có {path}; chạy: nhacviec migrate"
        return
    if not settings.database.is_shared and not is_database(path):
        yield False, f"Dữ liệu: {path} không phải dữ liệu của Nhắc Việc; sửa path"
        return
    try:
        store = await Store.open(settings.database.place)
    except DatabaseUnreachable as error:
        yield False, f"Dữ liệu: không mở được {name} ({error.why})"
        return
    except DatabaseBusy:
        yield False, "Dữ liệu: tiến trình khác đang ghi, không nhường; thử lại sau"
        return
    try:
        server = await store.server()
        if not await store.is_current():
            yield False, "Dữ liệu: của phiên bản khác; chạy: nhacviec migrate"
            return
        yield True, f"Dữ liệu: {name} đúng phiên bản ({server.kind} {server.version})"
        if settings.database.is_shared:
            yield await _leader(store)
        async for finding in _inside(store, settings):
            yield finding
    finally:
        await store.close()


async def _leader(store: Store) -> Finding:
    """Nobody is no fault: the service may well be stopped."""
    async with store.leasing() as leases:
        lease = await leases.look()
    if lease is None or not lease.is_live:
        return True, "Dịch vụ: chưa có tiến trình nào điều hành; chạy: nhacviec run"
    until = f"{lease.until:%H:%M:%S}"
    return True, f"Dịch vụ: {lease.holder} đang điều hành, giữ quyền đến {until}"


async def _inside(store: Store, settings: Config) -> AsyncIterator[Finding]:
    looks: list[Callable[[Store], AsyncIterator[Finding]]] = [_restored, _chats]
    of_settings = (on_rules, on_dossiers, on_channels, on_month)
    looks += [partial(look, settings=settings) for look in of_settings]
    for look in looks:
        async for finding in look(store):
            yield finding


async def _restored(store: Store) -> AsyncIterator[Finding]:
    """After a restore the office is to decide what becomes of what is due."""
    async with store.read() as unit:
        held = await unit.guarding.held()
        restored = await unit.guarding.restored_at()
    if held == HELD or restored:
        said = (
            "Dữ liệu: vừa được khôi phục, đang giữ các tin đã đến hạn; Văn phòng "
            "chọn trong nhóm, hoặc: nhacviec restore --send (--drop: bỏ qua)"
        )
        yield None, said


async def _chats(store: Store) -> AsyncIterator[Finding]:
    async with store.read() as unit:
        chats = await unit.chats.all()
        forces = await unit.programmes.in_force()
    linked = [chat for chat in chats if chat.state is ChatState.LINKED]
    if not any(chat.role is ChatRole.OFFICE for chat in linked):
        yield False, "Nhóm Văn phòng: chưa liên kết; nhacviec agencies link --office"
    reached = {chat.agency for chat in linked if chat.role is ChatRole.AGENCY}
    owing = dict.fromkeys(
        duty.agency
        for force in forces
        for duty in force.duties
        if duty.role is DutyRole.LEAD
    )
    missing = [name for name in owing if name not in reached]
    if missing:
        said = f"Nhóm cơ quan: chưa liên kết {', '.join(missing)}"
        yield False, f"{said}; nhacviec agencies link --all"
    elif owing:
        yield True, f"Nhóm cơ quan: đủ {len(owing)} cơ quan"
