"""Parts: a document taken apart, as each reader of a shape gets it."""

from collections.abc import Sequence
from dataclasses import dataclass

from programme.agencies import Registry, registry_for
from programme.document import Draft
from programme.periods import span_of_period
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.grids import Table
from programme.reading.head import Head
from programme.reading.kinds import Found
from programme.reading.lines import Line
from programme.reading.tail import Tail


@dataclass(frozen=True)
class Parts:
    """`body` is what stands above the recipients and the signature."""

    body: Sequence[Line | Table]
    tail: Tail
    head: Head
    found: Found
    given: str | None
    registry: Registry | None

    @property
    def lines(self) -> list[Line]:
        return [block for block in self.body if isinstance(block, Line)]

    def desk(self, period: str, doubts: Doubts) -> Desk:
        first, _ = span_of_period(period)
        known = registry_for(first, self.registry, self.head.issuer)
        return Desk(known, doubts, period)

    def draft(self, period: str) -> Draft:
        """What every kind has: who issued it, when, to whom."""
        return Draft(
            kind=self.found.kind.value,
            period=period,
            issuer=self.head.issuer,
            number=self.head.number,
            issued_on=self.head.issued_on,
            recipients=self.tail.recipients,
            signer=self.tail.signer,
        )
