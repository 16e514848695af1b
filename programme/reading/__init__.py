"""Reading: the bytes of a document → Draft and doubts.

A format only delivers lines; what they mean is found here, the same way for all.
The only room that knows document libraries.
"""

from programme.agencies import Registry
from programme.document import Draft
from programme.errors import Fault, Unreadable
from programme.reading.drafting import draft_of
from programme.reading.formats import FORMATS, Delivered, deliver
from programme.reading.formats.endings import ending_of
from programme.reading.formats.safety import deliver_apart
from programme.reading.uncollected import uncollected

__all__ = ["FORMATS", "LARGEST", "read", "read_safely"]

LARGEST = 20_000_000


def read(
    data: bytes,
    *,
    name: str,
    period: str | None = None,
    registry: Registry | None = None,
) -> Draft:
    """Reads a document called `name`; raises Unreadable where it must be refused.

    `period` is YYYY-MM where the office says it; `registry` the office's own
    agencies, otherwise those of the first fill that lived in the period.
    """
    ending = _ending(data, name)
    with uncollected():
        return draft_of(deliver(ending, data), period, registry)


def read_safely(
    data: bytes,
    *,
    name: str,
    period: str | None = None,
    registry: Registry | None = None,
) -> Draft:
    """The same for a file from outside: what needs a parser is opened in a child.

    It waits for the child, 40 seconds at most: never call it on an event loop.
    """
    ending = _ending(data, name)
    delivered: Delivered = (
        deliver(ending, data) if ending == ".txt" else deliver_apart(ending, data)
    )
    with uncollected():
        return draft_of(delivered, period, registry)


def _ending(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE, str(len(data)))
    if not data.strip():
        raise Unreadable(Fault.EMPTY)
    return ending_of(data, name)
