"""What Zalo brings, in every shape it was seen in, and in shapes nobody has seen."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asked import LONG_AGO
from bot.channels.zalo_updates import number_of, origin_of, to_asked
from programme.chats import Person

NAMES = ("Bot Văn phòng", "bot.VPUB")
SENT = datetime(2025, 6, 19, 6, 55, 31, 602000, tzinfo=UTC)


def an_event(event: str = "message.text.received", **more: Any) -> dict[str, Any]:
    message = {
        "message_id": "2d758cb5e222177a4e35",
        "date": 1750316131602,
        "text": "Xin chào",
        "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Ted", "is_bot": False},
        "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"},
        **more,
    }
    return {"event_name": event, "message": message}


def of_nobody(sender: object) -> dict[str, Any]:
    raw = an_event()
    raw["message"]["from"] = sender
    return raw


GROUP = {"id": "g-123456789", "chat_type": "GROUP"}


@pytest.mark.parametrize(
    "raw", [an_event(), {"ok": True, "result": an_event()}], ids=["bare", "wrapped"]
)
def test_a_private_word_in_both_its_wrappings(raw: dict[str, Any]) -> None:
    asked = to_asked(raw, NAMES)
    assert asked is not None
    assert asked.key == "zalo:2d758cb5e222177a4e35"
    assert (asked.channel, asked.address) == ("zalo", "6ede9afa66b88fe6d6a9")
    assert asked.person == Person(
        channel="zalo", address="6ede9afa66b88fe6d6a9", name="Ted"
    )
    assert (asked.text, asked.title) == ("Xin chào", "Ted")
    assert (asked.at, asked.is_group, asked.to_us) == (SENT, False, False)


def test_both_wrappings_are_one_update() -> None:
    wrapped = {"ok": True, "result": an_event()}
    assert number_of(an_event()) == number_of(wrapped)
    assert number_of(an_event()) != number_of(an_event(message_id="other"))
    assert 0 <= number_of(an_event()) < 2**62


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@Bot Văn phòng mục 3 đã xong", "mục 3 đã xong"),
        ("@bot văn phòng: A2", "A2"),
        ("@bot.VPUB A2", "A2"),
        ("A2 @Bot Văn phòng", "A2"),
        ("A2", "A2"),
        ("@Bot Văn phòngX A2", "@Bot Văn phòngX A2"),
        ("nhờ @Bot Văn phòng xem", "nhờ @Bot Văn phòng xem"),
        ("@Bot Văn phòng /start AB12CD34", "/start AB12CD34"),
    ],
)
def test_in_a_group_the_call_is_no_part_of_what_is_said(text: str, said: str) -> None:
    asked = to_asked(an_event(text=text, chat=GROUP), NAMES)
    assert asked is not None
    assert asked.text == said
    assert (asked.is_group, asked.to_us) == (True, True)
    assert asked.title == "Nhóm Zalo …456789"


def test_a_call_alone_says_nothing() -> None:
    assert to_asked(an_event(text="@Bot Văn phòng", chat=GROUP), NAMES) is None


def test_a_picture_is_its_caption() -> None:
    image = "message.image.received"
    said = an_event(image, text="", caption="mục 3 xong", photo_url="https://x")
    asked = to_asked(said, NAMES)
    assert asked is not None
    assert asked.text == "mục 3 xong"
    alone = to_asked(an_event(image, text="", photo="https://x"), NAMES)
    assert alone is not None
    assert (alone.text, alone.unbrought) == ("", True)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"ok": True},
        {"ok": True, "result": None},
        {"event_name": "webhook.verify"},
        an_event("message.sticker.received"),
        an_event("message.voice.received"),
        an_event("something.new"),
        an_event(text=""),
        an_event(text="  \n "),
        an_event(text=None),
        an_event(text={"a": 1}),
        an_event(message_id=None),
        an_event(chat="x"),
        an_event(chat={}),
        of_nobody(None),
        of_nobody({"id": "b", "is_bot": True}),
    ],
    ids=str,
)
def test_what_is_no_word_of_a_person_is_none_of_ours(raw: dict[str, Any]) -> None:
    assert to_asked(raw, NAMES) is None
    origin_of(raw)
    assert 0 <= number_of(raw) < 2**62


@pytest.mark.parametrize("date", [None, "x", -1, True, 10**20, 1.5, []])
def test_a_moment_that_is_none_is_left_to_whoever_received_it(date: object) -> None:
    asked = to_asked(an_event(date=date), NAMES)
    assert asked is not None
    assert asked.at == LONG_AGO
    assert origin_of(an_event(date=date)).sent_at is None


def test_ids_that_come_as_numbers_are_words() -> None:
    raw = an_event(chat={"id": 12, "chat_type": "PRIVATE"}, message_id=34)
    asked = to_asked(raw, NAMES)
    assert asked is not None
    assert (asked.address, asked.message) == ("12", "34")
    assert origin_of(raw).address == "12"


_WORDS = [
    "result",
    "message",
    "chat",
    "from",
    "id",
    "text",
    "message_id",
    "date",
    "event_name",
    "chat_type",
    "x",
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_WORDS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(
    raw=st.dictionaries(
        st.sampled_from(
            ["ok", "result", "event_name", "message", "message_id", "chat"]
        ),
        ANYTHING,
        max_size=5,
    ),
    part=ANYTHING,
    name=st.sampled_from(["message_id", "date", "text", "from", "chat"]),
)
@settings(max_examples=300, deadline=None)
def test_nothing_that_comes_is_too_strange(
    raw: dict[str, Any], part: Any, name: str
) -> None:
    for one in (raw, an_event(**{name: part}), {"ok": True, "result": raw}):
        to_asked(one, NAMES)
        origin_of(one)
        assert 0 <= number_of(one) < 2**62


def test_a_file_is_heard_of_though_nothing_of_it_comes() -> None:
    """What a protected person writes comes in the same form."""
    asked = to_asked(an_event("message.unsupported.received", text=None), NAMES)
    assert asked is not None
    assert (asked.text, asked.unbrought) == ("", True)
