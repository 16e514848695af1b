"""How well and how fast a day is read, beside the dateparser package in Vietnamese."""

from datetime import datetime
from pathlib import Path
from time import perf_counter

from sides import PEERS, run
from timing import show

from programme.calendar import civil_calendar
from programme.replies.dates import Today, day_at
from programme.replies.tokens import clean, tokenise

FILE = Path(__file__).parent / "files" / "days.txt"
NOW = datetime(2020, 7, 14, 9)  # noqa: DTZ001 - a wall clock, as dateparser takes it
TODAY = Today(NOW.date(), civil_calendar([2020]))
ROUNDS = 20


def truths() -> dict[str, str | None]:
    """Each phrase and the day it means; None where no one day can be meant."""
    lines = FILE.read_text("utf-8").splitlines()
    said = (line.split(" = ") for line in lines if not line.startswith("#"))
    return {phrase: None if day == "-" else day for phrase, day in said}


def ours(phrase: str) -> str | None:
    tokens = tokenise(clean(phrase))
    said = day_at(tokens, 0, TODAY)
    whole = said is not None and said.end == len(tokens)
    return said.day.isoformat() if said and whole and said.day else None


def right(days: list[str | None], wanted: dict[str, str | None]) -> str:
    """How many are right, and of the others how many are a wrong day."""
    pairs = list(zip(days, wanted.values(), strict=True))
    good = sum(day == truth for day, truth in pairs)
    wrong = sum(day is not None and day != truth for day, truth in pairs)
    return f"{good} of {len(pairs)} right, {wrong} a wrong day"


def main() -> None:
    wanted = truths()
    read = [ours(phrase) for phrase in wanted]
    begun = perf_counter()
    for _ in range(ROUNDS):
        read = [ours(phrase) for phrase in wanted]
    each = (perf_counter() - begun) / ROUNDS / len(wanted)
    told = {"now": NOW.isoformat(), "phrases": list(wanted)}
    theirs = run("dateparser_reads.py", by=PEERS, told=told)

    show(
        f"A day read, of {len(wanted)} phrases",
        {"dateparser, Vietnamese": theirs["each"], "ours": each},
        beside="ours",
        unit="µs",
    )
    print(f"  ours: {right(read, wanted)}")
    print(f"  dateparser: {right(theirs['days'], wanted)}")


if __name__ == "__main__":
    main()
