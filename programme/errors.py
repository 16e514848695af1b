"""What can go wrong in the field itself.

ProgrammeError
 ├─ MoveNotAllowed    a duty cannot go there from where it is (duties.py)
 └─ Unreadable        a document that cannot be read at all (reading/)
"""

from enum import StrEnum


class ProgrammeError(Exception):
    """The root of everything the field can refuse."""


class Fault(StrEnum):
    """Why a document cannot be read; bot/messages has a sentence for each."""

    MISSING = "missing"  # no such file, or no right to open it
    EMPTY = "empty"  # no text at all
    TOO_LARGE = "too-large"
    FORMAT = "format"  # not one of the formats we read
    ENCODING = "encoding"  # bytes that are no Vietnamese text
    LEGACY_FONT = "legacy-font"  # TCVN3 or VNI text
    SECRET = "secret"  # noqa: S105 - a stamp on paper, not a password
    SCANNED = "scanned"  # pictures of pages: no letters to read
    OLD_DOC = "old-doc"  # .doc, .xls, .rtf: a kind of file before .docx
    PASSWORD = "password"  # noqa: S105 - why it cannot be opened
    BROKEN = "broken"  # damaged, or not what its name says
    UNSAFE = "unsafe"  # built to harm, or too heavy to be read safely
    NO_ROOM = "no-room"  # our own disk is nearly full: no files are taken now
    NO_ITEMS = "no-items"  # text, but nothing that anybody is to prepare or attend
    NO_PERIOD = "no-period"  # no month can be made out, and none was given


class Unreadable(ProgrammeError):
    """The document is refused whole; `fault` says why, `detail` what was met."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
