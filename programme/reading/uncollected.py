"""Reading without the collector of cycles: a third of the time went into it.

A document becomes tens of thousands of small values that all live until the end, and
the collector would look at them over and over; what has no cycles is freed without it.
A document is bounded, so what waits to be collected is too.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_reading = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Stops the collector while anybody reads; a collector that was off stays off."""
    global _reading  # noqa: PLW0603 - the collector itself is one for the process
    with _lock:
        if not _reading and not gc.isenabled():
            ours = False
        else:
            _reading += 1
            ours = True
            gc.disable()
    try:
        yield
    finally:
        if ours:
            with _lock:
                _reading -= 1
                if not _reading:
                    gc.enable()
