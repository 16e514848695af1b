"""What was said of dossiers stays true: a chat's newest digest is written over when a
duty in it changes, and one that still waits asks nothing that is answered.

Called in the transaction of the change. A digest or an edit that is on its way then is
looked at again when it is back (`jobs.digests`).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.channels.capabilities import WRITTEN_OVER
from bot.messages import recorded, taken_back
from bot.messages.buttons import Act, unpack
from bot.messages.rehearsal import as_before
from bot.messages.words import lines
from bot.moving import UNDO_TIME
from bot.retiring import OLDEST, word_one_anew
from bot.scenes import scene_of
from bot.silence_ended import leave_the_answered_alone
from bot.wording import Scene, Words, put_into_words
from programme.duties import DutyState
from programme.letters import Buttons, Letter, Posted, Priority
from programme.moves import Move
from programme.occasions import Occasion
from programme.office import Office
from programme.reminders import Reminder
from programme.timetable import OF_DUTIES
from storage import Unit
from storage.digests import Digest

_ENDED = frozenset({DutyState.WITHDRAWN, DutyState.DEFERRED})


async def after_the_moves(
    unit: Unit, *, now: datetime, real: datetime, office: Office
) -> None:
    """Of all that this unit has moved, of what was asked of the office or decided by
    it, and of what was spoken of in it."""
    wishes = await unit.requests.some(unit.requests.touched)
    moved = unit.duties.moved | {wish.duty for wish in wishes.values()}
    await keep_digests_true(unit, moved, now=now, real=real, office=office)
    only_heard = unit.duties.heard - moved
    await word_waiting_digests(unit, only_heard, now=now, office=office)
    await leave_the_answered_alone(unit, only_heard, now=now, real=real, office=office)


async def keep_digests_true(
    unit: Unit,
    duties: Collection[int],
    *,
    now: datetime,
    real: datetime,
    office: Office,
) -> None:
    """Every chat's newest digest that speaks of one of these says what holds now."""
    if not duties:
        return
    await word_waiting_digests(unit, duties, now=now, office=office)
    await leave_the_answered_alone(unit, duties, now=now, real=real, office=office)
    flying = await unit.digests.flying(duties)
    owed = set(flying)
    for digest in await unit.digests.newest(duties, rehearsed=unit.is_rehearsed):
        is_fixed = digest.posted.channel not in WRITTEN_OVER or digest.is_out_of_reach
        if is_fixed or not flying.isdisjoint(digest.posted.letter.duties):
            continue
        await _write_over(unit, digest, now=now, real=real, office=office)
        if digest.is_being_edited:
            owed |= set(duties).intersection(digest.posted.letter.duties)
    await unit.digests.looked_at(set(duties) - owed)
    await unit.digests.owe(owed)


async def word_waiting_digests(
    unit: Unit, duties: Collection[int], *, now: datetime, office: Office
) -> None:
    """Digests about these that have not gone out: what is not wanted any more is left
    out of them, and with nothing left they are not sent."""
    for posted in await unit.digests.waiting(duties):
        said = await unit.reminders.of_letter(posted.id)
        scene = await scene_of(unit, said, office=office, now=now)
        wanted = _still_wanted(scene, now)
        kept = [r for r in said if r.duty is None or r.key in wanted]
        await word_one_anew(unit, posted, said, kept, scene)


def _still_wanted(scene: Scene, now: datetime) -> set[str]:
    """The keys of all that is wanted of duties that have not ended."""
    rules, calendar = scene.office.rules, scene.office.calendar
    until = now + timedelta(days=1)
    ended = {d.id for f in scene.forces for d in f.duties if d.state in _ENDED}
    return {
        reminder.key
        for force in scene.forces
        for rule in OF_DUTIES
        for reminder in rule(force, now - OLDEST, until, rules, calendar)
        if reminder.duty not in ended
    }


async def as_it_stands(
    unit: Unit,
    posted: Posted,
    reminders: Sequence[Reminder],
    *,
    now: datetime,
    office: Office,
    opened: int | None = None,
) -> Words:
    """What a letter that says these would say now; `opened` shows a duty's three."""
    scene = await scene_of(unit, reminders, office=office, now=now)
    if not scene.forces:
        return Words(text=taken_back.nothing_holds(office=office))
    occasion = Occasion(
        to=reminders[0].to,
        at=posted.letter.at,
        kind=posted.letter.kind or reminders[0].kind,
        reminders=tuple(reminders),
    )
    return put_into_words(occasion, scene, opened=opened)


async def moves_of_today(
    unit: Unit, duties: Collection[int], *, now: datetime
) -> list[Move]:
    """What was recorded of these today and stands, and what may yet be undone."""
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = await unit.audit.moves_since(min(morning, now - UNDO_TIME), of=duties)
    return [one for one in found if not one.undone and one.undoes is None]


def newest_below(moves: Iterable[Move], where: str, now: datetime) -> list[Move]:
    """What was recorded in that chat today, the newest of each duty."""
    newest = {
        move.now.id: move
        for move in moves
        if move.where == where and move.at.date() == now.date()
    }
    return list(newest.values())


async def _write_over(
    unit: Unit, digest: Digest, *, now: datetime, real: datetime, office: Office
) -> None:
    posted, waiting = digest.posted, digest.waiting
    reminders = await unit.reminders.of_letter(posted.id)
    words = await as_it_stands(unit, posted, reminders, now=now, office=office)
    text = as_before(posted.letter.text, words.text)
    last = waiting[-1] if waiting else digest.shown
    is_last = len(waiting) < 2 and (bool(waiting) or not digest.is_being_edited)
    if is_last and _says(last.letter, text, words.buttons):
        return
    moves = await moves_of_today(unit, posted.letter.duties, now=now)
    await unit.digests.give_way(waiting, real)
    below = newest_below(moves, f"{posted.channel}:{posted.address}", now)
    if below:
        text = lines([text, Markup(""), recorded.below(below)])
    letter = Letter(
        key=digest.next_edit,
        kind=None,
        at=now,
        text=str(text),
        chat=posted.chat,
        buttons=(*words.buttons, *_undoing(last.letter.buttons, moves, now)),
        edits=digest.message,
        duties=posted.letter.duties,
        refs=posted.letter.refs,
        # An answer that was to be shown there is no later for it.
        priority=min(
            (one.letter.priority for one in waiting), default=Priority.REMINDER
        ),
    )
    await unit.outbox.post(letter, now=real)


def _says(letter: Letter, text: Markup, buttons: Buttons) -> bool:
    """Whether it says this, whatever is added below."""
    is_said = letter.text == text or letter.text.startswith(f"{text}\n")
    count = len(buttons)
    more = _numbers(letter.buttons[count:])
    has_no_other = len(more) == len(letter.buttons[count:])
    return is_said and letter.buttons[:count] == buttons and has_no_other


def _undoing(buttons: Buttons, moves: Iterable[Move], now: datetime) -> Buttons:
    """The buttons to undo that are shown there and still undo something."""
    fresh = {move.id for move in moves if now - move.at <= UNDO_TIME}
    return tuple(
        (row[0],)
        for row in buttons
        if len(row) == 1 and not fresh.isdisjoint(_numbers((row,)).get(0, ()))
    )


def _numbers(buttons: Buttons) -> dict[int, range]:
    """By its place, each button to undo, and the moves it takes back."""
    found: dict[int, range] = {}
    for place, row in enumerate(buttons):
        said = unpack(row[0].data) if len(row) == 1 else None
        if said is not None and said.act is Act.UNDO:
            first, last = (int(word) for word in said.words[:2])
            found[place] = range(first, last + 1)
    return found
