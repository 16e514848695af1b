"""A nursery for all tests of this folder; the seed and the figures at the end."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.nursery import Nursery, a_nursery
from tests.faults.shares import FIGURES, FULL, SEED


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with a_nursery() as nursery:
        yield nursery


@pytest.fixture(autouse=True)
def _nobody_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    if "nursery" not in request.fixturenames:
        yield
        return
    nursery: Nursery = request.getfixturevalue("nursery")
    with nursery.one_test():
        yield


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if FIGURES:
        terminalreporter.section(f"faults, {'all' if FULL else 'a share'}")
        terminalreporter.write_line(f"FAULTS_SEED={SEED}")
        for line in FIGURES:
            terminalreporter.write_line(line)
