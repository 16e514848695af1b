"""The test's hands: a street and a database that outlive every service, letters to
send, and the wait until all of them have come to their end."""

import asyncio
import json
import shutil
import signal
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nhacviec.clocks import WallClock
from programme.chats import ChatState
from programme.letters import Button, Letter
from programme.reminders import ChatRole, Kind
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.nursery import Child, Nursery
from tests.faults.office import Life
from tests.faults.oracle import LABEL, Verdict, judge

TOKEN = "7000000001:faults-faults-faults-faults-faults"  # noqa: S105 - of a played bot
_LOOK = 0.1


@dataclass(kw_only=True)
class Street:
    """Another process, spoken to by HTTP."""

    child: Child
    url: str
    page: str
    chats: list[int]

    def post(self, what: str, **how: Any) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{self.page}/play/{what}",
            data=json.dumps(how).encode(),
            headers={"Content-Type": "application/json"},
        )
        found: dict[str, Any] = _read(request)
        return found

    def fault(self, *kinds: str, **terms: Any) -> int:
        return int(self.post("fault", kinds=list(kinds), **terms)["fault"])

    def log(self, *, since: int = 0, entries: bool = True) -> dict[str, Any]:
        label = urllib.request.quote(LABEL)  # type: ignore[attr-defined]  # it is there
        asked = f"since={since}&entries={int(entries)}&label={label}"
        found: dict[str, Any] = _read(f"{self.page}/play/log?{asked}")
        return found

    def said(self, chat: int) -> list[dict[str, Any]]:
        """What stands in a chat, oldest first."""
        found: list[dict[str, Any]] = _read(f"{self.page}/play/chats/{chat}")[
            "messages"
        ]
        return found


def _read(what: Any) -> Any:
    with urllib.request.urlopen(what, timeout=10) as answer:  # noqa: S310 - loopback
        return json.loads(answer.read())


def a_street(nursery: Nursery, folder: Path, *wishes: str, seed: int = 0) -> Street:
    """The Bot API and the hands have doors of their own: one may be shut."""
    number = len(list(folder.glob("street*")))
    words = ["--lean", "--token", TOKEN, "--page-port", "0", "--hears-all"]
    words += ["--seed", str(seed), *wishes]
    child = nursery.bear("street", words, folder / f"street{number}.log")
    told = json.loads(child.first_line())
    return Street(child=child, url=told["url"], page=told["page"], chats=told["chats"])


@dataclass(kw_only=True)
class Town:
    """A street, a database, and whoever serves them. `place`: a file or an address."""

    nursery: Nursery
    folder: Path
    street: Street
    place: str
    life: Life
    addresses: list[str] = field(default_factory=list)
    planted: int = 0
    _born: int = 0

    def service(self, **how: Any) -> Child:
        """A new process; it lives as the town says, but for what is said here."""
        self._born += 1
        name = f"service{self._born}"
        life = replace(self.life, **{"holder": name, **how})
        said = self.folder / f"{name}.log"
        return self.nursery.bear("office", life.as_words(), said)

    async def store(self) -> Store:
        is_address = self.place.startswith("postgresql")
        return await Store.open(self.place if is_address else Path(self.place))

    async def with_store(self, what: Callable[[Store], Awaitable[Any]]) -> Any:
        store = await self.store()
        try:
            return await what(store)
        finally:
            await store.close()

    async def link(self, addresses: Sequence[int]) -> None:
        """Each chat an agency's, but for the first: that is the office's."""

        async def link(store: Store) -> None:
            async with store.begin() as unit:
                for number, address in enumerate(addresses):
                    name = f"Cơ quan {number}" if number else None
                    await unit.chats.add(
                        channel="telegram",
                        address=str(address),
                        title=name or "Văn phòng",
                        role=ChatRole.AGENCY if name else ChatRole.OFFICE,
                        agency=name,
                        state=ChatState.LINKED,
                        at=_now(),
                    )

        self.addresses += map(str, addresses)
        await self.with_store(link)

    async def plant(
        self, count: int, *, after: timedelta | None = None, late: bool = False
    ) -> None:
        """Letters that are due now, to the chats in turn; each says which it is."""

        async def plant(store: Store) -> None:
            now = _now()
            async with store.begin() as unit:
                for number in range(self.planted, self.planted + count):
                    letter = Letter(
                        key=f"planted:{number}",
                        kind=Kind.DIGEST,
                        at=now,
                        text=f"<b>Thư {number}.</b> Mục I.3 &amp; I.4,\nhạn 14/7",
                        chat=number % len(self.addresses) + 1,
                        buttons=((Button("Đã xong", f"r:{number}"),),),
                        not_after=now + after if after else None,
                    )
                    await unit.outbox.post(letter, now=now)
            self.planted += count

        await self.with_store(plant)

    async def pending(self) -> int:
        async def pending(store: Store) -> int:
            async with store.read() as unit:
                return await unit.outbox.pending()

        return int(await self.with_store(pending))

    async def until_quiet(self, within: float = 60.0) -> float:
        """Until no letter waits for its end. How long it took."""
        began = time.monotonic()
        while await self.pending():
            if time.monotonic() - began > within:
                await self.judge()
                raise AssertionError(f"not quiet within {within} s: {self.folder}")
            await asyncio.sleep(_LOOK)
        return time.monotonic() - began

    async def judge(self) -> Verdict:
        log = self.street.log()
        verdict: Verdict = await self.with_store(
            lambda store: judge(store, log, self.folder)
        )
        return verdict

    def stop(self, *children: Child) -> None:
        """Politely; each ends with nothing in hand."""
        for child in children:
            child.send(signal.SIGTERM)
        for child in children:
            assert child.wait() == 0, child.words()[-3000:]


def a_file(empty: Path, folder: Path) -> str:
    path = folder / "office.db"
    shutil.copy(empty, path)
    return str(path)


def _now() -> datetime:
    return WallClock(OFFICE_ZONE).now()


def a_town(nursery: Nursery, folder: Path, place: str, street: Street) -> Town:
    life = Life(place=place, url=street.url, token=TOKEN)
    return Town(nursery=nursery, folder=folder, street=street, place=place, life=life)
