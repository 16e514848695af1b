"""A bot at rest: our whole service, or a bare one of python-telegram-bot.

    python bench/peers/resting.py ours|bare SECONDS < {"url": …, "token": …}

Says what it holds in memory, which libraries it has loaded, and what it has used of a
core in so many seconds of nothing. Both wait for updates in a long poll.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

SETTLED = 8.0
#: What reads and draws documents: nothing of it may be loaded by a bot at rest.
HEAVY = (
    "docx",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pandas",
    "pdfminer",
    "PIL",
    "pypdf",
    "pypdfium2",
    "reportlab",
    "alembic",
)


#: Set when it waits for updates: what it took to start is another figure.
READY = threading.Event()


def watch(seconds: float) -> None:
    """Beside the bot, in a thread that sleeps; ends it as a person would."""
    READY.wait()
    time.sleep(SETTLED)
    used, begun = _used(), time.perf_counter()
    time.sleep(seconds)
    passed, used = time.perf_counter() - begun, _used() - used
    found: dict[str, Any] = {
        "memory_mb": _memory(),
        "cpu": used / passed,
        "modules": len(sys.modules),
        "heavy": [name for name in HEAVY if name in sys.modules],
    }
    print(json.dumps(found), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def ours(url: str, token: str) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from nhacviec.cli import main  # noqa: PLC0415 - one of the two is loaded

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(f'[telegram]\nbase_url = "{url}"\n')
        os.environ["NHACVIEC_TELEGRAM_TOKEN"] = token
        # In a process of its own: what makes the tables is needed once.
        script = Path(sys.executable).with_name("nhacviec")
        migrate = [str(script), "migrate", "--config", str(config)]
        subprocess.run(migrate, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        sys.argv = ["nhacviec", "run", "--config", str(config)]
        _told_when_ready(Path(folder) / "notify")
        main()


def _told_when_ready(door: Path) -> None:
    """As systemd is told."""
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(door))
    os.environ["NOTIFY_SOCKET"] = str(door)

    def wait() -> None:
        heard.recv(64)
        READY.set()

    threading.Thread(target=wait, daemon=True).start()


def bare(url: str, token: str) -> None:
    from telegram.ext import (  # noqa: PLC0415 - see above
        Application,
        CommandHandler,
    )

    async def answer(update: Any, _: Any) -> None:
        await update.message.reply_text("ok")

    async def ready(_: Any) -> None:
        READY.set()

    built = Application.builder().token(token).base_url(f"{url}/bot")
    bot = built.post_init(ready).build()
    bot.add_handler(CommandHandler("start", answer))
    bot.run_polling(timeout=25)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> float:
    """What lies in memory, in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    found = next(line for line in status if line.startswith("VmRSS:"))
    return int(found.split()[1]) / 1024


if __name__ == "__main__":
    where = json.load(sys.stdin)
    seconds = float(sys.argv[2])
    threading.Thread(target=watch, args=(seconds,), daemon=True).start()
    {"ours": ours, "bare": bare}[sys.argv[1]](where["url"], where["token"])
