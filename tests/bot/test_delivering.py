"""How an agency of several chats is written to, as the office says it in its chat."""

import pytest

from bot.delivering import way_in
from programme.reminders import ChatRole
from tests.bot.makers import HOME_AFFAIRS
from tests.bot.talk import Talk


@pytest.mark.parametrize(
    ("words", "name", "way"),
    [
        ("Sở Nội vụ mọi nhóm", "Sở Nội vụ", True),
        ("so noi vu moi nhom", "so noi vu", True),
        ("SNV, tất cả nhóm.", "SNV", True),
        ("Sở Nội vụ một nhóm", "Sở Nội vụ", False),
        ("Sở Nội vụ nhóm đầu", "Sở Nội vụ", False),
        ("Sở Nội vụ", "Sở Nội vụ", None),
        ("mọi nhóm", "mọi nhóm", None),
    ],
)
def test_the_way_stands_behind_the_name(
    words: str,
    name: str,
    way: bool | None,
) -> None:
    assert way_in(words) == (name, way)


async def test_the_office_has_every_chat_written_to_and_sees_it(talk: Talk) -> None:
    await talk.link("nv-2", ChatRole.AGENCY, HOME_AFFAIRS)

    (told,) = await talk.say("office", "/who Sở Nội vụ mọi nhóm")
    assert told.text.count("cùng nhận tin") == 2
    async with talk.store.read() as unit:
        assert await unit.everywhere.named() == {HOME_AFFAIRS}

    (told,) = await talk.say("office", "/who Sở Nội vụ một nhóm")
    assert "cùng nhận tin" not in told.text
    assert "nhận tin trước" in told.text
    async with talk.store.read() as unit:
        assert await unit.everywhere.named() == set()


async def test_no_agency_decides_that_for_another(talk: Talk) -> None:
    await talk.say("nn", "/who Sở Nội vụ mọi nhóm")
    async with talk.store.read() as unit:
        assert await unit.everywhere.named() == set()
