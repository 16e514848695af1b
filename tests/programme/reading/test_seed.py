"""The programme of July 2020: read whole, as issued, as an example, and damaged."""

import json
import random
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from programme.document import Audience, Draft, Signer
from programme.draft_json import to_json
from programme.errors import Unreadable
from programme.reading import read
from tests.programme.reading.makers import EXAMPLE, SEED, read_text

DOCUMENT = SEED / "programme-2020-07.txt"
TRUTH = SEED / "programme-2020-07.expected.json"
MISSING = f"the seed is not at {SEED}"


@pytest.fixture(scope="module")
def seed() -> str:
    if not DOCUMENT.exists():
        pytest.skip(MISSING)
    return DOCUMENT.read_text("utf-8")


@pytest.fixture(scope="module")
def example() -> Draft:
    return read(EXAMPLE.read_bytes(), name=EXAMPLE.name)


@pytest.mark.shared
def test_the_seed_is_read_as_it_is(seed: str) -> None:
    wanted = json.loads(TRUTH.read_text("utf-8"))

    met = to_json(read_text(seed))

    assert _like(wanted, met) == wanted
    assert met["doubts"] == []
    assert met["signer"] == {
        "by": "TL.",
        "title": "CHỦ TỊCH",
        "office": "CHÁNH VĂN PHÒNG",
        "name": None,
    }


def _like(wanted: Any, met: Any) -> Any:
    """What was met, with the keys that are wanted."""
    if isinstance(wanted, dict):
        return {key: _like(value, met[key]) for key, value in wanted.items()}
    if isinstance(wanted, list) and len(wanted) == len(met):
        return [_like(a, b) for a, b in zip(wanted, met, strict=True)]
    return met


@pytest.mark.shared
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda t: b"\xef\xbb\xbf" + t.encode(), id="utf-8 with a mark"),
        pytest.param(lambda t: t.encode("utf-16"), id="utf-16"),
        pytest.param(lambda t: b"\xfe\xff" + t.encode("utf-16-be"), id="big-endian"),
        pytest.param(lambda t: t.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(
            lambda t: unicodedata.normalize("NFD", t).encode(), id="decomposed"
        ),
        pytest.param(lambda t: t.replace(" ", "\u00a0").encode(), id="nbsp"),
    ],
)
def test_the_seed_in_other_clothes(seed: str, data: Callable[[str], bytes]) -> None:
    assert read(data(seed), name="CTR.TXT") == read_text(seed)


@pytest.mark.shared
def test_the_example_has_the_facts_of_the_seed(seed: str, example: Draft) -> None:
    issued = read_text(seed)

    assert _facts(example) == _facts(issued)
    assert example.recipients == issued.recipients
    assert [one.ref for one in example.sections] == [one.ref for one in issued.sections]
    assert {task.text for task in example.key_tasks}.isdisjoint(
        task.text for task in issued.key_tasks
    )


def test_the_example_is_read_without_doubts(example: Draft) -> None:
    assert example.doubts == ()
    assert example.period == "2020-07"
    assert example.issuer == "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"
    assert example.number == "05/CTr-UBND"
    assert example.issued_on == date(2020, 6, 24)
    assert [len(meeting.items) for meeting in example.meetings] == [14, *[0] * 7]
    assert len(example.submissions) == 4
    assert len(example.key_tasks) == 5
    assert len(example.recipients) == 12
    assert example.signer == Signer(
        by="TL.", title="CHỦ TỊCH", office="CHÁNH VĂN PHÒNG"
    )


def test_a_heading_hints_at_an_audience_and_an_entry_names_its_own(
    example: Draft,
) -> None:
    hint = Audience(words="các sở, ngành; UBND các huyện, thành phố")
    named = Audience(
        words="Chủ tịch UBND các huyện, thành phố và một số ngành", certain=True
    )

    met = {meeting.ref: meeting.audience for meeting in example.meetings}

    assert met["I"] == ()
    assert met["III.1"] == (hint,)
    assert met["III.7"] == (named,)


def _facts(draft: Draft) -> tuple[object, ...]:
    """Who, what, when: without lines, and with letters only in the titles."""
    meetings = tuple(
        replace(
            meeting,
            title=_letters(meeting.title),
            items=_bare(meeting.items),
            audience=(),
            line=0,
        )
        for meeting in draft.meetings
    )
    again = tuple(replace(one, title="", line=0) for one in draft.recurring)
    return meetings, _bare(draft.submissions), again


def _bare(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(item, title=_letters(item.title), line=0) for item in items)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


#: A pattern, and what one place where it is found is damaged into.
DAMAGES: dict[str, tuple[str, Callable[[random.Random, str], str]]] = {
    "a lost stop": (r"[.;](?=\s)", lambda dice, met: ""),
    "a lost colon": (r":(?=\s)", lambda dice, met: ""),
    "two lines joined": (r" ?\n\s*(?=\S)", lambda dice, met: " "),
    "a line split": (r"(?<=\S) (?=\S)", lambda dice, met: "\n"),
    "a doubled space": (r"(?<=\S) (?=\S)", lambda dice, met: "  "),
    "the number of a page": (r"\n", lambda dice, met: f"\n{dice.randint(2, 9)}\n"),
    "another dash": (r"-", lambda dice, met: dice.choice("–—")),
    "a lost opening bracket": (r"\(", lambda dice, met: ""),
    "a lost closing bracket": (r"\)", lambda dice, met: ""),
    "a semicolon for a comma": (r",", lambda dice, met: ";"),
    "a mark without its stop": (
        r"(?m)(?:(?<=^[0-9])|(?<=^[0-9]{2})|(?<=^I)|(?<=^II)|(?<=^III)|(?<=^IV))\.",
        lambda dice, met: "",
    ),
}


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize(
    "document", ["example", pytest.param("seed", marks=pytest.mark.shared)]
)
def test_a_small_damage_is_mended_or_doubted(
    kind: str, document: str, request: pytest.FixtureRequest
) -> None:
    text = _document(document, request)
    wanted = _facts(read_text(text))
    pattern, damage = DAMAGES[kind]
    places = list(re.finditer(pattern, text))

    for throw in range(30):
        dice = random.Random(f"{kind} {throw}")  # noqa: S311 - damage, not a secret
        place = dice.choice(places)
        after = damage(dice, place[0])
        draft = read_text(text[: place.start()] + after + text[place.end() :])
        right = _facts(draft) == wanted
        assert right or draft.doubts, text[place.start() - 40 : place.end() + 40]


@pytest.mark.parametrize(
    "document", ["example", pytest.param("seed", marks=pytest.mark.shared)]
)
def test_a_lost_number_is_never_silent(
    document: str, request: pytest.FixtureRequest
) -> None:
    text = _document(document, request)
    begin = text.index("B. CÁC HỘI NGHỊ")

    for mark in re.finditer(r"(?m)^[0-9]+\. ", text[begin:]):
        start, end = begin + mark.start(), begin + mark.end()
        draft = read_text(text[:start] + text[end:])
        assert draft.doubts, text[start : end + 60]


def _document(name: str, request: pytest.FixtureRequest) -> str:
    if name == "example":
        return EXAMPLE.read_text("utf-8")
    return str(request.getfixturevalue("seed"))


@pytest.mark.parametrize("throw", range(40))
def test_many_damages_at_once_raise_nothing_else(throw: int) -> None:
    dice = random.Random(throw)  # noqa: S311 - damage, not a secret
    text = EXAMPLE.read_text("utf-8")

    for _ in range(40):
        at, size = dice.randrange(len(text)), dice.randrange(30)
        piece = text[at : at + size]
        text = (
            text[:at]
            + dice.choice(["", piece * 2, "\n", "(", ")", "1. "])
            + text[at + size :]
        )

    with suppress(Unreadable):
        assert read_text(text).period == "2020-07"
