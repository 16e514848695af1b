"""After an outage of any length: one digest a chat, nothing for what has passed."""

from dataclasses import replace

import pytest

from jobs.remind import clear_the_way
from programme.document import Draft
from programme.duties import DutyState
from programme.letters import LetterState
from programme.reminders import ChatRole, Kind
from storage import Store
from tests.bot.makers import FARMING, JUSTICE, PUBLISHED, SCHOOLS, at
from tests.bot.makers import july as the_draft
from tests.jobs.makers import PlayedClock, linked, published
from tests.jobs.timed import CLOSING, TimedHouse, later


async def _house(store: Store, draft: Draft | None = None) -> TimedHouse:
    """Published, told, and every chat linked that is spoken of here."""
    await published(store, draft)
    await linked(store, "office", ChatRole.OFFICE)
    await linked(store, "leaders", ChatRole.LEADER)
    for name, agency in (("nn", FARMING), ("tp", JUSTICE), ("gd", SCHOOLS)):
        await linked(store, name, ChatRole.AGENCY, agency)
    house = TimedHouse(store=store, clock=PlayedClock(moment=PUBLISHED))
    for moment in (PUBLISHED, at(29, 15, month=6)):
        await house.go(moment)
        await house.go(later(moment, minutes=2))
    return house


def _to(house: TimedHouse, chat: str, since: int = 0) -> list[str]:
    return [text for to, text in house.channel.said[since:] if to == chat]


@pytest.mark.parametrize("hours", [1, 24, 72, 24 * 5])
async def test_a_digest_that_never_left_goes_with_the_next_or_not_at_all(
    store: Store, hours: int
) -> None:
    """It lay in the outbox when the process died: the letters of 7 July, 08:00."""
    house = await _house(store)
    await house.go(at(7, 8), sends=False)
    said = len(house.channel.said)
    lay = await house.letters(LetterState.PLANNED)
    assert {one.letter.to.agency for one in lay if one.letter.to} >= {FARMING, JUSTICE}

    back = later(at(7, 8), hours=hours)
    await house.go(back)
    await house.go(later(back, minutes=2))
    first = {chat: _to(house, chat, said) for chat in ("nn", "tp", "gd")}
    for step in range(1, 3 * 12):  # it lives on for three days
        await house.go(later(back, hours=2 * step))

    assert all(len(texts) <= 1 for texts in first.values())
    for chat in ("nn", "tp", "gd", "office", "leaders"):
        days = [text for text in _to(house, chat, said) if "7/7" in text.split("\n")[0]]
        assert len(days) <= 1, chat


async def test_two_digests_of_two_days_never_both_go(store: Store) -> None:
    house = await _house(store)
    for day in (7, 10, 13):
        await house.go(at(day, 8), sends=False)
    said = len(house.channel.said)

    await house.go(at(13, 8, 20))
    for minutes in (1, 2, 5, 60, 120):
        await house.go(later(at(13, 8, 20), minutes=minutes))

    sent = await house.letters(LetterState.SENT)
    digests = [one.letter for one in sent if one.letter.kind is Kind.DIGEST]
    whose = [str(letter.to) for letter in digests if letter.at >= at(7)]
    assert sorted(set(whose)) == sorted(whose)
    assert len(_to(house, "nn", said)) == 1


async def test_what_waited_and_was_answered_meanwhile_is_not_asked(
    store: Store,
) -> None:
    house = await _house(store)
    await house.go(at(7, 8), sends=False)
    async with store.begin() as unit:
        for ref in ("I.3", "I.4"):
            for duty in await unit.duties.find(ref):
                ready = duty.report(DutyState.READY, at=at(7, 9))
                await unit.duties.put(ready, was=duty)
    said = len(house.channel.said)

    await house.go(at(8, 9))
    await house.go(at(8, 9, 2))

    assert _to(house, "nn", said) == []


@pytest.mark.parametrize("minute", [0, 1, 20, 45])
async def test_the_notice_and_the_digest_of_a_morning_are_one_after_an_outage_too(
    store: Store, minute: int
) -> None:
    """Nobody was awake on 7 July, when a step came; on the 8th there is a meeting."""
    house = await _house(store, _meeting_on_the_eighth())
    said = len(house.channel.said)

    await house.go(at(8, 7, minute))
    for moment in (at(8, 7, 50), at(8, 8), at(8, 8, 5), at(8, 12), at(8, 16)):
        await house.go(moment)

    (one,) = _to(house, "nn", said)
    assert "bảo vệ rừng" in one
    assert "I.3" in one


async def test_the_eve_and_a_digest_that_waits_are_one_message(store: Store) -> None:
    """Telegram was away on 7 July from the morning until the afternoon."""
    house = await _house(store, _meeting_on_the_eighth())
    said = len(house.channel.said)
    await house.go(at(7, 8), sends=False)
    assert len(await house.letters(LetterState.PLANNED)) >= 3

    await house.go(at(7, 15), sends=False)
    await house.go(at(7, 15, 1))

    (one,) = _to(house, "nn", said)
    assert "bảo vệ rừng" in one
    assert "I.3" in one


async def test_who_starts_in_the_afternoon_sends_the_morning_along_with_it(
    store: Store,
) -> None:
    """The post is quicker than the first look at what is due."""
    house = await _house(store, _meeting_on_the_eighth())
    said = len(house.channel.said)
    await house.go(at(7, 8), sends=False)
    house.clock.moment = at(7, 15)

    await clear_the_way(house.store, at(7, 15), office=house.office, real=at(7, 15))
    await house.deliver()
    assert _to(house, "nn", said) == []
    await house.go(at(7, 15))

    (one,) = _to(house, "nn", said)
    assert "bảo vệ rừng" in one
    assert "I.3" in one


async def test_who_starts_with_nothing_more_to_say_sends_what_lies_there(
    store: Store,
) -> None:
    house = await _house(store, _meeting_on_the_eighth())
    said = len(house.channel.said)
    await house.go(at(7, 8), sends=False)
    house.clock.moment = at(7, 11)

    await clear_the_way(house.store, at(7, 11), office=house.office, real=at(7, 11))
    await house.deliver()

    (one,) = _to(house, "nn", said)
    assert "I.3" in one


def _meeting_on_the_eighth() -> Draft:
    draft = the_draft()
    moved = [
        replace(one, starts_on=at(8).date()) if one.ref == "III.1" else one
        for one in draft.meetings
    ]
    return replace(draft, meetings=tuple(moved))


async def test_change_letters_of_before_the_outage_are_told_once_by_day(
    store: Store,
) -> None:
    house = await _house(store)
    await house.go(at(8, 16))
    await house.happens("a", "Một.")
    await house.happens("b", "Hai.")
    said = len(house.channel.said)

    assert "Một." not in "".join(await house.go(at(11, 9)))  # a Saturday
    await house.go(at(13, 6, 29))
    assert _to(house, "nn", said) == []
    await house.go(at(13, 6, 30))
    (one,) = _to(house, "nn", said)
    assert one.endswith(f"Một.\n\nHai.{CLOSING}")


async def test_published_late_in_the_evening_it_is_told_in_the_morning(
    store: Store,
) -> None:
    await published(store)
    await linked(store, "nn", ChatRole.AGENCY, FARMING)
    house = TimedHouse(store=store, clock=PlayedClock(moment=PUBLISHED))
    async with store.begin() as unit:
        (force,) = await unit.programmes.in_force()
    assert force.programme.published_at == PUBLISHED
    await house.go(later(PUBLISHED, hours=6))  # 22:00, asked for the first time

    assert _to(house, "nn") == []
    await house.go(at(25, 6, 30, month=6))
    await house.go(at(25, 8, month=6))
    assert len(_to(house, "nn")) == 1


async def test_a_programme_stamped_hoa_toc_is_told_at_once(store: Store) -> None:
    house = await _urgent_house(store)

    await house.go(PUBLISHED)

    assert len(_to(house, "nn")) == 1


async def _urgent_house(store: Store) -> TimedHouse:
    await published(store, replace(the_draft(), urgent=True))
    await linked(store, "nn", ChatRole.AGENCY, FARMING)
    house = TimedHouse(store=store, clock=PlayedClock(moment=PUBLISHED))
    rules = replace(house.office.rules, quiet_from=at(1, 15).time())
    night = replace(house.office, rules=rules)
    return TimedHouse(store=store, clock=house.clock, office=night)
