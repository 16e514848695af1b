"""The record, requests, dossiers: what happened stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from programme.duties import DutyState
from programme.requests import Request, RequestKind, RequestState
from storage import MovedMeanwhile, NotFound, Store
from tests.storage.makers import NOON, published

LATER = NOON + timedelta(hours=1)


async def test_an_entry_comes_back(store: Store) -> None:
    async with store.begin() as unit:
        number = await unit.audit.add(at=NOON, who="Lan", where=None, did="import")
        await unit.audit.add(at=LATER, who="bot", where="-1", did="link", duty=7)
        entry = await unit.audit.get(number)
        assert (entry.who, entry.did, entry.duty) == ("Lan", "import", None)
        assert [e.did for e in await unit.audit.since(LATER)] == ["link"]
        assert [e.did for e in await unit.audit.of_duty(7)] == ["link"]
        for absent in (unit.audit.get(99), unit.audit.move(number)):
            with pytest.raises(NotFound):
                await absent


@pytest.mark.parametrize("sql", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
async def test_the_record_is_only_added_to(store: Store, sql: str) -> None:
    async with store.begin() as unit:
        await unit.audit.add(at=NOON, who="Lan", where=None, did="import")

    async def tamper() -> None:
        async with store.begin() as unit:
            await unit.audit._do(text(sql))

    with pytest.raises(IntegrityError, match="only added to"):
        await tamper()


async def test_a_move_can_be_taken_back_once(store: Store) -> None:
    async with store.begin() as unit:
        was = (await published(unit)).duties[0]
        now = was.report(DutyState.READY, at=NOON, note="66/TTr-SNV")
        await unit.duties.put(now, was=was)
        number = await unit.audit.add_move(
            was=was, now=now, at=NOON, who="Lan", where="-1", message="5"
        )

    async with store.begin() as unit:
        move = await unit.audit.move(number)
        assert (move.was, move.now, move.undone) == (was, now, False)
        await unit.duties.put(move.was, was=move.now)
        await unit.audit.undo(number, at=LATER, who="Lan", where="-1")
        assert await unit.duties.get(was.id) == was

    async with store.begin() as unit:
        (move,) = await unit.audit.moves_since(NOON)
        assert move.undone
        assert await unit.audit.moves_of(was.id) == [move]
        assert await unit.audit.moves_since(LATER) == []
        assert [e.did for e in await unit.audit.of_duty(was.id)] == ["move", "undo"]
        with pytest.raises(MovedMeanwhile):
            await unit.audit.undo(number, at=LATER, who="Minh")


async def test_a_request_waits_until_the_office_decides(store: Store) -> None:
    async with store.begin() as unit:
        duty = (await published(unit)).duties[0]
        asked = await unit.requests.add(
            duty.id,
            RequestKind.EXTENSION,
            reason="chờ số liệu",
            until=date(2020, 7, 20),
            at=NOON,
            by="Lan",
        )
        assert asked == Request(
            id=1,
            duty=duty.id,
            kind=RequestKind.EXTENSION,
            asked_at=NOON,
            reason="chờ số liệu",
            until=date(2020, 7, 20),
            by="Lan",
        )
        assert await unit.requests.open() == [asked]
        granted = replace(asked, state=RequestState.GRANTED)
        await unit.requests.put(granted, was=asked)
        assert await unit.requests.open() == []
        assert await unit.requests.of_duty(duty.id) == [granted]
        with pytest.raises(MovedMeanwhile):
            await unit.requests.put(granted, was=asked)
        with pytest.raises(NotFound):
            await unit.requests.get(99)


async def test_the_same_file_is_one_dossier(store: Store) -> None:
    async with store.begin() as unit:
        duty = (await published(unit)).duties[0]
        handed = [
            await unit.dossiers.add(
                duty.id,
                sha256=sha256,
                name="to-trinh.pdf",
                size=9,
                message="5",
                by="Lan",
                at=NOON,
            )
            for sha256 in ("aa", "bb", "aa")
        ]
        assert [dossier.version for dossier in handed] == [1, 2, 1]
        assert await unit.dossiers.of_duty(duty.id) == handed[:2]


async def test_a_request_ends_with_its_duty_whoever_ends_it(store: Store) -> None:
    async with store.begin() as unit:
        duty = (await published(unit)).duties[0]
        asked = await unit.requests.add(
            duty.id,
            RequestKind.EXTENSION,
            reason=None,
            until=date(2020, 7, 20),
            at=NOON,
            by="Lan",
            message="telegram:1",
        )
        assert await unit.requests.waiting_of([duty.id, 999]) == {duty.id: asked}
        await unit.duties.put(duty.accept(at=LATER), was=duty)

        (found,) = await unit.requests.of_duty(duty.id)
        assert (found.state, found.decided_at) == (RequestState.LAPSED, LATER)
        assert await unit.requests.waiting_of([duty.id]) == {}
        assert found.message == "telegram:1"


async def test_what_the_office_said_of_a_request_is_kept(store: Store) -> None:
    async with store.begin() as unit:
        duty = (await published(unit)).duties[0]
        asked = await unit.requests.add(
            duty.id,
            RequestKind.EXTENSION,
            reason=None,
            until=None,
            at=NOON,
            by="Lan",
        )
        granted = replace(
            asked,
            state=RequestState.GRANTED,
            decided_at=LATER,
            decided_by="Hùng",
            granted=date(2020, 7, 17),
            word="đã trao đổi",
        )
        await unit.requests.put(granted, was=asked)

        assert await unit.requests.get(asked.id) == granted


async def test_files_are_counted_by_agency_and_known_by_their_hash(
    store: Store,
) -> None:
    async with store.begin() as unit:
        duty = (await published(unit)).duties[0]
        for letter in "ab":
            await unit.dossiers.add(
                duty.id,
                sha256=letter * 64,
                name="x.pdf",
                size=1,
                kind=".pdf",
                file="telegram:F1",
                message=None,
                by="Lan",
                at=NOON,
            )

        assert await unit.dossiers.count_of(duty.agency, since=NOON) == 2
        assert await unit.dossiers.count_of(duty.agency, since=LATER) == 0
        assert await unit.dossiers.count_of("Sở khác", since=NOON) == 0
        assert await unit.dossiers.all_hashes() == {"a" * 64, "b" * 64}
        first, _ = await unit.dossiers.of_duty(duty.id)
        assert (first.kind, first.file) == (".pdf", "telegram:F1")
