"""nhacviec demo: the whole product on loopback, on the programme of July 2020."""

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from nhacviec.commands.shared import fail, run, say
from nhacviec.demo import demo as running_demo

app = typer.Typer()


@app.command()
def demo(
    *,
    port: Annotated[int, typer.Option("--port", help="Cổng trên máy này.")] = 8020,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Không tự mở trình duyệt.")
    ] = False,
) -> None:
    """Dùng thử trọn vẹn trên máy: không cần mã, không cần cấu hình, không cần mạng."""
    with tempfile.TemporaryDirectory(prefix="nhacviec-demo-") as folder:
        try:
            run(_until_stopped(Path(folder), port=port, browser=not no_browser))
        except OSError as error:
            fail(f"Không mở được cổng {port} ({error.strerror}); thử --port khác.")


async def _until_stopped(folder: Path, *, port: int, browser: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with running_demo(folder, port=port) as running:
        say(f"Nhắc Việc đang chạy thử tại {running.url}  (Ctrl+C để dừng)")
        if browser:
            with contextlib.suppress(webbrowser.Error):
                webbrowser.open(running.url)
        await stopped.wait()
