"""The same phrases read by the dateparser package, told that they are Vietnamese.

.venv/peers/bin/python bench/peers/dateparser_reads.py < {"now": …, "phrases": […]}
"""

import json
import sys
from datetime import datetime
from time import perf_counter

import dateparser

ROUNDS = 3


def main() -> None:
    told = json.load(sys.stdin)
    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(told["now"]),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
    }
    days: list[str | None] = []
    each: list[float] = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        days = [_day(phrase, settings) for phrase in told["phrases"]]
        each.append((perf_counter() - begun) / len(days))
    print(json.dumps({"days": days, "each": min(each)}))


def _day(phrase: str, settings: dict[str, object]) -> str | None:
    found = dateparser.parse(phrase, languages=["vi"], settings=settings)
    return found.date().isoformat() if found else None


if __name__ == "__main__":
    main()
