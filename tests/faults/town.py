"""The test's hands: a street and a database that outlive every service, letters to
send, and the wait until all of them have come to their end."""

import asyncio
import json
import shutil
import signal
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nhacviec.clocks import WallClock
from programme.chats import ChatState
from programme.letters import Button, Letter
from programme.reminders import ChatRole, Kind, agency
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.nursery import Child, Nursery
from tests.faults.office import Life
from tests.faults.oracle import LABEL, Verdict, ended, judge, pending
from tests.faults.patience import Patience

TELEGRAM, ZALO = "telegram", "zalo"
TOKEN = "7000000001:faults-faults-faults-faults-faults"  # noqa: S105 - of a played bot
#: Of another on Zalo; what stands before the colon names it.
ZALO_TOKEN = "3000000000000000001:faults-faults-faults-faults-faults"  # noqa: S105 - as above
_LOOK = 0.1


@dataclass(kw_only=True)
class Street:
    """Another process, spoken to by HTTP; of one messenger, its bot there and chats.

    `chats`: as that messenger names them.
    """

    child: Child
    url: str
    page: str
    chats: list[Any]
    token: str = TOKEN
    messenger: str = TELEGRAM

    def post(self, what: str, **how: Any) -> dict[str, Any]:
        how = {"messenger": self.messenger, **how}
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
        asked += f"&messenger={self.messenger}"
        found: dict[str, Any] = _read(f"{self.page}/play/log?{asked}")
        return found

    def counted(self) -> int:
        """What Zalo has counted this month, whatever we have."""
        return int(self.post("zalo")["zalo"]["bots"][0]["counted"])

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


def both_streets(
    nursery: Nursery,
    folder: Path,
    *wishes: str,
    people: int = 0,
    groups: int = 0,
    seed: int = 0,
) -> tuple[Street, Street]:
    """One process, seen from Telegram and from Zalo, where so many are."""
    wished = ["--zalo-port", "0", "--zalo-token", ZALO_TOKEN, *wishes]
    wished += ["--zalo-people", str(people), "--zalo-groups", str(groups)]
    telegram = a_street(nursery, folder, *wished, seed=seed)
    there = json.loads(telegram.child.first_line())["zalo"]
    zalo = replace(
        telegram,
        url=there["url"],
        chats=there["chats"],
        token=there["token"],
        messenger=ZALO,
    )
    zalo.post("zalo", messages=100_000)
    return telegram, zalo


@dataclass(kw_only=True)
class Town:
    """A street, a database, and whoever serves them. `place`: a file or an address."""

    nursery: Nursery
    folder: Path
    street: Street
    place: str
    life: Life
    addresses: list[str] = field(default_factory=list)
    #: If there are any, letters are theirs, whatever chat carries them.
    agencies: list[str] = field(default_factory=list)
    planted: int = 0
    #: The other messenger, where both are served.
    also: Street | None = None
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

    async def link(self, addresses: Sequence[int | str]) -> None:
        """Each chat an agency's, but for the first: that is the office's."""

        async def link(store: Store) -> None:
            async with store.begin() as unit:
                for number, address in enumerate(addresses):
                    name = f"Cơ quan {number}" if number else None
                    await unit.chats.add(
                        channel=self.street.messenger,
                        address=str(address),
                        title=name or "Văn phòng",
                        role=ChatRole.AGENCY if name else ChatRole.OFFICE,
                        agency=name,
                        state=ChatState.LINKED,
                        at=_now(),
                    )

        self.addresses += map(str, addresses)
        await self.with_store(link)

    async def link_both(self, agencies: int, *, only_here: int = 0) -> None:
        """The office and so many agencies, each here first, then over there; behind
        them those who are here alone."""
        assert self.also is not None
        names = [None, *(f"Cơ quan {n}" for n in range(1, agencies + only_here + 1))]
        here, there = self.street, self.also
        told = [(here.messenger, here.chats, name) for name in names]
        told += [(there.messenger, there.chats, name) for name in names[: agencies + 1]]

        async def link(store: Store) -> None:
            async with store.begin() as unit:
                for number, (messenger, chats, name) in enumerate(told):
                    await unit.chats.add(
                        channel=messenger,
                        address=str(chats[number % len(names)]),
                        title=name or "Văn phòng",
                        role=ChatRole.AGENCY if name else ChatRole.OFFICE,
                        agency=name,
                        state=ChatState.LINKED,
                        at=_now(),
                    )

        self.agencies = [name for name in names if name]
        await self.with_store(link)

    async def plant(
        self, count: int, *, after: timedelta | None = None, more: str = ""
    ) -> None:
        """Letters that are due now, to the chats or the agencies in turn; each says
        which it is."""

        async def plant(store: Store) -> None:
            now = _now()
            async with store.begin() as unit:
                for number in range(self.planted, self.planted + count):
                    letter = Letter(
                        key=f"planted:{number}",
                        at=now,
                        text=f"<b>Thư {number}.</b> Mục I.3 &amp; I.4,\nhạn 14/7{more}",
                        **self._whose(number),
                        buttons=((Button("Đã xong", f"r:{number}"),),),
                        not_after=now + after if after else None,
                    )
                    await unit.outbox.post(letter, now=now)
            self.planted += count

        await self.with_store(plant)

    def _whose(self, number: int) -> dict[str, Any]:
        if self.agencies:
            to = agency(self.agencies[number % len(self.agencies)])
            return {"to": to, "kind": Kind.MEETING}
        return {"chat": number % len(self.addresses) + 1, "kind": Kind.DIGEST}

    async def pending(self) -> int:
        return int(await self.with_store(pending))

    async def ended(self) -> int:
        return int(await self.with_store(ended))

    async def until_quiet(self, within: float = 60.0) -> float:
        """Until no letter waits for its end. How long it took.

        A slow machine may take its time; but within so many seconds some letter must
        have come to its end.
        """
        patience = Patience(within)
        while await self.pending():
            if patience.is_over(await self.ended()):
                await self.judge()
                raise AssertionError(f"nothing ended for {within} s: {self.folder}")
            await asyncio.sleep(_LOOK)
        return patience.took

    async def judge(self) -> Verdict:
        log = self.log()
        verdict: Verdict = await self.with_store(
            lambda store: judge(store, log, self.folder)
        )
        return verdict

    def log(self) -> dict[str, Any]:
        """Of all that is served."""
        log = self.street.log()
        if self.also is not None:
            other = self.also.log()
            log["entries"] += other["entries"]
            for name in ("sends", "early"):
                log["figures"][name] += other["figures"][name]
        return log

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
    """Served on the street's messenger alone."""
    life = Life(place=place, url=street.url, token=street.token)
    if street.messenger == ZALO:
        life = Life(place=place, zalo_url=street.url, zalo_token=street.token)
    return Town(nursery=nursery, folder=folder, street=street, place=place, life=life)


def a_town_on_both(
    nursery: Nursery, folder: Path, place: str, zalo: Street, telegram: Street
) -> Town:
    """Zalo first: it is `street`."""
    town = a_town(nursery, folder, place, zalo)
    town.life = replace(town.life, url=telegram.url, token=telegram.token)
    town.also = telegram
    return town
