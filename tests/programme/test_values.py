"""The small values: chats, letters, refusals, and what they promise."""

import pytest

from programme.chats import Chat, ChatState
from programme.duties import DutyState
from programme.errors import Fault, ProgrammeError, Unreadable
from programme.letters import FINAL, LetterState, Priority
from programme.moves import Move
from programme.reminders import OFFICE, ChatRole, agency
from programme.requests import Request, RequestKind, RequestState
from tests.programme.makers import DUTY, FINANCE, a_moment


def test_a_chat_is_where_its_addressee_is_reached() -> None:
    finance = Chat(
        id=1,
        channel="telegram",
        address="-100",
        title="Sở Tài chính",
        role=ChatRole.AGENCY,
        agency=FINANCE,
    )
    office = Chat(
        id=2, channel="zalo", address="z9", title="Văn phòng", role=ChatRole.OFFICE
    )

    assert finance.addressee == agency(FINANCE)
    assert office.addressee == OFFICE
    assert finance.state is ChatState.LINKED


@pytest.mark.parametrize("state", LetterState)
def test_a_letter_ends_in_one_of_four_ways(state: LetterState) -> None:
    ends = {"sent", "failed", "expired", "superseded"}

    assert (state in FINAL) is (str(state) in ends)


def test_answers_go_before_reminders_and_reminders_before_digests() -> None:
    assert Priority.ANSWER < Priority.REMINDER < Priority.STANDING


@pytest.mark.parametrize(
    ("detail", "words"), [("", "empty"), ("0 byte", "empty: 0 byte")]
)
def test_a_refused_document_says_why_and_what_was_met(detail: str, words: str) -> None:
    refused = Unreadable(Fault.EMPTY, detail)

    assert isinstance(refused, ProgrammeError)
    assert str(refused) == words
    assert (refused.fault, refused.detail) == (Fault.EMPTY, detail)


def test_a_request_begins_as_asked_and_a_move_as_made() -> None:
    at = a_moment("09:00 7/7")
    request = Request(id=1, duty=DUTY.id, kind=RequestKind.EXTENSION, asked_at=at)
    ready = DUTY.report(DutyState.READY, at=at)
    move = Move(id=1, was=DUTY, now=ready, at=at, who="Lan")

    assert (request.state, request.until) == (RequestState.ASKED, None)
    assert not move.undone
    assert move.undoes is None
