"""Who leaves a chat can do nothing more there; who comes back, can."""

import json
from dataclasses import replace

import pytest

from bot.messages.trouble import has_left, unlinked
from programme.chats import Chat, ChatState, Person
from programme.duties import DutyState
from programme.reminders import ChatRole
from tests.bot.makers import FARMING, HOME_AFFAIRS
from tests.bot.talk import HUNG, LAN, Said, Talk


async def leaves(talk: Talk, address: str, person: Person = LAN) -> list[Said]:
    return await talk.ask(replace(talk.asked(address), left=person, title=""))


async def comes(talk: Talk, address: str, person: Person = LAN) -> list[Said]:
    return await talk.ask(replace(talk.asked(address), came=(person,), title=""))


async def in_private(talk: Talk, person: Person, text: str) -> list[Said]:
    asked = talk.asked(person.address, by=person, text=text)
    return await talk.ask(replace(asked, is_group=False, title=person.name))


async def test_after_leaving_a_press_says_why_it_does_not_count(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await leaves(talk, "nv")

    assert await talk.press(card, "Đã sẵn sàng") == []
    assert talk.toast == str(has_left())
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED

    await talk.press(card, "Đã sẵn sàng", by=HUNG)
    assert (await talk.duty("I.9")).state is DutyState.READY


async def test_who_was_only_ever_read_and_left_cannot_press_either(talk: Talk) -> None:
    """Nobody has seen Hùng before he left."""
    (card,) = await talk.say("nv", "/item I.9")
    await leaves(talk, "nv", HUNG)

    assert await talk.press(card, "Đã sẵn sàng", by=HUNG) == []
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_words_of_who_has_left_are_answered_once_a_day(talk: Talk) -> None:
    await leaves(talk, "nv")

    (said,) = await talk.say("nv", "mục 9 đã xong")
    assert said.text == str(has_left())
    assert await talk.say("nv", "mục 9 đã xong rồi mà") == []
    talk.later(days=1)
    assert len(await talk.say("nv", "mục 9 đã xong")) == 1
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_who_is_back_speaks_for_the_agency_again(talk: Talk) -> None:
    await talk.say("nv", "mục 9 đang chuẩn bị")
    await leaves(talk, "nv")
    await comes(talk, "nv")

    await talk.say("nv", "mục 9 đã xong")

    assert (await talk.duty("I.9")).state is DutyState.READY


async def test_leaving_one_group_changes_nothing_in_another(talk: Talk) -> None:
    await leaves(talk, "nv")

    await talk.say("nn", "mục 3 đã xong")

    assert (await talk.duty("I.3")).state is DutyState.READY


async def test_what_was_half_typed_is_over_even_after_coming_back(talk: Talk) -> None:
    await talk.say("office", "/note")
    await leaves(talk, "office")
    await comes(talk, "office")

    assert await talk.say("office", "I.3") == []


async def test_a_reason_that_was_waited_for_is_not_waited_for(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await talk.press(card, "Vướng mắc")
    await leaves(talk, "nv")
    await comes(talk, "nv")

    await talk.say("nv", "do chưa có ý kiến Sở Tài chính")

    assert (await talk.duty("I.9")).note is None


async def test_questions_to_the_others_stay_open(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await talk.press(card, "Vướng mắc")
    await leaves(talk, "nv", HUNG)

    await talk.say("nv", "do chưa có ý kiến Sở Tài chính")

    assert (await talk.duty("I.9")).note == "do chưa có ý kiến Sở Tài chính"


async def test_leaving_is_on_record_and_comes_once(talk: Talk) -> None:
    await talk.say("nv", "/myitems")
    began = talk.now
    talk.later(hours=1)
    await leaves(talk, "nv")
    talk.later(hours=1)
    await leaves(talk, "nv")

    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", "nv")
        assert chat is not None
        (standing,) = await unit.members.standings(chat.id)
        did = [e for e in await unit.audit.since(began) if e.did == "left"]
    assert (standing.role, standing.agency) == (ChatRole.AGENCY, HOME_AFFAIRS)
    assert (standing.person, standing.since) == (LAN, began)
    assert standing.until == began.replace(hour=began.hour + 1)
    assert len(did) == 1


async def test_the_office_sees_until_when(talk: Talk) -> None:
    await talk.say("nv", "/myitems")
    talk.later(hours=1)
    await leaves(talk, "nv")

    (said,) = await talk.say("office", f"/who {HOME_AFFAIRS}", by=HUNG)

    assert "Nguyễn Thị Lan: đến 10:00 thứ Ba 7/7" in said.text
    assert "nhắn lần cuối" not in said.text


async def test_nobody_is_noted_of_a_chat_that_is_not_known(talk: Talk) -> None:
    assert await leaves(talk, "stranger") == []
    assert await comes(talk, "stranger") == []

    async with talk.store.read() as unit:
        assert await unit.chats.at("telegram", "stranger") is None


async def own_chat(talk: Talk) -> Chat:
    """Lan's private chat, linked for farming by a code of her own."""
    await talk.link(LAN.address, ChatRole.AGENCY, FARMING)
    await talk.say("nn", "/myitems")
    await in_private(talk, LAN, "/myitems")
    return await _chat(talk, LAN.address)


async def test_a_private_chat_ends_with_its_owners_place_in_the_group(
    talk: Talk,
) -> None:
    private = await own_chat(talk)

    said = await leaves(talk, "nn")

    assert [one.address for one in said] == ["office", LAN.address]
    assert "Nguyễn Thị Lan đã rời nhóm" in said[0].text
    assert (await _chat(talk, LAN.address)).state is ChatState.UNLINKED
    (answer,) = await in_private(talk, LAN, "mục 3 đã xong")
    assert answer.text == str(unlinked(is_private=True))
    async with talk.store.read() as unit:
        (standing,) = await unit.members.standings(private.id)
    assert standing.until == talk.now


async def test_it_stays_while_they_are_in_another_group_of_the_agency(
    talk: Talk,
) -> None:
    await own_chat(talk)
    await talk.link("nn-2", ChatRole.AGENCY, FARMING)
    await talk.say("nn-2", "/myitems")

    assert await leaves(talk, "nn") == []
    assert (await _chat(talk, LAN.address)).state is ChatState.LINKED

    await leaves(talk, "nn-2")
    assert (await _chat(talk, LAN.address)).state is ChatState.UNLINKED


async def test_it_stays_when_they_leave_another_agencys_group(talk: Talk) -> None:
    await own_chat(talk)
    await talk.say("nv", "xin chào")

    assert await leaves(talk, "nv") == []
    assert (await _chat(talk, LAN.address)).state is ChatState.LINKED


async def test_being_in_a_group_gives_a_private_chat_no_rights(talk: Talk) -> None:
    """It counts only when it is linked itself."""
    await talk.say("nn", "mục 3 đang chuẩn bị")
    before = await talk.states()

    (said,) = await in_private(talk, LAN, "mục 3 đã xong")

    assert said.text == str(unlinked(is_private=True))
    assert await talk.states() == before


@pytest.mark.parametrize("role", [ChatRole.LEADER, ChatRole.OFFICE])
async def test_a_role_has_a_beginning_and_an_end(talk: Talk, role: ChatRole) -> None:
    """The group was farming's and is somebody else's: another standing of the same."""
    await talk.say("nn", "/myitems")
    chat = await _chat(talk, "nn")
    talk.later(hours=1)
    async with talk.store.begin() as unit:
        now = replace(chat, role=role, agency=None)
        await unit.chats.put(now, was=chat)
    await talk.say("nn", "/board")

    async with talk.store.read() as unit:
        first, second = await unit.members.standings(chat.id)

    assert (first.agency, first.until) == (FARMING, talk.now)
    assert (second.role, second.agency, second.until) == (role, None, None)


async def test_unlinking_ends_the_standing_of_all_and_what_was_open(
    talk: Talk,
) -> None:
    await talk.say("nn", "xong rồi ạ")
    await talk.say("nn", "/myitems", by=HUNG)
    (shown,) = await talk.say("office", f"/unlink {FARMING}")
    await talk.press(shown, "Bỏ liên kết")

    chat = await _chat(talk, "nn")
    async with talk.store.read() as unit:
        every = await unit.members.standings(chat.id)
        left = await unit.settings.named(":telegram:nn", within=True)
    assert [one.until for one in every] == [talk.now, talk.now]
    assert left == {}


async def test_only_the_questions_of_who_left_are_dropped(talk: Talk) -> None:
    said = {"person": "77", "at": talk.now.isoformat()}
    async with talk.store.begin() as unit:
        for key, value in (
            ("asking:telegram:nn:77", "{}"),
            ("asking:telegram:nn:777", "{}"),
            ("asking:telegram:nn-2:77", "{}"),
            ("reason:telegram:nn", json.dumps(said)),
            ("request:telegram:nn", json.dumps(said | {"person": "78"})),
            ("sure:telegram:nn", "[]"),
            ("album:telegram:nn", "A1:3"),
        ):
            await unit.settings.set(key, value)

    await leaves(talk, "nn")

    async with talk.store.read() as unit:
        kept = await unit.settings.named("", within=True)
    assert "asking:telegram:nn:77" not in kept
    assert "reason:telegram:nn" not in kept
    assert {
        "asking:telegram:nn:777",
        "asking:telegram:nn-2:77",
        "request:telegram:nn",
        "sure:telegram:nn",
        "album:telegram:nn",
    } <= set(kept)


async def _chat(talk: Talk, address: str) -> Chat:
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", address)
    assert chat is not None
    return chat
