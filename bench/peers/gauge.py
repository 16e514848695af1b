"""What every side of a comparison measures of itself, and how it says it.

Nothing but the standard library: the peers live in an environment of their own.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field

#: Seconds between two looks at how late the loop is.
STEP = 0.01
AT_ONCE = 32
TEXT = (
    "<b>Sắp đến hạn</b> (thứ Ba, 14/7/2020)\nSở Nông nghiệp và Phát triển nông thôn: "
    "mục I.3 <i>Đề nghị xây dựng nghị quyết quy định hỗ trợ, khuyến khích phát triển "
    "hợp tác, liên kết trong sản xuất và tiêu thụ sản phẩm nông nghiệp</i>"
)
BUTTONS = (("Đã xong", "v1:r:3"), ("Đang làm", "v1:p:3"), ("Vướng mắc", "v1:b:3"))


@dataclass
class Gauge:
    lags: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    _begun: tuple[float, float] = (0.0, 0.0)

    def begin(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def end(self) -> None:
        """What comes after it is not counted."""
        if not self.seconds:
            self.seconds = time.perf_counter() - self._begun[0]
            self.cpu = time.process_time() - self._begun[1]

    def say(self, count: int, **more: object) -> None:
        """The one line that the bench reads."""
        lags = sorted(self.lags) or [0.0]
        found = {
            "count": count,
            "seconds": self.seconds,
            "a_second": count / self.seconds,
            "cpu_each": self.cpu / max(count, 1),
            "lag_p99": lags[int(len(lags) * 0.99)],
            "lag_longest": lags[-1],
            "lag_summed": sum(lag for lag in lags if lag > STEP),
        }
        print(json.dumps(found | more))


@contextlib.asynccontextmanager
async def gauged() -> AsyncIterator[Gauge]:
    """Wall and CPU time of all threads, and how late the loop was meanwhile."""
    gauge = Gauge()
    watching = asyncio.create_task(_watch(gauge.lags))
    await asyncio.sleep(0)
    gauge.begin()
    try:
        yield gauge
    finally:
        gauge.end()
        await asyncio.sleep(STEP * 2)  # a loop that was blocked to the end is late, too
        watching.cancel()


async def _watch(lags: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        at = loop.time()
        await asyncio.sleep(STEP)
        lags.append(loop.time() - at - STEP)


async def in_a_bare_loop(send: Callable[[int], Awaitable[object]], count: int) -> None:
    """As many at once as the post has in the air, each waiting for its answer."""
    numbers: Iterator[int] = iter(range(count))

    async def one_after_another() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
