"""nhacviec doctor: what is wrong, and the cure for each fault."""

from collections.abc import AsyncIterator
from pathlib import Path

import typer

from bot.channels.telegram import Telegram, TokenRefused
from nhacviec.commands.shared import (
    ConfigOption,
    fail,
    is_database,
    moment_of,
    run,
)
from nhacviec.config import DEFAULT_PATH, TOKEN_VARIABLE, Config, ConfigFaulty, load
from programme.chats import ChatState
from programme.duties import DutyRole
from programme.reminders import ChatRole
from storage import Store

app = typer.Typer()

Finding = tuple[bool, str]


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
        typer.echo(f"{'✓' if good else '✗'} {words}")
        faults += not good
    return faults


async def _findings(settings: Config, path: Path | None) -> AsyncIterator[Finding]:
    yield _config(path)
    yield _calendar(settings)
    async for finding in _database(settings):
        yield finding
    yield await _telegram(settings)


def _config(path: Path | None) -> Finding:
    chosen = path or DEFAULT_PATH
    if path is None and not chosen.exists():
        return True, "Cấu hình: chưa có config.toml, dùng giá trị mặc định"
    return True, f"Cấu hình: {chosen} đúng"


def _calendar(settings: Config) -> Finding:
    today = moment_of(settings).date()
    calendar = settings.calendar_around(today)
    known = max(calendar.off, default=today)
    if (known - today).days < 60:
        return False, "Lịch: chưa biết ngày nghỉ sắp tới; ghi thêm vào [calendar]"
    own = len(settings.calendar.off) + len(settings.calendar.worked)
    return True, f"Lịch: có ngày nghỉ lễ đến năm {known.year}, {own} ngày của đơn vị"


async def _database(settings: Config) -> AsyncIterator[Finding]:
    path = settings.database.path
    if not path.exists():
        yield False, f"Dữ liệu: chưa có {path}; chạy: nhacviec migrate"
        return
    if not is_database(path):
        yield False, f"Dữ liệu: {path} không phải dữ liệu của Nhắc Việc; sửa path"
        return
    store = await Store.open(path)
    try:
        if not await store.is_current():
            yield False, "Dữ liệu: của phiên bản khác; chạy: nhacviec migrate"
            return
        yield True, f"Dữ liệu: {path} đúng phiên bản"
        async for finding in _chats(store):
            yield finding
    finally:
        await store.close()


async def _chats(store: Store) -> AsyncIterator[Finding]:
    async with store.read() as unit:
        chats = await unit.chats.all()
        forces = await unit.programmes.in_force()
    linked = [chat for chat in chats if chat.state is ChatState.LINKED]
    if not any(chat.role is ChatRole.OFFICE for chat in linked):
        yield False, "Nhóm Văn phòng: chưa liên kết; nhacviec agencies link --office"
    reached = {chat.agency for chat in linked}
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


async def _telegram(settings: Config) -> Finding:
    if not settings.token:
        return False, f"Telegram: chưa có mã; đặt biến {TOKEN_VARIABLE}"
    telegram = Telegram(
        settings.token,
        base_url=settings.telegram.base_url,
        proxy=settings.telegram.proxy,
    )
    try:
        await telegram.introduce()
    except TokenRefused:
        return False, "Telegram: mã bị từ chối; lấy lại mã từ BotFather"
    except Exception as error:  # a transport's words may hold the token: kind alone
        return False, f"Telegram: không kết nối được ({type(error).__name__})"
    else:
        if not telegram.hears_all:
            return True, (
                f"Telegram: @{telegram.username}; chế độ riêng tư đang bật: trong nhóm "
                "chỉ nghe lệnh, nút và tin trả lời (BotFather, /setprivacy để tắt)"
            )
        return True, f"Telegram: @{telegram.username}, nghe mọi tin trong nhóm"
    finally:
        await telegram.close()
