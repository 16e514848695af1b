"""A month of random answers: one message a chat and moment, nothing asked twice, no
night disturbed, and the newest digest true after everything that happens."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.messages.buttons import Act, unpack
from programme.duties import Duty, DutyRole
from programme.reminders import Kind
from programme.sending_hours import SendingHours
from programme.speech import MARKS, STATES, say_moment
from storage import Store
from tests.faults.month import ENDED, LAST, OFFICE, PUBLISHED, Month, moments, names
from tests.faults.shares import SEED, chance, note, share
from tests.jobs.shown import Shown

pytestmark = pytest.mark.slow

AGENCIES, EACH = share(60, 8), share(40, 8)
_DIGESTS = {Kind.PUBLICATION, Kind.DIGEST}
_LINE = re.compile(r"• <b>([^<]+)\.</b> (.*?)(?: — (.*))?$", re.MULTILINE)
_HOURS = SendingHours(rules=OFFICE.rules, calendar=OFFICE.calendar)


async def test_a_month_of_random_answers(place: Path | str) -> None:
    store = await Store.open(place)
    month = Month(store, names(AGENCIES), chance("saying-less"))
    try:
        await live(month)
    finally:
        await store.close()
    told = [m for chat in month.chats.shown.values() for m in chat.values()]
    news = [m for m in told if not m.is_answer]
    one_message_a_moment(month)
    nobody_is_disturbed(news)
    edits = sum(m.edits for m in told)
    assert edits
    assert len(news) > AGENCIES
    note(
        f"saying less ({_kind(place)}): {AGENCIES} agencies x {EACH} items, "
        f"{month.events} events, {len(news)} messages unasked, {edits} edits; "
        f"seed {SEED}"
    )


async def live(month: Month) -> None:
    await month.publish(EACH)
    away = 0
    for moment in moments():
        await month.tick(moment)
        goes = moment.time() == OFFICE.rules.morning_at and month.chance.random() < 0.2
        away = 3 if goes else max(away - 1, 0)
        if away:  # nobody can send; people are heard all the same
            await _answer(month, month.chance.randint(0, 3))
            continue
        await month.send()
        await nothing_answered_is_asked(month, moment)
        await every_digest_is_true(month)
        events = month.chance.randint(0, share(6, 1))
        for _ in range(events):
            name = await month.something_happens()
            await month.send()
            await digests_are_true(month, [name])
        if events:  # what it brought to others is gathered for a minute
            await month.tick(moment + timedelta(minutes=2))
            await month.send()
            await every_digest_is_true(month)


def _kind(place: Path | str) -> str:
    return "SQLite" if isinstance(place, Path) else "PostgreSQL"


async def _answer(month: Month, count: int) -> None:
    for _ in range(count):
        name = month.chance.choice(month.agencies)
        ref = month.chance.choice(month.refs[name])
        await month.hear(name, text=f"{ref} đang làm")


async def every_digest_is_true(month: Month) -> None:
    await digests_are_true(month, month.agencies)


async def digests_are_true(month: Month, whose: Iterable[str]) -> None:
    """What the newest of each chat shows is held against the store."""
    async with month.store.read() as unit:
        for name in whose:
            shown = [m for m in month.chats.shown[name].values() if m.kind in _DIGESTS]
            about = shown[-1].duties
            duties = await unit.duties.by_ids(about)
            faults = list(_untrue(shown[-1], duties, month.clock.now()))
            assert not faults, (SEED, month.clock.now(), name, faults, shown[-1].text)


async def nothing_answered_is_asked(month: Month, moment: datetime) -> None:
    """What has just come of what is awaited, from who has not spoken since its step."""
    step = OFFICE.rules.moment(OFFICE.rules.day_of(moment), OFFICE.rules.digest_at)
    new = [
        m
        for name in month.agencies
        for m in month.chats.shown[name].values()
        if m.at == moment and m.kind is Kind.DIGEST
    ]
    async with month.store.read() as unit:
        asked = {d for message in new for d in message.duties}
        by_id = {d.id: d for d in await unit.duties.by_ids(asked)}
    for message in new:
        for duty in map(by_id.__getitem__, message.duties):
            spoke = duty.spoke_at
            is_new = spoke is None or spoke < max(step, message.moment)
            assert duty.is_awaited, (SEED, moment, duty, message.text)
            assert is_new, (SEED, moment, duty, message.text)


def _untrue(message: Shown, duties: list[Duty], now: datetime) -> Iterable[str]:
    said = {ref: state for ref, _, state in _LINE.findall(message.text)}
    for duty in duties:
        if duty.ref not in said:
            yield f"{duty.ref} is not in it"
            continue
        if duty.state in ENDED or duty.role is DutyRole.SUPPORT:
            continue
        state = said[duty.ref]
        is_bare = not state and duty.state.value == "assigned"
        wanted = f"{MARKS[duty.state]} {STATES[duty.state]}"
        if not (is_bare or state.startswith(wanted)):
            yield f"{duty.ref} is {duty.state}, said to be {state!r}"
        if say_moment(duty.due.at) not in message.text:
            yield f"{duty.ref} is due {say_moment(duty.due.at)}"
    yield from _buttons(message, duties)


def _buttons(message: Shown, duties: list[Duty]) -> Iterable[str]:
    """Only for what is open; all of that, unless one of them is opened."""
    pressed = [unpack(b.data) for row in message.buttons for b in row]
    acts = [one for one in pressed if one is not None]
    named = {int(o.words[0]) for o in acts if o.act in {Act.OPEN, Act.STATE}}
    wanted = {d.id for d in duties if d.is_open and d.role is DutyRole.LEAD}
    is_opened = any(one.act is Act.BACK for one in acts)
    if not (named < wanted if is_opened else named == wanted):
        yield f"buttons for {named}, open are {wanted}"


def one_message_a_moment(month: Month) -> None:
    for name, chat in month.chats.shown.items():
        at = Counter(m.at for m in chat.values() if not m.is_answer)
        twice = [
            (m.at, m.moment, m.kind, m.text)
            for m in chat.values()
            if at[m.at] > 1 and not m.is_answer
        ]
        assert not twice, (SEED, name, twice)


def nobody_is_disturbed(news: Iterable[Shown]) -> None:
    for message in news:
        is_morning = "Lịch họp hôm nay" in message.text
        assert not _HOURS.is_quiet(message.at), (SEED, message)
        assert _HOURS.is_open(message.at) or is_morning, (SEED, message)
        assert message.at >= PUBLISHED
        assert message.at.date() <= LAST
