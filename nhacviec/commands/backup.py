"""nhacviec backup FILE: all data of one moment in one file, while the service runs."""

from pathlib import Path
from typing import Annotated

import typer

from nhacviec.commands.shared import (
    ConfigOption,
    Shown,
    check_place,
    configured,
    fail,
    may_be_there,
    moment_of,
    run,
    say,
)
from nhacviec.config import Config
from storage import BackupFaulty, Contents, DatabaseDamaged, DatabaseUnreachable
from storage.backups import back_up, note_taken

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu sẽ ghi.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Ghi đè nếu đã có tệp này.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Sao lưu toàn bộ dữ liệu vào một tệp; dịch vụ vẫn chạy."""
    settings = configured(config)
    check_place(settings)
    if not may_be_there(settings):
        fail(f"Chưa có dữ liệu ở {settings.database.name}; không có gì để sao lưu.")
    if not file.parent.is_dir():
        fail(f"Không có thư mục {file.parent}.")
    if file.is_dir() or (file.exists() and not force):
        fail(f"Đã có {file}; chọn tên khác, hoặc thêm --force để ghi đè.")
    contents = _backed_up(settings, file)
    run(note_taken(settings.database.place, file.absolute()))
    size = file.stat().st_size / 1_000_000
    say(f"Đã sao lưu {settings.database.name}: {contents.rows} dòng, {size:.1f} MB.")
    folder = settings.folder
    if folder is not None and folder.path.is_dir():
        say(f"Tệp hồ sơ không nằm trong bản này: hãy sao lưu riêng {folder.path}.")
    typer.echo(file)


def _backed_up(settings: Config, file: Path) -> Contents:
    shown = Shown("Đã sao lưu {done} dòng…")
    work = back_up(
        settings.database.place, file, at=moment_of(settings), progress=shown
    )
    try:
        return run(work)
    except DatabaseDamaged as error:
        fail(f"Dữ liệu bị hỏng, không sao lưu được: {error.why}")
    except DatabaseUnreachable as error:
        fail(f"Không mở được dữ liệu {settings.database.name}: {error.why}")
    except BackupFaulty:
        fail("Dữ liệu chưa có bảng nào; không có gì để sao lưu.")
    except OSError as error:
        fail(f"Không ghi được {file}: {error.strerror}")
