"""A restored database sends nothing twice, with the journal and without it."""

# ruff: noqa: ASYNC240 - files are what these tests are about

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jobs.journal import Journal
from programme.letters import Letter, LetterState, Priority
from programme.reminders import ChatRole, agency
from tests.bot.makers import FARMING, PUBLISHED
from tests.jobs.makers import A_MINUTE, linked, published
from tests.jobs.restored_house import House

SECOND_STEP = PUBLISHED.replace(month=7, day=7, hour=8, minute=0)


@pytest.fixture
async def house(place: Path | str, tmp_path: Path) -> Any:
    folder = tmp_path / "house"
    folder.mkdir()
    made = House(place, folder)
    await made.start()
    await published(made.store)
    await linked(made.store, "office", ChatRole.OFFICE)
    await linked(made.store, "nn", ChatRole.AGENCY, FARMING)
    yield made
    await made.stop()


async def post_fifty(house: House, name: str = "n") -> None:
    async with house.store.begin() as unit:
        for number in range(50):
            letter = Letter(
                key=f"{name}:{number}",
                kind=None,
                at=house.clock.now(),
                text=f"{name} {number}",
                to=agency(FARMING),
                priority=Priority.REMINDER,
            )
            await unit.outbox.post(letter, now=house.clock.real())


async def test_fifty_letters_sent_after_the_backup_are_not_sent_again(
    house: House,
) -> None:
    await post_fifty(house)
    backup = await house.back_up()
    await house.tick()
    sent = house.said()
    assert len(sent) >= 50

    await house.restored(backup)
    marked = await house.start()
    await house.tick()
    await house.decide("Gửi tiếp")
    await house.tick()

    assert marked >= 50
    assert house.said() == sent
    assert len(house.questions()) == 1


async def test_reminders_planned_after_the_backup_are_not_said_again(
    house: House,
) -> None:
    """Restored days later, when they would be gathered into other letters."""
    backup = await house.back_up()
    await house.tick()
    house.clock.moment = SECOND_STEP
    await house.tick()
    sent = house.said()
    assert sent

    await house.restored(backup)
    house.clock.moment = SECOND_STEP + A_MINUTE
    await house.start()
    await house.tick()
    await house.decide("Gửi tiếp")
    await house.tick()

    # Only whom nothing could be sent to is spoken of once more.
    new = [text for _, text in house.said()[len(sent) :] if "Chưa có nhóm" not in text]
    assert new == []


async def test_without_the_journal_all_waits_for_the_office(house: House) -> None:
    await post_fifty(house)
    backup = await house.back_up()
    await house.tick()
    sent = house.said()

    await house.restored(backup)
    house.forget()
    await house.start()
    await house.tick()
    assert house.said() == sent
    [question] = house.questions()
    assert FARMING in question

    await house.decide("Bỏ qua")
    await house.tick()
    assert house.said() == sent
    house.clock.moment = SECOND_STEP
    await house.tick()
    assert len(house.said()) > len(sent)  # what comes due later is said as ever


async def test_what_the_office_lets_go_on_goes_once(house: House) -> None:
    await post_fifty(house)
    backup = await house.back_up()
    await house.restored(backup)
    await house.start()
    await house.tick()
    assert not house.said()

    await house.decide("Gửi tiếp")
    await house.tick()
    await house.tick()

    assert len([text for _, text in house.said() if text.startswith("n ")]) == 50


async def test_an_agency_cannot_decide_for_the_office(house: House) -> None:
    backup = await house.back_up()
    await house.restored(backup)
    await house.start()
    await house.tick()

    with pytest.raises(Exception) as refused:  # noqa: PT011 - by its name, below
        await house.decide("Gửi tiếp", chat="nn")
    assert type(refused.value).__name__ == "OldButton"


async def test_a_second_start_asks_no_second_time(house: House) -> None:
    backup = await house.back_up()
    await house.restored(backup)
    for _ in range(3):
        await house.start()
        await house.tick()
        await house.stop()
    await house.start()

    assert len(house.questions()) == 1
    assert not house.said()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_file_that_was_put_back_by_hand_is_found_out(
    house: House, tmp_path: Path
) -> None:
    assert isinstance(house.place, Path)
    await house.stop()
    old = tmp_path / "old.db"
    shutil.copy(house.place, old)
    await house.start()
    await post_fifty(house)
    await house.tick()
    sent = house.said()
    await house.stop()

    shutil.copy(old, house.place)
    await house.start()
    await house.tick()

    assert house.said() == sent
    assert len(house.questions()) == 1


async def test_a_start_after_a_crash_is_no_restore(house: House) -> None:
    await post_fifty(house)
    await house.tick()
    sent = house.said()
    for _ in range(3):
        await house.stop()
        assert await house.start() == 0
        await house.tick()

    assert house.said() == sent
    assert not house.questions()


async def test_what_was_taken_when_the_power_went_is_known_to_the_journal(
    house: House,
) -> None:
    """The channel took it, the journal has it, the database was not told."""
    await post_fifty(house)
    await house.tick()
    last = "(SELECT max(id) FROM letters WHERE state = 'sent' GROUP BY lane)"
    async with house.store._writer.begin() as connection:
        await connection.exec_driver_sql(
            f"DELETE FROM accepted WHERE letter IN {last}"  # noqa: S608 - our own words
        )
        await connection.exec_driver_sql(
            f"UPDATE letters SET state = 'sending' WHERE id IN {last}"  # noqa: S608 - ours
        )
    sent = house.said()
    await house.stop()

    assert await house.start() == 2  # one in each chat
    await house.tick()

    assert house.said() == sent
    assert not house.questions()
    async with house.store.read() as unit:
        counts = await unit.outbox.counts()
    assert counts[LetterState.SENT] == len(sent)
    assert not counts[LetterState.SENDING] + counts[LetterState.UNKNOWN]


async def test_a_journal_cut_off_in_a_line_is_read_to_there(house: House) -> None:
    await post_fifty(house)
    backup = await house.back_up()
    await house.tick()
    sent = house.said()
    [path] = house.folder.glob("*.journal")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])

    await house.restored(backup)
    marked = await house.start()
    await house.tick()

    assert marked == len(sent) - 1
    assert house.said() == sent
    whole_again = [
        json.loads(line)
        for line in path.read_text("utf-8").splitlines()
        if line.endswith("}")
    ]
    assert any(line.get("generation", 0) > 1 for line in whole_again)


async def test_a_journal_on_a_full_disk_stops_nobody(house: House) -> None:
    await post_fifty(house)
    house.post._recorder.journal.base = Path("/dev/null/none")  # type: ignore[union-attr]  # it has one

    await house.tick()

    assert len(house.said()) >= 50
    assert house.guard.journal.is_well is False


async def test_each_month_has_its_file_and_old_ones_go(tmp_path: Path) -> None:
    journal = Journal(base=tmp_path / "nhacviec[1].sent")
    for month in range(20):
        journal.begin("a", month + 1, PUBLISHED + timedelta(days=31 * month))

    assert len(list(tmp_path.iterdir())) == 14
    assert journal.newest("a") == 20
    assert journal.newest("another") is None
