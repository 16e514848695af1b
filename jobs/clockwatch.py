"""Whether the machine's clock can be believed: held against two others."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

log = logging.getLogger(__name__)

#: The wall clock went so much further than time did: somebody has set it.
JUMP = timedelta(seconds=120)
#: So many looks in a row must agree before it is believed again.
LOOKS = 3
#: Against the clock of a messenger: told of, and no more than what is urgent sent.
ODD, WRONG = timedelta(seconds=60), timedelta(minutes=10)


class Hold(IntEnum):
    NOTHING = 0
    #: Answers go; what waited for a moment waits until the moment is sure.
    WHAT_CAN_WAIT = 1
    ALL = 2


@dataclass
class ClockWatch:
    """Looks at each tick. `hold` is what must not be sent meanwhile."""

    hold: Hold = Hold.NOTHING
    skew: timedelta | None = None
    _wall: datetime | None = None
    _steady: float = 0.0
    _waits: int = 0
    _told: bool = False

    def look(self, wall: datetime, steady: float, skew: timedelta | None) -> Hold:
        """`steady` is a clock nobody sets, `skew` how far a messenger's is ahead."""
        self._look_back(wall, steady)
        self._look_across(skew)
        is_wrong = skew is not None and abs(skew) > WRONG
        if self._waits:
            self.hold = Hold.ALL
        else:
            self.hold = Hold.WHAT_CAN_WAIT if is_wrong else Hold.NOTHING
        return self.hold

    def _look_back(self, wall: datetime, steady: float) -> None:
        was, self._wall = self._wall, wall
        passed, self._steady = timedelta(seconds=steady - self._steady), steady
        if was is None:
            return
        jump = (wall - was) - passed
        if abs(jump) > JUMP:
            log.error("the clock jumped by %s: nothing is sent until it is sure", jump)
            self._waits = LOOKS
        elif self._waits:
            self._waits -= 1
            if not self._waits:
                log.warning("the clock goes steadily again: letters go on")

    def _look_across(self, skew: timedelta | None) -> None:
        self.skew = skew
        is_odd = skew is not None and abs(skew) > ODD
        if is_odd and not self._told:
            log.error("the clock differs by %s from the messenger's", skew)
        self._told = is_odd
