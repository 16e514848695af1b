"""The office makes an item secret: its name goes from everywhere we can reach, and what
we cannot reach is named to the office (docs/decisions/0040).

All of it in one transaction, but for the files themselves, which are written anew
afterwards (`jobs.secrecy`). A name that comes in again is not kept
(`bot.secret_again`).
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from bot.asked import Asked
from bot.channels.capabilities import WRITTEN_OVER
from bot.desk import Desk
from bot.hidden import ByHand, Hidden
from bot.retiring import word_waiting
from programme.duties import Duty, DutyRole
from programme.letters import Letter, Priority
from programme.matching import ANY_LEAD
from storage import Unit
from storage.backups import TAKEN
from storage.overwriting import Standing

#: In the settings: what is still to be done.
UNSETTLED = "secrets-unsettled"
#: What the record calls it.
DID = "secret"


@dataclass(kw_only=True)
class Unsettled:
    """What follows when the transaction is over; kept in the settings as JSON.

    `edits`: the keys of the letters that write over messages; `flying`: letters whose
    fate was not known; `by_hand`: of those, what people have to take away; `files`:
    hashes in the folder of dossiers.
    """

    ref: str
    line: int
    edits: list[str]
    flying: list[int]
    files: list[str]
    by_hand: list[dict[str, str]] = field(default_factory=list)
    is_scrubbed: bool = False
    tried_at: str = ""


async def matter_of(item: Sequence[Duty], desk: Desk) -> list[Duty]:
    """All that is called as this item is, in whatever programme."""
    own = {
        duty.id: duty for part in item for duty in await desk.unit.duties.of_item(part)
    }
    same = {duty.id: duty for duty in await desk.unit.redacting.same_matter(item)}
    return list({**own, **same}.values())


async def alike_of(matter: Sequence[Duty], desk: Desk) -> list[Duty]:
    """What is called nearly so: the lead parts of other items."""
    found = await desk.unit.redacting.alike(matter, ANY_LEAD)
    return [duty for duty in found if duty.role is DutyRole.LEAD]


async def hide(matter: Sequence[Duty], asked: Asked, desk: Desk) -> Hidden:
    """The name goes out of every table, what was said of it is said anew."""
    unit, first = desk.unit, matter[0]
    titles = await unit.redacting.titles_of(matter)
    redactor = await unit.redacting.redactor(titles)
    line = await unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did=DID,
        duty=first.id,
        now=first.ref,
        message=asked.key,
    )
    for duty in matter:
        await unit.duties.put(replace(duty, title="", secret=True), was=duty)
    await unit.redacting.hide(matter, redactor)
    files = await unit.redacting.drop_dossiers(matter)
    await _remember(matter, titles, asked, desk)
    redacted = await unit.redacting.redact(redactor, permit=line)
    flying = await unit.overwriting.on_the_way(redacted.letters)
    keys, by_hand = await write_over(
        unit, redacted.letters, line, now=desk.now, real=desk.now
    )
    for number in {duty.programme for duty in matter}:
        none: frozenset[int] = frozenset()
        office = desk.office
        await word_waiting(unit, number, at=desk.now, ended=none, office=office)
    left = Unsettled(ref=first.ref, line=line, edits=keys, flying=flying, files=files)
    await put_unsettled(unit, [*await unsettled(unit), left])
    return Hidden(
        matter=tuple(matter),
        redacted=redacted,
        edits=len(keys),
        by_hand=tuple(by_hand),
        flying=len(flying),
        files=len(files),
        backups=tuple(await _backups(unit)),
    )


async def write_over(
    unit: Unit, numbers: Collection[int], line: int, *, now: datetime, real: datetime
) -> tuple[list[str], list[ByHand]]:
    """What stands in chats by these letters says from now on what they say now; the
    keys of the letters that do it, and what only people can take away."""
    keys: list[str] = []
    by_hand: list[ByHand] = []
    for one in await unit.overwriting.standing(numbers):
        if _is_reached(one):
            letter = _over(one, line, now)
            await unit.outbox.post(letter, now=real)
            keys.append(letter.key)
        else:
            said = f"{one.sent_at:%H:%M %d/%m/%Y}"
            by_hand.append(ByHand(chat=one.chat_title, at=said))
    return keys, by_hand


def _is_reached(one: Standing) -> bool:
    """What stands below a file cannot be written over as a text is."""
    is_plain = one.shown.letter.file is None
    return one.is_there and is_plain and one.shown.channel in WRITTEN_OVER


def _over(one: Standing, line: int, now: datetime) -> Letter:
    letter = one.shown.letter
    return Letter(
        key=f"secret:{line}:{one.shown.id}",
        kind=None,
        at=now,
        text=letter.text,
        chat=one.shown.chat,
        buttons=letter.buttons,
        edits=one.message,
        duties=letter.duties,
        refs=letter.refs,
        priority=Priority.REMINDER,
    )


async def unsettled(unit: Unit) -> list[Unsettled]:
    said = await unit.settings.get(UNSETTLED)
    return [Unsettled(**one) for one in json.loads(said or "[]")]


async def put_unsettled(unit: Unit, left: Sequence[Unsettled]) -> None:
    said = json.dumps([asdict(one) for one in left]) if left else ""
    await unit.settings.set(UNSETTLED, said)


async def _remember(
    matter: Sequence[Duty], titles: Collection[str], asked: Asked, desk: Desk
) -> None:
    """Where it stands, and a hash of each name: to know it if it comes in again."""
    for place in dict.fromkeys((duty.programme, duty.ref) for duty in matter):
        programme, ref = place
        leads = [d for d in matter if (d.programme, d.ref) == place]
        await desk.unit.secrecy.add(
            programme,
            ref,
            lead=[duty.agency for duty in leads if duty.role is DutyRole.LEAD],
            titles=titles,
            by=asked.who,
            at=desk.now,
        )


async def _backups(unit: Unit) -> list[str]:
    """Those that we know of."""
    return list(json.loads(await unit.settings.get(TAKEN) or "[]"))
