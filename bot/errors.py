"""What a person can ask that we will not do. Each has its sentence in messages.

BotError
 ├─ Misasked       the command was typed in a way we cannot read
 ├─ NotPossible    what the office asks for cannot be done, and why
 ├─ Unlinked       this chat belongs to nobody yet
 ├─ HasLeft        who asks is no longer in this chat
 ├─ NotForThisChat the command exists, but for another role
 ├─ NotYours       another agency's item
 ├─ NoSuchItem     no item is called so
 ├─ SeveralItems   more than one is
 ├─ NoSuchAgency   no agency is called so
 └─ OldButton      a button that no longer counts
     └─ NotOffered   one that this message never had here
"""

from collections.abc import Sequence

from programme.duties import Duty


class BotError(Exception):
    """The root of what is answered with a sentence and changes nothing."""


class Misasked(BotError):
    """`asks`: the one thing that is missing, as a question; what answers it is added
    to what was typed. `is_free`: any words may be the answer, so that only a reply
    counts as one. `so_far`: what stands already, where that is not what was typed."""

    def __init__(
        self,
        usage: str,
        asks: str = "",
        *,
        is_free: bool = False,
        so_far: str | None = None,
    ) -> None:
        super().__init__(usage)
        self.usage = usage
        self.asks = asks
        self.is_free = is_free
        self.so_far = so_far


class NotPossible(BotError):
    """What the office wants done cannot be; `why` is a whole sentence to it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unlinked(BotError):
    """`is_private`: it is one person's own chat with the bot."""

    def __init__(self, *, is_private: bool = False) -> None:
        super().__init__()
        self.is_private = is_private


class HasLeft(BotError):
    pass


class NotForThisChat(BotError):
    pass


class NotYours(BotError):
    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref


class NoSuchItem(BotError):
    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref


class SeveralItems(BotError):
    def __init__(self, ref: str, among: Sequence[Duty]) -> None:
        super().__init__(ref)
        self.ref = ref
        self.among = tuple(among)


class NoSuchAgency(BotError):
    def __init__(self, written: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(written)
        self.written = written
        self.nearest = tuple(nearest)


class OldButton(BotError):
    pass


class NotOffered(OldButton):
    pass
