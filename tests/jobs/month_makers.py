"""A town on two messengers, one of which counts; the post between them."""

from collections.abc import Mapping
from datetime import timedelta

from bot.channels import Outcome, TryLater, Whose
from jobs.deliver import Postman
from jobs.pacing import Pace
from programme.chats import ChatState
from programme.letters import Letter
from programme.quota import Quota
from programme.reminders import ChatRole, Kind, agency
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.bot.makers import FARMING, PUBLISHED, at
from tests.jobs.makers import FakeChannel, PlayedClock

NOW = timedelta(0)
SPENT = TryLater("quota", timedelta(hours=1), whose=Whose.QUOTA)
REFUSED = TryLater("token refused", timedelta(seconds=1), whose=Whose.BOT)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def a_post(
    store: Store, clock: PlayedClock, **outcomes: list[Outcome | Exception]
) -> tuple[Postman, Mapping[str, FakeChannel]]:
    channels = {
        name: FakeChannel(name=name, outcomes=outcomes.get(name, []))
        for name in ("zalo", "telegram")
    }
    post = Postman(
        worker="w",
        store=store,
        channels=channels,
        clock=clock,
        pace=Pace(a_chat=0, over_all=0),
        steady=Time(),
    )
    return post, channels


def rationed(store: Store, most: int) -> None:
    quota = Quota(channel="zalo", bot="7", most=most, zone=OFFICE_ZONE)
    store.quotas = {"zalo": quota}


async def post_one(store: Store, clock: PlayedClock, key: str, **said: object) -> None:
    letter = Letter(
        **{  # type: ignore[arg-type] # a test's own fields
            "key": key,
            "kind": Kind.MEETING,
            "at": at(7),
            "text": key,
            "to": agency(FARMING),
            **said,
        }
    )
    async with store.begin() as unit:
        await unit.outbox.post(letter, now=clock.real())


async def deliver_all(post: Postman) -> None:
    """As long as anything goes; time goes on meanwhile."""
    steady = post.steady
    assert isinstance(steady, Time)
    for _ in range(40):
        steady.now += 2
        if not await post.deliver_one():
            return


def said(channels: Mapping[str, FakeChannel]) -> list[tuple[str, str]]:
    return [one for channel in channels.values() for one in channel.said]


async def a_town(store: Store) -> Store:
    """The office on both messengers, farming on Zalo first, and then on Telegram."""
    for channel, address, role, name in (
        ("zalo", "z-office", ChatRole.OFFICE, None),
        ("telegram", "t-office", ChatRole.OFFICE, None),
        ("zalo", "z-nn", ChatRole.AGENCY, FARMING),
        ("telegram", "t-nn", ChatRole.AGENCY, FARMING),
        ("zalo", "z-xd", ChatRole.AGENCY, "Sở Xây dựng"),
    ):
        async with store.begin() as unit:
            here = (channel, address, address, role, name)
            await unit.chats.add(*here, ChatState.LINKED, PUBLISHED)
    return store
