"""The newest digest of a chat is true, whatever happens to what it speaks of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.amending import Act, amend, take_back
from bot.channels import TryLater, Unsure, Whose
from bot.digest_edits import after_the_moves
from bot.messages.rehearsal import rehearsed
from programme.letters import LetterState
from programme.reminders import ChatRole, Kind
from programme.requests import RequestState
from storage import Store
from tests.bot.makers import (
    FARMING,
    HOME_AFFAIRS,
    JUSTICE,
    THE_OFFICE,
    at,
    july,
    labels,
)
from tests.jobs.digest_town import Town, lines_of
from tests.jobs.makers import linked

OUTAGE = TryLater("connect", timedelta(seconds=1), whose=Whose.CHANNEL)


@pytest.fixture
async def town(july: Store) -> Town:
    """What is to be prepared has been told; nobody has spoken."""
    await linked(july, "tp", ChatRole.AGENCY, JUSTICE)
    town = Town(july)
    await town.tick()
    await town.deliver()
    return town


async def test_an_answer_in_words_shows_in_the_digest_it_answers(town: Town) -> None:
    await town.go(7)
    assert town.lines("nn") == {"I.3": "○ Chưa báo cáo", "I.4": "○ Chưa báo cáo"}

    await town.hear("nn", text="mục 3 đã xong")

    assert town.lines("nn") == {"I.3": "● Đã sẵn sàng", "I.4": "○ Chưa báo cáo"}
    assert town.digest("nn").edits == 1
    assert "I.4 đã xong" in town.digest("nn").text
    assert "I.3 đã xong" not in town.digest("nn").text
    async with town.store.read() as unit:  # an edit needs no proof of its own
        assert not await unit.auditing.is_unproven(town.clock.real())


async def test_what_the_office_decides_shows_at_the_agency(town: Town) -> None:
    await town.go(7)
    await town.hear("office", text="/accept I.3")
    assert town.lines("nn")["I.3"] == "✓ Đã tiếp nhận"
    three = ["Đang chuẩn bị", "Đã sẵn sàng", "Vướng mắc"]
    assert labels(town.digest("nn").buttons) == three

    await town.hear("office", text="/return I.3 thiếu phụ lục")
    assert town.lines("nn")["I.3"] == "↩ Đề nghị hoàn thiện: thiếu phụ lục"
    assert "17:00 thứ Năm 9/7" in town.digest("nn").text
    await town.hear("office", text="/set I.4 ready báo qua điện thoại")
    assert town.lines("nn")["I.4"].startswith("● Đã sẵn sàng")


async def test_a_request_shows_until_it_is_decided(town: Town) -> None:
    await town.go(7)

    await town.hear("nn", text="mục 3 xin gia hạn đến 17/7")
    assert "Đang đề nghị gia hạn đến thứ Sáu 17/7" in town.digest("nn").text

    await town.hear("nn", text="rút đề nghị")
    assert "Đang đề nghị" not in town.digest("nn").text

    await town.hear("nn", text="mục 3 xin gia hạn đến 17/7")
    assert "Đang đề nghị gia hạn" in town.digest("nn").text
    async with town.store.begin() as unit:
        (asked,) = await unit.requests.open()
        refused = replace(asked, state=RequestState.REFUSED)
        await unit.requests.put(refused, was=asked)
        now, real = town.clock.now(), town.clock.real()
        await after_the_moves(unit, now=now, real=real, office=THE_OFFICE)
    await town.deliver()
    assert "Đang đề nghị" not in town.digest("nn").text


async def test_where_nothing_is_asked_any_more_the_digest_asks_nothing(
    town: Town,
) -> None:
    await town.go(14)
    assert "Hôm nay là hạn gửi hồ sơ" in town.digest("nn").text
    await town.hear("nn", text="cả hai nội dung đã sẵn sàng")

    text = town.digest("nn").text
    assert "Tình hình chuẩn bị hồ sơ" in text
    assert "Đề nghị trả lời" not in text
    assert "Hôm nay" not in text


async def test_a_press_on_the_newest_digest_is_one_edit_and_may_be_undone(
    town: Town,
) -> None:
    await town.go(7)
    await town.press("nn", town.digest("nn"), "I.3", "Đã sẵn sàng")
    assert await town.edits() == []
    assert "Hoàn tác I.3" in labels(town.digest("nn").buttons)

    await town.hear("office", text="/accept I.4")
    digest = town.digest("nn")
    assert town.lines("nn") == {"I.3": "● Đã sẵn sàng", "I.4": "✓ Đã tiếp nhận"}
    assert "I.3: đã sẵn sàng, Lan" in digest.text
    await town.press("nn", digest, "Hoàn tác I.3")
    assert town.lines("nn")["I.3"] == "○ Chưa báo cáo"


async def test_a_press_on_an_older_message_shows_in_the_newest(town: Town) -> None:
    await town.go(7)
    older = town.digest("nn")
    await town.go(10)
    assert town.digest("nn").id != older.id
    await town.press("nn", older, "I.3", "Vướng mắc")
    assert town.lines("nn")["I.3"] == "▲ Vướng mắc"
    assert "▲ Vướng mắc" in town.channel.shown["nn"][older.id].text


async def test_only_the_newest_digest_is_written_over(town: Town) -> None:
    await town.go(7)
    older = town.digest("nn")
    await town.go(10)
    await town.hear("nn", text="mục 3 đã xong")
    assert town.channel.shown["nn"][older.id] == older


async def test_the_publication_is_the_newest_digest_until_another_comes(
    town: Town,
) -> None:
    assert set(town.lines("nn").values()) == {""}
    await town.hear("nn", text="mục 3 đã xong")
    assert town.lines("nn")["I.3"] == "● Đã sẵn sàng"
    assert town.lines("nn")["I.4"] == ""


async def test_nobody_else_hears_of_it(town: Town) -> None:
    await town.go(7)
    before = {chat: dict(said) for chat, said in town.channel.shown.items()}
    await town.hear("nn", text="mục 3 đã xong")
    for chat in ("nv", "tp", "leaders", "office"):
        assert town.channel.shown.get(chat, {}) == before.get(chat, {})


async def test_edits_that_wait_give_way_to_the_newest_state(town: Town) -> None:
    await town.go(7)
    for words in ("mục 3 đang làm", "mục 3 đã xong", "mục 4 vướng do thiếu bản đồ"):
        await town.hear("nn", sent=False, text=words)
    assert (await town.edits()).count(LetterState.PLANNED) == 1

    await town.deliver()
    assert town.digest("nn").edits == 1
    assert town.lines("nn") == {
        "I.3": "● Đã sẵn sàng",
        "I.4": "▲ Vướng mắc: thiếu bản đồ",
    }


@pytest.mark.parametrize("fate", [Unsure("timeout"), OUTAGE])
async def test_an_edit_of_unknown_fate_is_tried_again(
    town: Town, fate: Unsure | TryLater
) -> None:
    await town.go(7)
    await town.hear("nn", sent=False, text="mục 3 đang làm")
    town.channel.outcomes = [replace(fate), replace(fate), replace(fate)]
    for _ in range(4):
        await town.deliver()
        await town.tick()
    assert town.lines("nn")["I.3"] == "◐ Đang chuẩn bị"
    assert set(await town.edits()) == {LetterState.SENT}
    assert not [m for m in town.channel.shown["office"].values() if "lỗi" in m.text]


async def test_a_change_while_an_edit_is_on_its_way_is_not_lost(town: Town) -> None:
    await town.go(7)
    await town.hear("nn", text="mục 3 đang làm", sent=False)
    [receipt] = await town.take(1)  # it goes first
    await town.arrives(receipt)
    town.channel.outcomes = [Unsure("timeout"), Unsure("timeout")]
    await town.deliver()  # the edit is unknown from here on
    await town.hear("nn", text="mục 3 đã xong", sent=False)
    async with town.store.read() as unit:
        assert await unit.digests.owed()
    for _ in range(4):
        await town.deliver()
        await town.tick()
    assert town.lines("nn")["I.3"] == "● Đã sẵn sàng"
    async with town.store.read() as unit:
        assert await unit.digests.owed() == set()


async def test_a_change_while_the_digest_is_on_its_way_is_shown_afterwards(
    town: Town,
) -> None:
    town.clock.moment = at(7)
    await town.tick()
    flying = await town.take(99)
    await town.hear("nn", text="mục 3 đã xong", sent=False)
    assert await town.edits() == []
    for posted in flying:
        await town.arrives(posted)
    await town.tick()
    await town.deliver()
    assert town.lines("nn")["I.3"] == "● Đã sẵn sàng"


async def test_a_message_that_was_deleted_is_left_alone(town: Town) -> None:
    await town.go(7)
    digest = town.digest("nn")
    del town.channel.shown["nn"][digest.id]
    said = len(town.channel.shown["office"])
    await town.hear("nn", text="mục 3 đang làm")
    calls = town.channel.calls
    await town.hear("nn", text="mục 3 đã xong")
    await town.go(7, 9)
    assert await town.edits() == [LetterState.FAILED]
    assert town.channel.calls == calls + 1  # its receipt alone
    assert len(town.channel.shown["office"]) == said
    async with town.store.read() as unit:
        assert not await unit.auditing.is_unproven(town.clock.real())


async def test_a_digest_that_waits_does_not_ask_what_was_answered(town: Town) -> None:
    """An outage: it lies in the outbox while the agency answers by telephone."""
    town.clock.moment = at(7)
    await town.tick()
    await town.hear("nn", text="mục 3 đã xong", sent=False)
    await town.deliver()
    assert town.lines("nn") == {"I.4": "○ Chưa báo cáo"}


async def test_a_digest_of_which_nothing_is_left_is_not_sent(town: Town) -> None:
    await town.go(7)
    before = set(town.channel.shown["nn"])
    town.clock.moment = at(10)
    await town.tick()
    await town.hear("nn", text="mục 3 đã xong, mục 4 đang làm", sent=False)
    await town.deliver()
    new = [m for n, m in town.channel.shown["nn"].items() if n not in before]
    assert [message.kind for message in new if not message.is_answer] == [Kind.MEETING]
    assert town.lines("nn") == {"I.3": "● Đã sẵn sàng", "I.4": "◐ Đang chuẩn bị"}


async def test_an_amendment_and_a_programme_taken_back_show_too(town: Town) -> None:
    await town.go(7)
    session = july().meetings[0]
    later = replace(session, starts_on=session.starts_on + timedelta(days=2))
    draft = replace(july(), meetings=(later, *july().meetings[1:]))
    town.clock.moment = at(7, 9)
    act = Act(file_name="ct2", sha256="x", by="Lan", at=at(7, 9), where="chat")
    async with town.store.begin() as unit:
        [force] = await unit.programmes.in_force()
        await amend(unit, force.programme.id, draft, act, office=THE_OFFICE)
    await town.deliver()
    assert "17:00 thứ Năm 16/7" in town.digest("nn").text

    async with town.store.begin() as unit:
        await take_back(
            unit, force.programme.id, office=THE_OFFICE, by="Lan", at=at(7, 10)
        )
    await town.deliver()
    assert "không còn hiệu lực" in town.digest("nn").text
    assert town.digest("nn").buttons == ()


async def test_a_chat_that_moved_is_not_written_over_by_old_numbers(town: Town) -> None:
    await town.go(7)
    async with town.store.begin() as unit:
        chat = await unit.chats.at("telegram", "nn")
        assert chat is not None
        await unit.chats.moved(chat.id, "nn-super")
    await town.hear("nn-super", text="mục 3 đã xong")
    assert await town.edits() == []


async def test_in_a_rehearsal_each_addressees_newest_is_true_in_the_offices_chat(
    july: Store,
) -> None:
    july.rehearse = rehearsed
    town = Town(july)
    await town.go(7)
    await town.hear("office", text="/set I.3 ready")
    await town.hear("office", text="/accept I.9")
    every = town.channel.shown["office"].values()
    shown = [m for m in every if m.kind in {Kind.PUBLICATION, Kind.DIGEST}]
    of_farming = next(m for m in shown if FARMING in m.text.splitlines()[0])
    of_home = next(m for m in shown if HOME_AFFAIRS in m.text.splitlines()[0])
    assert lines_of(of_farming.text)["I.3"].startswith("● Đã sẵn sàng")
    assert lines_of(of_home.text)["I.9"] == "✓ Đã tiếp nhận"
    assert of_farming.text.startswith("<b>Gửi tới: ")
    assert set(town.channel.shown) == {"office"}
