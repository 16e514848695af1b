"""July 2020 on Zalo alone, on Telegram alone, and on both: the same month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from nhacviec.demo_street import Place, Where, all_on_zalo, none_on_zalo, some_on_zalo
from programme.speech import utf16_length
from sandbox.chats import Messenger
from tests.scenes.scenery import SHORT, House, house
from tests.scenes.test_july_2020 import play

pytestmark = pytest.mark.slow

PLACES = ("office", "leader", *SHORT)
#: What cannot be done there: to press, and in private to reply to one message.
_NOT_THERE = re.compile(r"\bnút\b|bấm|trả lời (?:chính )?tin|nhấn", re.IGNORECASE)


def the_others_on_zalo(place: Place) -> bool:
    """The office and most of the agencies, and not the leaders."""
    return not some_on_zalo(place)


@dataclass(frozen=True, kw_only=True)
class Month:
    """What it came to, and what was said in each chat and on which messenger."""

    states: dict[str, str]
    facts: dict[str, tuple[Any, ...]]
    silent: tuple[str, ...]
    transcripts: dict[str, str]
    messengers: dict[str, Messenger]
    said: dict[str, list[str]]
    mistakes: int


def a_folder(within: Path, name: str) -> Path:
    (within / name).mkdir()
    return within / name


async def lived(folder: Path, on_zalo: Where) -> Month:
    async with house(folder, on_zalo=on_zalo) as scene:
        await play(scene)
        await scene.go("31/7", "18:00")
        return await _came_to(scene)


async def _came_to(scene: House) -> Month:
    board = await scene.board()
    street = scene.demo.street
    chats = {name: scene.chat(name) for name in PLACES}
    return Month(
        states=await scene.states(),
        facts={
            row.duty.ref: (row.duty.due.at, row.duty.due.version, row.duty.note)
            for row in board.rows
        },
        silent=board.silent,
        transcripts={name: street.transcript(chat) for name, chat in chats.items()},
        messengers={name: chat.messenger for name, chat in chats.items()},
        said={name: [m.text for m in scene.said(name)] for name in chats},
        mistakes=len(street.zalo.ledger.refused()),
    )


@pytest.fixture
async def on_zalo(tmp_path: Path) -> Month:
    return await lived(a_folder(tmp_path, "zalo"), all_on_zalo)


async def test_the_month_is_the_same_on_either_and_on_both(
    tmp_path: Path, on_zalo: Month
) -> None:
    ways = {"telegram": none_on_zalo, "few": some_on_zalo, "most": the_others_on_zalo}
    others = {
        name: await lived(a_folder(tmp_path, name), where)
        for name, where in ways.items()
    }

    for month in others.values():
        assert month.states == on_zalo.states
        assert month.facts == on_zalo.facts
        assert month.silent == on_zalo.silent == ("Liên minh Hợp tác xã tỉnh",)
    telegram, few, most = others.values()
    assert set(telegram.messengers.values()) == {Messenger.TELEGRAM}
    for name in PLACES:  # whoever is where, each reads what they would have read
        apart = [telegram, on_zalo]
        of = few.messengers[name] is Messenger.ZALO
        assert few.transcripts[name] == apart[of].transcripts[name]
        assert most.transcripts[name] == apart[not of].transcripts[name]


async def test_the_month_as_it_is_read_on_zalo(
    on_zalo: Month, snapshot: SnapshotAssertion
) -> None:
    assert set(on_zalo.messengers.values()) == {Messenger.ZALO}
    assert on_zalo.mistakes == 0
    for name in PLACES:
        assert on_zalo.transcripts[name] == snapshot(name=name)


async def test_nothing_is_said_that_zalo_cannot_do(on_zalo: Month) -> None:
    said = [text for texts in on_zalo.said.values() for text in texts]

    assert max(utf16_length(text) for text in said) <= 2000
    assert list(_spoken_of(said)) == []


def _spoken_of(said: Iterable[str]) -> Iterable[str]:
    for text in said:
        yield from (line for line in text.splitlines() if _NOT_THERE.search(line))
