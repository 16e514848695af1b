"""A channel whose chats keep what stands in them, as it was last written over."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.channels import GiveUp, Outcome, Sent, Unsure
from programme.letters import Buttons, Letter, Priority
from programme.reminders import Kind
from tests.jobs.makers import FakeChannel


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as a reader sees it; `edits`: how often it was written over.

    `moment`: whose it was; `at`: when it came.
    """

    id: str
    kind: Kind | None
    text: str
    buttons: Buttons
    duties: tuple[int, ...]
    moment: datetime
    at: datetime
    is_answer: bool
    edits: int = 0

    def data(self, label: str) -> str:
        [found] = [b.data for row in self.buttons for b in row if b.label == label]
        return found


@dataclass(kw_only=True)
class Chats(FakeChannel):
    """What is said is shown; the outcomes given are what its sender hears of it.

    After `GiveUp` nothing is shown; after `Unsure` it is, and nobody knows.
    """

    now: Callable[[], datetime]
    shown: dict[str, dict[str, Shown]] = field(default_factory=dict)
    calls: int = 0
    _numbers: int = 1000

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        self.calls += 1
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is not None and not isinstance(outcome, Sent | Unsure):
            return outcome
        said = self._show(letter, address)
        return outcome if isinstance(outcome, Unsure) else said

    def _show(self, letter: Letter, address: str) -> Outcome:
        here = self.shown.setdefault(address, {})
        if letter.edits is not None:
            was = here.get(letter.edits)
            if was is None:
                return GiveUp("Bad Request: message to edit not found")
            here[letter.edits] = replace(
                was, text=letter.text, buttons=letter.buttons, edits=was.edits + 1
            )
            return Sent(letter.edits)
        self._numbers += 1
        number = str(self._numbers)
        here[number] = Shown(
            id=number,
            kind=letter.kind,
            text=letter.text,
            buttons=letter.buttons,
            duties=letter.duties,
            moment=letter.at,
            at=self.now(),
            is_answer=letter.priority is Priority.ANSWER,
        )
        return Sent(number)

    def newest(self, address: str, *kinds: Kind) -> Shown:
        """The newest digest there, or the newest of these kinds."""
        wanted = kinds or (Kind.PUBLICATION, Kind.DIGEST)
        return [m for m in self.shown[address].values() if m.kind in wanted][-1]
