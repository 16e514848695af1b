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
    """Loads a command's module only when that command is called or asked about."""

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
        "run": "run",
        "doctor": "doctor",
        "migrate": "migrate",
        "backup": "backup",
        "restore": "restore",
    }

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(self.modules)

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
