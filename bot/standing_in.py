"""Somebody is away and somebody stands in: recorded, said back, undone, told.

It changes no right: whoever speaks in the agency's chat speaks for the agency. It is
said where a focal person is named (docs/decisions/0039).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot import moving
from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.errors import OldButton
from bot.messages import deputies as words
from bot.messages.buttons import Act, stand_in, unpack
from programme.deputies import Deputy, Ending
from programme.reminders import OFFICE
from programme.replies.meaning import Kind, Meaning
from programme.replies.stand_in_answers import completed
from programme.replies.stand_ins import Missing, StandIn
from programme.replies.times import Today
from programme.words import bare

_PATIENCE = timedelta(minutes=30)


async def hear_stand_in(
    meaning: Meaning, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """What the message says of it, recorded or asked about; else nothing."""
    said = meaning.stand_in
    if said is None:
        return []
    is_ours = asked.to_us or not asked.is_group or asked.reply_to is not None
    if said.is_alone and (meaning.kind is not Kind.NONE or not is_ours):
        return []  # people talk among themselves
    if said.missing is not None:
        return [await _ask(said, meaning.rest or "", asked, desk)]
    await forget(asked, desk)
    if said.is_back:
        return await _end(said, asked, place, desk, is_ours=is_ours)
    return await _record(said, asked, place, desk)


async def answered(asked: Asked, desk: Desk) -> tuple[StandIn, str] | None:
    """What is said if this message is the answer to our question; and what else the
    first one said."""
    kept = json.loads(await desk.unit.settings.get(_key(asked)) or "null")
    if kept is None:
        return None
    is_old = desk.now - datetime.fromisoformat(kept["at"]) > _PATIENCE
    if is_old and asked.reply_to is None:
        return None
    found = completed(_from_kept(kept["said"]), asked.text, _today(asked, desk))
    return None if found is None else (found, kept["rest"])


async def forget(asked: Asked, desk: Desk) -> None:
    if await desk.unit.settings.get(_key(asked)):
        await desk.unit.settings.set(_key(asked), "")


async def _ask(said: StandIn, rest: str, asked: Asked, desk: Desk) -> Answer:
    kept = {"said": asdict(said), "rest": rest, "at": desk.now.isoformat()}
    await desk.unit.settings.set(_key(asked), json.dumps(kept, default=str))
    missing = said.missing or Missing.WHO
    return Answer(text=words.question(missing), asks_reply=True, reply_to=asked.message)


def _from_kept(kept: dict[str, str]) -> StandIn:
    days = {
        name: date.fromisoformat(kept[name]) if kept[name] else None
        for name in ("first", "last")
    }
    missing = Missing(kept["missing"])
    return StandIn(**{**kept, **days, "missing": missing})  # type: ignore[arg-type] # its own fields, as they were kept


async def _record(
    said: StandIn, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    name = asked.person.name
    agency = place.chat.agency or ""
    new = Deputy(
        id=0,
        agency=agency,
        chat=place.chat.id,
        away=said.away or name,
        deputy=said.deputy or name,
        phone=said.phone,
        first=said.first or desk.today,
        last=said.last or desk.today,
        said_at=desk.now,
        by=asked.who,
        person=asked.person.address,
        message=asked.key,
    )
    before = await _in_its_place(new, desk)
    if before is not None:
        new = replace(new, replaces=before.id)
        await _put(before, Ending.REPLACED, desk)
    new = await desk.unit.deputies.add(new)
    await _note("stand-in", new, asked, desk)
    return [
        _receipt(words.recorded(new, was=before), new, asked),
        Answer(to=OFFICE, text=words.to_office(new)),
    ]


async def _in_its_place(new: Deputy, desk: Desk) -> Deputy | None:
    """Who stands in already for the same person in some of those days."""
    for one in await desk.unit.deputies.open_of(new.agency):
        same = _same(one.away, new.away)
        if same and one.first <= new.last and new.first <= one.last:
            return one
    return None


async def _end(
    said: StandIn, asked: Asked, place: Place, desk: Desk, *, is_ours: bool
) -> list[Answer]:
    found = await _meant(said, asked, place, desk)
    if not found:
        nobody = Answer(text=words.nobody_stands_in(), reply_to=asked.message)
        return [nobody] if is_ours else []
    (one,) = found
    if said.last is not None and said.last >= desk.today:  # "từ mai em đi làm lại"
        again = replace(
            said, is_back=False, away=one.away, deputy=one.deputy, phone=one.phone
        )
        return await _record(replace(again, first=one.first), asked, place, desk)
    await _put(one, Ending.BACK, desk)
    await _note("stand-in-over", one, asked, desk)
    return [
        _receipt(words.back([one]), one, asked),
        Answer(to=OFFICE, text=words.back_to_office(one)),
    ]


async def _meant(said: StandIn, asked: Asked, place: Place, desk: Desk) -> list[Deputy]:
    """The one that ends: of whoever is named, or of who writes; none if unsure."""
    among = await desk.unit.deputies.open_of(place.chat.agency or "")
    if said.away:
        found = [one for one in among if _same(one.away, said.away)]
    elif said.deputy:
        found = [one for one in among if _same(one.deputy, said.deputy)]
    else:
        name, address = asked.person.name, asked.person.address
        found = [one for one in among if _same(one.away, name)]
        found = found or [one for one in among if one.person == address]
    return found[:1]


def _same(one: str, other: str) -> bool:
    """ "chị Lan" is Nguyễn Thị Lan: by the last word of the name."""
    a, b = bare(one).split(), bare(other).split()
    return bool(a and b) and a[-1] == b[-1]


# Taken back


async def newest_here(asked: Asked, desk: Desk) -> datetime | None:
    """When this chat last said something of it that can be undone."""
    one = await _newest(asked, desk)
    return None if one is None else _moment(one)


async def take_back(asked: Asked, desk: Desk) -> list[Answer]:
    one = await _newest(asked, desk)
    return [] if one is None else await _undo(one, asked, desk)


async def _newest(asked: Asked, desk: Desk) -> Deputy | None:
    """In ten minutes; or the one whose receipt this message replies to."""
    chat = await desk.unit.chats.at(asked.channel, asked.address)
    if chat is None:
        return None
    since = desk.now - moving.UNDO_TIME
    said = await desk.unit.deputies.said_in([chat.id], since)
    said = [one for one in said if _undoable(one, since)]
    number = await _replied_to(asked, desk)
    if number is not None:
        said = [one for one in said if one.id == number]
    return max(said, key=_moment, default=None)


async def settle_stand_in(
    said: Sequence[str], asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """The button under the receipt. Raises OldButton."""
    if len(said) != 1 or not said[0].isdecimal() or len(said[0]) > 15:
        raise OldButton
    one = await desk.unit.deputies.get(int(said[0]))
    since = desk.now - moving.UNDO_TIME
    if one.agency != place.chat.agency or not _undoable(one, since):
        raise OldButton
    first, *rest = await _undo(one, asked, desk)
    done = replace(first, edits=asked.message, reply_to=None, toast="Đã hoàn tác")
    return [done, *rest]


def _undoable(one: Deputy, since: datetime) -> bool:
    if one.ending is None:
        return one.said_at >= since
    return one.ending is Ending.BACK and _moment(one) >= since


def _moment(one: Deputy) -> datetime:
    return one.ended_at or one.said_at


async def _undo(one: Deputy, asked: Asked, desk: Desk) -> list[Answer]:
    if one.ending is Ending.BACK:
        again = replace(one, ending=None, ended_at=None)
        await desk.unit.deputies.put(again, was=one)
        await _note("stand-in-undo", again, asked, desk)
        text = words.stands_again(again)
        told = words.to_office(again)
    else:
        await _put(one, Ending.UNDONE, desk)
        await _note("stand-in-undo", one, asked, desk)
        text = words.undone(one)
        told = words.undone_to_office(one)
        if one.replaces is not None:
            was = await desk.unit.deputies.get(one.replaces)
            again = replace(was, ending=None, ended_at=None)
            await desk.unit.deputies.put(again, was=was)
            text, told = words.stands_again(again), words.to_office(again)
    return [
        Answer(text=text, reply_to=asked.message),
        Answer(to=OFFICE, text=told),
    ]


async def _replied_to(asked: Asked, desk: Desk) -> int | None:
    """Whose receipt this replies to; zero: something else of ours; None: to nothing."""
    if asked.reply_to is None:
        return None
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.reply_to
    )
    if letter is None:
        return None
    for row in letter.letter.buttons:
        for press in (unpack(button.data) for button in row):
            if press is not None and press.act is Act.STAND_IN:
                return int(press.words[0])
    return 0


def _receipt(text: Markup, one: Deputy, asked: Asked) -> Answer:
    return Answer(text=text, buttons=stand_in(one.id), reply_to=asked.message)


async def _put(one: Deputy, why: Ending, desk: Desk) -> None:
    over = replace(one, ending=why, ended_at=desk.now)
    await desk.unit.deputies.put(over, was=one)


async def _note(did: str, one: Deputy, asked: Asked, desk: Desk) -> None:
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did=did,
        now=f"{one.agency}: {one.deputy} / {one.away}, {one.first} – {one.last}",
        message=asked.key,
    )


def _today(asked: Asked, desk: Desk) -> Today:
    return Today(
        asked.at.astimezone(desk.office.rules.zone).date(), desk.office.calendar
    )


def _key(asked: Asked) -> str:
    return f"stand-in:{asked.where}:{asked.person.address}"
