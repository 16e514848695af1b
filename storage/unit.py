"""One transaction, and every shelf that can be reached in it."""

from collections.abc import Mapping
from typing import Self

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from programme.quota import Quota
from storage.agencies import Agencies
from storage.audit import Audit
from storage.auditing import Auditing
from storage.calendar import Calendar
from storage.chats import Chats
from storage.deputies import Deputies
from storage.digests import Digests
from storage.dossiers import Dossiers
from storage.drafts import Drafts
from storage.duties import Duties
from storage.everywhere import Everywhere
from storage.guarding import Guarding
from storage.holding import Timing
from storage.inbox import Inbox
from storage.ladders import Ladders
from storage.lapsing import Lapsing
from storage.leases import Leases
from storage.links import Links
from storage.members import Members
from storage.months import Months
from storage.offers import Offers
from storage.outages import Outages
from storage.outbox import Outbox
from storage.outcomes import Outcomes
from storage.overwriting import Overwriting
from storage.parts import Parts
from storage.posting import Posting
from storage.programmes import Programmes
from storage.redacting import Redacting
from storage.rehearsing import Rehearse
from storage.reminders import Reminders
from storage.requests import Requests
from storage.secrecy import Secrecy
from storage.settings import Settings
from storage.together import Together
from storage.waking import Waking


class Unit:
    """Everything done through it happens together, or not at all."""

    def __init__(self, connection: AsyncConnection) -> None:  # noqa: PLR0915 - a shelf a line
        self.kept: list[Executable] = []
        self.agencies = Agencies(connection)
        self.audit = Audit(connection)
        self.auditing = Auditing(connection)
        self.calendar = Calendar(connection)
        self.chats = Chats(connection)
        self.deputies = Deputies(connection)
        self.digests = Digests(connection)
        self.dossiers = Dossiers(connection)
        self.drafts = Drafts(connection)
        self.duties = Duties(connection)
        self.everywhere = Everywhere(connection)
        self.guarding = Guarding(connection)
        self.inbox = Inbox(connection)
        self.ladders = Ladders(connection)
        self.lapsing = Lapsing(connection)
        self.leases = Leases(connection)
        self.links = Links(connection, self.kept)
        self.members = Members(connection)
        self.months = Months(connection)
        self.offers = Offers(connection)
        self.outages = Outages(connection)
        self.outcomes = Outcomes(connection)
        self.outbox = Outbox(connection)
        self.overwriting = Overwriting(connection)
        self.parts = Parts(connection)
        self.posting = Posting(connection)
        self.programmes = Programmes(connection)
        self.redacting = Redacting(connection)
        self.reminders = Reminders(connection)
        self.requests = Requests(connection)
        self.secrecy = Secrecy(connection)
        self.settings = Settings(connection)
        self.together = Together(connection)
        self.waking = Waking(connection)

    def in_rehearsal(self, rehearse: Rehearse | None) -> Self:
        self.outbox.rehearse = self.posting.rehearse = rehearse
        return self

    def timed(self, timing: Timing | None) -> Self:
        self.outbox.timing = self.posting.timing = timing
        return self

    def rationed(self, quotas: Mapping[str, Quota]) -> Self:
        self.outbox.quotas = self.months.quotas = quotas
        return self

    @property
    def is_rehearsed(self) -> bool:
        """Whether every letter is the office's, whoever it is meant for."""
        return self.outbox.rehearse is not None
