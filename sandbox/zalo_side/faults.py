"""What can go wrong between Zalo and a bot: with its calls, and with its updates.

zalo.faults.add("408-after", methods=["sendMessage"], times=1)
zalo.faults.add("refused-before", code=500, words="try again", share=0.1)
zalo.faults.add("twice", times=1)                        # an update, not a call
zalo.faults.add("504-before", methods=["getUpdates"])    # nothing comes in any more
"""

from __future__ import annotations

from enum import unique

from sandbox.weather.calls import Call
from sandbox.weather.faults import Kind

#: The method that an update on its way to a bot is looked at under.
ARRIVING = "update"


@unique
class ZaloFault(Kind):
    BAD_REQUEST = "400"
    UNAUTHORIZED = "401"
    INTERNAL = "403"  # "Internal server error", in Zalo's own words
    NOT_FOUND = "404"
    QUOTA = "429"
    TIMEOUT_BEFORE = "408-before"
    TIMEOUT_AFTER = "408-after"
    REFUSED_BEFORE = "refused-before"  # with any code one names
    REFUSED_AFTER = "refused-after"
    GATEWAY_BEFORE = "502-before"  # with a page of HTML, as a proxy answers
    GATEWAY_AFTER = "502-after"
    GATEWAY_LATE_BEFORE = "504-before"
    GATEWAY_LATE_AFTER = "504-after"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    CUT_BEFORE = "cut-before"
    CUT_AFTER = "cut-after"
    SLOW_BEFORE = "slow-before"  # silence, then the connection is closed
    SLOW_AFTER = "slow-after"
    SLOW_LATE = "slow-late"
    GARBAGE_BEFORE = "garbage-before"
    GARBAGE_AFTER = "garbage-after"
    EMPTY_BEFORE = "empty-before"
    EMPTY_AFTER = "empty-after"
    # Of updates on their way to the bot:
    TWICE = "twice"  # the same message a second time
    LOST = "lost"
    STRANGE = "strange"  # in its place an event that no bot has heard of
    PROTECTED = "protected"  # the words are withheld: message.unsupported.received
    BARE = "bare"  # as PROTECTED, and without any message at all
    OTHER_FORM = "other-form"  # flat for wrapped, wrapped for flat; to a webhook only

    @property
    def is_of_updates(self) -> bool:
        return self in _OF_UPDATES

    def may_strike(self, call: Call) -> bool:
        return self.is_of_updates == (call.method == ARRIVING)


_OF_UPDATES = frozenset(
    {
        ZaloFault.TWICE,
        ZaloFault.LOST,
        ZaloFault.STRANGE,
        ZaloFault.PROTECTED,
        ZaloFault.BARE,
        ZaloFault.OTHER_FORM,
    }
)
