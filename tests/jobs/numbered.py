"""A supergroup as Telegram numbers it, and a channel that can be asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels import Heard, NotProbed, Outcome, Probed, Sent, Unsure
from programme.letters import Letter
from tests.jobs.makers import FakeChannel

GROUP = "-1001"


@dataclass(kw_only=True)
class Numbered(FakeChannel):
    """A supergroup as Telegram numbers it: who wrote, and what stands there."""

    #: number → ("us" or "them", text)
    street: dict[int, tuple[str, str]] = field(default_factory=dict)
    next_number: int = 1
    arrives: list[bool] = field(default_factory=list)
    answers: list[Probed | NotProbed] = field(default_factory=list)
    probed: list[int] = field(default_factory=list)
    probes: bool = True

    def writes(self, who: str, text: str) -> int:
        number, self.next_number = self.next_number, self.next_number + 1
        self.street[number] = (who, text)
        return number

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        """`arrives`: whether the next one does though nobody is told so."""
        text = f"(gửi lại) {letter.text}" if copy else letter.text
        self.said.append((address, text))
        if not self.arrives:
            return Sent(str(self.writes("us", text)))
        if self.arrives.pop(0):
            self.writes("us", text)
        return Unsure("timed out")

    def can_probe(self, letter: Letter, address: str) -> bool:
        return self.probes and address.startswith("-100") and not letter.edits

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        self.probed.append(int(message_id))
        if self.answers:
            return self.answers.pop(0)
        text = f"(gửi lại) {letter.text}" if copy else letter.text
        who, stands = self.street.get(int(message_id), ("", ""))
        if who != "us":
            return Probed.FOREIGN if who else Probed.NOTHING
        self.street[int(message_id)] = ("us", text)
        return Probed.OURS if stands == text else Probed.OVERWROTE

    async def restore(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> None:
        await self.probe(letter, address, message_id, copy=copy)

    def heard(self, update: dict[str, Any]) -> Sequence[Heard]:
        return [Heard(GROUP, str(update["number"]), update.get("text"))]

    def plain(self, text: str) -> str:
        return text

    @property
    def ours(self) -> list[str]:
        return [text for who, text in self.street.values() if who == "us"]
