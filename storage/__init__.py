"""The cupboard: the only room that speaks SQL. Values in, values out."""

from storage.audit import AuditEntry
from storage.dossiers import Dossier
from storage.errors import (
    AlreadyPublished,
    CodeExpired,
    CodeUsed,
    LinkRefused,
    MovedMeanwhile,
    NaiveMoment,
    NameTaken,
    NotFound,
    SchemaUnknown,
    StorageError,
    TooManyTries,
    WrongCode,
)
from storage.inbox import InboxRow
from storage.links import Link
from storage.programmes import Revision
from storage.store import Store
from storage.tables.post import Fate
from storage.unit import Unit

__all__ = [
    "AlreadyPublished",
    "AuditEntry",
    "CodeExpired",
    "CodeUsed",
    "Dossier",
    "Fate",
    "InboxRow",
    "Link",
    "LinkRefused",
    "MovedMeanwhile",
    "NaiveMoment",
    "NameTaken",
    "NotFound",
    "Revision",
    "SchemaUnknown",
    "StorageError",
    "Store",
    "TooManyTries",
    "Unit",
    "WrongCode",
]
