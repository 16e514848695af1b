"""Where an update comes from is told of anything, and of nothing too much."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Origin
from bot.channels.telegram_origin import origin_of

LAN = {"id": 77, "first_name": "Lan"}
GROUP = {"id": -100123, "type": "supergroup"}
AT = datetime(2020, 7, 7, 1, tzinfo=UTC)
SAID = {"chat": GROUP, "from": LAN, "date": int(AT.timestamp()), "text": "xong"}
PRESSED = {"from": LAN, "data": "1:o:1", "message": {"chat": GROUP, "date": 1}}


@pytest.mark.parametrize(
    ("raw", "origin"),
    [
        ({"message": SAID}, Origin(address="-100123", person="77", sent_at=AT)),
        (
            {"edited_message": SAID | {"edit_date": int(AT.timestamp()) + 60}},
            Origin(address="-100123", person="77", sent_at=AT.replace(minute=1)),
        ),
        ({"callback_query": PRESSED}, Origin(address="-100123", person="77")),
        ({"callback_query": {"from": LAN}}, Origin(person="77")),
        (
            {"my_chat_member": {"chat": GROUP, "from": LAN}},
            Origin(address="-100123"),
        ),
        (
            {"message": SAID | {"migrate_to_chat_id": -1009}},
            Origin(address="-100123", moves_to="-1009"),
        ),
        (
            {"message": SAID | {"left_chat_member": LAN}},
            Origin(address="-100123"),
        ),
        (
            {"message": SAID | {"new_chat_members": [LAN]}},
            Origin(address="-100123"),
        ),
        (
            {"chat_member": {"chat": GROUP, "from": LAN}},
            Origin(address="-100123"),
        ),
        ({"poll": {"id": "7"}}, Origin()),
        ({"message": None}, Origin()),
        ({"message": {"chat": [], "from": {"id": "x"}, "date": "now"}}, Origin()),
        ({"message": {"date": -5}}, Origin()),
        ({"message": {"date": 10**30}}, Origin()),
    ],
)
def test_from_whom_and_where(raw: dict[str, Any], origin: Origin) -> None:
    assert origin_of({"update_id": 1, **raw}) == origin


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "chat", "from", "date", "message", "edit_date"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["message", "edited_message", "callback_query", "my_chat_member", "x"]
        ),
        anything,
    )
)
def test_whatever_comes_it_does_not_fail(raw: dict[str, Any]) -> None:
    assert isinstance(origin_of(raw), Origin)
