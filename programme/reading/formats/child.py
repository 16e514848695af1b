"""The child of safety.py: one document on stdin, what it says as JSON on stdout.

Once everything that is needed has been loaded it may open nothing any more: no file
and no socket, whatever a document talks a library into.
"""

import ctypes
import json
import resource
import sys
from contextlib import suppress
from importlib import import_module

from programme.errors import Fault, Unreadable
from programme.reading.formats import Delivered, deliver
from programme.reading.lines import Line

MEMORY = 512 * 1024 * 1024
SECONDS_OF_WORK = 30
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
#: What reading loads only on its way, and could not load any more.
_ON_THE_WAY = ("encodings.cp437", "encodings.utf_16", "encodings.utf_16_le")


def main(kind: str) -> None:
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS_OF_WORK)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    data = sys.stdin.buffer.read()
    for name in (f"programme.reading.formats.{kind.removeprefix('.')}", *_ON_THE_WAY):
        import_module(name)
    _limit(resource.RLIMIT_NOFILE, 0)
    sys.stdout.buffer.write(_answer(kind, data))
    sys.stdout.buffer.flush()


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _answer(kind: str, data: bytes) -> bytes:
    try:
        answer = {"said": _plain(deliver(kind, data))}
    except Unreadable as refused:
        return _json({"fault": refused.fault, "detail": refused.detail})
    except MemoryError:
        return _json({"fault": Fault.UNSAFE, "detail": "size"})
    return _json(answer)


def _plain(delivered: Delivered) -> list[tuple[int, str | tuple[str, ...]]]:
    return [
        (one.number, one.text if isinstance(one, Line) else one.cells)
        for one in delivered
    ]


def _json(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


if __name__ == "__main__":
    main(sys.argv[1])
