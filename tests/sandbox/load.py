"""How many messages a second the street takes: `python -m tests.sandbox.load`.

The street is a process of its own on one core, the caller a bare socket client on
another, so that what is measured is the street. Prints calls a second and the street's
own processor time for each.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

REMINDER = (
    "<b>Còn 10 ngày làm việc</b> đến hạn gửi hồ sơ (17:00 Thứ Ba 14/7).\n"
    "Xin cho biết tiến độ bằng nút dưới đây.\n\n<i>Văn phòng UBND tỉnh nhắc việc, "
    "không thay giấy mời. Cần trao đổi xin gọi Phòng Tổng hợp.</i>"
)
KEYS = json.dumps(
    {
        "inline_keyboard": [
            [
                {"text": "Đã sẵn sàng", "callback_data": "v1:ready:9"},
                {"text": "Đang chuẩn bị", "callback_data": "v1:preparing:9"},
            ],
            [{"text": "Vướng mắc", "callback_data": "v1:blocked:9"}],
        ]
    }
)


@dataclass
class Load:
    """So many messages, over so many lines at once."""

    where: dict[str, Any]
    messages: int
    statuses: dict[bytes, int] = field(default_factory=dict)

    async def run(self, lines: int) -> float:
        """Messages a second."""
        began = time.perf_counter()
        await asyncio.gather(*(self._line() for _ in range(lines)))
        return sum(self.statuses.values()) / (time.perf_counter() - began)

    async def _line(self) -> None:
        address = urlsplit(self.where["url"])
        read, write = await asyncio.open_connection(address.hostname, address.port)
        while self.messages > 0:
            self.messages -= 1
            write.write(self._request())
            head = await read.readuntil(b"\r\n\r\n")
            length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
            await read.readexactly(int(length))
            status = head[9:12]
            self.statuses[status] = self.statuses.get(status, 0) + 1
        write.close()

    def _request(self) -> bytes:
        chats = self.where["chats"]
        body = urlencode(
            {
                "chat_id": chats[self.messages % len(chats)],
                "text": f"{self.messages}. {REMINDER}",
                "parse_mode": "HTML",
                "reply_markup": KEYS,
            }
        ).encode()
        return (
            f"POST /bot{self.where['token']}/sendMessage HTTP/1.1\r\n"
            "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body


async def measure(messages: int, *how: str) -> None:
    street = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--groups", "200", *how),
        stdout=asyncio.subprocess.PIPE,
    )
    os.sched_setaffinity(street.pid, {0})
    assert street.stdout
    where = json.loads(await street.stdout.readline())
    for lines in (1, 8, 32):
        load, before = Load(where, messages), _processor_time(street.pid)
        pace = await load.run(lines)
        each = (_processor_time(street.pid) - before) / messages * 1e6
        name = " ".join(how) or "with the page"
        words = f"{name}, {lines:2} lines: {pace:6.0f}/s, {each:4.0f} µs of the street"
        sys.stdout.write(f"{words}, {load.statuses}\n")
    street.terminate()
    await street.wait()


def _processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def main() -> None:
    os.sched_setaffinity(0, {(os.cpu_count() or 1) - 1})
    await measure(10_000, "--lean")
    await measure(10_000)


if __name__ == "__main__":
    asyncio.run(main())
