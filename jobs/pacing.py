"""Our own pacing: what a messenger takes, counted as it counts, in sliding windows.

PTB's limiter breaks its own halt, so the post keeps its own (docs/decisions/0005). It
never waits: it says from when on a message may go to a chat, and what has gone.

A server counts what arrives, we know when it left. A call that travelled longer than
others is therefore counted later than it left, and every window is a little longer.
"""

from collections import deque
from dataclasses import dataclass, field

from bot.channels.capabilities import capabilities_of

_SECOND, _MINUTE = 1.0, 60.0
_SLACK = 0.03
_REMEMBERED = 4096
#: So many calls must have been timed before we know how long one travels.
_TIMED = 32
#: Of the messages of a group's minute, so many are kept for answers.
_FOR_ANSWERS = 3


@dataclass(slots=True, eq=False)
class Turn:
    """One call: planned, then begun. `at` is when it counts from."""

    chat: tuple[str, str]
    at: float


@dataclass(slots=True)
class _Window:
    """The turns of the last `length` seconds, oldest first."""

    length: float
    turns: deque[Turn] = field(default_factory=deque)

    def free_at(self, count: int, now: float) -> float:
        """When fewer than `count` of the last turns lie within the length."""
        turns, length = self.turns, self.length + _SLACK
        while turns and turns[0].at + length <= now:
            turns.popleft()
        within = sorted(turn.at for turn in turns if turn.at + length > now)
        return within[-count] + length if len(within) >= count else now


@dataclass
class Pace:
    """Seconds between two messages of a chat, how many answers at once are borne,
    messages a second over all, a minute in a group. Zero: no limit, and a chat without
    one has none as a group either.
    """

    a_chat: float = _SECOND
    burst: int = 3
    over_all: float = 30
    a_group: int = 20
    _all: dict[str, _Window] = field(default_factory=dict)
    _chats: dict[tuple[str, str], _Window] = field(default_factory=dict)
    _pauses: dict[tuple[str, str], float] = field(default_factory=dict)
    _halts: dict[str, float] = field(default_factory=dict)
    _travelled: deque[float] = field(default_factory=lambda: deque(maxlen=_TIMED * 4))

    def free_at(self, channel: str, now: float) -> float:
        """From when on anything may go; `now` if at once."""
        at = max(now, self._halts.get(channel, now))
        if self.over_all and channel in self._all:
            most = min(int(self.over_all), capabilities_of(channel).a_second)
            at = max(at, self._all[channel].free_at(most, now))
        return at

    def chat_free_at(
        self, channel: str, address: str, now: float, *, is_answer: bool = False
    ) -> float:
        """From when on this chat bears one more, whatever the others do."""
        chat = (channel, address)
        at = max(now, self._pauses.get(chat, now))
        window = self._chats.get(chat)
        if window is None or not self.a_chat:
            return at
        if self.a_group and _is_group(address):
            most = self.a_group if is_answer else self.a_group - _FOR_ANSWERS
            at = max(at, window.free_at(max(most, 1), now))
        return max(at, self._spaced(window, is_answer=is_answer))

    def turn(self, channel: str, address: str, now: float) -> Turn:
        """A call will be made at once: it counts from now on."""
        turn = Turn(chat=(channel, address), at=now)
        if self.over_all:
            self._all.setdefault(channel, _Window(_SECOND)).turns.append(turn)
        if self.a_chat:
            self._make_room(now)
            window = self._chats.setdefault(turn.chat, _Window(_MINUTE))
            window.turns.append(turn)
        return turn

    def ended(self, turn: Turn, began: float, now: float) -> None:
        """What a call took beyond the usual, it may have travelled."""
        if not (self.over_all or self.a_chat):
            return
        took = now - began
        is_known = len(self._travelled) >= _TIMED
        usual = min(self._travelled) if is_known else 0.0
        turn.at = began + min(max(took - usual, 0.0), _SECOND)
        self._travelled.append(took)

    def not_called(self, turn: Turn) -> None:
        for window in (self._all.get(turn.chat[0]), self._chats.get(turn.chat)):
            if window is not None and turn in window.turns:
                window.turns.remove(turn)

    def pause(self, channel: str, address: str, until: float, now: float) -> None:
        """The chat has had enough; where two have, it is the whole bot."""
        self._pauses = {c: at for c, at in self._pauses.items() if at > now}
        chat = (channel, address)
        self._pauses[chat] = max(until, self._pauses.get(chat, until))
        of_channel = [at for c, at in self._pauses.items() if c[0] == channel]
        if len(of_channel) > 1:
            self._halts[channel] = max(of_channel)

    def _spaced(self, window: _Window, *, is_answer: bool) -> float:
        """One a second; of answers a few at once, as long as it was quiet before."""
        step, turns = self.a_chat + _SLACK, window.turns
        if not is_answer:
            return turns[-1].at + step if turns else 0.0
        if len(turns) < self.burst:
            return 0.0
        return turns[-self.burst].at + self.burst * step

    def _make_room(self, now: float) -> None:
        if len(self._chats) <= _REMEMBERED:
            return
        old = now - _MINUTE - _SLACK
        self._chats = {
            chat: window
            for chat, window in self._chats.items()
            if window.turns and window.turns[-1].at > old
        }


def _is_group(address: str) -> bool:
    return address.startswith("-")
