"""What the commands share: the options, the config, the doors, the way to fail."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.messages.trouble import unreadable
from nhacviec.config import Config, ConfigFaulty, load
from programme.errors import Unreadable
from programme.office import Office
from storage import SchemaUnknown, Store

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


def office_of(config: Config) -> Office:
    return config.office_on(moment_of(config).date())


@contextlib.asynccontextmanager
async def opened(config: Config, *, made: bool = False) -> AsyncIterator[Store]:
    """The office's database; `made` where a command may be the first to need it."""
    path = config.database.path
    if not made and not path.exists():
        fail(f"Chưa có dữ liệu ở {path}. Nhập chương trình trước: nhacviec import TỆP")
    check_place(path)
    store = await Store.open(path)
    try:
        if not await store.is_current():
            if not made:
                fail("Dữ liệu của phiên bản khác; chạy: nhacviec migrate")
            await migrated(store)
        yield store
    finally:
        await store.close()


def check_place(path: Path) -> None:
    """That there can be a database, and what is there is one."""
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


async def migrated(store: Store) -> None:
    try:
        await store.migrate()
    except SchemaUnknown:
        fail("Dữ liệu do phiên bản mới hơn tạo ra; đề nghị cài phiên bản mới nhất.")


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
