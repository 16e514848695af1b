"""Lineage: who took over from a body that is no more, and who was there before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from programme.agency import Agency, Successor


@dataclass(frozen=True)
class Heir:
    """An agency of the day, and which part it has of what a former one did."""

    agency: Agency
    scope: str | None = None


class Lineage:
    """The agencies of all times, and how each came from others."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_name: Mapping[str, Agency] = {a.name: a for a in agencies}

    def heirs(self, former: Agency, day: date) -> tuple[Heir, ...]:
        """Those of the day, also where one that took over did not last either."""
        found: dict[str, Heir] = {}
        self._collect(former, day, None, {former.name}, found)
        return tuple(found.values())

    def forebears(self, future: Agency, day: date) -> tuple[Agency, ...]:
        """Those of the day from whom it will come; who gives but a part comes last."""
        begun = future.valid_from or day
        found = [
            (heir.scope is not None, agency)
            for agency in self._by_name.values()
            if agency.lives_on(day)
            for heir in self.heirs(agency, begun)
            if heir.agency.name == future.name
        ]
        return tuple(agency for _, agency in sorted(found, key=lambda met: met[0]))

    def _collect(
        self,
        former: Agency,
        day: date,
        scope: str | None,
        seen: set[str],
        found: dict[str, Heir],
    ) -> None:
        for step in former.successors:
            agency = self._by_name.get(step.name)
            if agency is None or not _has_begun(step, day):
                continue
            part = step.scope or scope
            if agency.lives_on(day):
                before = found.get(agency.name)
                if before is None or before.scope is not None:
                    found[agency.name] = Heir(agency, part)
            elif agency.ended_before(day) and agency.name not in seen:
                self._collect(agency, day, part, {*seen, agency.name}, found)


def _has_begun(step: Successor, day: date) -> bool:
    return step.since is None or step.since <= day


def main_heir(heirs: tuple[Heir, ...]) -> Agency | None:
    """The one who took over all that is not said of another, or the only one."""
    whole = [heir.agency for heir in heirs if heir.scope is None]
    if len(whole) == 1:
        return whole[0]
    return heirs[0].agency if len(heirs) == 1 else None
