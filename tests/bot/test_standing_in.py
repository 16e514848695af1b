"""Somebody is away: an agency says who stands in, and may take it back."""

from dataclasses import replace

import pytest

from programme.deputies import Deputy, Ending
from tests.bot.makers import HOME_AFFAIRS, at
from tests.bot.talk import HUNG, LAN, Said, Talk

AWAY = "tôi nghỉ đến 25/7, anh Minh thay"


async def test_who_stands_in_is_kept_said_back_in_one_line_and_told(
    talk: Talk,
) -> None:
    here, office = await talk.say("nv", AWAY)

    assert here.text.startswith(
        "Đã ghi: <b>anh Minh</b> trực thay Nguyễn Thị Lan từ thứ Ba 7/7 đến hết thứ "
        "Bảy 25/7."
    )
    assert "hoàn tác" in here.text
    assert office.address == "office"
    assert HOME_AFFAIRS in office.text
    (one,) = await _open(talk)
    assert (one.away, one.deputy) == ("Nguyễn Thị Lan", "anh Minh")


async def test_a_report_beside_it_counts_as_well(talk: Talk) -> None:
    said = await talk.say("nv", f"mục 9 đã trình. {AWAY[0].upper()}{AWAY[1:]}")

    assert len(await _open(talk)) == 1
    assert (await talk.duty("I.9")).state == "ready"
    assert sum(one.address == "nv" for one in said) == 2


async def test_what_is_unclear_beside_it_is_asked_about_and_it_is_kept(
    talk: Talk,
) -> None:
    await talk.say("nv", f"đã trình; {AWAY}")

    assert len(await _open(talk)) == 1
    assert (await talk.duty("I.9")).state == "assigned"
    assert any("mục nào" in one.text for one in talk.heard)


@pytest.mark.parametrize("word", ["hoàn tác", "Hoan tac!"])
async def test_it_is_taken_back_by_a_word(talk: Talk, word: str) -> None:
    await talk.say("nv", AWAY)

    here, office = await talk.say("nv", word)

    assert here.text.startswith("Đã hoàn tác")
    assert "rút lại" in office.text
    assert await _open(talk) == []


async def test_it_is_taken_back_by_its_button_once(talk: Talk) -> None:
    receipt, _ = await talk.say("nv", AWAY)

    await talk.press(receipt, "Hoàn tác")
    assert await _open(talk) == []

    assert await talk.press(receipt, "Hoàn tác") == []
    assert await _open(talk) == []


async def test_it_is_taken_back_by_a_reply_and_a_later_report_stays(
    talk: Talk,
) -> None:
    receipt, _ = await talk.say("nv", AWAY)
    talk.later(minutes=1)
    await talk.say("nv", "mục 9 đã trình")

    await talk.say("nv", "hoàn tác", reply_to=receipt)

    assert await _open(talk) == []
    assert (await talk.duty("I.9")).state == "ready"


async def test_the_newest_is_taken_back_first(talk: Talk) -> None:
    await talk.say("nv", AWAY)
    talk.later(minutes=1)
    await talk.say("nv", "mục 9 đã trình")

    await talk.say("nv", "hoàn tác")

    assert len(await _open(talk)) == 1
    assert (await talk.duty("I.9")).state == "assigned"


async def test_after_ten_minutes_it_stays(talk: Talk) -> None:
    receipt, _ = await talk.say("nv", AWAY)
    talk.later(minutes=11)

    await talk.press(receipt, "Hoàn tác")
    await talk.say("nv", "hoàn tác")

    assert len(await _open(talk)) == 1


async def test_another_agency_cannot_take_it_back(talk: Talk) -> None:
    receipt, _ = await talk.say("nv", AWAY)
    (mine,) = await talk.say("tc", "/myitems")

    await talk.press_data(mine, receipt.data("Hoàn tác"))
    await talk.say("tc", "hoàn tác")

    assert len(await _open(talk)) == 1


async def test_until_when_is_asked_and_the_day_alone_is_an_answer(
    talk: Talk,
) -> None:
    (question,) = await talk.say("nv", "tôi nghỉ, anh Minh thay")
    assert "đến hết ngày nào" in question.text
    assert question.asks_reply
    assert await _open(talk) == []

    await talk.say("nv", "25/7")

    (one,) = await _open(talk)
    assert (one.deputy, f"{one.first:%d/%m}", f"{one.last:%d/%m}") == (
        "anh Minh",
        "07/07",
        "25/07",
    )


async def test_who_is_asked_and_the_rest_of_the_message_is_heard_then(
    talk: Talk,
) -> None:
    await talk.say("nv", "mục 9 đã trình. Từ mai đến 25/7 có người thay tôi")
    assert (await talk.duty("I.9")).state == "assigned"

    await talk.say("nv", "chị Hà 0912 345 678")

    (one,) = await _open(talk)
    assert (one.deputy, one.phone) == ("chị Hà", "0912345678")
    assert (await talk.duty("I.9")).state == "ready"


async def test_a_report_instead_of_an_answer_is_a_report(talk: Talk) -> None:
    await talk.say("nv", "tôi nghỉ, anh Minh thay")

    await talk.say("nv", "mục 9 đã trình")

    assert await _open(talk) == []
    assert (await talk.duty("I.9")).state == "ready"


async def test_talk_of_colleagues_is_left_alone_in_a_group(talk: Talk) -> None:
    assert await talk.say("nv", "mai em nghỉ nhé") == []
    assert await talk.say("nv", "tôi đã đi làm lại") == []


async def test_in_private_who_is_away_is_asked_who_stands_in(talk: Talk) -> None:
    asked = replace(talk.asked("nv", text="tôi nghỉ đến 25/7"), is_group=False)

    (question,) = await talk.ask(asked)

    assert "ai trực thay" in question.text


async def test_who_is_back_ends_it_and_that_can_be_undone(talk: Talk) -> None:
    await talk.say("nv", AWAY)
    talk.later(days=2)

    here, office = await talk.say("nv", "tôi đã đi làm lại")
    assert "đã đi làm lại" in here.text
    assert "thôi trực thay" in office.text
    assert await _open(talk) == []

    await talk.say("nv", "hoàn tác")
    assert len(await _open(talk)) == 1


async def test_the_deputy_may_say_it_too(talk: Talk) -> None:
    await talk.say("nv", "em trực thay chị Lan từ 20/7 đến 24/7", by=HUNG)

    (one,) = await _open(talk)
    assert (one.away, one.deputy) == ("chị Lan", "Trần Văn Hùng")

    await talk.say("nv", "tôi đã đi làm lại", by=LAN)
    assert await _open(talk) == []


async def test_another_deputy_comes_in_the_place_of_the_first(talk: Talk) -> None:
    await talk.say("nv", AWAY)
    talk.later(minutes=3)
    receipt, *_ = await talk.say("nv", "từ 15/7 đến 25/7 chị Hà thay tôi")

    (one,) = await _open(talk)
    assert one.deputy == "chị Hà"

    await talk.press(receipt, "Hoàn tác")
    (again,) = await _open(talk)
    assert (again.deputy, again.ending) == ("anh Minh", None)


async def test_back_from_tomorrow_only_shortens_it(talk: Talk) -> None:
    await talk.say("nv", AWAY)

    await talk.say("nv", "từ mai em đi làm lại")

    (one,) = await _open(talk)
    assert one.last == at(7).date()


async def test_the_reason_of_a_trouble_is_no_stand_in(talk: Talk) -> None:
    said = await talk.say("nv", "mục 9 vướng")
    question = said[-1]

    await talk.say("nv", "chị Lan nghỉ ốm đến 25/7, anh Minh thay", reply_to=question)

    assert await _open(talk) == []
    assert "nghỉ ốm" in str((await talk.duty("I.9")).note)


async def test_what_was_undone_stays_on_the_record(talk: Talk) -> None:
    await talk.say("nv", AWAY)
    await talk.say("nv", "hoàn tác")

    async with talk.store.read() as unit:
        kept = await unit.deputies.get(1)
        noted = [entry.did for entry in await unit.audit.since(at(1))]
    assert kept.ending is Ending.UNDONE
    assert noted[-2:] == ["stand-in", "stand-in-undo"]


async def test_who_stands_in_is_shown_to_the_office(talk: Talk) -> None:
    await talk.say("nv", AWAY)

    (shown,) = await talk.say("office", f"/who {HOME_AFFAIRS}")

    assert "anh Minh" in shown.text
    assert "25/7" in shown.text


async def _open(talk: Talk) -> list[Deputy]:
    async with talk.store.read() as unit:
        return await unit.deputies.open_of(HOME_AFFAIRS)


def _of(said: list[Said], address: str) -> list[Said]:
    return [one for one in said if one.address == address]
