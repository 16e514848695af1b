"""A silence goes one level higher by the office's press, and never past an answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.messages import escalation as words
from programme.duties import Duty
from programme.escalation import NOTHING_KNOWN, Level, Proposal, ladder_of
from programme.reminders import ChatRole
from tests.bot.makers import (
    AGENCIES,
    FARMING,
    HOME_AFFAIRS,
    NAMES,
    THE_OFFICE,
    at,
    in_force,
    lead_of,
)
from tests.bot.talk import Said, Talk, transcript

SEE = "Xem: Sở Nội vụ"


async def draft_of(talk: Talk, label: str = SEE) -> Said:
    (listed,) = await talk.say("office", "/escalate")
    (draft,) = await talk.press(listed, label)
    return draft


async def test_the_whole_ladder_of_one_silence(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    """Due 14/7: the head on the 15th, the office on the 16th, leaders on the 20th."""
    await talk.link("gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    said: list[Said] = []
    for day, label in [
        (15, SEE),
        (16, "Xem (danh sách VP): Sở Nội vụ"),
        (20, "Xem (báo cáo LĐ): Sở Nội vụ"),
    ]:
        talk.now = at(day, 7, 45)
        draft = await draft_of(talk, label)
        said += [draft, *await talk.press(draft, "Gửi")]

    assert transcript(said) == snapshot
    assert [one.address for one in said] == [
        *("office", "office", "gd-nv"),
        *("office", "office", "office"),
        *("office", "office", "leaders"),
    ]


async def test_before_it_is_late_there_is_nothing_to_send(talk: Talk) -> None:
    talk.now = at(14, 18)

    (said,) = await talk.say("office", "/escalate")

    assert said.text == "Không có dự thảo đôn đốc nào chờ Văn phòng."


async def test_nothing_goes_to_a_head_without_the_office(talk: Talk) -> None:
    await talk.link("gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    talk.now = at(15, 8)

    draft = await draft_of(talk)
    said = await talk.press(draft, "Để sau")

    assert [one.address for one in said] == ["office"]
    assert SEE not in str(await talk.say("office", "/escalate"))
    talk.now = at(16, 8)
    assert (await draft_of(talk)).buttons


async def test_a_level_without_a_chat_goes_to_the_office(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    talk.now = at(15, 8)

    draft = await draft_of(talk)
    said = await talk.press(draft, "Gửi")

    assert transcript([draft, *said]) == snapshot
    assert {one.address for one in said} == {"office"}


async def test_dropped_it_is_not_asked_again(talk: Talk) -> None:
    talk.now = at(15, 8)
    await talk.press(await draft_of(talk), "Bỏ")

    talk.now = at(20, 8)
    (listed,) = await talk.say("office", "/escalate")
    assert "Sở Nội vụ" not in listed.text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("nv", "mục 9 đang chuẩn bị"),
        ("nv", "mục 9 xin lùi đến thứ 6"),
        ("nv", "ok đã nhận"),
        ("nv", "Văn phòng cho hỏi hồ sơ cần mấy bản?"),
        ("nv", "xong rồi ạ?"),
        ("gd-nv", "mục 9 vướng, chờ ý kiến Bộ"),
        ("office", "/set I.9 đang chuẩn bị báo qua điện thoại"),
    ],
)
async def test_any_sign_of_life_and_the_draft_does_not_go(
    talk: Talk, address: str, text: str
) -> None:
    """Even if the draft was on the screen before."""
    await talk.link("gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    talk.now = at(15, 8)
    draft = await draft_of(talk)
    talk.later(minutes=1)
    await talk.say(address, text)
    talk.later(minutes=1)

    (said,) = await talk.press(draft, "Gửi")

    assert said.edits
    assert said.text.startswith("Không còn cần gửi")
    talk.now = at(16, 8)
    (listed,) = await talk.say("office", "/escalate")
    asks = "xin lùi" in text  # then it is the office's turn
    assert ("Gửi Lãnh đạo cơ quan" in listed.text) is True
    assert ("Sở Nội vụ" in listed.text) is not asks


async def test_talk_among_themselves_is_no_sign_of_life(talk: Talk) -> None:
    talk.now = at(15, 8)
    await talk.say("nv", "chị ơi trưa nay ăn gì")

    assert (await draft_of(talk)).buttons


async def test_pressed_twice_it_goes_once(talk: Talk) -> None:
    await talk.link("gd-nv", ChatRole.HEAD, HOME_AFFAIRS)
    talk.now = at(15, 8)
    draft = await draft_of(talk)

    await talk.press(draft, "Gửi")
    await talk.press(draft, "Gửi")

    assert [one.address for one in talk.heard].count("gd-nv") == 1


async def test_what_was_read_is_what_is_sent(talk: Talk) -> None:
    """One of two was answered meanwhile: the office reads the new words first."""
    await talk.link("gd-nn", ChatRole.HEAD, FARMING)
    talk.now = at(15, 8)
    draft = await draft_of(talk, f"Xem: {NAMES[FARMING]}")
    assert "I.4" in draft.text
    await talk.say("nn", "mục 4 xong rồi, đã gửi trục")

    (again,) = await talk.press(draft, "Gửi")

    assert again.edits
    assert "I.4" not in again.text
    assert [one.address for one in talk.heard].count("gd-nn") == 0
    await talk.press(again, "Gửi")
    assert [one.address for one in talk.heard].count("gd-nn") == 1


async def test_only_the_office_may_press(talk: Talk) -> None:
    talk.now = at(15, 8)
    draft = await draft_of(talk)
    data = draft.data("Gửi")

    said = await talk.press_data(draft, data, address="nn")

    assert said == []
    assert talk.toast


async def test_a_head_is_linked_by_the_office(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    (given,) = await talk.say("office", "/link lãnh đạo Sở Nội vụ")
    code = given.text.partition("<code>")[2].partition("<")[0]

    said = await talk.say("moi", f"/start {code}")
    said += await talk.press(said[-1], "Đúng, xác nhận")

    assert transcript(said) == snapshot
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", "moi")
    assert chat is not None
    assert (chat.role, chat.agency) == (ChatRole.HEAD, HOME_AFFAIRS)


JULY = in_force()
LEADS = [one for one in JULY.duties if one.due.at.day == 14]


@given(
    level=st.sampled_from(list(Level)),
    late=st.lists(st.sampled_from(LEADS), min_size=1, unique_by=lambda d: d.id),
    agency=st.sampled_from([agency.name for agency in AGENCIES]),
)
def test_no_other_agency_is_named_whatever_is_late(
    level: Level, late: list[Duty], agency: str
) -> None:
    """Of the whole programme only this agency's items stand in it."""
    own = tuple(replace(duty, agency=agency, title="Đề án") for duty in late)
    rules = THE_OFFICE.rules
    proposal = Proposal(
        agency=agency,
        level=level,
        duties=own,
        ladders=tuple(ladder_of(duty, NOTHING_KNOWN, rules) for duty in own),
    )

    exact = str(words.letter(proposal, (JULY,), office=THE_OFFICE))
    said = exact + str(
        words.passed_on(proposal, words.letter(proposal, (JULY,), office=THE_OFFICE))
    )

    rest = said.replace(agency, "").replace(THE_OFFICE.name, "")
    others = [a for a in AGENCIES if a.name != agency and a.name not in agency]
    assert not [a.name for a in others if a.name in rest]
    refs = {duty.ref for duty in own}
    assert not [d.ref for d in JULY.duties if d.ref not in refs and f"{d.ref}." in rest]
    assert "quá hạn" not in rest.casefold()
    assert "chậm" not in rest.casefold()


def test_a_secret_item_is_named_by_its_number_alone() -> None:
    duty = replace(lead_of(JULY, "I.9"), secret=True)
    ladder = ladder_of(duty, NOTHING_KNOWN, THE_OFFICE.rules)
    proposal = Proposal(
        agency=duty.agency, level=Level.HEAD, duties=(duty,), ladders=(ladder,)
    )

    said = str(words.letter(proposal, (JULY,), office=THE_OFFICE))

    assert duty.title not in said
    assert "I.9" in said
