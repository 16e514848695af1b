"""What came of a call: as the channel said it, or that none was made."""

from dataclasses import dataclass

from bot.channels import Outcome
from programme.letters import Posted


@dataclass(frozen=True)
class NotCalled:
    """The call was not made after all: the letter goes back as it was."""

    why: str


#: A letter and what came of it.
Result = tuple[Posted, Outcome | NotCalled]
