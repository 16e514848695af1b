"""A short sentence matched whole against the forms of sentences.toml, or not at all.

Typed with or without diacritics. What stands in a slot is only cut out here; whether
it is an item, an agency or a day is for the caller to know.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from programme.words import bare, tidy

#: Nobody asks a bot in more.
_LONGEST = 240
_END = " .,!?:;…"
_REF = (
    r"(?:(?:muc|noi dung|so|de an|ho so) ){%s}"
    r"(?P<ref>[ivxlc]{1,6}[. ]\d{1,3}(?:\.\w{1,3})?|\d{1,3}(?:\.\d{1,3})?)"
)
_SLOTS = {
    "agency": r"(?P<agency>\S.{1,80}?)",
    "day": r"(?P<day>\S.{1,40}?)",
    "words": r"(?P<words>\S.{0,200}?)",
}
_PIECE = re.compile(r"\{(\w+)\}|\(([^)]*)\)|\[([^\]]*)\]|([^\s\[({]+)")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What was said: a command, the words behind it with their slots still open, and
    what stands in each slot. `is_question`: it need not be addressed to anybody."""

    command: str
    words: str
    slots: Mapping[str, str]
    is_question: bool = False


@dataclass(frozen=True)
class _Form:
    command: str
    words: str
    is_question: bool
    pattern: re.Pattern[str]


def called(text: str) -> tuple[bool, str]:
    """Whether it begins with the bot's name, and the rest."""
    said = tidy(text[:_LONGEST]).strip(_END)
    is_called = said.startswith("@")
    if is_called:
        said = said.partition(" ")[2].strip(_END)
    for name in _phrases("names"):
        if _begins(said, name):
            return True, said[len(name) :].strip(_END)
    return is_called, said


def sentences_in(text: str) -> Iterator[Sentence]:
    """Every way in which it can be read, in the order of the file."""
    if len(text) > _LONGEST:
        return
    said = _without_courtesy(tidy(text).strip(_END))
    small = bare(said)
    aligned = said if len(small) == len(said) else small
    for form in _forms():
        met = form.pattern.fullmatch(small)
        if met is None:
            continue
        slots = {
            name: aligned[slice(*met.span(name))].strip(_END)
            for name in met.groupdict()
        }
        yield Sentence(
            command=form.command,
            words=form.words,
            slots=slots,
            is_question=form.is_question,
        )


def _without_courtesy(said: str) -> str:
    """As often as there is any: "nhờ em nhắc mục 3 giúp anh nhé ạ"."""
    for _ in range(6):
        before = said
        for phrase in _phrases("before"):
            if _begins(said, phrase):
                said = said[len(phrase) :].strip(_END)
        for phrase in _phrases("after"):
            if _ends(said, phrase):
                said = said[: -len(phrase)].strip(_END)
        if said == before:
            return said
    return said


def _begins(said: str, phrase: str) -> bool:
    """The phrase and no part of a longer word; never all there is."""
    head, rest = bare(said[: len(phrase)]), said[len(phrase) :]
    return head == phrase and bool(rest) and not rest[0].isalnum()


def _ends(said: str, phrase: str) -> bool:
    head, tail = said[: -len(phrase)], bare(said[-len(phrase) :])
    return tail == phrase and bool(head) and not head[-1].isalnum()


@cache
def _table() -> dict[str, Any]:
    file = resources.files("programme.office_words") / "sentences.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _phrases(of: str) -> tuple[str, ...]:
    """Bare, the longest first."""
    found = {bare(phrase) for phrase in _table()["address"][of]}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            command=entry["command"],
            words=entry.get("words", ""),
            is_question=entry.get("question", False),
            pattern=_compiled(form),
        )
        for entry in _table()["sentence"]
        for form in entry["forms"]
    )


def _compiled(form: str) -> re.Pattern[str]:
    """One blank or comma between any two pieces, none about what is left out."""
    said = ""
    for met in _PIECE.finditer(form):
        slot, one_of, maybe, word = met.groups()
        if slot is not None:
            said += rf"(?:{_slot(slot)})[ ,:]*"
        elif one_of is not None:
            said += rf"(?:{_either(one_of)})(?!\w)[ ,:]*"
        elif maybe is not None:
            said += rf"(?:(?:{_either(maybe)})(?!\w)[ ,:]*)?"
        else:
            said += rf"{re.escape(bare(word))}(?!\w)[ ,:]*"
    return re.compile(said)


def _slot(name: str) -> str:
    """A bare number is an item only behind "mục"; a whole ref is one by itself."""
    if name == "ref":
        return _REF % "1,3"
    return _SLOTS[name]


def _either(phrases: str) -> str:
    return "|".join(
        re.escape(bare(one)).replace(r"\ ", " +") for one in phrases.split("|")
    )
