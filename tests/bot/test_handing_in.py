"""For which duty a file is, before anything of it is fetched; and forged buttons."""

from dataclasses import replace

import pytest

from bot.asked import Asked, SentFile
from bot.handing_in import wanted
from programme.dossiers import DossierRules
from programme.duties import DutyState
from tests.bot.makers import THE_OFFICE
from tests.bot.talk import HUNG, LAN, Talk


@pytest.fixture
def town(talk: Talk) -> Talk:
    talk.office = replace(THE_OFFICE, dossiers=DossierRules())
    return talk


def a_file(number: str, *, album: str | None = None, photo: bool = False) -> SentFile:
    return SentFile(
        id=number, name=f"{number}.pdf", size=9, is_photo=photo, album=album
    )


def sent(talk: Talk, file: SentFile, text: str = "", address: str = "nn") -> Asked:
    asked = talk.asked(address, by=LAN, text=text)
    return replace(asked, file=file, message=f"f{file.id}")


async def to_fetch(talk: Talk, asked: Asked) -> list[str]:
    async with talk.store.read() as unit:
        return [one.id for one in await wanted(asked, talk.desk(unit))]


async def test_an_album_is_asked_about_once_and_goes_where_its_caption_says(
    town: Talk,
) -> None:
    first, second = a_file("1", album="A"), a_file("2", album="A")
    third = sent(town, a_file("3", album="A"), "hồ sơ mục 4")

    assert await to_fetch(town, sent(town, first)) == []
    assert len(await town.ask(sent(town, first))) == 1
    assert await town.ask(sent(town, second)) == []

    assert await to_fetch(town, third) == ["1", "2", "3"]
    await town.ask(third)
    assert await to_fetch(town, sent(town, a_file("4", album="A"))) == ["4"]
    assert await to_fetch(town, sent(town, a_file("5", album="B"))) == []


@pytest.mark.parametrize(
    ("text", "is_fetched"),
    [
        ("Hồ sơ mục 3", True),
        ("mục I.3 gửi Văn phòng", True),
        ("noi dung 4", True),
        ("mục 3 và mục 4", False),
        ("mục 9", False),  # another agency's
        ("Tờ trình số 3/TTr-SNN", False),
        ("", False),
    ],
)
async def test_only_one_certain_item_is_fetched_for(
    town: Talk, text: str, is_fetched: bool
) -> None:
    found = await to_fetch(town, sent(town, a_file("1"), text))

    assert found == (["1"] if is_fetched else [])


async def test_a_picture_among_people_is_their_own(town: Talk) -> None:
    before = await town.states()

    assert await town.ask(sent(town, a_file("1", photo=True))) == []
    assert await to_fetch(town, sent(town, a_file("1", photo=True))) == []
    named = sent(town, a_file("1", photo=True), "ảnh tờ trình mục 3")
    assert await to_fetch(town, named) == ["1"]
    assert await town.states() == before


async def test_where_dossiers_are_off_nothing_is_fetched(talk: Talk) -> None:
    named = sent(talk, a_file("1"), "mục 3")

    assert await to_fetch(talk, named) == []
    (said,) = await talk.ask(sent(talk, a_file("1")))
    assert "văn bản" in said.text
    assert await talk.say("nn", "nộp hồ sơ mục 3") != []  # heard as words, no more


async def test_the_answer_is_taken_from_who_sent_the_file(town: Talk) -> None:
    await town.ask(sent(town, a_file("1")))
    answer = town.asked("nn", by=HUNG, text="3")

    assert await to_fetch(town, answer) == []
    assert await to_fetch(town, town.asked("nn", by=LAN, text="mục 3")) == ["1"]
    assert await to_fetch(town, town.asked("nn", by=LAN, text="3 cái")) == []


async def test_a_button_about_dossiers_counts_only_where_it_was_offered(
    town: Talk,
) -> None:
    said = await town.say("nn", "mục 4 xin gia hạn đến 17/7")
    office = next(one for one in said if one.address == "office")
    other, same = await town.duty("I.3"), await town.duty("I.4")
    mine = next(one for one in said if one.address == "nn")

    for message, data in (
        (office, f"1:d:a:{other.id}:1"),
        (office, f"1:d:z:{same.id}:1"),
        (office, f"1:d:a:{same.id}"),
        (office, "1:d:a:x:1"),
        (office, "1:d"),
        (mine, f"1:d:a:{same.id}:1"),  # an agency takes nothing in
        (mine, f"1:d:t:{other.id}"),  # no file waits
    ):
        await town.press_data(message, data)

    assert (await town.duty("I.3")).state is DutyState.ASSIGNED
    assert (await town.duty("I.4")).state is DutyState.ASSIGNED


async def test_an_album_whose_caption_stands_under_the_last_file_is_asked_about_once(
    town: Talk,
) -> None:
    def of_album(name: str) -> SentFile:
        return replace(a_file(name), album="1")

    (question,) = await town.ask(sent(town, of_album("1")))
    assert "mục nào" in question.text
    assert await town.ask(sent(town, of_album("2"))) == []
    last = sent(town, of_album("3"), "Hồ sơ mục 3")

    assert await to_fetch(town, last) == ["1", "2", "3"]
    said = await town.ask(last)

    assert not any("mục nào" in one.text for one in said)
