"""Ladders begin with the office's morning; by themselves they go on where it is set."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.digest_edits import after_the_moves
from bot.escalating import waiting_at
from jobs.escalate import tend_ladders
from jobs.remind import post_reminders
from jobs.scenes import scene_at
from programme.escalation import Level
from programme.office import Office
from programme.reminders import ChatRole, Kind
from storage import Store
from tests.bot.makers import HOME_AFFAIRS, THE_OFFICE, at
from tests.jobs.makers import linked

ALONE = replace(THE_OFFICE, rules=replace(THE_OFFICE.rules, escalation_automatic=True))
SLOWER = replace(THE_OFFICE, rules=replace(THE_OFFICE.rules, escalation_days=(2, 3)))


async def tend(store: Store, now: datetime, office: Office = THE_OFFICE) -> int:
    return await tend_ladders(store, now, office=office, real=now)


async def letters(store: Store, kind: Kind) -> list[tuple[str, str, tuple[str, ...]]]:
    """To whom, the first line, and of what."""
    async with store.read() as unit:
        found = [
            await unit.outbox.get(number)
            for number in range(1, await unit.outbox.pending() + 1)
        ]
    return [
        (str(one.letter.to), one.letter.text.split("\n")[0], one.letter.refs)
        for one in found
        if one.letter.kind is kind
    ]


async def test_by_the_offices_word_nothing_goes_by_itself(july: Store) -> None:
    for day in (15, 16, 17, 20):
        assert await tend(july, at(day, 8)) == 0


async def test_what_began_under_one_rule_goes_on_under_it(july: Store) -> None:
    await tend(july, at(15, 7, 30))

    async with july.read() as unit:
        waiting = await waiting_at(unit, at(15, 8), SLOWER)

    assert {one.level for one in waiting} == {Level.HEAD}


async def test_what_has_not_begun_follows_the_new_rule(july: Store) -> None:
    async with july.read() as unit:
        assert await waiting_at(unit, at(15, 8), SLOWER) == ()
        assert await waiting_at(unit, at(16, 8), SLOWER)


async def test_by_itself_each_level_on_its_day_once(july: Store) -> None:
    await linked(july, "gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    for day in range(14, 22):
        for hour in (7, 8, 9, 16):
            await tend(july, at(day, hour), ALONE)

    said = await letters(july, Kind.ESCALATION)

    own = [to for to, text, refs in said if refs == ("I.9",)]
    assert own == [f"head:{HOME_AFFAIRS}", "office", "leader"]
    others = [to for to, _, refs in said if refs == ("I.3", "I.4")]
    assert others == ["office", "office", "leader"]  # its head has no chat


async def test_who_spoke_in_the_morning_is_left_alone(july: Store) -> None:
    await linked(july, "gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    await tend(july, at(15, 7, 30), ALONE)
    async with july.begin() as unit:
        (duty,) = await unit.duties.find("I.9")
        await unit.duties.spoke([duty.id], at(15, 7, 45))

    await tend(july, at(15, 8), ALONE)

    said = await letters(july, Kind.ESCALATION)
    assert ("I.9",) not in [refs for _, _, refs in said]


async def test_who_answers_before_it_is_sent_is_not_told_of(july: Store) -> None:
    """Told on Wednesday evening, it waits for the morning; one answers at night."""
    await tend(july, at(15, 7, 30), ALONE)
    await tend(july, at(15, 8), ALONE)
    night = at(15, 22)
    async with july.begin() as unit:
        (home,) = await unit.duties.find("I.9")
        (forest,) = await unit.duties.find("I.3")
        await unit.duties.spoke([home.id, forest.id], night)
        await after_the_moves(unit, now=night, real=night, office=THE_OFFICE)

    async with july.read() as unit:
        waiting = await unit.outbox.silences_waiting()

    refs = [one.letter.refs for one in waiting]
    assert ("I.4",) in refs
    assert not [ref for some in refs for ref in some if ref in {"I.9", "I.3"}]
    (left,) = [one for one in waiting if one.letter.refs == ("I.4",)]
    assert "mục 3" not in left.letter.text


@pytest.mark.parametrize("moment", [at(18, 9), at(15, 7), at(15, 19)])
async def test_never_on_a_day_off_nor_outside_the_hours(
    july: Store, moment: datetime
) -> None:
    assert await tend(july, moment, ALONE) == 0


async def test_drafts_join_the_offices_morning(july: Store) -> None:
    """No message of its own; the buttons show the words."""
    await post_reminders(july, at(15, 7, 30), office=THE_OFFICE, real=at(15, 7, 30))

    async with july.read() as unit:
        scene = await scene_at(unit, at(15, 7, 30), THE_OFFICE)
        found = [
            await unit.outbox.get(number)
            for number in range(1, await unit.outbox.pending() + 1)
        ]
    (digest,) = [
        one
        for one in found
        if one.letter.kind is Kind.OFFICE and "Tổng" in one.letter.text
    ]

    assert len(scene.waiting) == 4
    assert (
        "Gửi Lãnh đạo cơ quan: Sở Nông nghiệp và PTNT (I.3, I.4)" in digest.letter.text
    )
    assert len([b for row in digest.letter.buttons for b in row]) == 4


async def test_the_office_is_asked_of_the_session_on_the_working_day_after(
    july: Store,
) -> None:
    async def held(day: int) -> list[date]:
        async with july.read() as unit:
            scene = await scene_at(unit, at(day, 7, 30), THE_OFFICE)
        return [one.on for one in scene.held]

    assert await held(21) == []
    assert await held(22) == [date(2020, 7, 21)]
