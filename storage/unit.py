"""One transaction, and every shelf that can be reached in it."""

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.agencies import Agencies
from storage.audit import Audit
from storage.chats import Chats
from storage.dossiers import Dossiers
from storage.drafts import Drafts
from storage.duties import Duties
from storage.inbox import Inbox
from storage.links import Links
from storage.members import Members
from storage.outbox import Outbox
from storage.programmes import Programmes
from storage.reminders import Reminders
from storage.requests import Requests
from storage.settings import Settings


class Unit:
    """Everything done through it happens together, or not at all."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.kept: list[Executable] = []
        self.agencies = Agencies(connection)
        self.audit = Audit(connection)
        self.chats = Chats(connection)
        self.dossiers = Dossiers(connection)
        self.drafts = Drafts(connection)
        self.duties = Duties(connection)
        self.inbox = Inbox(connection)
        self.links = Links(connection, self.kept)
        self.members = Members(connection)
        self.outbox = Outbox(connection)
        self.programmes = Programmes(connection)
        self.reminders = Reminders(connection)
        self.requests = Requests(connection)
        self.settings = Settings(connection)
