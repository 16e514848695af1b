"""Faults put into the code by hand: every one is noticed."""

import pytest

from tests.faults.mutants import MUTANTS, Mutant, applies, caught
from tests.faults.shares import FULL, note

#: In the usual tests, one that is noticed in a second.
TRIED = MUTANTS if FULL else MUTANTS[-1:]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.what)
def test_the_code_that_a_mutant_changes_is_still_there(mutant: Mutant) -> None:
    assert applies(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", TRIED, ids=lambda mutant: mutant.what)
def test_a_fault_in_the_code_is_noticed(mutant: Mutant) -> None:
    by = caught(mutant)
    assert by is not None
    note(f"caught: {mutant.what} (by {by})")
