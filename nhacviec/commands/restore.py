"""nhacviec restore FILE: the database anew from a backup; the old one is kept."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nhacviec.commands.shared import (
    ConfigOption,
    Shown,
    configured,
    fail,
    is_terminal,
    lone,
    misused,
    moment_of,
    opened,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.instance import AlreadyRunning
from nhacviec.keeping import ENDING
from storage import (
    BackupFaulty,
    Contents,
    DatabaseDamaged,
    DatabaseUnfit,
    DatabaseUnreachable,
    SchemaUnknown,
    ServiceRunning,
)
from storage.backup_file import checked
from storage.guarding import HELD
from storage.restoring import restore as restore_into

app = typer.Typer()

YesOption = Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")]
SendOption = Annotated[
    bool, typer.Option("--send", help="Gửi tiếp các tin đang giữ sau khi khôi phục.")
]
DropOption = Annotated[
    bool, typer.Option("--drop", help="Bỏ qua các tin đang giữ sau khi khôi phục.")
]


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(help="Tệp sao lưu.")] = None,
    *,
    yes: YesOption = False,
    send: SendOption = False,
    drop: DropOption = False,
    config: ConfigOption = None,
) -> None:
    """Khôi phục dữ liệu từ tệp sao lưu; từ chối khi dịch vụ đang chạy."""
    settings = configured(config)
    if [file is not None, send, drop].count(True) != 1:
        misused("Cần một trong ba: tên tệp sao lưu, --send, hoặc --drop.")
    if file is None:
        run(_decide(settings, send=send))
        return
    folder = settings.database.path.parent
    if not folder.is_dir():
        fail(f"Không có thư mục {folder}; đề nghị tạo hoặc sửa database.path.")
    contents = _looked_over(file)
    say(_said_of(contents))
    if not yes and not (is_terminal() and typer.confirm("Khôi phục?", err=True)):
        fail("Chưa khôi phục. Thêm --yes nếu đã chắc chắn.")
    kept = _kept_name(settings, moment_of(settings))
    try:
        with lone(settings):
            _restored(settings, file, kept)
    except AlreadyRunning:
        fail("Dịch vụ đang chạy trên dữ liệu này; dừng dịch vụ rồi chạy lại.")
    if kept.exists():
        say(f"Dữ liệu cũ giữ ở {kept}.")
    say(
        "Đã khôi phục. Khi dịch vụ chạy lại, mọi tin đã đến hạn được giữ; Văn phòng "
        "chọn Gửi tiếp hay Bỏ qua ngay trong nhóm."
    )


def _kept_name(settings: Config, moment: datetime) -> Path:
    """A database file as it was, or a backup of what was on the server."""
    name = f"{moment:%Y%m%d-%H%M%S}-before-restoring"
    if settings.database.is_shared:
        return settings.database.aside(f"{name}{ENDING}")
    return settings.database.aside(f"{name}{settings.database.path.suffix}")


def _looked_over(file: Path) -> Contents:
    """Read whole before anything is touched."""
    try:
        return checked(file, Shown("Đang kiểm tra tệp: {done} dòng…"))
    except BackupFaulty as error:
        fail(f"{file} không dùng được: tệp hỏng hoặc không phải bản sao lưu ({error}).")
    except OSError as error:
        fail(f"Không đọc được {file}: {error.strerror}")


def _said_of(contents: Contents) -> str:
    when = f"{datetime.fromisoformat(contents.at):%H:%M %d/%m/%Y}"
    counts = contents.tables
    many = ", ".join(
        f"{counts[table]} {noun}"
        for table, noun in (
            ("programmes", "chương trình"),
            ("duties", "nhiệm vụ"),
            ("chats", "nhóm chat"),
            ("letters", "tin"),
        )
        if table in counts
    )
    return f"Bản sao lưu lúc {when}: {many}."


def _restored(settings: Config, file: Path, kept: Path) -> None:
    work = restore_into(
        settings.database.place,
        file,
        kept=kept,
        at=moment_of(settings),
        progress=Shown("Đã khôi phục {done} dòng…"),
    )
    try:
        run(work)
    except ServiceRunning as error:
        fail(
            f"Dịch vụ đang chạy trên dữ liệu này ({error.holder}); dừng mọi tiến trình "
            "nhacviec run rồi chạy lại."
        )
    except SchemaUnknown:
        fail("Bản sao lưu do phiên bản mới hơn tạo ra; cài phiên bản mới nhất.")
    except DatabaseUnfit as error:
        fail(f"Dữ liệu PostgreSQL phải dùng bảng mã UTF8, không phải {error.encoding}.")
    except DatabaseUnreachable as error:
        fail(f"Không mở được dữ liệu {settings.database.name}: {error.why}")
    except (BackupFaulty, DatabaseDamaged) as error:
        fail(f"Không khôi phục được, dữ liệu cũ giữ nguyên: {error}")
    except OSError as error:
        fail(f"Không ghi được dữ liệu, dữ liệu cũ giữ nguyên: {error.strerror}")


async def _decide(settings: Config, *, send: bool) -> None:
    """On the command line, where the office has no chat to decide in."""
    async with opened(settings) as store, store.begin() as unit:
        if await unit.guarding.held() != HELD:
            fail("Không có tin nào đang giữ.")
        now = moment_of(settings)
        guarding = unit.guarding
        count = await (guarding.send_on(now) if send else guarding.drop(now))
        await unit.audit.add(
            at=now,
            who="nhacviec restore",
            where=None,
            did="restored",
            now="s" if send else "x",
        )
    done = "sẽ được gửi" if send else "được bỏ qua"
    say(f"{count} tin đang giữ {done}; dịch vụ tiếp tục nhắc như thường lệ.")
