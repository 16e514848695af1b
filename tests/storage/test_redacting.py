"""The name of a secret item goes out of every row, and out of the files themselves."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text
from sqlalchemy.exc import IntegrityError

from programme.duties import Duty, DutyState
from programme.requests import RequestKind
from programme.words import bare
from storage import Store
from storage.drafts import DraftState
from storage.inbox import Arrived
from storage.redacting import Redacted
from tests.storage.makers import NOON, a_draft, a_letter, a_reminder, linked, published

TITLE = "Diễn tập khu vực phòng thủ huyện Yên Sơn"
TELLING = ("dien tap", "phong thu", "yen son")


def a_telling_draft() -> object:
    (session,) = a_draft().meetings
    first = replace(session.items[0], title=TITLE)
    return (replace(session, items=(first, *session.items[1:])),)


async def filled(store: Store) -> Duty:
    """The name in every kind of row: as it is, in JSON, as people type it."""
    async with store.begin() as unit:
        force = await published(unit, meetings=a_telling_draft())
        duty = force.duties[0]
        await linked(unit)
        await unit.outbox.post(
            replace(a_letter(), text=f"I.1. {TITLE}"), [a_reminder()], now=NOON
        )
        raw = {"message": {"text": "muc 1 dien tap xong", "chat": {"id": 1}}}
        arrived = [Arrived(update_id=1, raw=raw)]
        await unit.inbox.put("telegram", arrived, offset=2, at=NOON)
        now = duty.report(DutyState.BLOCKED, at=NOON, note="phòng thủ chưa rõ")
        await unit.duties.put(now, was=duty)
        await unit.audit.add_move(was=duty, now=now, at=NOON, who="Lan")
        await unit.audit.add(
            at=NOON, who="Lan", where=None, did="say", note=f"nhắc {TITLE}"
        )
        await unit.requests.add(
            duty.id,
            RequestKind.EXTENSION,
            reason="khu vực phòng thủ còn vướng",
            until=None,
            at=NOON,
            by="Lan",
        )
        await unit.settings.set("sure:telegram:1", f'[{{"words": "{_coded(TITLE)}"}}]')
        number = await unit.drafts.add(
            a_draft(meetings=a_telling_draft()),
            name="diễn tập.docx",
            sha256="cd" * 32,
            by="Lan",
            where="telegram:1",
            at=NOON,
        )
        await unit.drafts.end(number, DraftState.DROPPED, NOON)
        return now


def _coded(words: str) -> str:
    return words.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")


async def redacted(store: Store, duty: Duty) -> Redacted:
    async with store.begin() as unit:
        titles = await unit.redacting.titles_of([duty])
        redactor = await unit.redacting.redactor(titles)
        line = await unit.audit.add(
            at=NOON, who="Lan", where=None, did="secret", now=duty.ref
        )
        await unit.duties.put(replace(duty, title="", secret=True), was=duty)
        await unit.redacting.hide([duty], redactor)
        return await unit.redacting.redact(redactor, permit=line)


async def everything(store: Store) -> str:
    """All rows as the database tells them, JSON with its letters plain."""
    async with store._reader.connect() as connection:
        found = MetaData()
        await connection.run_sync(found.reflect)
        rows = [
            str([_plain(value) for value in row])
            for table in found.sorted_tables
            for row in await connection.execute(table.select())
        ]
    return bare("\n".join(rows))


def _plain(value: object) -> object:
    if not isinstance(value, str) or "\\u" not in value:
        return value
    return value.encode().decode("unicode_escape")


async def test_no_row_tells_it_any_more(store: Store) -> None:
    duty = await filled(store)
    before = await everything(store)
    assert all(words in before for words in TELLING)

    done = await redacted(store, duty)

    left = await everything(store)
    assert [words for words in TELLING if words in left] == []
    assert set(done.rows) >= {"revisions", "drafts", "letters", "inbox", "requests"}
    assert done.rows["audit"] == 2
    async with store.read() as unit:
        assert await unit.settings.get("redacting") is None
        assert (await unit.programmes.draft_of(duty.programme)).items[0].secret
        (_, kept, *_) = await unit.audit.since(NOON)
        assert kept.note in {"nhắc [mật]", "[mật] chưa rõ"}
        (move,) = await unit.audit.moves_of(duty.id)
        assert (move.now.title, move.now.secret) == ("", True)
        assert move.now.state is DutyState.BLOCKED


async def test_a_move_of_before_can_be_taken_back_and_brings_no_name(
    store: Store,
) -> None:
    duty = await filled(store)
    await redacted(store, duty)

    async with store.begin() as unit:
        (move,) = await unit.audit.moves_of(duty.id)
        await unit.duties.put(move.was, was=await unit.duties.get(duty.id))
        now = await unit.duties.get(duty.id)

    assert (now.state, now.title, now.secret) == (DutyState.ASSIGNED, "", True)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET note = 'x [mật] and more than there was of it before this'",
        "UPDATE audit SET note = 'x'",
        "UPDATE audit SET who = '[mật]'",
        "UPDATE audit SET at = 1",
        "UPDATE audit SET note = NULL",
        "UPDATE audit SET after = before",
        "DELETE FROM audit",
    ],
)
async def test_under_the_permit_too_the_record_is_only_redacted(
    store: Store, sql: str
) -> None:
    await filled(store)

    async def tamper() -> None:
        async with store.begin() as unit:
            line = await unit.audit.add(at=NOON, who="Lan", where=None, did="secret")
            await unit.settings.set("redacting", str(line))
            await unit.audit._do(text(sql))

    with pytest.raises(IntegrityError, match="only added to"):
        await tamper()


async def test_without_a_line_of_the_record_there_is_no_permit(store: Store) -> None:
    await filled(store)

    async def tamper() -> None:
        async with store.begin() as unit:
            await unit.settings.set("redacting", "1")
            sql = "UPDATE audit SET note = '[mật]' WHERE note IS NOT NULL"
            await unit.audit._do(text(sql))

    with pytest.raises(IntegrityError, match="only added to"):
        await tamper()


async def test_no_byte_of_the_files_tells_it(store: Store, place: Path | str) -> None:
    duty = await filled(store)
    await redacted(store, duty)

    await store.scrub()

    left = await everything(store)
    if isinstance(place, Path):
        beside = place.parent.glob(f"{place.name}*")
        found = [one.read_bytes().decode("utf-8", "ignore") for one in beside]
        left += bare("\n".join(found))
    assert [words for words in TELLING if words in left] == []


async def test_scrubbing_keeps_every_row(store: Store) -> None:
    await filled(store)
    before = await everything(store)

    await store.scrub()

    assert sorted((await everything(store)).splitlines()) == sorted(before.splitlines())
