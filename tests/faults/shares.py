"""How much of each matrix is run, and from which seed.

`make faults` runs all of it (FAULTS=full) from a seed of its own, which it prints; the
usual tests run a share from a seed that is always the same. FAULTS_SEED= repeats a run.
"""

import os
import secrets
from random import Random

FULL = os.environ.get("FAULTS") == "full"
SEED = int(
    os.environ.get("FAULTS_SEED") or (secrets.randbelow(10**6) if FULL else 20200721)
)
#: What each test found, for the end of the run.
FIGURES: list[str] = []


def share(full: int, usual: int) -> int:
    return full if FULL else usual


def chance(name: str) -> Random:
    """Each test draws from its own, so that one more test changes no other."""
    return Random(f"{SEED}:{name}")  # noqa: S311 - it must be repeated, not secret


def note(what: str) -> None:
    FIGURES.append(what)
