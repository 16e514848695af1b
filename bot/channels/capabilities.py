"""What a channel can carry, as values: nobody else asks what a channel is called."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """`max_text`: UTF-16 units of one message. `a_second`: messages of the whole bot.

    `privacy`: whether an administrator of a group can let us hear all that is said.
    `monthly_quota`: how many messages the bot's plan has in a month; None: no limit.
    """

    max_text: int
    a_second: int
    buttons: bool
    edits: bool
    files: bool
    deep_links: bool
    privacy: bool
    monthly_quota: int | None = None


_TELEGRAM = Capabilities(
    max_text=4096,
    a_second=30,
    buttons=True,
    edits=True,
    files=True,
    deep_links=True,
    privacy=True,
)
#: Zalo publishes no rate: one message a second is ours. The Basic plan of 2026.
_ZALO = Capabilities(
    max_text=2000,
    a_second=1,
    buttons=False,
    edits=False,
    files=False,
    deep_links=False,
    privacy=False,
    monthly_quota=3000,
)
_KNOWN: Mapping[str, Capabilities] = {"telegram": _TELEGRAM, "zalo": _ZALO}

#: Channels in which a message of ours can be written over, without a sound.
WRITTEN_OVER = frozenset(name for name, can in _KNOWN.items() if can.edits)


def capabilities_of(channel: str | None) -> Capabilities:
    """Of one that nobody knows, as much as the richest can."""
    return _KNOWN.get(channel or "", _TELEGRAM)
