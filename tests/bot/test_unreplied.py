"""The office's plain word on a request where nothing is replied to: it decides only
what can be meant alone."""

import pytest

from programme.duties import DueRule
from programme.letters import Posted
from programme.reminders import ChatRole
from programme.requests import Request, RequestState
from storage import Store
from tests.bot.makers import at
from tests.bot.talk import Said
from tests.bot.zalo_talk import HUNG, LAN, ZaloTalk, a_town

WISH = "mục 4 xin gia hạn đến 17/7 do chờ bản đồ"


@pytest.fixture
async def talk(store: Store) -> ZaloTalk:
    return await a_town(store)


async def ask(talk: ZaloTalk, text: str = WISH, *, of: str = "nn") -> None:
    await talk.write(text, to=of)
    talk.later(minutes=5)


async def requests_of(talk: ZaloTalk, ref: str = "I.4") -> list[Request]:
    duty = await talk.duty(ref)
    async with talk.store.read() as unit:
        return await unit.requests.of_duty(duty.id)


async def fates(talk: ZaloTalk, *refs: str) -> set[RequestState]:
    return {one.state for ref in refs for one in await requests_of(talk, ref)}


@pytest.mark.parametrize(
    "words",
    ["đồng ý", "Đồng ý.", "Dong y", "đồng ý cho gia hạn", "nhất trí nhé", "duyệt ạ"],
)
async def test_a_plain_yes_is_of_the_one_request_that_waits(
    talk: ZaloTalk, words: str
) -> None:
    await ask(talk)
    here, told = await talk.write(words, to="office")
    assert here.startswith("Mục I.4, đề nghị gia hạn đến thứ Sáu 17/7: đồng ý")
    assert "17/7" in told
    duty = await talk.duty("I.4")
    assert (duty.due.at, duty.due.rule) == (at(17, 17), DueRule.EXTENDED)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("không đồng ý", None),
        ("không, vì phiên họp đã sát ngày", "phiên họp đã sát ngày"),
        ("Chưa nhất trí do chưa đủ căn cứ", "chưa đủ căn cứ"),
    ],
)
async def test_a_plain_no_is_told_with_its_reason(
    talk: ZaloTalk, words: str, reason: str | None
) -> None:
    await ask(talk)
    await talk.write(words, to="office")
    (request,) = await requests_of(talk)
    assert (request.state, request.word) == (RequestState.REFUSED, reason)
    assert (await talk.duty("I.4")).due.version == 1


@pytest.mark.parametrize(
    "words",
    [
        "ok",
        "được",
        "ừ",
        "không",
        "đến 16/7",
        "đồng ý mục 9",
        "đồng ý mục 4",
        "đồng ý tất cả",
        "đồng ý với anh Hùng",
        "không đồng ý, còn phải họp",
    ],
)
async def test_what_may_be_of_anything_else_is_asked_about(
    talk: ZaloTalk, words: str
) -> None:
    await ask(talk)
    (said,) = await talk.write(words, to="office")
    assert said.startswith("Xin hỏi: A")
    assert "(I.4: " in said
    assert await fates(talk, "I.4") == {RequestState.ASKED}


@pytest.mark.parametrize(
    "words",
    ["đồng ý?", "đã đồng ý chưa", "đồng ý nhưng bớt một ngày", "Đông y", "cảm ơn"],
)
async def test_what_is_no_decision_is_left_alone(talk: ZaloTalk, words: str) -> None:
    await ask(talk)
    assert await talk.write(words, to="office") == []
    assert await fates(talk, "I.4") == {RequestState.ASKED}


async def test_with_two_that_wait_the_bot_asks_which(talk: ZaloTalk) -> None:
    await ask(talk)
    talk.later(hours=2)
    await ask(talk, "mục 3 xin gia hạn đến 17/7 do chờ số liệu")
    (said,) = await talk.write("đồng ý", to="office")
    assert said == (
        "Xin hỏi: B1 (I.3: Đồng ý) hay A1 (I.4: Đồng ý)? Xin nhắn lại cả chữ và số."
    )
    (said,) = await talk.write("không đồng ý", to="office")
    assert said.startswith("Xin hỏi: B2 (I.3: Không đồng ý) hay A2 (I.4:")
    assert await fates(talk, "I.3", "I.4") == {RequestState.ASKED}
    await talk.write("A1", to="office")
    assert await fates(talk, "I.4") == {RequestState.GRANTED}
    assert await fates(talk, "I.3") == {RequestState.ASKED}


async def test_one_that_is_not_the_newest_message_is_asked_about(
    talk: ZaloTalk,
) -> None:
    """Somebody else's was decided just now: whoever says "đồng ý" may mean that."""
    await ask(talk)
    talk.later(hours=2)
    await ask(talk, "mục 3 xin gia hạn đến 17/7 do chờ số liệu")
    await talk.write("B1", to="office", by=HUNG)
    talk.later(minutes=10)
    (said,) = await talk.write("đồng ý", to="office", by=LAN)
    assert said == "Xin hỏi: A1 (I.4: Đồng ý)? Xin nhắn lại cả chữ và số."
    assert await fates(talk, "I.4") == {RequestState.ASKED}


@pytest.mark.parametrize(("minutes", "is_heard"), [(29, False), (31, True)])
async def test_another_numbered_message_within_half_an_hour_makes_it_a_question(
    talk: ZaloTalk, minutes: int, *, is_heard: bool
) -> None:
    (shown,) = await talk.write("/secret I.9", to="office")
    assert "A1" in shown
    talk.later(minutes=minutes)
    await ask(talk)
    said = await talk.write("đồng ý", to="office")
    expected = RequestState.GRANTED if is_heard else RequestState.ASKED
    assert await fates(talk, "I.4") == {expected}, said


async def test_a_word_that_crosses_the_request_is_asked_about(talk: ZaloTalk) -> None:
    """Written while the bot was down, before anybody could read the request."""
    word = talk.asked("office", text="đồng ý")
    talk.later(minutes=10)
    await ask(talk)
    await talk.ask(word)
    assert await fates(talk, "I.4") == {RequestState.ASKED}


async def test_a_word_long_after_the_request_is_asked_about(talk: ZaloTalk) -> None:
    await ask(talk)
    talk.later(days=3)
    (said,) = await talk.write("đồng ý", to="office")
    assert said.startswith("Xin hỏi: A1 (I.4: Đồng ý)?")
    assert await fates(talk, "I.4") == {RequestState.ASKED}


@pytest.mark.parametrize("code", ["A2", "A3"])
async def test_while_one_clerk_is_asked_for_more_anothers_yes_decides_nothing(
    talk: ZaloTalk, code: str
) -> None:
    """For the reason, or for another day; however long ago."""
    await ask(talk)
    await talk.write(code, to="office", by=HUNG)
    talk.later(minutes=50)
    for who in (LAN, HUNG):
        await talk.write("đồng ý", to="office", by=who)
        assert await fates(talk, "I.4") == {RequestState.ASKED}


async def test_what_is_decided_already_is_told_to_who_says_the_other(
    talk: ZaloTalk,
) -> None:
    await ask(talk)
    await talk.write("đồng ý", to="office", by=HUNG)
    (said,) = await talk.write("không đồng ý", to="office", by=LAN)
    assert said.startswith("Mục I.4, đề nghị gia hạn đến thứ Sáu 17/7: đồng ý")
    assert await talk.write("đồng ý", to="office", by=LAN) == []
    assert await fates(talk, "I.4") == {RequestState.GRANTED}


async def test_what_was_taken_back_is_not_granted(talk: ZaloTalk) -> None:
    await ask(talk)
    await talk.write("rút đề nghị", to="nn")
    talk.later(minutes=5)
    await talk.write("đồng ý", to="office")
    assert await fates(talk, "I.4") == {RequestState.RETRACTED}


@pytest.mark.parametrize("chat", ["nn", "nv", "leaders", "nobody"])
async def test_nobody_but_the_office_decides_in_words(
    talk: ZaloTalk, chat: str
) -> None:
    await ask(talk)
    await talk.write("đồng ý", to=chat)
    assert await fates(talk, "I.4") == {RequestState.ASKED}


async def test_another_chat_of_the_office_that_was_not_asked_decides_nothing(
    talk: ZaloTalk,
) -> None:
    await ask(talk)
    await talk.link("office-2", ChatRole.OFFICE)
    assert await talk.write("đồng ý", to="office-2") == []
    assert await fates(talk, "I.4") == {RequestState.ASKED}


class Unsure(ZaloTalk):
    """Of what the office is told, nobody knows whether it arrived."""

    async def _appear(self, posted: Posted) -> Said:
        if posted.address != "office":
            return await super()._appear(posted)
        async with self.store.begin() as unit:
            await unit.outbox.unsure(posted, "timeout", self.now)
        return Said(
            address="office",
            id="?",
            text=posted.letter.text,
            buttons=(),
            edits=False,
            asks_reply=False,
        )


async def test_a_word_on_a_message_that_may_never_have_arrived_is_asked_about(
    talk: ZaloTalk,
) -> None:
    lost = Unsure(store=talk.store, now=talk.now)
    await ask(lost)
    talk.now, talk._numbers = lost.now, lost._numbers
    await talk.write("đồng ý", to="office")
    assert await fates(talk, "I.4") == {RequestState.ASKED}
