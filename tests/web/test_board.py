"""The board as a fragment of a page: escaped, and late only while it matters."""

from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from programme.board import board_of
from programme.document import AgendaItem, Draft
from programme.duties import DutyState
from tests.bot.makers import NAMES, at, in_force, with_state
from web.board import fragment, nothing

JULY = in_force()


def test_the_fragment(snapshot: SnapshotAssertion) -> None:
    answered = with_state(JULY, "I.4", DutyState.BLOCKED, "thiếu <bản đồ>")

    html = fragment(board_of(answered, at(20, 9)), names=NAMES)

    assert str(html).replace("><", ">\n<") == snapshot


@settings(max_examples=50, deadline=None)
@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_no_tag_but_ours_whatever_people_write(words: str) -> None:
    evil = f"<script>\"{words}'</script>"
    item = AgendaItem(ref="II.1", ordinal=1, title=evil, lead=(evil,))
    force = in_force(Draft(kind="month", period="2020-07", submissions=(item,)))
    noted = with_state(force, "II.1", DutyState.BLOCKED, evil)

    html = fragment(board_of(noted, at(20)), names={evil: evil})

    assert "<script" not in html
    assert 'title="<' not in html
    assert html.count('"') % 2 == 0


def test_once_the_session_has_begun_nobody_is_called_late_for_it() -> None:
    before = fragment(board_of(JULY, at(20, 9)), names=NAMES)
    after = fragment(board_of(JULY, at(21, 9)), names=NAMES)

    assert "6 quá hạn" in before
    assert "quá hạn" not in after


def test_no_programme_no_board(snapshot: SnapshotAssertion) -> None:
    assert str(nothing()) == snapshot
