"""What the moment wants said is posted once, however often and late it is asked."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jobs.remind import next_moment, post_reminders, scene_at
from programme.chats import ChatState
from programme.duties import DutyState
from programme.letters import Letter
from programme.reminders import OFFICE, ChatRole, Kind, agency
from storage import Store
from tests.bot.makers import (
    FARMING,
    FINANCE,
    HOME_AFFAIRS,
    JUSTICE,
    PUBLISHED,
    SCHOOLS,
    THE_OFFICE,
    at,
)
from tests.jobs.makers import all_letters, linked


async def test_posting_twice_posts_once(july: Store) -> None:
    assert await _post(july, PUBLISHED) == 5
    assert await _post(july, PUBLISHED) == 0
    assert await _post(july, PUBLISHED + timedelta(minutes=3)) == 0


async def test_at_publication_every_agency_gets_its_own(july: Store) -> None:
    await _post(july, PUBLISHED)

    said = {
        one.letter.to.agency: one.letter.refs
        for one in await all_letters(july)
        if one.letter.to and one.letter.to.agency
    }
    assert said == {
        FARMING: ("I.3", "I.4"),
        HOME_AFFAIRS: ("I.9", "II.3"),
        FINANCE: ("I.3", "I.12"),
        JUSTICE: ("I.5", "I.12"),
        SCHOOLS: ("II.1", "II.3"),
    }


async def test_the_office_is_told_once_whom_no_chat_reaches(july: Store) -> None:
    await _post(july, PUBLISHED)
    await _post(july, PUBLISHED.replace(minute=5))

    told = [
        one.letter.text
        for one in await all_letters(july)
        if one.letter.to and one.letter.to.agency is None
    ]
    assert len(told) == 1
    assert "Chưa có nhóm chat nên chưa gửi được tin tới" in told[0]
    assert FARMING not in told[0]  # its chat is linked


async def test_nothing_more_is_said_that_day(july: Store) -> None:
    await _post(july, PUBLISHED)

    assert await _post(july, PUBLISHED.replace(hour=23)) == 0


async def test_missed_ticks_are_caught_up_in_one_message_and_never_doubled(
    july: Store,
) -> None:
    """Down from the publication to 7 July, 09:30: the newest step alone is said."""
    await _post(july, PUBLISHED)

    await _post(july, at(7, 9, 30))

    after = await _letters_since(july, at(7))
    to_farming = [one for one in after if one.to == agency(FARMING)]
    assert [one.refs for one in to_farming] == [("I.3", "I.4")]
    assert await _post(july, at(7, 9, 35)) == 0
    assert len(await _letters_since(july, at(7))) == len(after)


async def test_a_catch_up_waits_for_an_hour_of_work(july: Store) -> None:
    await _post(july, PUBLISHED)

    assert await _post(july, at(7, 22)) == 0
    assert await _post(july, at(8, 8)) > 0


async def test_a_message_whose_time_is_over_is_put_aside_and_not_said(
    july: Store,
) -> None:
    await _post(july, PUBLISHED)

    await _post(july, at(11, 12))
    await _post(july, at(13, 8))

    said = [one.text for one in await _letters_since(july, at(11, 0))]
    assert not any("bảo vệ rừng" in text for text in said)


async def test_a_digest_joins_the_notice_of_the_same_morning(july: Store) -> None:
    """10 July: farming's conference is told at 07:00, and its step goes along."""
    await _post(july, at(9, 15))

    await _post(july, at(10, 7))
    joined = await _letters_since(july, at(10, 7))
    await _post(july, at(10, 8))

    (morning,) = [one for one in joined if one.to == agency(FARMING)]
    assert "bảo vệ rừng" in morning.text
    assert "I.3" in morning.text
    later = await _letters_since(july, at(10, 7, 30))
    assert agency(FARMING) not in [one.to for one in later]


async def test_who_is_ready_is_not_reminded(july: Store) -> None:
    await _post(july, PUBLISHED)
    async with july.begin() as unit:
        for ref in ("I.3", "I.4"):
            (was,) = await unit.duties.find(ref)
            now = was.report(DutyState.READY, at=at(1))
            await unit.duties.put(now, was=was)

    await _post(july, at(7))

    told = [one.to for one in await _letters_since(july, at(7))]
    assert agency(FARMING) not in told
    assert agency(HOME_AFFAIRS) in told


async def test_a_withdrawn_programme_reminds_nobody(july: Store) -> None:
    async with july.begin() as unit:
        (force,) = await unit.programmes.in_force()
        await unit.programmes.withdraw(force.programme.id, at(1))

    assert await _post(july, at(7)) == 0
    assert await next_moment(july, at(7), office=THE_OFFICE) is None


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (PUBLISHED, at(25, 7, 30, month=6)),
        (at(7, 7, 30), at(7, 8)),
        (at(9, 15), at(10, 7)),
        (at(10, 8), at(13, 7, 30)),
        (at(31, 23), None),
    ],
)
async def test_the_next_moment_is_the_next_thing_said(
    july: Store, now: datetime, then: datetime | None
) -> None:
    await _post(july, now)

    found = await next_moment(july, now, office=THE_OFFICE)
    assert found == then or (then is None and found is not None)


async def test_the_digest_tells_what_moved_since_the_one_before(july: Store) -> None:
    await _post(july, at(7, 7, 30))
    async with july.begin() as unit:
        (was,) = await unit.duties.find("I.3")
        now = was.report(DutyState.READY, at=at(7, 10))
        await unit.duties.put(now, was=was)
        await unit.audit.add_move(was=was, now=now, at=at(7, 10), who="Lan (t:7)")

    await _post(july, at(8, 7, 30))
    await _post(july, at(9, 7, 30))

    eighth, ninth = [
        one.text for one in await _letters_since(july, at(8, 0)) if one.to == OFFICE
    ]
    assert "I.3 Sở Nông nghiệp và PTNT: chưa báo cáo → đã sẵn sàng" in eighth
    assert "Thay đổi" not in ninth


async def test_only_a_linked_chat_counts_as_linked(july: Store) -> None:
    """A chat that was refused, lost or only asked reaches nobody."""
    await linked(july, "tc", ChatRole.AGENCY, FINANCE, ChatState.UNREACHABLE)
    await linked(july, "tp", ChatRole.AGENCY, JUSTICE, ChatState.ASKED)

    async with july.read() as unit:
        scene = await scene_at(unit, at(7), THE_OFFICE)

    assert set(scene.unlinked) == {"Sở Tài chính", "Sở Tư pháp", "Sở GD&ĐT"}


async def test_what_could_not_be_sent_is_named_by_its_addressee(july: Store) -> None:
    unknown = Letter(
        key="a", kind=Kind.DIGEST, at=at(7), text="x", to=agency("Sở Lạ"), refs=("I.8",)
    )
    async with july.begin() as unit:
        await unit.outbox.post(unknown, now=at(7))
        await unit.outbox.claim(
            worker="w", now=at(7), lease=timedelta(minutes=1), occasion_now=at(7)
        )
        scene = await scene_at(unit, at(7, 9), THE_OFFICE)

    assert scene.failures == ("Sở Lạ (I.8)",)


async def _post(store: Store, now: datetime) -> int:
    return await post_reminders(store, now, office=THE_OFFICE, real=now)


async def _letters_since(store: Store, moment: datetime) -> list[Letter]:
    found = [one.letter for one in await all_letters(store)]
    return [replace(one) for one in found if one.at >= moment]
