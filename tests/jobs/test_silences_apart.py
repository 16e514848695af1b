"""What cannot be one message with others that wait goes a minute after them."""

from dataclasses import replace
from typing import Any

import pytest

from bot.messages.words import LONGEST
from jobs.escalate import tend_ladders
from jobs.remind import clear_the_way
from programme.letters import Letter, LetterState
from programme.reminders import OFFICE, Kind
from storage import Store
from tests.bot.makers import THE_OFFICE, at
from tests.jobs.makers import all_letters
from tests.jobs.night_town import NightTown, night_town
from tests.jobs.shown import Shown

ALONE = replace(THE_OFFICE, rules=replace(THE_OFFICE.rules, escalation_automatic=True))
DIGEST = "Tổng hợp sáng"


@pytest.fixture
async def town(store: Store) -> NightTown:
    """Due yesterday. It is told at eight, for heads without a chat."""
    town = await night_town(store)
    await town.go(14, 8)
    return town


async def ticks(town: NightTown, *when: int) -> None:
    town.clock.moment = at(*when)
    await town.tick()
    await tend_ladders(town.store, at(*when), office=ALONE, real=town.clock.real())


async def goes(town: NightTown, *when: int) -> list[Shown]:
    """What comes to the office at that moment."""
    await ticks(town, *when)
    await town.deliver()
    return [one for one in town.office() if one.at == at(*when)]


async def cannot_be_sent(town: NightTown) -> None:
    """The digest of 07:30 and the silences of 08:00 wait."""
    await ticks(town, 15, 7, 30)
    await ticks(town, 15, 8)


async def post(town: NightTown, key: str, text: str, **more: Any) -> None:
    """A silence, or what it is said to be."""
    about: dict[str, Any] = {"kind": Kind.ESCALATION, "to": OFFICE, **more}
    letter = Letter(key=key, at=town.clock.now(), text=text, **about)
    async with town.store.begin() as unit:
        await unit.outbox.post(letter, now=town.clock.real())


async def test_after_an_outage_the_digest_goes_and_a_minute_later_the_silences(
    town: NightTown,
) -> None:
    await cannot_be_sent(town)

    (digest,) = await goes(town, 15, 9, 41)
    (silences,) = await goes(town, 15, 9, 42)

    assert DIGEST in digest.text
    assert silences.kind is Kind.ESCALATION
    assert "I.9." in silences.text
    assert "I.3." in silences.text
    assert not await goes(town, 15, 9, 43)


async def test_it_stays_a_minute_behind_however_long_the_outage_goes_on(
    town: NightTown,
) -> None:
    await cannot_be_sent(town)
    for minute in range(1, 30):
        await ticks(town, 15, 8, minute)

    (digest,) = await goes(town, 15, 8, 30)
    (silences,) = await goes(town, 15, 8, 31)

    assert DIGEST in digest.text
    assert silences.kind is Kind.ESCALATION


async def test_who_answers_within_that_minute_is_not_told_of(town: NightTown) -> None:
    await cannot_be_sent(town)
    await goes(town, 15, 9, 41)
    await town.hear(town.who["I.9"], text="mục I.9 đang chuẩn bị")

    (silences,) = await goes(town, 15, 9, 42)

    assert "I.9." not in silences.text
    assert "I.3." in silences.text
    assert (await town.duty("I.9")).id not in silences.duties


async def test_the_ladder_stands_as_it_was_told(town: NightTown) -> None:
    await cannot_be_sent(town)
    duty = await town.duty("I.9")
    async with town.store.read() as unit:
        before = await unit.ladders.known([duty.id])

    await goes(town, 15, 9, 41)
    await goes(town, 15, 9, 42)

    async with town.store.read() as unit:
        assert await unit.ladders.known([duty.id]) == before


async def test_a_process_that_starts_again_sends_one_of_them(town: NightTown) -> None:
    """The post is quicker than the first look."""
    await cannot_be_sent(town)
    town.clock.moment = back = at(15, 9, 41)
    await clear_the_way(town.store, back, office=ALONE, real=town.clock.real())

    await town.deliver()

    (digest,) = [one for one in town.office() if one.at == back]
    assert DIGEST in digest.text


async def test_any_news_of_that_outage_goes_after_the_digest(town: NightTown) -> None:
    await cannot_be_sent(town)
    await town.hear(town.who["I.5"], text="mục I.5 xin gia hạn đến 17/7", sent=False)

    (digest,) = await goes(town, 15, 9, 41)
    (rest,) = await goes(town, 15, 9, 42)

    assert DIGEST in digest.text
    assert "I.5" in rest.text
    assert "I.9." in rest.text


def a_silence(number: int) -> str:
    return f"<b>Việc {number}</b>\n" + f"Đơn vị số {number} chưa gửi hồ sơ. " * 50


async def test_silences_that_one_message_does_not_hold_go_a_minute_apart(
    town: NightTown,
) -> None:
    await goes(town, 15, 7, 30)
    town.clock.moment = at(15, 7, 40)
    for number in range(6):
        text = a_silence(number)
        await post(town, f"s{number}", text, not_before=at(15, 7, 41))

    found = [await goes(town, 15, 7, minute) for minute in range(41, 46)]

    assert [len(one) for one in found] == [1, 1, 1, 0, 0]
    said = [one.text for (one,) in found[:3]]
    assert max(map(len, said)) <= LONGEST
    for number in range(6):
        assert sum(f"<b>Việc {number}</b>" in text for text in said) == 1


async def test_what_comes_meanwhile_joins_what_was_put_off(town: NightTown) -> None:
    await cannot_be_sent(town)
    await goes(town, 15, 9, 41)
    await post(town, "a", "Tin của Văn phòng.", kind=Kind.OFFICE)

    (message,) = await goes(town, 15, 9, 42)

    assert "Tin của Văn phòng." in message.text
    assert "I.9." in message.text


async def test_quiet_hours_are_kept(town: NightTown) -> None:
    """The second of two would be told as the quiet hours begin."""
    town.clock.moment = at(15, 20)
    for number in range(4):
        first = at(15, 20, 59)
        await post(town, f"s{number}", a_silence(number), not_before=first)

    evening = [one for one in await goes(town, 15, 20, 59) if "Việc" in one.text]
    quiet = [await goes(town, 15, 21, minute) for minute in (1, 30)]
    morning = await goes(town, 16, 6, 30)

    assert len(evening) == 1
    assert quiet == [[], []]
    assert len([one for one in morning if "Việc" in one.text]) == 1


async def test_what_would_be_too_late_by_then_is_not_put_off(town: NightTown) -> None:
    await ticks(town, 15, 7, 30)
    soon = at(15, 7, 31).replace(second=20)
    first = at(15, 7, 31)
    await post(town, "s", "Việc gấp.", not_before=first, not_after=soon)

    await goes(town, 15, 7, 31)

    assert any("Việc gấp." in one.text for one in town.office())
    (one,) = [one for one in await all_letters(town.store) if one.letter.key == "s"]
    assert one.state is LetterState.SENT
