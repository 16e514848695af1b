"""What the benches share: rounds taken in turn, and a small table of ratios.

Timings of one machine say little; what is printed is how much a thing costs beside
another that was measured in the same run.
"""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def seconds(work: Work) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def in_turn(works: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """The median of each, all of them once a round, so that a slow moment hits all."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return {name: median(times) for name, times in taken.items()}


def show(title: str, found: Mapping[str, float], *, beside: str, unit: str) -> None:
    """`found` in seconds, `unit` is s, ms or µs; `beside` is the row that counts 1."""
    scale = {"s": 1, "ms": 1e3, "µs": 1e6}[unit]
    print(f"\n{title}")
    for name, taken in found.items():
        ratio = taken / found[beside]
        print(f"  {name:<44}{taken * scale:10.2f} {unit:<3}{ratio:9.1f} ×")
