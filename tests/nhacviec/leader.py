"""A process that leads when it may, and says each moment whether it does.

Run as a program by `test_two_leaders.py`, which kills it and freezes it.
"""

import asyncio
import sys
from datetime import timedelta

from nhacviec.clocks import steady
from nhacviec.leading import Leadership
from storage import Store

TTL = timedelta(seconds=3)
EVERY = timedelta(seconds=1)
TRUSTED = timedelta(seconds=2)


async def lead(url: str, holder: str) -> None:
    store = await Store.open(url)
    leadership = Leadership(
        store=store, holder=holder, ttl=TTL, every=EVERY, trusted=TRUSTED
    )
    async with leadership.running():
        while True:
            before = steady()
            leads = leadership.holds_lease()
            if leads:
                print(before, leadership.term, flush=True)  # noqa: T201 - it is heard
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(lead(sys.argv[1], sys.argv[2]))
