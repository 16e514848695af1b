"""A silence told to the office goes with whatever else the office is told then."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.messages.matters import TITLE
from bot.messages.silences import TITLE as SILENCES
from jobs.escalate import tend_ladders
from programme.letters import Letter, LetterState
from programme.reminders import LEADERS, OFFICE, Addressee, ChatRole, Kind
from storage import Store
from tests.bot.makers import HOME_AFFAIRS, THE_OFFICE, at
from tests.jobs.makers import all_letters, linked
from tests.jobs.night_town import NightTown, night_town
from tests.jobs.shown import Shown

ALONE = replace(THE_OFFICE, rules=replace(THE_OFFICE.rules, escalation_automatic=True))
EIGHT, TOLD = at(15, 8), (15, 8, 1)
HOME, FOREST = f"do {HOME_AFFAIRS} chuẩn bị", "I.3"


@pytest.fixture
async def town(store: Store) -> NightTown:
    """Due yesterday; the office is told of it at eight, for heads without a chat."""
    town = await night_town(store)
    await town.go(15, 8)
    town.clock.moment = EIGHT
    return town


async def climbs(town: NightTown, moment: datetime = EIGHT) -> None:
    await tend_ladders(town.store, moment, office=ALONE, real=town.clock.real())


async def happens(town: NightTown, key: str, text: str, to: Addressee = OFFICE) -> None:
    kind = Kind.CHANGE if to == LEADERS else Kind.OFFICE
    letter = Letter(key=key, kind=kind, at=town.clock.now(), to=to, text=text)
    async with town.store.begin() as unit:
        await unit.outbox.post(letter, now=town.clock.real())


async def told(town: NightTown) -> Shown:
    """The one message that the office gets at that moment."""
    before = len(town.office())
    await town.go(*TOLD)
    (message,) = town.office()[before:]
    return message


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_silence_and_a_request_are_one_message(
    town: NightTown, *, is_first: bool
) -> None:
    if is_first:
        await climbs(town)
    await town.hear(town.who["I.5"], text="mục I.5 xin gia hạn đến 17/7", sent=False)
    town.clock.moment = EIGHT
    if not is_first:
        await climbs(town)

    message = await told(town)

    above, _, below = message.text.partition(TITLE)
    assert SILENCES in above
    assert "I.9." in above
    assert "I.3." in above
    assert "I.5" in below
    assert town.row(message, "I.5")
    every = [(await town.duty(ref)).id for ref in ("I.5", "I.9", "I.3")]
    assert set(every) <= set(message.duties)


async def test_what_is_decided_in_such_a_message_is_decided_as_in_any(
    town: NightTown,
) -> None:
    await climbs(town)
    await town.hear(town.who["I.5"], text="mục I.5 xin gia hạn đến 17/7", sent=False)
    message = await told(town)

    await town.hear("office", reply_to=message.id, text="đồng ý mục I.5")

    assert await town.due("I.5") == 17
    now = town.channel.shown["office"][message.id]
    assert not town.row(now, "I.5")
    assert SILENCES in now.text


@pytest.mark.parametrize("is_first", [True, False])
async def test_three_that_come_in_any_order_are_one_message(
    town: NightTown, *, is_first: bool
) -> None:
    await happens(town, "a", "Tin thứ nhất.")
    await climbs(town)
    await happens(town, "b", "Tin thứ hai.")

    message = await told(town)

    news, _, silences = message.text.partition(SILENCES)
    assert news.index("Tin thứ nhất.") < news.index("Tin thứ hai.")
    assert "Tin thứ" not in silences
    assert "I.9." in silences
    letters = await all_letters(town.store)
    gone = [one for one in letters if one.letter.kind is Kind.ESCALATION]
    assert {one.state for one in gone} == {LetterState.SUPERSEDED}


@pytest.mark.parametrize("is_first", [True, False])
async def test_who_answers_before_it_goes_is_not_told_of(
    town: NightTown, *, is_first: bool
) -> None:
    if is_first:
        await climbs(town)
    await happens(town, "a", "Tin của Văn phòng.")
    if not is_first:
        await climbs(town)
    await town.hear(town.who["I.9"], text="mục I.9 đang chuẩn bị", sent=False)
    town.clock.moment = EIGHT

    message = await told(town)

    assert "Tin của Văn phòng." in message.text
    assert "I.9" not in message.text
    assert (await town.duty("I.9")).id not in message.duties
    assert "I.3." in message.text


async def test_when_all_have_answered_the_news_goes_alone(town: NightTown) -> None:
    await climbs(town)
    await happens(town, "a", "Tin của Văn phòng.")
    async with town.store.begin() as unit:
        late = await unit.ladders.late(EIGHT)
    for duty in late:
        said = f"mục {duty.ref} đang chuẩn bị"
        await town.hear(duty.agency, text=said, sent=False)
        town.clock.moment = EIGHT

    message = await told(town)

    assert message.text == "Tin của Văn phòng."
    assert message.duties == ()


async def test_what_news_is_about_stays_its_own(town: NightTown) -> None:
    """The news names the very item whose silence ends."""
    duty = await town.duty("I.9")
    letter = Letter(
        key="a",
        kind=Kind.OFFICE,
        at=EIGHT,
        to=OFFICE,
        text="Mục I.9: Sở hỏi thêm.",
        duties=(duty.id,),
        refs=("I.9",),
    )
    async with town.store.begin() as unit:
        await unit.outbox.post(letter, now=town.clock.real())
    await climbs(town)
    await town.hear(town.who["I.9"], text="mục I.9 đang chuẩn bị", sent=False)
    town.clock.moment = EIGHT

    message = await told(town)

    assert duty.id in message.duties
    assert message.text.count("I.9") == 1


async def test_leaders_are_told_of_a_change_and_a_silence_at_once(
    town: NightTown,
) -> None:
    await linked(town.store, "leaders", ChatRole.LEADER)
    for day in (15, 16):
        await climbs(town, at(day, 8))
        await town.go(day, 8, 1)
    town.clock.moment = at(20, 8)
    await climbs(town, at(20, 8))
    await happens(town, "a", "Phiên họp dời sang chiều.", LEADERS)

    await town.go(20, 8, 1)

    (message,) = [
        one for one in town.channel.shown["leaders"].values() if "dời" in one.text
    ]
    assert SILENCES in message.text
    assert message.text.index("dời") < message.text.index(SILENCES)


async def test_too_late_to_be_told_it_is_in_no_message(town: NightTown) -> None:
    """It waits for the morning, and its session has begun by then."""
    town.clock.moment = at(15, 22)
    await happens(town, "a", "Tin của buổi tối.")
    late = Letter(
        key="b",
        kind=Kind.ESCALATION,
        at=at(15, 22),
        to=OFFICE,
        text="Việc đã qua.",
        not_after=at(16, 6),
    )
    async with town.store.begin() as unit:
        await unit.outbox.post(late, now=town.clock.real())

    await town.go(16, 6, 30)

    assert not any("Việc đã qua." in one.text for one in town.office())
    (one,) = [one for one in await all_letters(town.store) if one.letter.key == "b"]
    assert one.state is LetterState.EXPIRED
