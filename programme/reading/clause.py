"""A clause: where the words stand that say who prepares, and what they say."""

from dataclasses import dataclass

from programme.reading.roles import Roles


@dataclass(frozen=True)
class Clause:
    """Who prepares, as said in [start, end). `sure` is False without a bracket."""

    start: int
    end: int
    roles: Roles
    sure: bool = True
