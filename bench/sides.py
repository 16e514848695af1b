"""Sides of a comparison, each a process of its own, and what they say of themselves."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
SIDES = ROOT / "bench" / "peers"
PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
#: Groups as Telegram numbers them.
FIRST_CHAT = -1001000000001

#: Seconds; no side takes a quarter of it.
PATIENCE = 900

Found = dict[str, Any]


@contextlib.contextmanager
def serving(*call: str) -> Iterator[str]:
    """A server in a process of its own; yields the first line it says."""
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, *call], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


@contextlib.contextmanager
def bot_api() -> Iterator[dict[str, Any]]:
    """One that takes everything, and where it is."""
    with serving(str(SIDES / "bot_api.py")) as url:
        yield {"url": url, "token": "1:x"}


def run(script: str, *words: object, by: Path | None = None, told: Any = None) -> Found:
    """A side runs to its end; `told` is given to it on stdin."""
    if by is not None and not by.exists():
        raise SystemExit("the peers are missing: make .venv/peers/.made")
    ended = subprocess.run(  # noqa: S603 - our own
        [str(by or sys.executable), str(SIDES / script), *map(str, words)],
        cwd=ROOT,
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    found: Found = json.loads(ended.stdout.splitlines()[-1])
    return found


def medians(rounds: Sequence[Mapping[str, Found]]) -> dict[str, Found]:
    """Side by side: the median of each figure over all rounds."""
    return {
        name: {
            figure: median(one[name][figure] for one in rounds)
            for figure in rounds[0][name]
        }
        for name in rounds[0]
    }


def bar(says: str, found: float, wanted: float, *, at_most: bool = False) -> None:
    """One line: what came out, beside what is asked."""
    is_kept = found <= wanted if at_most else found >= wanted
    sign = "≤" if at_most else "≥"
    kept = "kept" if is_kept else "MISSED"
    print(f"  {says:<52}{found:10.3f}   bar {sign} {wanted:g}: {kept}")
