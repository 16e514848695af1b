"""Small programmes, written out for one phenomenon at a time."""

from collections.abc import Iterable
from pathlib import Path

from programme.document import AgendaItem, Draft, Meeting
from programme.reading import read

REPOSITORY = Path(__file__).parents[3]
SEED = REPOSITORY.parent / "shared" / "seed"
EXAMPLE = REPOSITORY / "examples" / "chuong-trinh-cong-tac-thang-7-2020.txt"

SESSION = "I. Hội nghị UBND tỉnh thường kỳ: Ngày 21/7/2020"
CONFERENCES = "I. Hội nghị với các sở, ngành; UBND các huyện, thành phố"


def read_text(text: str, period: str | None = None) -> Draft:
    return read(text.encode(), name="chuong-trinh.txt", period=period)


def items_of(*texts: str) -> tuple[AgendaItem, ...]:
    """The agenda of one session, each text its own numbered matter."""
    return read_agenda(*texts).meetings[0].items


def read_agenda(*texts: str) -> Draft:
    return read_text("\n".join([SESSION, *_numbered(texts)]))


def item_of(text: str) -> AgendaItem:
    (item,) = items_of(text)
    return item


def read_conferences(*texts: str, period: str = "2020-07") -> Draft:
    return read_text("\n".join([CONFERENCES, *_numbered(texts)]), period)


def meeting_of(text: str) -> Meeting:
    (meeting,) = read_conferences(text).meetings
    return meeting


def codes(draft: Draft) -> list[str]:
    return [doubt.code for doubt in draft.doubts]


def _numbered(texts: Iterable[str]) -> list[str]:
    return [f"{n}. {text}" for n, text in enumerate(texts, start=1)]
