"""How long a person waits: for `nhacviec --help`, and for the demo's first page."""

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from timing import in_turn, show

NHACVIEC = str(Path(sys.executable).with_name("nhacviec"))
PATIENCE = 60.0
ROUNDS = 3
#: Straight to loopback, whatever proxy the machine has.
LOOK = build_opener(ProxyHandler({}))


def python() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def help_() -> None:
    call = [NHACVIEC, "--help"]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own


def demo() -> None:
    """From the call to the first page that is answered, and to its end."""
    port = _free_port()
    call = [NHACVIEC, "demo", "--no-browser", "--port", str(port)]
    with subprocess.Popen(call, stderr=subprocess.DEVNULL) as running:  # noqa: S603 - our own
        try:
            _wait_for(f"http://127.0.0.1:{port}/", running)
        finally:
            running.kill()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


def _wait_for(page: str, running: subprocess.Popen[bytes]) -> None:
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() < given_up:
        assert running.poll() is None, "the demo ended"
        with contextlib.suppress(URLError), LOOK.open(page) as answer:
            assert answer.status == 200
            return
        time.sleep(0.01)
    raise TimeoutError(page)


if __name__ == "__main__":
    demo()  # the first start writes Python's caches; the second is what counts
    works = {
        "python -c pass": python,
        "nhacviec --help": help_,
        "nhacviec demo, to the first page": demo,
    }
    show(
        "Starting",
        in_turn(works, rounds=ROUNDS),
        beside="python -c pass",
        unit="s",
    )
