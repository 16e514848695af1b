"""Forged, old and copied buttons: nothing happens that this message did not offer here.

Data are thrown at a town of several agencies: well-formed with any numbers, real ones
copied from other messages and chats or altered, and mere bytes.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages.buttons import Act, pack, unpack
from programme.chats import ChatState
from programme.dossiers import DossierRules
from programme.reminders import agency
from storage import Store
from tests.bot.conftest import TOWN
from tests.bot.makers import (
    HOME_AFFAIRS,
    SCHOOLS,
    THE_OFFICE,
)
from tests.bot.seats import everything
from tests.bot.talk import HUNG, LAN, Said, Talk

CHATS = ["office", "leaders", *TOWN, "stranger"]


@dataclass
class Street:
    """The town, and every message of ours that stands in it with buttons."""

    talk: Talk
    messages: list[Said] = field(default_factory=list)
    #: By chat and message, all the data it has ever offered there.
    offered: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def note(self, said: Sequence[Said]) -> None:
        for one in said:
            data = {button.data for row in one.buttons for button in row}
            self.offered.setdefault((one.address, one.id), set()).update(data)
            if data:
                self.messages.append(one)

    async def say(self, address: str, text: str) -> None:
        self.note(await self.talk.say(address, text))


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[Store]:
    opened = await Store.open(place)
    yield opened
    await opened.close()


@pytest.fixture
async def street(talk: Talk) -> Street:
    """Everybody has had something to do, and its buttons still stand there."""
    talk.office = replace(THE_OFFICE, dossiers=DossierRules())
    found = Street(talk)
    for address in TOWN:
        await found.say(address, "/myitems")
    await found.say("nn", "mục 3 đang chuẩn bị")
    await found.say("nv", "mục 9 xin gia hạn đến 17/7")
    await found.say("tp", "mục 5 xin rút")
    await found.say("tc", "mục 12 đã xong")
    await found.say("office", "/calendar nghỉ 15/7/2020 vì bão số 3")
    await found.say("office", "/unlink Sở Tư pháp")
    await found.say("office", "/assign I.3 Sở Tài chính")
    (given_,) = await talk.say("office", f"/link {SCHOOLS}")
    code = given_.text.partition("<code>")[2].partition("</code>")[0]
    await found.say("gd", f"/start {code}")
    duties = [await talk.duty("I.9"), await talk.duty("II.3")]
    found.note([await talk.tell(agency(HOME_AFFAIRS), "Nhắc", (), duties)])
    return found


small = st.integers(1, 12)
numbers = small | st.integers(-(10**18), 10**18)
letters = st.sampled_from(list("ynarwtpskmxzd"))
words = numbers.map(str) | letters | st.sampled_from(["ready", "accepted"])
states = st.sampled_from(["ready", "preparing", "blocked", "accepted", "withdrawn"])
of_any_length = st.builds(
    lambda act, more: pack(act, *more),
    st.sampled_from(Act),
    st.lists(words | st.text(max_size=6), max_size=4),
)
#: What a real button could look like: the right words, another number.
plausible = st.one_of(
    st.builds(pack, st.just(Act.STATE), small, st.just(1), states),
    st.builds(pack, st.sampled_from([Act.OPEN, Act.BACK, Act.STAND_IN]), small),
    st.builds(pack, st.just(Act.UNDO), small, small),
    st.builds(pack, st.sampled_from([Act.REQUEST, Act.REVIEW]), small, letters),
    st.builds(pack, st.sampled_from([Act.SURE, Act.LINK]), small, st.just("y")),
    st.builds(pack, st.just(Act.DOSSIER), letters, small, st.just(1)),
    st.builds(pack, st.just(Act.ESCALATE), letters, small, st.integers(0, 2)),
)
noise = st.text(max_size=70) | st.binary(max_size=64).map(lambda b: b.decode("latin-1"))


@st.composite
def thrown(draw: st.DrawFn) -> dict[str, Any]:
    """Which message, pressed in which chat, with what."""
    seldom = st.sampled_from([False, False, False, True])
    return {
        "pick": draw(st.integers(0, 999)),
        "copied": draw(st.integers(0, 999)),
        "button": draw(st.integers(0, 9)),
        "is_here": draw(st.booleans()),
        "data": draw(plausible | of_any_length | noise) if draw(seldom) else None,
        "alter": (draw(st.integers(0, 40)), draw(st.sampled_from("0127yt:")))
        if draw(seldom)
        else None,
        "where": draw(st.sampled_from(CHATS)) if draw(seldom) else None,
        "message": draw(st.sampled_from(["b1", "b7", "m1", "", "x" * 70]))
        if draw(seldom)
        else None,
        "by": draw(st.sampled_from([LAN, HUNG])),
    }


def _data_of(street: Street, throw: Mapping[str, Any], address: str) -> str:
    """As thrown; or real, of some other message, perhaps with a sign altered."""
    if throw["data"] is not None:
        return str(throw["data"])
    every = street.messages
    if throw["is_here"]:
        every = [one for one in every if one.address == address] or every
    other = every[throw["copied"] % len(every)]
    shown = sorted(button.data for row in other.buttons for button in row)
    data: str = shown[throw["button"] % len(shown)]
    if throw["alter"] is not None:
        spot, sign = throw["alter"]
        spot %= len(data)
        data = data[:spot] + sign + data[spot + 1 :]
    return data


@settings(
    max_examples=120,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(throws=st.lists(thrown(), min_size=1, max_size=6))
async def test_nothing_happens_that_this_message_did_not_offer_here(
    street: Street, throws: list[dict[str, Any]]
) -> None:
    for throw in throws:
        await _press(street, throw)


async def _press(street: Street, throw: Mapping[str, Any]) -> None:
    talk = street.talk
    under = street.messages[throw["pick"] % len(street.messages)]
    address = throw["where"] or under.address
    message = throw["message"] if throw["message"] is not None else under.id
    data = _data_of(street, throw, address)
    is_offered = data in street.offered.get((address, message), set())
    before, states = await everything(talk.store), await talk.states()

    asked = replace(talk.asked(address, by=throw["by"]), title="")
    said = await talk.ask(asked, message=message, press=data, press_id="p")
    street.note(said)

    after = await everything(talk.store)
    if not is_offered:
        changed = [name for name in after if after[name] != before[name]]
        assert _but_for_the_sighting(changed, before, after) == [], (data, address)
        assert said == []
        assert talk.toast
    elif address in TOWN:
        moved = {
            name
            for name, state in (await talk.states()).items()
            if states[name] != state
        }
        assert all(name.endswith(f" {TOWN[address]}") for name in moved), (data, moved)


def _but_for_the_sighting(
    changed: list[str],
    before: Mapping[str, list[dict[str, Any]]],
    after: Mapping[str, list[dict[str, Any]]],
) -> list[str]:
    """A chat that presses for the first time gets a row to be answered in."""
    if changed == ["chats"] and len(after["chats"]) == len(before["chats"]) + 1:
        assert after["chats"][-1]["state"] is ChatState.UNLINKED
        return []
    return changed


async def test_the_thrown_data_are_also_real_ones(street: Street) -> None:
    """The town offers buttons of many kinds, in every chat that acts."""
    acts = {unpack(data) for every in street.offered.values() for data in every}
    kinds = {said.act for said in acts if said is not None}

    assert kinds >= {Act.OPEN, Act.STATE, Act.UNDO, Act.REQUEST, Act.LINK}
    assert kinds >= {Act.CALENDAR, Act.SURE}
    assert {one.address for one in street.messages} >= {"office", *TOWN}
