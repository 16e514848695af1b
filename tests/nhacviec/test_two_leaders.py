"""Two real processes on one PostgreSQL: killed, frozen, stopped; one leads."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from nhacviec.clocks import steady
from tests.nhacviec.leader import TTL
from tests.postgresql import Cluster

LEASE = TTL.total_seconds()
#: Starting, looking, and a machine that is busy with other tests.
SLACK = 3.0


class Process:
    """One of them, and what it has said."""

    def __init__(self, url: str, name: str, folder: Path) -> None:
        self.said = folder / name
        with self.said.open("wb") as heard:
            self._popen = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-m", "tests.nhacviec.leader", url, name],
                stdout=heard,
                stderr=subprocess.DEVNULL,
            )

    def trusted_at(self) -> list[tuple[float, int]]:
        """When it trusted its lease, and of which term."""
        lines = (line.split() for line in self.said.read_text().splitlines())
        return [(float(line[0]), int(line[1])) for line in lines if len(line) == 2]

    def send(self, number: signal.Signals) -> None:
        os.kill(self._popen.pid, number)

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()


@pytest.fixture
def pair(cluster: Cluster, tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    """The first leads, the second waits."""
    with cluster.database() as url:
        first = Process(url, "first", tmp_path)
        until(first.trusted_at)
        second = Process(url, "second", tmp_path)
        try:
            time.sleep(1.5)  # it has looked
            assert not second.trusted_at()
            yield first, second
        finally:
            first.end()
            second.end()


def until(holds: Callable[[], object], within: float = LEASE + SLACK) -> float:
    """How long it took."""
    started = steady()
    while not holds():
        if steady() - started > within:
            pytest.fail(f"not within {within} s")
        time.sleep(0.02)
    return steady() - started


def never_both(first: Process, second: Process) -> None:
    """Terms follow one another in time: none begins before the last one ended."""
    spans: dict[int, tuple[float, float]] = {}
    for moment, term in sorted(first.trusted_at() + second.trusted_at()):
        begin, _ = spans.get(term, (moment, moment))
        spans[term] = (begin, moment)
    in_order = [spans[term] for term in sorted(spans)]
    assert all(a[1] < b[0] for a, b in pairwise(in_order))


def test_when_the_leader_is_killed_the_other_leads_within_the_lease(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    first.send(signal.SIGKILL)

    until(second.trusted_at)

    never_both(first, second)


def test_a_frozen_leader_is_replaced_and_wakes_without_trust(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    first.send(signal.SIGSTOP)
    until(second.trusted_at)
    woken = steady()
    first.send(signal.SIGCONT)
    time.sleep(1.5)

    assert [at for at, _ in first.trusted_at() if at > woken] == []
    never_both(first, second)

    second.send(signal.SIGKILL)
    until(lambda: [term for _, term in first.trusted_at() if term == 3])
    never_both(first, second)


def test_a_leader_that_is_stopped_hands_over_at_once(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    first.send(signal.SIGINT)

    assert until(second.trusted_at) < LEASE - 1

    never_both(first, second)
