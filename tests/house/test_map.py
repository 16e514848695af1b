"""The map in ARCHITECTURE.md is whole, and true. Cure: python -m tests.house.mapping"""

from tests.house.mapping import (
    as_it_is,
    as_it_should_be,
    line_of,
    lines_of,
    sources,
)

CURE = "write the map anew: python -m tests.house.mapping"


def test_no_file_is_missing_from_the_map() -> None:
    mapped = lines_of(as_it_is())

    missing = [f"{n}: {line_of(n)}" for n in sources() if n not in mapped]

    assert not missing, "\n".join([CURE, *missing])


def test_nothing_in_the_map_is_gone() -> None:
    gone = sorted(set(lines_of(as_it_is())) - set(sources()))

    assert not gone, "\n".join([CURE, *gone])


def test_the_map_says_what_each_file_says_of_itself() -> None:
    mapped, true = lines_of(as_it_is()), lines_of(as_it_should_be())

    changed = [n for n in mapped if n in true and mapped[n] != true[n]]

    assert not changed, "\n".join([CURE, *changed])
