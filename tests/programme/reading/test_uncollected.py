"""The collector of cycles rests while a document is read, and only then."""

import gc
from collections.abc import Iterator

import pytest

from programme.errors import Unreadable
from programme.reading import read
from programme.reading.uncollected import uncollected


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


def test_it_works_again_after_a_document_that_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(b"Kinh gui anh chi", name="thu.txt")

    assert gc.isenabled()


def test_it_rests_until_the_last_of_two_readers_is_done() -> None:
    one, other = uncollected(), uncollected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert not gc.isenabled()

    other.__exit__(None, None, None)

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()

    with uncollected():
        pass

    assert not gc.isenabled()
