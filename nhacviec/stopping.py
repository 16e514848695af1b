"""How the service is told to stop: politely once, and at once the second time."""

import asyncio
import os
import signal

#: Seconds from the first signal; what is not done by then is safe where it stands.
LONGEST = 28.0


def stop_signals() -> asyncio.Event:
    """Set by the first signal; what is on its way is then finished.

    A second one ends the process at once, and so does a stop that takes too long:
    whatever state a letter is in, the next start knows what to do with it.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told() -> None:
        if stopped.is_set():
            _end()
        stopped.set()
        loop.call_later(LONGEST, _end)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told)
    return stopped


def _end() -> None:
    os._exit(1)
