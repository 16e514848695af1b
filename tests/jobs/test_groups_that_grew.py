"""What was said in a group before it became another is answered where it is now."""

import asyncio
from datetime import timedelta

from nhacviec.service import Service
from programme.letters import Priority
from storage import Store
from tests.bot.makers import THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, all_letters, an_update


async def test_an_answer_of_before_is_taken_and_confirmed_where_the_group_is_now(
    july: Store,
) -> None:
    async with july.begin() as unit:
        chat = await unit.chats.at("telegram", "nn")
        assert chat is not None
        await unit.chats.moved(chat.id, "nn2")
    channel = FakeChannel(waiting=[an_update(1, "nn", "mục 3 đã xong")])
    service = Service(
        store=july,
        channels={channel.name: channel},
        clock=PlayedClock(moment=at(10, 9)),
        office=THE_OFFICE,
        every=timedelta(hours=1),
        long_poll=timedelta(0),
    )

    async with asyncio.timeout(30), service.running():
        while not (channel.said and await service.is_quiet()):  # noqa: ASYNC110 - two parts of it work
            await asyncio.sleep(0.02)

    assert not [text for to, text in channel.said if to == "nn"]
    assert [text for to, text in channel.said if to == "nn2" and "I.3" in text]
    letters = [posted.letter for posted in await all_letters(july)]
    answers = [one for one in letters if one.priority is Priority.ANSWER]
    assert answers
    assert [(one.reply_to, one.edits) for one in answers] == [(None, None)]
