"""Which duty is meant by a ref that somebody typed after a command."""

import re

from bot.desk import Desk
from bot.errors import NoSuchAgency, NoSuchItem, NotYours, SeveralItems
from programme.agencies import Agency, Registry
from programme.duties import Duty
from programme.words import bare

_REF = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}|[A-D])(?:\.\w{1,4}){0,3}")


async def for_office(ref: str, desk: Desk, *, rest: str = "") -> tuple[Duty, str]:
    """The one lead duty so called, and what follows of the command.

    Where several agencies lead one item, the office names the agency after the ref.
    """
    found = await _called(ref, desk)
    if not found:
        raise NoSuchItem(ref)
    if len(found) > 1:
        named = (await desk.registry()).mentions(rest)
        if named and named[0].start == 0:
            chosen = [d for d in found if d.agency == named[0].agency.name]
            found = chosen or found
            rest = rest[named[0].end :].strip() if chosen else rest
    if len(found) > 1:
        raise SeveralItems(ref, found)
    return found[0], rest


async def for_agency(ref: str, agency: str, desk: Desk) -> Duty:
    """This agency's own duty so called; another's is refused."""
    found = await _called(ref, desk, agency)
    if not found and await _called(ref, desk):
        raise NotYours(ref)
    if not found:
        raise NoSuchItem(ref)
    if len(found) > 1:
        raise SeveralItems(ref, found)
    return found[0]


def agency_called(written: str, registry: Registry) -> Agency | None:
    """By any of its names; typed without diacritics too, where one alone is meant."""
    found = registry.find(written)
    if found is not None:
        return found
    wanted = " ".join(bare(written).split())
    alike = [
        one
        for one in registry
        if wanted in {bare(name) for name in (one.name, one.short, *one.aliases)}
    ]
    return alike[0] if len(alike) == 1 else None


def nearest_agencies(written: str, registry: Registry) -> NoSuchAgency:
    """The refusal, with names that share words with what was typed."""
    words = set(bare(written).split()) - {"so"}
    shared = [
        (len(words & set(bare(f"{agency.name} {agency.short}").split())), agency.name)
        for agency in registry
    ]
    near = sorted((-count, name) for count, name in shared if count)
    return NoSuchAgency(written, [name for _, name in near[:3]])


async def _called(ref: str, desk: Desk, agency: str | None = None) -> list[Duty]:
    """Open duties so called win, and of those the newest programme's."""
    wanted = normal(ref)
    found = await desk.unit.duties.called(wanted, agency=agency)
    live = [duty for duty in found if duty.is_open] or found
    if not wanted.isdecimal():
        return live
    return [duty for duty in live if str(duty.ordinal) == wanted]


def split_ref(words: str) -> tuple[str, str]:
    """The ref a command begins with, and the rest: "mục I.3 lý do" too."""
    first, *rest = words.split(maxsplit=1) or [""]
    if bare(first) == "muc" and rest:
        return split_ref(rest[0])
    return first, rest[0] if rest else ""


def normal(ref: str) -> str:
    """ "mục i.3" is I.3; "I 3" and "I/3" too."""
    text = bare(ref).replace("muc", " ").replace("/", ".").strip(" .,;:")
    return ".".join(text.replace(".", " ").split()).upper()


def is_like_ref(word: str) -> bool:
    """Whether it may be an item's or a meeting's name: 3, I.3, III.1, II."""
    return _REF.fullmatch(normal(word)) is not None
