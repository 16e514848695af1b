"""What follows when an item has become secret: files written anew, late letters caught,
and one word to the office when all of it is done.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.hidden import ByHand
from bot.messages import secrecy as words
from bot.secrecy import Unsettled, put_unsettled, unsettled, write_over
from programme.letters import FINAL, Letter, LetterState, Posted, Priority
from programme.reminders import OFFICE, Kind
from storage import Store, Unit
from storage.errors import StorageError
from storage.folder import Folder

log = logging.getLogger(__name__)

#: Where others hold the database, or the disk is full, it is tried again so much later.
_AGAIN = timedelta(minutes=5)


async def settle_secrets(
    store: Store, now: datetime, *, real: datetime, folder: Folder | None
) -> int:
    """How many were settled, and told of. Doing it again does no harm."""
    async with store.read() as unit:
        left = await unsettled(unit)
    if not left:
        return 0
    if any(_is_to_be_scrubbed(one, real) for one in left):
        await _scrub(store, left, folder, real)
    is_server = (await store.server()).kind != "SQLite"
    async with store.begin() as unit:
        still = [
            one
            for one in await unsettled(unit)
            if not await _is_done(unit, one, now, real, server=is_server)
        ]
        await put_unsettled(unit, still)
    return len(left) - len(still)


def _is_to_be_scrubbed(one: Unsettled, real: datetime) -> bool:
    is_early = one.tried_at and real - datetime.fromisoformat(one.tried_at) < _AGAIN
    return not one.is_scrubbed and not is_early


async def _scrub(
    store: Store, left: Sequence[Unsettled], folder: Folder | None, real: datetime
) -> None:
    """The dossiers go first, then what is left in the database's own files."""
    for name in [name for one in left for name in one.files]:
        if folder is not None:
            with suppress(FileNotFoundError):
                folder.place_of(name).unlink()
    is_done = True
    try:
        await store.scrub()
    except StorageError as error:
        is_done = False
        log.warning("the database was not written anew: %s", type(error).__name__)
    lines = {one.line for one in left}
    async with store.begin() as unit:
        kept = await unsettled(unit)
        for one in [one for one in kept if one.line in lines]:
            one.is_scrubbed, one.tried_at, one.files = is_done, real.isoformat(), []
        await put_unsettled(unit, kept)


async def _is_done(
    unit: Unit, one: Unsettled, now: datetime, real: datetime, *, server: bool
) -> bool:
    """Letters of which nobody knew are written over once they have arrived."""
    flying = set(await unit.overwriting.on_the_way(one.flying))
    landed = [number for number in one.flying if number not in flying]
    keys, by_hand = await write_over(unit, landed, one.line, now=now, real=real)
    one.flying, one.edits = sorted(flying), [*one.edits, *keys]
    one.by_hand = [*one.by_hand, *([vars(each) for each in by_hand])]
    edits = await unit.overwriting.named(one.edits)
    is_over = all(edit.state in FINAL for edit in edits)
    if flying or not is_over or not one.is_scrubbed:
        return False
    failed = [edit for edit in edits if edit.state is LetterState.FAILED]
    said = words.settled(
        one.ref,
        len(edits) - len(failed),
        [*(ByHand(**each) for each in one.by_hand), *await _unreached(unit, failed)],
        server=server,
    )
    letter = Letter(
        key=f"secret-done:{one.line}",
        kind=Kind.OFFICE,
        at=now,
        to=OFFICE,
        text=str(said),
        priority=Priority.ANSWER,
    )
    await unit.outbox.post(letter, now=real)
    return True


async def _unreached(unit: Unit, failed: Sequence[Posted]) -> list[ByHand]:
    """Where the channel refused: the message is gone, or can only be taken by hand."""
    titles = await unit.overwriting.titles_of([p.chat for p in failed if p.chat])
    return [
        ByHand(
            chat=titles.get(edit.chat or 0, ""), at=f"{edit.letter.at:%H:%M %d/%m/%Y}"
        )
        for edit in failed
    ]
