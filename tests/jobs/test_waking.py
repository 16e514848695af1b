"""Whatever happens in between: out of the rows that are due comes what is due."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from jobs.planning import plan_at
from jobs.remind import carry_out, post_reminders
from programme.due import due_as_named
from programme.duties import Duty, DutyState
from programme.reminders import agency
from programme.rules import OfficeRules
from storage import Unit
from tests.bot.makers import (
    FARMING,
    HOME_AFFAIRS,
    PUBLISHED,
    THE_OFFICE,
    at,
)
from tests.jobs.everything import post_everything, told
from tests.jobs.houses import (
    Houses,
    Step,
    a_life,
    a_street,
    live,
    two_houses,
)
from tests.jobs.issues import Issue
from tests.postgresql import Cluster


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("houses") / "nhacviec.db"

    async def make() -> None:
        await (await a_street(path)).close()

    asyncio.run(make())
    return path


@pytest.mark.parametrize(
    "seed",
    [*range(3), *(pytest.param(n, marks=pytest.mark.slow) for n in range(3, 40))],
)
async def test_what_is_due_is_what_would_be_found_by_asking_everything(
    seed: int, empty_file: Path
) -> None:
    """Programmes, amendments, moves, signs of life, other rules, outages, a taking
    back: the same letters at the same moments, word for word."""
    chance = Random(seed)  # noqa: S311 - a test's own, the same each time
    await live(a_life(chance), await two_houses(empty_file))


async def test_the_same_on_postgresql(cluster: Cluster) -> None:
    chance = Random(1)  # noqa: S311 - a test's own, the same each time
    with cluster.database() as ours, cluster.database() as theirs:
        houses = Houses(waking=await a_street(ours), asking=await a_street(theirs))
        await live(a_life(chance), houses)


@pytest.fixture
async def houses(empty_file: Path) -> AsyncIterator[Houses]:
    """July is published, and its agencies have been told."""
    found = await two_houses(empty_file)
    found.now = PUBLISHED
    issue = Issue(False, 21, 10, 15, 2, is_early=False)
    await Step("publish", issue, PUBLISHED).live(found)
    yield found
    await found.close()


async def _put(
    houses: Houses, ref: str, how: Callable[[Duty], Duty], whose: str | None = None
) -> None:
    async def deed(unit: Unit) -> None:
        for was in await unit.duties.find(ref, agency=whose):
            await unit.duties.put(how(was), was=was)

    await houses.both(deed)


async def _all_put(houses: Houses, how: Callable[[Duty], Duty]) -> None:
    async def deed(unit: Unit) -> None:
        (force,) = await unit.programmes.in_force()
        for was in force.duties:
            await unit.duties.put(how(was), was=was)

    await houses.both(deed)


async def _go(houses: Houses, *moments: datetime) -> list[str]:
    """Whom the post wrote to at the last of them."""
    before = houses.letters
    for moment in moments:
        before, houses.now = houses.letters, moment
        await houses.tick()
    said = await told(houses.waking, before)
    return [str(one.letter.to) for one in said]


async def test_a_programme_that_was_over_goes_on_when_a_dossier_is_sent_back(
    houses: Houses,
) -> None:
    await _all_put(houses, lambda duty: duty.accept(at=PUBLISHED))
    september = [at(n, 7, 30, month=9) for n in (1, 3, 28)]
    assert await _go(houses, at(1, 7, 30, month=8), *september) == []

    houses.now = at(28, 9, month=9)
    rules, calendar = THE_OFFICE.rules, THE_OFFICE.calendar
    due = due_as_named(
        date(2020, 10, 30), since=houses.now, rules=rules, calendar=calendar
    )
    await _put(
        houses, "II.1", lambda d: d.send_back(at=houses.now, reason="thiếu", due=due)
    )

    assert await _go(houses, at(29, 7, 30, month=9)) == ["office"]


async def test_whom_a_session_concerns_after_the_day_befores_notice_hears_it_too(
    houses: Houses,
) -> None:
    await _put(
        houses, "I.9", lambda d: d.end(DutyState.DEFERRED, at=PUBLISHED, reason=None)
    )
    mornings = [at(day) for day in (30, *range(1, 21))]
    mornings[0] = at(30, month=6)
    eve = await _go(houses, *mornings, at(20, 15))
    assert str(agency(FARMING)) in eve
    assert str(agency(HOME_AFFAIRS)) not in eve

    await _put(houses, "I.9", lambda d: replace(d, state=DutyState.ASSIGNED))

    assert await _go(houses, at(20, 15, 20)) == [str(agency(HOME_AFFAIRS))]


async def test_what_is_born_after_the_mornings_notice_still_joins_it(
    houses: Houses,
) -> None:
    """10 July, two working days before: farming's conference is told at 07:00, before
    its dossier is awaited again; what would come at 08:00 comes at once."""
    await _put(houses, "I.3", lambda d: d.accept(at=PUBLISHED), FARMING)
    await _put(houses, "I.4", lambda d: d.accept(at=PUBLISHED))
    await _go(houses, at(9, 15), at(10, 7))
    assert await _go(houses, at(10, 7, 10)) == []

    await _put(
        houses,
        "I.4",  # of what was before it has spoken
        lambda d: replace(d, state=DutyState.PREPARING, spoke_at=at(10, 7)),
    )

    assert await _go(houses, at(10, 7, 20)) == [str(agency(FARMING))]
    assert str(agency(FARMING)) not in await _go(houses, at(10, 8))


async def test_a_rule_changed_in_mid_month_counts_from_its_change(
    houses: Houses,
) -> None:
    await _go(houses, at(1))
    rules = OfficeRules(steps=(4, 0))
    houses.office = replace(THE_OFFICE, rules=rules)

    assert await _go(houses, at(7)) != [str(agency(FARMING))]
    assert str(agency(FARMING)) in await _go(houses, at(8))


async def test_an_idle_tick_writes_nothing(houses: Houses) -> None:
    await _go(houses, at(1), at(1, 8, 1))
    store = houses.waking
    async with store.begin():  # nobody else may write now
        assert not await post_reminders(
            store, at(1, 8, 2), office=THE_OFFICE, real=at(1, 8, 2)
        )


async def test_what_changes_while_it_is_worded_waits_for_the_next_look(
    houses: Houses,
) -> None:
    """The agency answers between the picture and the posting: it is not asked."""
    store = houses.waking
    async with store.read() as unit:
        plan = await plan_at(unit, at(7), THE_OFFICE)
    assert plan.due.said
    await _put(houses, "I.3", lambda d: d.report(DutyState.READY, at=at(7)), FARMING)

    await carry_out(store, plan, at(7), office=THE_OFFICE, real=at(7))

    said = {str(one.letter.to): one for one in await told(store, houses.letters)}
    assert str(agency(HOME_AFFAIRS)) in said
    assert str(agency(FARMING)) not in said
    await post_reminders(store, at(7), office=THE_OFFICE, real=at(7))
    refs = {
        str(one.letter.to): one.letter.refs for one in await told(store, houses.letters)
    }
    assert refs[str(agency(FARMING))] == ("I.4",)


async def test_who_dies_between_two_letters_goes_on_with_the_rest(
    houses: Houses,
) -> None:
    store = houses.waking
    async with store.read() as unit:
        plan = await plan_at(unit, at(7), THE_OFFICE)
    assert len(plan.due.said) > 2
    one = replace(plan, due=replace(plan.due, said=plan.due.said[:1]), looks={})
    await carry_out(store, one, at(7), office=THE_OFFICE, real=at(7))

    await post_reminders(store, at(7), office=THE_OFFICE, real=at(7))

    await post_everything(houses.asking, at(7), office=THE_OFFICE)
    ours = await told(store, houses.letters)
    theirs = await told(houses.asking, houses.letters)
    assert sorted(t.letter.key for t in ours) == sorted(t.letter.key for t in theirs)
