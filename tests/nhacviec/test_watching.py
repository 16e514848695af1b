"""What watches the service: its own signs of life, and a watch outside, over HTTP."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from bot.channels import TryLater, Whose
from bot.messages.alarms import Cause
from jobs.auditor import Auditor
from jobs.clockwatch import Hold
from jobs.guarding import Guard
from jobs.journal import Journal
from jobs.listening import Ear
from nhacviec.disk import Disk
from nhacviec.service import Service
from nhacviec.watching import Signs, audit, keep_up, ping
from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import PUBLISHED, THE_OFFICE
from tests.jobs.makers import FakeChannel, PlayedClock, linked, published
from tests.jobs.post_makers import Time

SECRET = "c2VjcmV0LWFkZHJlc3M"  # noqa: S105 - as a watch outside gives one out


@dataclass
class Outside:
    """The watch outside, on loopback: what it was told, and how it answers."""

    came: list[web.BaseRequest] = field(default_factory=list)
    answer: Callable[[], web.Response] = lambda: web.Response(text="OK")
    is_slow: bool = False
    url: str = ""

    async def hear(self, request: web.BaseRequest) -> web.StreamResponse:
        self.came.append(request)
        if not self.is_slow:
            return self.answer()
        trickle = web.StreamResponse()
        await trickle.prepare(request)
        while True:  # a byte now and then: no single wait is ever long
            await trickle.write(b".")
            await asyncio.sleep(0.05)


@pytest.fixture
async def outside(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Outside]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    found = Outside()
    runner = web.ServerRunner(web.Server(found.hear), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    _, port = runner.addresses[0][:2]
    found.url = f"http://127.0.0.1:{port}/ping/{SECRET}"
    yield found
    await runner.cleanup()


@pytest.fixture
async def service(place: Path | str) -> AsyncIterator[Service]:
    store = await Store.open(place)
    await published(store)
    await linked(store, "office", ChatRole.OFFICE)
    channel = FakeChannel()
    yield Service(
        store=store,
        channels={"telegram": channel},
        clock=PlayedClock(moment=PUBLISHED),
        office=THE_OFFICE,
    )
    await store.close()


async def test_the_watch_outside_is_told_that_we_live_and_nothing_else(
    outside: Outside,
) -> None:
    await ping(outside.url)

    (request,) = outside.came
    assert (request.method, request.path) == ("GET", f"/ping/{SECRET}")
    assert (request.query_string, request.can_read_body) == ("", False)


@pytest.mark.parametrize("status", [404, 500, 503])
async def test_a_watch_that_does_not_take_it_is_a_failure(
    outside: Outside, status: int
) -> None:
    outside.answer = lambda: web.Response(status=status)

    with pytest.raises(httpx.HTTPStatusError):
        await ping(outside.url)


async def test_a_watch_that_sends_us_elsewhere_is_not_followed(
    outside: Outside,
) -> None:
    elsewhere = {"Location": "http://127.0.0.1:9/"}
    outside.answer = lambda: web.Response(status=302, headers=elsewhere)

    with pytest.raises(httpx.HTTPStatusError):
        await ping(outside.url)
    assert len(outside.came) == 1


async def test_a_watch_that_trickles_is_not_waited_for(outside: Outside) -> None:
    outside.is_slow = True

    with pytest.raises(TimeoutError):
        await ping(outside.url, patience=0.3)


async def test_only_when_all_is_well_is_the_watch_told(
    outside: Outside, service: Service
) -> None:
    signs: set[Cause] = set()
    auditor = an_auditor(service, outside, lambda: signs)

    await auditor.look()
    signs.add(Cause.TICK)
    await auditor.look()
    await auditor.look()
    assert len(outside.came) == 1

    signs.clear()
    await auditor.look()
    assert len(outside.came) == 2


async def test_a_watch_that_is_gone_neither_stops_us_nor_has_its_address_logged(
    outside: Outside, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    auditor = an_auditor(service, outside)
    outside.answer = lambda: web.Response(status=500)
    with caplog.at_level(logging.DEBUG, logger="jobs"):
        assert await auditor.look() == frozenset()
        auditor.ping = partial(ping, f"http://127.0.0.1:9/{SECRET}")
        assert await auditor.look() == frozenset()

    assert [record.message for record in caplog.records] == [
        "the watch was not told: HTTPStatusError",
        "the watch was not told: ConnectError",
    ]


async def test_the_audit_goes_on_as_long_as_the_service_does(
    outside: Outside, service: Service
) -> None:
    watching = asyncio.create_task(
        audit(an_auditor(service, outside), every=timedelta(milliseconds=5))
    )
    async with asyncio.timeout(20):
        while len(outside.came) < 3:  # noqa: ASYNC110 - nobody rings for it
            await asyncio.sleep(0.01)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_an_upkeep_that_fails_is_tried_again() -> None:
    done = asyncio.Event()

    class Failing:
        tries = 0

        async def look(self) -> int:
            self.tries += 1
            if self.tries == 3:
                done.set()
            raise OSError("the database is somewhere else")

    keeping = asyncio.create_task(keep_up(Failing(), timedelta(0)))  # type: ignore[arg-type]  # it only looks
    async with asyncio.timeout(20):
        await done.wait()
    assert not keeping.done()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


async def test_a_service_that_runs_well_shows_no_sign_of_anything(
    service: Service,
) -> None:
    signs = Signs(service=service)
    assert Cause.TICK in signs()  # nothing has ticked yet

    async with service.running():
        assert signs() == set()


async def test_each_part_that_fails_shows(service: Service, tmp_path: Path) -> None:
    signs = Signs(service=service)
    await service.tick()
    assert signs() == set()

    with shows(signs, Cause.TICK):
        service.clock.later(seconds=61)  # type: ignore[attr-defined]  # a played clock
    await service.tick()
    with shows(signs, Cause.CLOCK):
        service.watch.hold = Hold.WHAT_CAN_WAIT
    service.watch.hold = Hold.NOTHING
    with shows(signs, Cause.DISK):
        service.disk = Disk(ballast=tmp_path / "ballast", is_low=True)
    service.disk = None
    with shows(signs, Cause.JOURNAL):
        journal = Journal(base=tmp_path / "sent", is_well=False)
        service.guard = Guard(
            store=service.store, clock=service.clock, journal=journal, is_alone=True
        )
    service.guard = None
    with shows(signs, Cause.SHARED):
        service._listener("telegram").ear = Ear.SHARED


async def test_silence_is_told_of_after_five_minutes(service: Service) -> None:
    time = Time()
    signs = Signs(service=service, steady=time)
    await service.tick()
    ear = service._listener("telegram")

    for now, is_silent, shown in [
        (0.0, True, False),
        (300.0, True, False),
        (301.0, True, True),
        (302.0, False, False),
        (303.0, True, False),
    ]:
        time.now, ear.ear = now, Ear.SILENT if is_silent else Ear.WELL
        assert (Cause.LISTENING in signs()) is shown


async def test_a_token_that_is_refused_shows(service: Service) -> None:
    channel = service.channels["telegram"]
    assert isinstance(channel, FakeChannel)
    channel.outcomes = [TryLater("token refused", timedelta(0), whose=Whose.BOT)]
    await service.tick()
    await service.post.deliver_one()

    assert Cause.REFUSED in Signs(service=service)()


@contextlib.contextmanager
def shows(signs: Signs, cause: Cause) -> Iterator[None]:
    yield
    assert set(signs()) == {cause}


def an_auditor(
    service: Service,
    outside: Outside,
    signs: Callable[[], set[Cause]] = set,
) -> Auditor:
    return Auditor(
        store=service.store,
        clock=service.clock,
        signs=signs,
        ping=partial(ping, outside.url),
    )
