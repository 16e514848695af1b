"""Two thousand small damages to the seed: each is mended, or doubted where it is."""

import random
import re

import pytest

from programme.document import Draft
from programme.words import bare
from tests.programme.reading.makers import SEED, read_text
from tests.programme.reading.test_seed import DAMAGES

DOCUMENT = SEED / "programme-2020-07.txt"
HITS = {**DAMAGES, "lost diacritics": (r"\w*[à-ỹđ]\w*", lambda _, met: bare(met))}
THROWS = 2000
#: A doubt is at the damage if it is shown within the entry that was damaged.
ABOVE, BELOW = 14, 6


@pytest.mark.shared
@pytest.mark.slow
def test_two_thousand_damages_are_never_silently_wrong() -> None:
    if not DOCUMENT.exists():
        pytest.skip(f"the seed is not at {SEED}")
    text = DOCUMENT.read_text("utf-8")
    wanted = facts_of(read_text(text))
    wrong = []

    for throw in range(THROWS):
        kind = list(HITS)[throw % len(HITS)]
        damaged, line = damage(text, kind, random.Random(throw))  # noqa: S311 - dice
        draft = read_text(damaged)
        near = [d for d in draft.doubts if line - ABOVE <= d.line <= line + BELOW]
        if facts_of(draft) != wanted and not near:
            wrong.append((kind, line))

    assert wrong == []


def damage(text: str, kind: str, dice: random.Random) -> tuple[str, int]:
    """The damaged text, and the line that was hit."""
    pattern, hit = HITS[kind]
    place = dice.choice(list(re.finditer(pattern, text)))
    damaged = text[: place.start()] + hit(dice, place[0]) + text[place.end() :]
    return damaged, damaged.count("\n", 0, place.start()) + 1


def facts_of(draft: Draft) -> object:
    """Agencies, days, refs and their number exactly; titles by their letters alone."""
    return (
        [
            (one.ref, letters(one.title), one.lead, one.support, one.due_on)
            for one in draft.items
        ],
        [
            (one.ref, letters(one.title), one.starts_on, one.ends_on, one.time)
            for one in draft.meetings
        ],
        [(one.ref, one.rrule, one.session) for one in draft.recurring],
    )


def letters(title: str) -> str:
    return re.sub(r"\W", "", bare(title))
