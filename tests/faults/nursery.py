"""Processes that are born in a moment, so that many can die.

One process that has imported everything forks a child for each name it is told, by
lines on its stdin; when that closes, it kills its children and goes.

python -m tests.faults.nursery
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass
class Child:
    """One process; what it says is in `said`."""

    pid: int
    said: Path
    nursery: "Nursery"
    status: int | None = None

    def send(self, number: signal.Signals) -> None:
        if self.is_alive():
            os.kill(self.pid, number)

    def is_alive(self) -> bool:
        if self.status is None:
            self.status = self.nursery.ask(look=self.pid)["status"]
        return self.status is None

    def is_stopped(self) -> bool:
        """Standing still, not only told to."""
        stat = Path(f"/proc/{self.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "T"

    def wait(self, within: float = 60.0) -> int:
        """How it ended: -9 if it was killed."""
        until = time.monotonic() + within
        while self.is_alive():
            if time.monotonic() > until:
                self.send(signal.SIGABRT)
                raise TimeoutError(
                    f"{self.said}: it did not end\n{self.words()[-2000:]}"
                )
            time.sleep(0.01)
        assert self.status is not None
        return self.status

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.wait()

    def words(self) -> str:
        return self.said.read_text("utf-8", "replace")

    def first_line(self) -> str:
        return self.line_with("")

    def line_with(self, wanted: str, within: float = 30.0) -> str:
        """Its first whole line that has these words in it."""
        until = time.monotonic() + within
        while True:
            for line in self.words().split("\n")[:-1]:
                if wanted in line:
                    return line
            if not self.is_alive() or time.monotonic() > until:
                raise TimeoutError(f"it never said {wanted!r}:\n{self.words()}")
            time.sleep(0.005)


class Nursery:
    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._children: list[Child] = []

    def ask(self, **what: Any) -> dict[str, Any]:
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._popen.stdin.write(json.dumps(what) + "\n")
        self._popen.stdin.flush()
        found: dict[str, Any] = json.loads(self._popen.stdout.readline())
        return found

    def bear(self, role: str, words: list[str], said: Path) -> Child:
        said.touch()
        found = self.ask(bear=role, words=words, said=str(said))
        child = Child(pid=found["pid"], said=said, nursery=self)
        self._children.append(child)
        return child

    @contextlib.contextmanager
    def one_test(self) -> Iterator[None]:
        """Whoever is born meanwhile dies at its end, however it ends: a service that
        was left over would serve the next test's database."""
        before = len(self._children)
        try:
            yield
        finally:
            for child in self._children[before:]:
                child.kill()
            del self._children[before:]

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            assert self._popen.stdin is not None
            self._popen.stdin.close()
        self._popen.wait(timeout=30)
        assert self._popen.stdout is not None
        self._popen.stdout.close()


@contextlib.contextmanager
def a_nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    try:
        yield nursery
    finally:
        nursery.close()


def _live(role: str, words: list[str], said: str) -> None:
    """In the child: it never returns."""
    code = 1
    try:
        out = os.open(said, os.O_WRONLY | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        _ROLES[role](words)
        code = 0
    except BaseException:  # it is the end of a process
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _look(pid: int, alive: set[int]) -> int | None:
    if pid not in alive:
        return 0
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return None
    alive.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _serve() -> None:
    alive: set[int] = set()
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            if role := asked.get("bear"):
                pid = os.fork()
                if pid == 0:
                    _live(role, asked["words"], asked["said"])
                alive.add(pid)
                answer: dict[str, Any] = {"pid": pid}
            else:
                answer = {"status": _look(asked["look"], alive)}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        for pid in alive:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


_ROLES: dict[str, Any] = {}

if __name__ == "__main__":
    import asyncio

    import sandbox.__main__
    import tests.faults.ears
    import tests.faults.office

    _ROLES["street"] = lambda words: asyncio.run(sandbox.__main__.main(words))
    _ROLES["office"] = tests.faults.office.main
    _ROLES["ear"] = tests.faults.ears.main
    _serve()
