"""For which duty a file is: by its caption, by what it replies to, by what was said
before. Where that is not certain, those that it may be for."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.asked import Asked, SentFile
from bot.desk import Desk, Place
from bot.errors import NotYours, OldButton
from bot.messages import dossiers as words
from bot.messages.buttons import Act, unpack
from programme.duties import Duty, DutyRole
from programme.refs import in_order, ordinal_of
from programme.words import bare

_PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Aim:
    """Files, and the duty they are for; without one, those it may be."""

    files: tuple[SentFile, ...]
    duty: Duty | None = None
    among: tuple[Duty, ...] = ()

    @property
    def is_to_be_fetched(self) -> bool:
        return self.duty is not None and self.duty.is_open and not self.duty.secret


def may_be_meant(asked: Asked) -> bool:
    """A cheap look before the database is asked."""
    if asked.file is not None:
        return True
    if asked.press is not None:
        said = unpack(asked.press)
        return said is not None and said.act is Act.DOSSIER
    return _ALONE.fullmatch(bare(asked.text[:60]).strip(" .!")) is not None


async def aim_of(asked: Asked, place: Place, desk: Desk) -> Aim | None:
    own = await leading(place, desk)
    if asked.file is not None:
        return await _of_file(asked.file, own, asked, desk)
    kept = await kept_files(asked, desk)
    if not kept:
        return None
    if asked.press is not None:
        return _pressed(kept, own, asked)
    said = named(asked.text, own, alone=True)
    return Aim(files=kept, duty=said[0]) if len(said) == 1 else None


async def _of_file(
    file: SentFile, own: Sequence[Duty], asked: Asked, desk: Desk
) -> Aim | None:
    """What its caption names, else what it replies to, else what was announced."""
    duty = only(named(asked.text, own))
    duty = duty or await _of_album(file, own, asked, desk)
    duty = duty or await _replied_to(own, asked, desk)
    duty = duty or await _announced(own, asked, desk)
    if duty is not None:
        kept = await kept_files(asked, desk)
        same = (one for one in kept if file.album and one.album == file.album)
        return Aim(files=(*same, file), duty=duty)
    if file.is_photo:
        return None  # people share pictures; only one that is named is a dossier
    among = tuple(one for one in own if one.is_open)
    if len(among) == 1:
        return Aim(files=(file,), duty=among[0])
    return Aim(files=(file,), among=among)


def _pressed(kept: tuple[SentFile, ...], own: Sequence[Duty], asked: Asked) -> Aim:
    said = unpack(asked.press or "")
    if said is None or said.act is not Act.DOSSIER or said.words[:1] != (words.FOR,):
        raise OldButton
    number = said.words[1] if len(said.words) > 1 else ""
    found = [duty for duty in own if str(duty.id) == number]
    if not found:
        raise NotYours("này")
    return Aim(files=kept, duty=found[0])


async def leading(place: Place, desk: Desk) -> list[Duty]:
    duties = (await desk.at_home(place)).duties
    lead = [duty for duty in duties if duty.role is DutyRole.LEAD]
    return sorted(lead, key=lambda one: (-one.programme, in_order(one.ref)))


def only(found: Sequence[Duty]) -> Duty | None:
    return found[0] if len(found) == 1 else None


REF = r"(?:[ivx]{1,5}[./ -]?)?\d{1,3}(?![\d/])"
_NAMES = re.compile(rf"(?<!\w)(?:muc|noi dung|item)(?: so)? ({REF})")
_ALONE = re.compile(rf"(?:(?:cho |cua )?(?:muc|noi dung) )?({REF})")


def named(text: str, own: Sequence[Duty], *, alone: bool = False) -> list[Duty]:
    """The duties that these words name; a closed one only where none is open."""
    plain = bare(text[:500])
    said = _NAMES.findall(plain)
    whole = _ALONE.fullmatch(plain.strip(" .!"))
    if alone:
        said = [whole[1]] if whole is not None else []
    found: dict[int, Duty] = {}
    for ref in said:
        key = re.sub(r"[/ -]", ".", ref).upper()
        meant = [d for d in own if key in {d.ref.upper(), str(ordinal_of(d.ref))}]
        live = [duty for duty in meant if duty.is_open] or meant[:1]
        found |= {duty.id: duty for duty in live}
    return list(found.values())


async def _replied_to(own: Sequence[Duty], asked: Asked, desk: Desk) -> Duty | None:
    if asked.reply_to is None:
        return None
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.reply_to
    )
    about = letter.letter.duties if letter is not None else ()
    meant = [duty for duty in own if duty.id in about]
    return only([duty for duty in meant if duty.is_open] or meant)


async def _of_album(
    file: SentFile, own: Sequence[Duty], asked: Asked, desk: Desk
) -> Duty | None:
    """What another file of the same album was for."""
    if file.album is None:
        return None
    said = await desk.unit.settings.get(f"album:{asked.where}")
    album, _, number = (said or "").rpartition(":")
    return only([d for d in own if album == file.album and str(d.id) == number])


async def _announced(own: Sequence[Duty], asked: Asked, desk: Desk) -> Duty | None:
    said = json.loads(await desk.unit.settings.get(key_of("awaited", asked)) or "{}")
    if not said or is_old(said["at"], desk):
        return None
    return only([duty for duty in own if duty.id == said["duty"]])


async def kept_files(asked: Asked, desk: Desk) -> tuple[SentFile, ...]:
    """Files of this person about which a question is open."""
    said = json.loads(await desk.unit.settings.get(key_of("files", asked)) or "{}")
    if not said or is_old(said["at"], desk):
        return ()
    return tuple(SentFile(**one) for one in said["files"])


def is_old(said: str, desk: Desk) -> bool:
    return desk.now - datetime.fromisoformat(said) > _PATIENCE


def key_of(what: str, asked: Asked) -> str:
    return f"{what}:{asked.where}:{asked.person.address}"
