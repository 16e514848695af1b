"""What happens within a minute is one message; at night it waits; nothing is lost."""

from dataclasses import replace

import pytest

from bot.messages.joined import HEAD
from bot.messages.rehearsal import rehearsed
from bot.messages.words import LONGEST
from jobs.scenes import scene_at
from programme.letters import Button, Buttons, LetterState, Priority
from programme.reminders import OFFICE, Kind, agency
from programme.rules import OfficeRules
from programme.speech import utf16_length
from storage import Store
from tests.bot.makers import FARMING, HOME_AFFAIRS, THE_OFFICE, at
from tests.jobs.makers import all_letters
from tests.jobs.timed import CLOSING, TEN, TimedHouse, later, quiet_house


@pytest.fixture
async def house(july: Store) -> TimedHouse:
    """Everything that the timetable wants by then was said."""
    return await quiet_house(july)


async def test_one_change_is_told_after_its_minute(house: TimedHouse) -> None:
    await house.happens("a", "Đã tiếp nhận mục I.3.")

    assert await house.go(later(TEN, seconds=59)) == []
    assert await house.go(later(TEN, seconds=60)) == ["Đã tiếp nhận mục I.3." + CLOSING]


async def test_two_changes_within_a_minute_are_one_message(house: TimedHouse) -> None:
    await house.happens("a", "Đã tiếp nhận mục I.3.", duties=(1,), refs=("I.3",))
    await house.go(later(TEN, seconds=40))
    await house.happens("b", "Đề nghị hoàn thiện mục I.4.", duties=(2,), refs=("I.4",))

    # The first one does not wait any longer for the second.
    (said,) = await house.go(later(TEN, seconds=60))

    assert said == (
        f"{HEAD}\n\nĐã tiếp nhận mục I.3.\n\nĐề nghị hoàn thiện mục I.4.{CLOSING}"
    )
    (sent, *_) = [
        o for o in await house.letters(LetterState.SENT) if o.letter.key == "a"
    ]
    assert (sent.letter.duties, sent.letter.refs) == ((1, 2), ("I.3", "I.4"))


async def test_what_happens_after_the_minute_is_a_message_of_its_own(
    house: TimedHouse,
) -> None:
    await house.happens("a", "Một.")
    await house.go(later(TEN, seconds=60))
    await house.happens("b", "Hai.")

    assert await house.go(later(TEN, seconds=119)) == []
    assert await house.go(later(TEN, seconds=120)) == ["Hai." + CLOSING]


async def test_three_changes_are_said_in_the_order_in_which_they_came(
    house: TimedHouse,
) -> None:
    for number, word in enumerate(("Một.", "Hai.", "Ba.")):
        await house.happens(str(number), f"Kính gửi Sở,\n{word}")

    (said,) = await house.go(later(TEN, minutes=1))

    assert said == f"{HEAD}\n\nKính gửi Sở,\nMột.\n\nHai.\n\nBa.{CLOSING}"


async def test_forty_changes_never_make_a_message_too_long(house: TimedHouse) -> None:
    words = [f"Đã tiếp nhận mục I.{n}: " + "đề án " * 30 for n in range(40)]
    for number, word in enumerate(words):
        await house.happens(str(number), word)

    said = await house.go(later(TEN, minutes=1))
    for minutes in (2, 3, 4):
        said += await house.go(later(TEN, minutes=minutes))

    assert 1 < len(said) <= 6
    assert all(utf16_length(text) <= LONGEST for text in said)
    assert [text.count(f"I.{n}:") for n in range(40) for text in ["".join(said)]] == (
        [1] * 40
    )


async def test_whoever_else_is_told_is_told_apart(house: TimedHouse) -> None:
    await house.happens("a", "Một.")
    await house.happens("b", "Hai.", to=agency(HOME_AFFAIRS))
    await house.happens("c", "Ba.", to=OFFICE, kind=Kind.OFFICE)

    assert sorted(await house.go(later(TEN, minutes=1))) == sorted(
        word + CLOSING for word in ("Một.", "Hai.", "Ba.")
    )


async def test_posted_twice_it_is_said_once_joined_or_not(house: TimedHouse) -> None:
    for key in ("a", "b", "b", "a", "b"):
        await house.happens(key, f"Việc {key}.")

    (said,) = await house.go(later(TEN, minutes=1))

    assert (said.count("Việc a."), said.count("Việc b.")) == (1, 1)
    assert await house.happens("b", "Việc b.") is None
    assert await house.go(later(TEN, minutes=9)) == []


async def test_what_is_undone_before_its_commit_leaves_nothing_in_the_other(
    house: TimedHouse,
) -> None:
    """A crash between: the change and its words are there together, or not at all."""
    await house.happens("a", "Một.")

    async def dies() -> None:
        async with house.store.begin() as unit:
            (first, *_) = [
                o for o in await all_letters(house.store) if o.letter.key == "a"
            ]
            other = replace(
                first.letter, key="b", text="Hai." + CLOSING, not_before=None
            )
            await unit.outbox.post(other, now=house.clock.real())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await dies()

    assert await house.go(later(TEN, minutes=1)) == ["Một." + CLOSING]


async def test_a_letter_on_its_way_is_not_written_into(house: TimedHouse) -> None:
    await house.happens("a", "Một.")
    await house.go(later(TEN, minutes=1), sends=False)
    async with house.store.begin() as unit:
        now, moment = house.clock.real(), house.clock.now()
        heads = await unit.outbox.heads(now, 9, moment)
        await unit.outbox.take(
            heads, worker="w", now=now, lease_until=later(now, minutes=1),
            occasion_now=moment,
        )  # fmt: skip
    await house.happens("b", "Hai.")

    said = [one.letter.text for one in await house.letters(LetterState.SENDING)]
    assert said == ["Một." + CLOSING]
    assert len(await house.letters(LetterState.PLANNED)) == 1


def _three(number: int) -> Buttons:
    return ((Button("Đang chuẩn bị", f"1:s:{number}:1:preparing"),),)


async def test_the_buttons_of_both_say_what_they_are_for(house: TimedHouse) -> None:
    await house.happens("a", "Một.", buttons=_three(1), duties=(1,), refs=("I.3",))
    await house.happens("b", "Hai.", buttons=_three(2), duties=(2,), refs=("I.4",))
    await house.go(later(TEN, minutes=1))

    [sent] = [o for o in await house.letters(LetterState.SENT) if o.letter.key == "a"]
    assert sent.letter.buttons == ((Button("I.3", "1:o:1"), Button("I.4", "1:o:2")),)


async def test_a_question_is_not_mixed_with_news(house: TimedHouse) -> None:
    ask = {"buttons": ((Button("Đúng, xác nhận", "1:l:7:y"),),), "kind": Kind.OFFICE}
    await house.happens("a", "Một.", to=OFFICE, kind=Kind.OFFICE)
    await house.happens("b", "Nhóm này là của Sở?", to=OFFICE, **ask)

    assert len(await house.go(later(TEN, minutes=1))) == 2


async def test_what_happens_at_night_is_one_message_in_the_morning(
    house: TimedHouse,
) -> None:
    await house.go(at(8, 21))
    await house.happens("a", "Một.")
    await house.go(at(8, 23))
    await house.happens("b", "Hai.")

    assert await house.go(at(9, 6, 29)) == []
    (said,) = await house.go(at(9, 6, 30))
    assert said == f"{HEAD}\n\nMột.\n\nHai.{CLOSING}"


async def test_an_answer_and_what_is_urgent_go_at_midnight(house: TimedHouse) -> None:
    await house.go(at(8, 23, 59))
    await house.happens("a", "Bão.", priority=Priority.URGENT)
    await house.happens("b", "Đã ghi nhận.", priority=Priority.ANSWER)
    await house.happens("c", "Thường.")

    said = await house.go(at(8, 23, 59))
    said += await house.go(later(at(8, 23, 59), seconds=5))

    assert said == ["Đã ghi nhận." + CLOSING, "Bão." + CLOSING]


async def test_what_is_too_late_after_the_night_ends_and_the_office_sees_it(
    house: TimedHouse,
) -> None:
    await house.go(at(8, 22))
    await house.happens(
        "a", "Họp 6 giờ sáng.", not_after=at(9, 6), refs=("I.3",), duties=(1,)
    )

    (gone,) = await house.letters(LetterState.EXPIRED)
    assert (gone.letter.key, gone.error) == ("a", "too-late")
    assert await house.go(at(9, 6, 30)) == []
    async with house.store.read() as unit:
        scene = await scene_at(unit, at(9, 7, 30), THE_OFFICE)
    assert "Sở Nông nghiệp và PTNT (I.3)" in scene.failures


async def test_what_could_not_be_sent_by_day_does_not_go_at_night(
    house: TimedHouse,
) -> None:
    """The channel was away from five in the afternoon until ten in the evening."""
    await house.go(at(8, 16, 50), sends=False)
    await house.happens("a", "Một.")
    await house.go(at(8, 20, 59), sends=False)

    assert await house.go(at(8, 22)) == []
    assert await house.go(at(9, 6, 29)) == []
    assert await house.go(at(9, 6, 30)) == ["Một." + CLOSING]


async def test_before_any_tick_nothing_leaves_at_night_either(
    house: TimedHouse,
) -> None:
    await house.happens("a", "Một.")
    house.clock.moment = at(8, 22)

    assert await house.deliver() == []


async def test_other_hours_set_later_do_not_move_what_waits(house: TimedHouse) -> None:
    await house.go(at(8, 22))
    await house.happens("a", "Một.")
    late = replace(THE_OFFICE, rules=OfficeRules(quiet_to=THE_OFFICE.rules.digest_at))
    again = TimedHouse(store=house.store, clock=house.clock, office=late)

    (waits,) = await again.letters(LetterState.PLANNED)
    assert waits.letter.not_before == at(9, 6, 30)


async def test_in_a_rehearsal_what_is_meant_for_two_is_not_mixed(
    house: TimedHouse,
) -> None:
    house.store.rehearse = rehearsed
    await house.happens("a", "Một.")
    await house.happens("b", "Hai.", to=agency(HOME_AFFAIRS))
    await house.happens("c", "Ba.")
    await house.happens("d", "Bốn.", to=agency(HOME_AFFAIRS))

    farming, home = await house.go(later(TEN, minutes=1))

    assert farming.startswith(rehearsed(HEAD, agency(FARMING)))
    assert home.startswith(rehearsed(HEAD, agency(HOME_AFFAIRS)))
    assert ("Một.\n\nBa." in farming, "Hai.\n\nBốn." in home) == (True, True)
    assert farming.count("Gửi tới") == home.count("Gửi tới") == 1
