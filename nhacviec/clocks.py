"""The only place that looks at the clock; and the clock of the demo, which is moved."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class WallClock:
    """The office's moment is the machine's."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(self._zone)

    def real(self) -> datetime:
        return datetime.now(UTC)


class PlayedClock:
    """The office's moment stands still until it is moved; leases run on real time."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def real(self) -> datetime:
        return datetime.now(UTC)

    def move_to(self, moment: datetime) -> None:
        """Never backwards: what was said stays said."""
        self._now = max(self._now, moment)


def monotonic() -> float:
    return time.monotonic()


def steady() -> float:
    """Seconds that only go forward, and go on while the machine sleeps.

    What is trusted for ten seconds must not be trusted after a night with the lid shut.
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
