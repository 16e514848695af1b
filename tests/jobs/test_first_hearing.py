"""After an outage we listen before we speak: what was answered is not asked again."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nhacviec.service import Service
from storage import Store
from tests.bot.makers import THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, an_update


@dataclass(kw_only=True)
class Slow(FakeChannel):
    """What waited there while nobody listened comes in two parts."""

    later: tuple[tuple[int, dict[str, Any]], ...] = ()

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> list[tuple[int, dict[str, Any]]]:
        found = list(await super().updates(offset, wait))
        if found and self.later:
            self.waiting, self.later = [*found, *self.later], ()
        return found


def a_service(store: Store, channel: FakeChannel) -> Service:
    return Service(
        store=store,
        channels={channel.name: channel},
        clock=PlayedClock(moment=at(14, 8)),
        office=THE_OFFICE,
        every=timedelta(hours=1),
        long_poll=timedelta(0),
    )


async def a_morning(service: Service) -> None:
    """It starts at the hour of the digests, and says what it has to say."""
    async with asyncio.timeout(30), service.running():
        while not await service.is_quiet():  # noqa: ASYNC110 - two parts of it work
            await asyncio.sleep(0.02)


async def test_what_was_answered_while_nobody_listened_is_not_asked(
    july: Store,
) -> None:
    channel = Slow(
        waiting=[an_update(1, "nn", "mục 3 đã xong")],
        later=(an_update(2, "nn", "mục 4 đã xong"),),
    )

    await a_morning(a_service(july, channel))

    said = [text for to, text in channel.said if to == "nn"]
    assert said
    assert not [text for text in said if "Hôm nay là hạn gửi hồ sơ" in text]


async def test_who_cannot_be_heard_is_told_all_the_same(july: Store) -> None:
    class Deaf(FakeChannel):
        async def updates(
            self, offset: int | None, wait: timedelta
        ) -> list[tuple[int, dict[str, Any]]]:
            raise ConnectionError

    channel = Deaf()

    await a_morning(a_service(july, channel))

    (digest,) = [text for to, text in channel.said if to == "nn"]
    assert "Hôm nay là hạn gửi hồ sơ" in digest
