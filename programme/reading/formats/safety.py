"""Files from outside are opened in a process of their own, which may be lost.

The child (child.py) has little memory, little time, no network and no files. Whatever
becomes of it, the parent learns the lines of the document or one reason why not.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from threading import Timer
from typing import Any

from programme.errors import Fault, Unreadable
from programme.reading.formats import Delivered
from programme.reading.lines import Line, Row

#: By the clock on the wall; the child's own limit of work is in child.py.
SECONDS = 40.0
_LONGEST_ANSWER = 16_000_000
_KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT")
_COMMAND = (sys.executable, "-I", "-m", "programme.reading.formats.child")


def deliver_apart(ending: str, data: bytes, *, seconds: float = SECONDS) -> Delivered:
    """What a document of this kind says, as a child process found it."""
    # The command is our own: nothing of the document is in it.
    with subprocess.Popen(  # noqa: S603 - our own command
        [*_COMMAND, ending],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        cwd="/",
    ) as child:
        timer = Timer(seconds, child.kill)
        timer.start()
        try:
            said = _ask(child, data)
            fate = child.wait()
        finally:
            timer.cancel()
            child.kill()
    return _understood(said, fate)


def _ask(child: subprocess.Popen[bytes], data: bytes) -> bytes:
    """The child listens to the end before it speaks."""
    into, out = child.stdin, child.stdout
    if into is None or out is None:  # pragma: no cover - they are asked for above
        return b""
    try:
        into.write(data)
        into.close()
    except BrokenPipeError:
        pass
    said = out.read(_LONGEST_ANSWER + 1)
    if len(said) > _LONGEST_ANSWER:
        child.kill()
    return said


def _understood(said: bytes, fate: int) -> Delivered:
    if fate < 0:  # it used up its time or its work, or its memory broke
        raise Unreadable(Fault.UNSAFE, "size")
    try:
        answer: Mapping[str, Any] = json.loads(said)
    except ValueError as error:
        raise Unreadable(Fault.BROKEN) from error
    if "fault" in answer:
        raise Unreadable(Fault(answer["fault"]), answer["detail"])
    return [_line_or_row(at, one) for at, one in answer["said"]]


def _line_or_row(at: int, said: str | list[str]) -> Line | Row:
    return Line(at, said) if isinstance(said, str) else Row(at, tuple(said))
