"""An office at half past eight of a morning on which it wakes after a long sleep."""

from datetime import datetime, timedelta
from pathlib import Path

from nhacviec.demo import OFFICE, START
from nhacviec.demo_street import places
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from programme.chats import ChatState
from programme.deputies import Deputy
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.town import Street

NOW = datetime(2020, 7, 16, 8, 30, tzinfo=OFFICE_ZONE)


async def furnish(place: Path | str, street: Street) -> None:
    """The programme in force, its letters unsent; the chats linked."""
    store = await Store.open(place)
    try:
        await store.migrate()
        await fill_agencies(store)
        draft = read_document(example_path())
        force = await publish(store, draft, office=OFFICE, by="test", at=START)
        async with store.begin() as unit:
            agencies = await unit.agencies.all()
            for one, address in zip(places(force, agencies), street.chats, strict=True):
                await unit.chats.add(
                    channel="telegram",
                    address=str(address),
                    title=one.title,
                    role=one.role,
                    agency=one.agency,
                    state=ChatState.LINKED,
                    at=START,
                )
        await _leave_over(store)
    finally:
        await store.close()


async def _leave_over(store: Store) -> None:
    """What nobody has looked at yet."""
    async with store.begin() as unit:
        chats = await unit.chats.all()
        chat, agency = next((one, one.agency) for one in chats if one.agency)
        await unit.deputies.add(
            Deputy(
                id=0,
                agency=agency,
                chat=chat.id,
                away="Trần Văn An",
                deputy="Lê Thị Bình",
                phone="",
                first=NOW.date() - timedelta(days=7),
                last=NOW.date() - timedelta(days=1),
                said_at=NOW - timedelta(days=7),
                by="test",
                person="1",
            )
        )
        (force, *_) = await unit.programmes.in_force()
        await unit.digests.owe([force.duties[0].id])
