"""New one-time codes for linking a chat (docs/decisions/0011)."""

import secrets
from datetime import date

from programme.chats import LinkCode
from programme.office import Office
from programme.reminders import ChatRole

#: Typed by people: no letter or digit that is taken for another.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_WORKDAYS = 3


def new_code(
    role: ChatRole, agency: str | None, *, today: date, office: Office
) -> LinkCode:
    """128 bits for a deep link, eight characters to type, three working days."""
    typed = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    last = office.calendar.workday_after(today, _WORKDAYS)
    return LinkCode(
        role=role,
        agency=agency,
        code=f"{typed[:4]}-{typed[4:]}",
        token=secrets.token_urlsafe(16),
        expires_at=office.rules.moment(last, office.rules.due_time),
    )
