"""Numbers of its own for a part that no programme has: said, or nobody would notice."""

from collections.abc import Iterable, Iterator

from programme.programme import InForce
from programme.rule_tables import Heading, RuleTable
from programme.rules import OfficeRules


def idle_tables(
    rules: OfficeRules, forces: Iterable[InForce]
) -> tuple[tuple[int, RuleTable], ...]:
    """The tables that hold for no entry of these programmes, counted from 1."""
    used = {
        rules.for_(heading).table
        for heading in dict.fromkeys(h for force in forces for h in _headings(force))
    }
    return tuple(
        (number, table)
        for number, table in enumerate(rules.tables, 1)
        if table not in used
    )


def _headings(force: InForce) -> Iterator[Heading]:
    head = force.programme
    yield from (head.heading_of(duty) for duty in force.duties)
    yield from (head.heading(one.ref, one.title) for one in force.meetings)
