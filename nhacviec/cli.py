"""The command line.

Data to stdout, words to stderr; 0 done, 1 not done, 2 wrong call.
"""

import importlib
import os
import sys
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


class LazyGroup(TyperGroup):
    """Loads a command's module only when that command is called or asked about.

    `says` is what `--help` says of each; the commands' own words, without loading them.
    """

    modules: ClassVar[dict[str, str]] = {
        "demo": "demo",
        "read": "read",
        "import": "import_",
        "agencies": "agencies",
        "calendar": "calendar",
        "items": "items",
        "board": "board",
        "reply": "reply",
        "simulate": "simulate",
        "rules": "rules",
        "run": "run",
        "doctor": "doctor",
        "migrate": "migrate",
        "backup": "backup",
        "restore": "restore",
    }
    says: ClassVar[dict[str, str]] = {
        "demo": "Dùng thử trọn vẹn trên máy: không cần mã, không cần cấu hình, "
        "không cần mạng.",
        "read": "Đọc một văn bản và in ra những gì hiểu được; không lưu gì.",
        "import": "Đọc một văn bản, cho xem thay đổi, rồi phát hành: các cơ quan "
        "được báo ngay.",
        "agencies": "Danh mục cơ quan và liên kết nhóm chat.",
        "calendar": "Lịch làm việc: ngày nghỉ, làm bù, nửa ngày; xem và sửa.",
        "items": "Liệt kê các nội dung phải chuẩn bị, trạng thái và hạn.",
        "board": "Bảng theo dõi: sẵn sàng, quá hạn, chưa phản hồi.",
        "reply": "Cho biết trợ lý sẽ hiểu một tin nhắn thế nào; không ghi nhận gì.",
        "simulate": "In mọi tin sẽ gửi, cho ai, lúc nào, nếu chưa ai phản hồi; "
        "không gửi gì.",
        "rules": "Các hạn đã báo mà quy định mới sẽ làm khác: xem, dời, hoặc giữ.",
        "run": "Chạy dịch vụ: nhận tin, nhắc việc đúng giờ, cho đến khi dừng (Ctrl+C).",
        "doctor": "Kiểm tra cấu hình, dữ liệu, lịch, mã Telegram; nói cách sửa "
        "từng lỗi.",
        "migrate": "Đưa dữ liệu lên phiên bản này; từ chối khi dịch vụ đang chạy.",
        "backup": "Sao lưu toàn bộ dữ liệu vào một tệp; dịch vụ vẫn chạy.",
        "restore": "Khôi phục dữ liệu từ tệp sao lưu; từ chối khi dịch vụ đang chạy.",
    }

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(self.modules)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Các lệnh"):
            formatter.write_dl([(n, self.says[n]) for n in self.list_commands(ctx)])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        name = self.modules.get(cmd_name)
        if name is None:
            return None
        module = importlib.import_module(f"nhacviec.commands.{name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _nhacviec() -> None:
    """Nhắc Việc: đọc chương trình công tác, nhắc từng cơ quan, nhận phản hồi.

    Dùng thử trên máy, không cần cấu hình: nhacviec demo
    """


def main() -> None:
    """The console script. Text is UTF-8 wherever it goes; a closed pipe is no fault."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # real streams have it
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # as above
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
