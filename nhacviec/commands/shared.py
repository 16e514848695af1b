"""What the commands share: the options, the config, the doors, the way to fail."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.messages.rehearsal import rehearsed
from bot.messages.trouble import unreadable
from nhacviec.clocks import monotonic
from nhacviec.config import Config, ConfigFaulty, load
from nhacviec.instance import only_instance
from nhacviec.keeping import back_up_into
from nhacviec.quotas import quotas_of
from nhacviec.standing import as_it_stands
from nhacviec.timing import timing_of
from programme.errors import Unreadable
from programme.office import Office
from storage import (
    BackupFaulty,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnfit,
    DatabaseUnreachable,
    SchemaUnknown,
    ServiceRunning,
    Store,
    Unit,
)

T = TypeVar("T")

#: How every SQLite file begins.
_SQLITE = b"SQLite format 3\0"

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Tệp cấu hình; mặc định là config.toml tại đây."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In ra JSON cho máy đọc.")]
ProgrammeOption = Annotated[
    Path | None,
    typer.Option(
        "--programme",
        help="Chỉ dùng chương trình trong tệp này; không cần dữ liệu, cấu hình.",
    ),
]


def say(words: str) -> None:
    """Words for a person go to stderr."""
    typer.echo(words, err=True)


def fail(words: str) -> NoReturn:
    """Not done, in one clear sentence."""
    say(words)
    raise typer.Exit(1)


def misused(words: str) -> NoReturn:
    """A wrong call."""
    say(words)
    raise typer.Exit(2)


def configured(path: Path | None) -> Config:
    try:
        return load(path)
    except ConfigFaulty as error:
        fail(str(error))


def refused(error: Unreadable) -> NoReturn:
    fail(unreadable(error).unescape())


def moment_of(config: Config) -> datetime:
    return datetime.now(ZoneInfo(config.office.time_zone))


def settled_office(config: Config) -> Office:
    """As the settings have it, before the office entered anything."""
    return config.office_on(moment_of(config).date())


async def office_in(unit: Unit, config: Config) -> Office:
    """As it stands, with the days it has entered."""
    return await as_it_stands(unit, settled_office(config))


async def office_of(config: Config) -> Office:
    """The same where no database is open; there may be none yet."""
    if not may_be_there(config):
        return settled_office(config)
    async with opened(config, made=True) as store, store.read() as unit:
        return await office_in(unit, config)


@contextlib.asynccontextmanager
async def opened(config: Config, *, made: bool = False) -> AsyncIterator[Store]:
    """The office's database; `made` where a command may be the first to need it."""
    if not made and not may_be_there(config):
        fail(
            f"Chưa có dữ liệu ở {config.database.name}. "
            "Nhập chương trình trước: nhacviec import TỆP"
        )
    store = await reached(config)
    try:
        if not await store.is_current():
            if not made:
                fail("Dữ liệu của phiên bản khác; chạy: nhacviec migrate")
            await migrated(store, config)
        store.quotas = quotas_of(config)
        async with store.read() as unit:
            store.timing = timing_of(await office_in(unit, config))
        yield store
    except DatabaseBusy:
        fail("Dữ liệu đang bận: tiến trình khác đang ghi; đề nghị thử lại sau.")
    finally:
        await store.close()


def lone(config: Config) -> AbstractContextManager[None]:
    """On a file there is one service; on a server any number, of which one leads."""
    if config.database.is_shared:
        return contextlib.nullcontext()
    return only_instance(config.database.path)


async def reached(config: Config) -> Store:
    """The database, opened; its tables may be of any release."""
    check_place(config)
    try:
        store = await Store.open(config.database.place)
    except DatabaseUnreachable as error:
        fail(f"Không mở được dữ liệu {config.database.name}: {error.why}")
    store.rehearse = rehearsed if config.mode.rehearsal else None
    return store


def may_be_there(config: Config) -> bool:
    """False where there is surely none yet; a server is asked to find out."""
    return config.database.is_shared or config.database.path.exists()


def check_place(config: Config) -> None:
    """That there can be a database, and what is there is one."""
    if config.database.is_shared:
        return
    path = config.database.path
    if not path.parent.is_dir():
        fail(f"Không có thư mục {path.parent}; đề nghị tạo hoặc sửa database.path.")
    if not is_database(path):
        fail(f"Tệp {path} không phải dữ liệu của Nhắc Việc; đề nghị sửa database.path.")


def is_database(path: Path) -> bool:
    """An empty file and none at all will become one."""
    if not path.is_file() or not path.stat().st_size:
        return not path.exists() or path.is_file()
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


async def migrated(store: Store, config: Config) -> None:
    """To this release's tables; what is there already is backed up before."""
    try:
        if not await store.is_current() and not await store.is_empty():
            await store.refuse_while_led()
            await keep_a_backup(config)
        await store.migrate()
    except SchemaUnknown:
        fail("Dữ liệu do phiên bản mới hơn tạo ra; đề nghị cài phiên bản mới nhất.")
    except DatabaseUnfit as error:
        fail(
            f"Dữ liệu PostgreSQL phải dùng bảng mã UTF8, không phải {error.encoding}; "
            "đề nghị tạo lại: CREATE DATABASE … ENCODING 'UTF8'."
        )
    except ServiceRunning as error:
        fail(
            f"Dịch vụ đang chạy trên dữ liệu này ({error.holder}); dừng mọi tiến trình "
            "nhacviec run rồi chạy lại."
        )


async def keep_a_backup(config: Config) -> None:
    """Before the tables change: the way back."""
    folder = config.database.aside("backups")
    moment = moment_of(config)
    try:
        path, _ = await back_up_into(
            folder, config.database.place, moment, "before-migrating"
        )
    # Without the way back nothing is changed: the person sees to the database first.
    except (DatabaseDamaged, DatabaseUnreachable, BackupFaulty) as error:
        fail(f"Không sao lưu được trước khi nâng cấp nên dừng lại: {error}")
    except OSError as error:
        fail(f"Không sao lưu được vào {folder} nên dừng lại: {error.strerror}")
    say(f"Đã sao lưu trước khi nâng cấp: {path}")


class Shown:
    """Says how far a long work is, every two seconds; a short one says nothing."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._said_at = monotonic()

    def __call__(self, done: int) -> None:
        if monotonic() - self._said_at >= 2:
            self._said_at = monotonic()
            say(self._words.format(done=done))


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def as_moment(text: str, zone: ZoneInfo) -> datetime:
    """ISO 8601; without a zone it is the office's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        misused(f"“{text}” không phải là thời điểm ISO 8601, ví dụ 2020-07-14T08:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def is_terminal() -> bool:
    return sys.stdin.isatty()


def confirm(question: str, *, undone: str) -> None:
    """Asks a person; where there is none to ask it is not done."""
    if not is_terminal():
        fail(f"{undone}: cần người xác nhận, hoặc thêm --yes.")
    typer.confirm(question, abort=True, err=True)
