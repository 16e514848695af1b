"""An agency hands in files: kept, acknowledged, shown to the office.

Nothing is fetched before it is certain for which duty it is, and that this one is not
secret: until then only the channel's own name of the file is kept, half an hour.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace

from markupsafe import Markup

from bot.aiming import (
    REF,
    Aim,
    aim_of,
    kept_files,
    key_of,
    leading,
    may_be_meant,
    named,
    only,
)
from bot.asked import Answer, Asked, SentFile
from bot.channels.capabilities import capabilities_of
from bot.desk import Desk, Handed, Place
from bot.messages import dossiers as words
from bot.messages.words import lines
from bot.rights import may
from bot.soon import goes_at
from bot.standing import place_of
from programme.dossiers import DossierFault, DossierRules
from programme.duties import Duty, DutyState
from programme.reminders import OFFICE
from programme.words import bare
from storage.dossiers import Dossier


async def wanted(asked: Asked, desk: Desk) -> tuple[SentFile, ...]:
    """What is to be fetched before this message is answered."""
    if desk.office.dossiers is None or not may_be_meant(asked):
        return ()
    chat = await desk.unit.chats.at(asked.channel, asked.address)
    if chat is None:
        return ()
    place = await place_of(asked, chat, desk)
    if not may(place.seat, "file dossier"):
        return ()
    aim = await aim_of(asked, place, desk)
    return aim.files if aim is not None and aim.is_to_be_fetched else ()


async def hand_in(asked: Asked, place: Place, desk: Desk) -> list[Answer] | None:
    """A file, or the answer to the question what it is for; None for other messages."""
    if desk.office.dossiers is None:
        return None
    aim = await aim_of(asked, place, desk) if may_be_meant(asked) else None
    if aim is None:
        awaited = await _begin(asked, place, desk) if asked.press is None else None
        return [awaited] if awaited is not None else None
    if aim.duty is None:
        return await _ask_which(aim, asked, desk)
    return await _take(aim.duty, aim.files, asked, desk)


_HANDS_IN = re.compile(
    r"(?:(?:xin|em|so|da|cho|don vi|co quan|chung toi) )*(?:nop|gui|bo sung|trinh) "
    rf"(?:ho so|tai lieu|tep|file)(?: cho| cua)? (?:muc |noi dung )?({REF})(?: a| nhe)?"
)


async def _begin(asked: Asked, place: Place, desk: Desk) -> Answer | None:
    """ "nộp hồ sơ mục 3": the next file of this person is for it."""
    plain = bare(asked.text[:200]).strip(" .!")
    said = _HANDS_IN.fullmatch(plain)
    if said is None or asked.file is not None or plain.startswith("da "):
        return None
    duty = only(named(f"mục {said[1]}", await leading(place, desk)))
    if duty is None:
        return None
    if (no := _refusal(duty)) is not None:
        return Answer(text=no, reply_to=asked.message)
    if not capabilities_of(asked.channel).files:
        return Answer(text=words.not_brought(is_agency=True), reply_to=asked.message)
    kept = {"duty": duty.id, "at": desk.now.isoformat()}
    await desk.unit.settings.set(key_of("awaited", asked), json.dumps(kept))
    return Answer(
        text=words.awaited(duty),
        asks_reply=True,
        reply_to=asked.message,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


async def _ask_which(aim: Aim, asked: Asked, desk: Desk) -> list[Answer]:
    """One question for the files of one album."""
    if not aim.among:
        return [Answer(text=words.nothing_waits(), reply_to=asked.message)]
    before = await kept_files(asked, desk)
    album = aim.files[0].album
    same = [one for one in before if album is not None and one.album == album]
    files = (*same, *aim.files)
    kept = {"at": desk.now.isoformat(), "files": [asdict(one) for one in files]}
    await desk.unit.settings.set(key_of("files", asked), json.dumps(kept))
    if same:
        return []
    return [
        Answer(
            text=words.which(aim.among, [one.name for one in files]),
            buttons=words.buttons_of_which(aim.among),
            reply_to=asked.message,
            duties=tuple(duty.id for duty in aim.among),
        )
    ]


async def _take(
    duty: Duty, files: Sequence[SentFile], asked: Asked, desk: Desk
) -> list[Answer]:
    await _forget_questions(duty, files, asked, desk)
    no = _refusal(duty)
    if no is not None:
        return [_said([no], duty, asked)]
    said: list[Markup] = []
    shown: list[Answer] = []
    for file in files:
        handed = desk.handed.get(file.id)
        if handed is None:
            said.append(words.send_again())
            continue
        fault = handed.fault or await _over_quota(duty, handed, desk)
        if fault is not None:
            said.append(words.refused(handed.name, fault, duty))
            continue
        dossier, is_new = await _add(duty, file, handed, asked, desk)
        said.append(words.taken(duty, dossier, is_new=is_new))
        if is_new:
            shown += _to_office(duty, dossier, asked, desk)
    is_asked = bool(shown) and duty.state is not DutyState.READY
    if is_asked:
        said.append(words.is_all(duty))
    mine = _said(said, duty, asked, asks=is_asked)
    if shown:
        await desk.unit.duties.spoke([duty.id], desk.now)
    return [mine, *shown]


def _said(
    said: Sequence[Markup], duty: Duty, asked: Asked, *, asks: bool = False
) -> Answer:
    return Answer(
        text=lines(list(said)),
        buttons=words.button_of_all(duty) if asks else (),
        edits=asked.message if asked.press is not None else None,
        reply_to=asked.message if asked.press is None else None,
        duties=(duty.id,),
        refs=(duty.ref,),
        toast=f"Mục {duty.ref}" if asked.press is not None else None,
    )


def _refusal(duty: Duty) -> Markup | None:
    if duty.secret:
        return words.is_secret(duty)
    return None if duty.is_open else words.is_closed(duty)


async def _add(
    duty: Duty, file: SentFile, handed: Handed, asked: Asked, desk: Desk
) -> tuple[Dossier, bool]:
    """The same bytes again are the dossier that is there already."""
    before = await desk.unit.dossiers.of_duty(duty.id)
    dossier = await desk.unit.dossiers.add(
        duty.id,
        sha256=handed.sha256,
        name=handed.name,
        size=handed.size,
        kind=handed.kind,
        file=f"{asked.channel}:{file.id}",
        message=asked.key,
        by=asked.who,
        at=desk.now,
    )
    is_new = all(one.id != dossier.id for one in before)
    if is_new:
        await desk.unit.audit.add(
            at=desk.now,
            who=asked.who,
            where=asked.where,
            did="hand-in",
            duty=duty.id,
            now=f"{dossier.version} {handed.sha256}",
            note=handed.name,
            message=asked.key,
        )
    return dossier, is_new


async def _over_quota(duty: Duty, handed: Handed, desk: Desk) -> DossierFault | None:
    rules = desk.office.dossiers or DossierRules()
    own = await desk.unit.dossiers.of_duty(duty.id)
    if any(one.sha256 == handed.sha256 for one in own):
        return None
    if len(own) >= rules.most_of_duty:
        return DossierFault.MANY_OF_DUTY
    morning = desk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = await desk.unit.dossiers.count_of(duty.agency, since=morning)
    return DossierFault.MANY_OF_DAY if today >= rules.most_of_day else None


def _to_office(duty: Duty, dossier: Dossier, asked: Asked, desk: Desk) -> list[Answer]:
    """What came, with what can be done; then the file itself. At night and on days off
    all that came waits for one message: its files are had by a button."""
    waits = goes_at(desk) is not None
    told = Answer(
        to=OFFICE,
        text=words.to_office(duty, dossier, asked.person.name),
        buttons=words.buttons_to_take(duty, dossier, with_file=waits),
        duties=(duty.id,),
        refs=(duty.ref,),
    )
    return [told] if waits else [told, replace(file_of(duty, dossier), to=OFFICE)]


def file_of(duty: Duty, dossier: Dossier) -> Answer:
    return Answer(
        text=words.caption(duty, dossier),
        file=dossier.file,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


async def _forget_questions(
    duty: Duty, files: Sequence[SentFile], asked: Asked, desk: Desk
) -> None:
    await desk.unit.settings.set(key_of("files", asked), "")
    album = files[0].album if files else None
    if album is not None:
        await desk.unit.settings.set(f"album:{asked.where}", f"{album}:{duty.id}")
