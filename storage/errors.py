"""What the cupboard can refuse.

StorageError
 ├─ NotFound           no such row
 ├─ MovedMeanwhile     somebody else has moved it since it was read
 ├─ AlreadyPublished   this issuer's programme for this period is in force
 ├─ NameTaken          an alias that is another agency's own name
 ├─ NaiveMoment        a moment without a zone
 ├─ SchemaUnknown      the file was written by a newer release
 ├─ ServiceRunning     somebody leads on this database: not now
 ├─ DatabaseBusy       another process writes, and has not let go
 ├─ DatabaseDamaged    a file with a page that cannot be right
 ├─ DatabaseMisnamed   what was given is no address of a PostgreSQL database
 ├─ DatabaseUnfit      it cannot keep Vietnamese
 ├─ DatabaseUnreachable  it does not answer, or not to us
 └─ LinkRefused        a code that opens nothing (links.py)
     ├─ WrongCode
     ├─ CodeExpired
     ├─ CodeUsed
     └─ TooManyTries
"""

from datetime import datetime

from sqlalchemy.exc import DontWrapMixin


class StorageError(Exception):
    """The root of everything the cupboard can refuse."""


class NotFound(StorageError):
    def __init__(self, noun: str, key: object) -> None:
        super().__init__(f"no {noun} {key}")
        self.noun = noun
        self.key = key


class MovedMeanwhile(StorageError):
    """The row is not as it was when it was read: read again, decide again."""

    def __init__(self, noun: str, key: object) -> None:
        super().__init__(f"{noun} {key} was moved meanwhile")
        self.noun = noun
        self.key = key


class AlreadyPublished(StorageError):
    def __init__(self, programme: int, period: str, issuer: str | None) -> None:
        super().__init__(f"programme {programme} for {period} of {issuer} is in force")
        self.programme = programme
        self.period = period
        self.issuer = issuer


class NameTaken(StorageError):
    """Nobody may be called as another agency is officially called."""

    def __init__(self, alias: str, owner: str) -> None:
        super().__init__(f"{alias} is the name of {owner}")
        self.alias = alias
        self.owner = owner


class NaiveMoment(StorageError, DontWrapMixin):
    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no zone")
        self.moment = moment


class SchemaUnknown(StorageError):
    def __init__(self, found: str | None) -> None:
        super().__init__(f"the database stands at {found}, unknown to this release")
        self.found = found


class ServiceRunning(StorageError):
    """What needs the database to itself waits until the service has stopped."""

    def __init__(self, holder: str, until: datetime) -> None:
        super().__init__(f"{holder} leads until {until.isoformat()}")
        self.holder = holder
        self.until = until


class DatabaseBusy(StorageError):
    """Nothing was written: the turn to write did not come. Try again later."""


class DatabaseDamaged(StorageError):
    """It is not written on: that would only make it worse."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the database is damaged: {why}")
        self.why = why


class DatabaseMisnamed(StorageError):
    """Does not repeat the address: there is a password in it."""


class DatabaseUnfit(StorageError):
    """No Vietnamese can be written in it."""

    def __init__(self, encoding: str) -> None:
        super().__init__(f"the database is encoded in {encoding}, not in UTF8")
        self.encoding = encoding


class DatabaseUnreachable(StorageError):
    """`why`: the kind of failure, in the database's words, without the password."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the database cannot be reached: {why}")
        self.why = why


class LinkRefused(StorageError):
    """Nothing is linked. The wrong try stays counted even if the unit is undone."""


class WrongCode(LinkRefused):
    pass


class CodeExpired(LinkRefused):
    def __init__(self, expired_at: datetime) -> None:
        super().__init__(f"the code expired at {expired_at.isoformat()}")
        self.expired_at = expired_at


class CodeUsed(LinkRefused):
    pass


class TooManyTries(LinkRefused):
    pass
