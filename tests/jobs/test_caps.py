"""So many an hour in a chat that nobody there asked for; the rest in one message."""

from programme.letters import LetterState, Priority
from storage import Store
from tests.bot.makers import at
from tests.jobs.timed import CLOSING, TimedHouse, later, quiet_house


async def test_seven_messages_in_an_hour_are_six_and_the_rest_in_one(
    july: Store,
) -> None:
    house, start = await quiet_house(july, cap=6), at(8, 13)
    await house.go(start)
    said: list[str] = []
    for number in range(9):
        await house.happens(str(number), f"Việc {number}.")
        said += await house.go(later(start, minutes=2 * number + 1))

    assert len(said) == 6
    await house.happens("u", "Bão.", priority=Priority.URGENT)
    assert await house.go(later(start, minutes=20)) == ["Bão." + CLOSING]
    assert await house.go(later(start, minutes=59)) == []
    (rest,) = await house.go(later(start, minutes=61, seconds=1))
    assert [rest.count(f"Việc {n}.") for n in range(6, 9)] == [1, 1, 1]


async def test_what_was_sent_before_a_restart_counts(july: Store) -> None:
    house = await quiet_house(july, cap=2)
    await house.go(at(8, 13))
    for number in range(2):
        await house.happens(str(number), f"Việc {number}.")
        await house.go(later(at(8, 13), minutes=2 * number + 2))

    again = TimedHouse(store=july, clock=house.clock, cap=2, channel=house.channel)
    await again.post.recover()
    await again.happens("c", "Ba.")

    assert await again.go(later(at(8, 13), minutes=30)) == []
    assert await again.go(later(at(8, 14), minutes=5)) == ["Ba." + CLOSING]


async def test_what_waits_for_its_hour_is_no_sign_of_a_post_that_is_stuck(
    july: Store,
) -> None:
    house = await quiet_house(july, cap=1)
    await house.go(at(8, 13))
    for number in range(2):
        await house.happens(str(number), f"Việc {number}.")
        await house.go(later(at(8, 13), minutes=2 * number + 2))

    (waits,) = await house.letters(LetterState.PLANNED)
    assert waits.letter.not_before == later(at(8, 13), minutes=62)
    house.clock.moment = later(at(8, 13), minutes=40)
    house.clock.later(minutes=36)
    async with july.read() as unit:
        now, moment = house.clock.real(), house.clock.now()
        assert not await unit.auditing.is_post_stuck(now, moment)
        assert await unit.auditing.is_post_stuck(now, later(moment, minutes=30))


async def test_an_answer_is_not_counted_and_not_held(july: Store) -> None:
    house = await quiet_house(july, cap=1)
    await house.go(at(8, 13))
    said: list[str] = []
    for number in range(4):
        await house.happens(str(number), "Đã ghi nhận.", priority=Priority.ANSWER)
        said += await house.go(later(at(8, 13), minutes=number + 1))
    await house.happens("c", "Một.")
    said += await house.go(later(at(8, 13), minutes=9))

    assert said == ["Đã ghi nhận." + CLOSING] * 4 + ["Một." + CLOSING]
