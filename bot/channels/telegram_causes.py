"""Why a call got no answer. The names say all: an address would hold the token."""


class NotSent(Exception):
    """There was no connection: nothing has left."""


class NotConnected(NotSent):
    """Refused, an unknown name, a certificate, a proxy that would not."""


class NotConnectedInTime(NotSent):
    """None was free, or none was made, in time."""


class NotAllowed(NotSent):
    """Whoever wanted it sent may not send any more."""


class MaybeSent(Exception):
    """There was a connection. What arrived through it, nobody knows."""


class NoAnswerInTime(MaybeSent):
    """None, or not all of one."""


class AnswerCutOff(MaybeSent):
    """Reset, closed, or no HTTP."""


class AnswerTooLong(MaybeSent):
    """More than any answer of the Bot API."""
