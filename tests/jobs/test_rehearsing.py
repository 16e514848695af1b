"""In a rehearsal nothing reaches any chat but the office's, whatever is said."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, product
from typing import Any

import pytest

from bot.channels import (
    Caller,
    Channel,
    GiveUp,
    Numberer,
    Outcome,
    Prober,
    Sent,
    Timekeeper,
    TryLater,
    Unsure,
)
from bot.channels.zalo import Zalo
from bot.messages.buttons import for_duties
from bot.messages.rehearsal import rehearsed
from jobs.deliver import Postman
from jobs.doorway import Doorway
from jobs.escalate import tend_ladders
from jobs.pacing import Pace
from jobs.rehearsing import only_office
from jobs.remind import post_reminders
from programme.chats import ChatState
from programme.duties import Duty, DutyState, Mover
from programme.letters import Letter, LetterState, Priority
from programme.reminders import (
    LEADERS,
    OFFICE,
    Addressee,
    ChatRole,
    Kind,
    agency,
    head,
)
from storage import Arrived, Store
from tests.bot.makers import FARMING, PUBLISHED, SCHOOLS, THE_OFFICE, at
from tests.jobs.makers import (
    FakeChannel,
    PlayedClock,
    all_letters,
    doorway,
    linked,
)

NO_PACE = Pace(a_chat=0, over_all=0)


class Town:
    """A service in rehearsal; all that a channel was asked to say is kept."""

    def __init__(self, store: Store, outcomes: list[Outcome | Exception]) -> None:
        self.store = store
        store.rehearse = rehearsed
        self.clock = PlayedClock(moment=PUBLISHED)
        self.outside = FakeChannel(outcomes=outcomes)
        self.channel: Channel = only_office(self.outside, store)
        # Only passed on: what is inside is a FakeChannel.
        self.door: Doorway = doorway(store, self.clock, channel=self.channel)  # type: ignore[arg-type] # see above
        self._numbers = 100

    @property
    def reached(self) -> set[str]:
        return {address for address, _ in self.outside.said}

    async def remind(self, now: datetime) -> None:
        self.clock.moment = now
        alone = replace(THE_OFFICE.rules, escalation_automatic=True)
        office = replace(THE_OFFICE, rules=alone)
        real = self.clock.real()
        await post_reminders(self.store, now, office=office, real=real)
        await tend_ladders(self.store, now, office=office, real=real)
        await self.deliver()

    async def deliver(self) -> None:
        for _ in range(6):
            post = Postman(
                worker="w",
                store=self.store,
                channels={"telegram": self.channel},
                clock=self.clock,
                pace=NO_PACE,
                grace=timedelta(seconds=1),
            )
            await post.settle()
            while await post.deliver_one():
                pass
            self.clock.later(minutes=2)

    async def hear(self, chat: str, **update: Any) -> None:
        self._numbers += 1
        raw = {"id": self._numbers, "chat": chat, **update}
        async with self.store.begin() as unit:
            arrived = [Arrived(update_id=self._numbers, raw=raw)]
            await unit.inbox.put(
                "telegram",
                arrived,
                offset=self._numbers + 1,
                at=self.clock.real(),
            )
        self.door.ring()
        assert await self.door.attend_one()
        await self.deliver()

    async def duty(self, ref: str) -> Duty:
        async with self.store.read() as unit:
            return (await unit.duties.find(ref))[0]


@pytest.fixture
async def town(july: Store) -> Town:
    return Town(july, [])


async def test_a_whole_month_reaches_the_office_alone(town: Town) -> None:
    """Publication, digests, meetings, briefings, ladders that go by themselves."""
    await linked(town.store, "gd-nn", ChatRole.HEAD, FARMING)
    moments = [PUBLISHED]
    moments += [
        at(day, hour, minute)
        for day in range(7, 24)
        for hour, minute in ((7, 0), (7, 30), (8, 0), (15, 0))
    ]
    for moment in moments:
        await town.remind(moment)

    assert town.reached == {"office"}
    kinds = {one.letter.kind for one in await all_letters(town.store)}
    assert kinds == set(Kind) - {Kind.CHANGE}
    to_others = [text for _, text in town.outside.said if "Kính gửi Sở" in text]
    assert to_others
    assert all("Gửi tới: Sở" in text for text in to_others)


async def test_the_addressee_stands_on_top(town: Town) -> None:
    await town.remind(PUBLISHED)

    tops = {text.partition("\n")[0] for _, text in town.outside.said}
    assert f"<b>Gửi tới: {FARMING}</b> <i>(diễn tập)</i>" in tops
    # An agency without a chat is rehearsed, too.
    assert f"<b>Gửi tới: {SCHOOLS}</b> <i>(diễn tập)</i>" in tops


@pytest.mark.parametrize(
    "outcome",
    [
        Sent("1"),
        GiveUp("no"),
        GiveUp("gone", gone=True),
        GiveUp("tags", markup=True),
        TryLater("blink", timedelta(seconds=1)),
        TryLater("moved", timedelta(seconds=1), moved_to="office-2"),
        Unsure("timeout"),
        RuntimeError("a fault of ours"),
    ],
    ids=str,
)
async def test_no_letter_of_any_kind_and_fate_reaches_another_chat(
    july: Store, outcome: Outcome | Exception
) -> None:
    town = Town(july, [outcome, Sent("")])
    meant: list[Addressee | None] = [
        OFFICE,
        LEADERS,
        agency(FARMING),
        agency(SCHOOLS),
        head(FARMING),
        None,
    ]
    async with july.begin() as unit:
        chat = await unit.chats.at("telegram", "nn")
        assert chat is not None
        every = product(meant, (None, "9"), [*Kind, None])
        for (to, edits, kind), priority in zip(every, cycle(Priority), strict=False):
            letter = Letter(
                key=f"{to}:{edits}:{kind}",
                kind=kind,
                at=town.clock.now(),
                text="Nhắc",
                to=to,
                chat=chat.id if to is None else None,
                edits=edits,
                reply_to="8",
                priority=priority,
            )
            await unit.outbox.post(letter, now=town.clock.real())

    await town.deliver()

    assert town.reached <= {"office", "office-2"}
    assert "office" in town.reached


@pytest.mark.parametrize("chat", ["nn", "leaders", "strange", "asked"])
async def test_whatever_others_say_they_are_not_answered(town: Town, chat: str) -> None:
    await linked(town.store, "asked", ChatRole.AGENCY, SCHOOLS, ChatState.ASKED)
    await town.remind(at(7, 8))

    for update in SAID:
        await town.hear(chat, **update)

    assert town.reached == {"office"}
    assert set(town.outside.flashed) <= {None}


SAID: tuple[dict[str, Any], ...] = (
    {"text": "/start"},
    {"text": "/start ABCD-EFGH"},
    {"text": "/help"},
    {"text": "/myitems"},
    {"text": "/board"},
    {"text": "/xyz"},
    {"text": "mục 3 xong rồi, đã gửi trục"},
    {"text": "mục 4 xin lùi đến thứ 6"},
    {"text": "xong chưa nhỉ?"},
    {"press": "1:s:1:1:ready", "press_id": "p", "message": "1"},
    {"poison": "a fault of ours"},
)


async def test_the_office_presses_for_everybody(town: Town) -> None:
    await town.remind(at(7, 8))
    (number, text) = next(
        (n, text)
        for n, (_, text) in enumerate(town.outside.said, 1)
        if f"Gửi tới: {FARMING}" in text
    )
    duty = await town.duty("I.3")
    opens = for_duties([duty, await town.duty("I.4")])[0][0].data
    data = for_duties([duty])[0][1].data
    assert data.endswith("ready")

    for said in (opens, data):  # the three states stand there once it is opened
        await town.hear("office", press=said, press_id="p", message=str(number))

    now = await town.duty("I.3")
    assert (now.state, now.moved_by) == (DutyState.READY, Mover.ON_BEHALF)
    edited = town.outside.said[-1][1]
    assert edited.partition("\n")[0] == text.partition("\n")[0]
    assert "Đã ghi nhận" in str(town.outside.flashed[-1])


async def test_what_lay_there_from_before_is_held(july: Store) -> None:
    """Posted before the rehearsal began; it does not go out by it."""
    letter = Letter(key="old", kind=None, at=at(7), text="Nhắc", to=agency(FARMING))
    async with july.begin() as unit:
        await unit.outbox.post(letter, now=PlayedClock(moment=at(7)).real())
    town = Town(july, [])

    await town.deliver()

    assert town.reached == set()
    (found,) = await all_letters(july)
    assert found.state is LetterState.PLANNED


async def test_when_it_is_over_nothing_rehearsed_is_said_again(town: Town) -> None:
    await town.remind(PUBLISHED)
    await town.remind(at(7, 8))
    before = len(town.outside.said)
    town.store.rehearse = None
    town.channel = town.outside

    await town.remind(at(7, 8, 30))

    assert len(town.outside.said) == before
    await town.remind(at(10, 8))
    assert "nn" in town.reached


async def test_a_chat_can_be_linked_meanwhile(town: Town) -> None:
    """The code is typed in the agency's chat; all is answered in the office's."""
    async with town.store.begin() as unit:
        chats = await unit.chats.all()
    assert {chat.address for chat in chats} >= {"office", "nn"}

    await town.hear("moi", text="/start SAI-MA")

    assert town.reached == {"office"}
    assert "nhóm «moi» (chưa liên kết)" in town.outside.said[-1][1]


async def test_a_channel_that_only_tells_what_comes_in_can_do_so_in_a_rehearsal(
    store: Store,
) -> None:
    zalo = only_office(Zalo("1:a"), store)

    assert isinstance(zalo, Caller)
    assert isinstance(zalo, Numberer)
    assert isinstance(zalo, Timekeeper)
    assert not isinstance(zalo, Prober)
    assert zalo.skew is None
    assert zalo.number_of({"a": 1}) == zalo.number_of({"a": 1})
