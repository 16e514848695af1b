"""The cupboard: the only room that speaks SQL. Values in, values out."""

from storage.audit import AuditEntry
from storage.backup_file import BackupFaulty, Contents
from storage.dossiers import Dossier
from storage.errors import (
    AlreadyPublished,
    CodeExpired,
    CodeUsed,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMisnamed,
    DatabaseUnfit,
    DatabaseUnreachable,
    LinkRefused,
    MovedMeanwhile,
    NaiveMoment,
    NameTaken,
    NotFound,
    SchemaUnknown,
    ServiceRunning,
    StorageError,
    TooManyTries,
    WrongCode,
)
from storage.inbox import Arrived, InboxRow, Waiting
from storage.leases import Lease
from storage.links import Link
from storage.outages import Outage
from storage.postgresql import name_of
from storage.programmes import Revision
from storage.store import Server, Store
from storage.tables.post import Fate, InboxState
from storage.trouble import is_trouble
from storage.unit import Unit

__all__ = [
    "AlreadyPublished",
    "Arrived",
    "AuditEntry",
    "BackupFaulty",
    "CodeExpired",
    "CodeUsed",
    "Contents",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseMisnamed",
    "DatabaseUnfit",
    "DatabaseUnreachable",
    "Dossier",
    "Fate",
    "InboxRow",
    "InboxState",
    "Lease",
    "Link",
    "LinkRefused",
    "MovedMeanwhile",
    "NaiveMoment",
    "NameTaken",
    "NotFound",
    "Outage",
    "Revision",
    "SchemaUnknown",
    "Server",
    "ServiceRunning",
    "StorageError",
    "Store",
    "TooManyTries",
    "Unit",
    "Waiting",
    "WrongCode",
    "is_trouble",
    "name_of",
]
