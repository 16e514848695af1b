"""Every registry is walked: a new kind without its words fails here."""

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest
from syrupy.assertion import SnapshotAssertion

from bot import errors
from bot.answer import REFUSALS
from bot.commands.command import Command
from bot.commands.registry import COMMANDS, SUMMARIES, UNLINKED, commands_for
from bot.commands.set_state import WRITTEN
from bot.hearing import _REQUESTS, _STATES
from bot.messages import cards, preview, trouble
from bot.messages.buttons import REPORTS, Act
from bot.messages.meetings import SESSIONS
from bot.messages.questions import QUESTIONS, plain, question
from bot.messages.recorded import REQUESTS
from bot.messages.words import OPENING
from bot.pressing import _ACTS
from programme.choosing import NoTarget, OtherKind
from programme.document import Session
from programme.duties import DutyState, MoveNotAllowed, Mover
from programme.errors import Fault, Unreadable
from programme.reminders import ChatRole, Step
from programme.replies.meaning import Candidate, Said, Unclear
from programme.requests import RequestKind
from programme.rules import OfficeRules
from programme.speech import MARKS, STATES
from tests.bot.makers import in_force, july, lead_of


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        pytest.param(OPENING, Step, id="OPENING"),
        pytest.param(STATES, DutyState, id="STATES"),
        pytest.param(MARKS, DutyState, id="MARKS"),
        pytest.param(QUESTIONS, Unclear, id="QUESTIONS"),
        pytest.param(trouble.FAULTS, Fault, id="FAULTS"),
        pytest.param(REQUESTS, RequestKind, id="REQUESTS"),
        pytest.param(SESSIONS, Session, id="SESSIONS"),
        pytest.param(SUMMARIES, ChatRole, id="SUMMARIES"),
        pytest.param(_ACTS, Act, id="ACTS"),
        pytest.param({**_STATES, **_REQUESTS}, Said, id="what can be said"),
    ],
)
def test_every_kind_has_its_words(
    words: Mapping[StrEnum, object], kinds: type[StrEnum]
) -> None:
    assert set(words) == set(kinds)
    assert all(words.values())


def test_every_refusal_has_its_sentence() -> None:
    ours = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, errors.BotError)
        and kind is not errors.BotError
    }

    assert ours | {MoveNotAllowed, Unreadable, NoTarget, OtherKind} == set(
        trouble.SENTENCES
    )
    assert set(trouble.SENTENCES) <= set(REFUSALS)


def test_an_agency_reports_exactly_what_its_table_allows() -> None:
    assert set(REPORTS) == set(_STATES.values())
    assert {WRITTEN[state] for state in REPORTS} == set(REPORTS)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.name)
def test_every_command_is_whole_and_fits_telegram(command: Command) -> None:
    assert COMMANDS[command.name] is command
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    assert command.usage.startswith(f"/{command.name}")
    assert 1 <= len(command.what) <= 256
    assert command.roles


def test_all_commands_and_what_they_do(snapshot: SnapshotAssertion) -> None:
    listed = [f"{c.usage} – {c.what} ({', '.join(sorted(c.roles))})" for c in _all()]

    assert "\n".join(listed) == snapshot


@pytest.mark.parametrize("role", ChatRole)
def test_the_help_of_each_kind_of_chat(
    role: ChatRole, snapshot: SnapshotAssertion
) -> None:
    usable = [(command.usage, command.what) for command in commands_for(role)]

    assert str(cards.help_text(SUMMARIES[role], usable)) == snapshot


def test_the_help_of_a_chat_of_nobody(snapshot: SnapshotAssertion) -> None:
    start = COMMANDS["start"]

    assert str(cards.help_text(UNLINKED, [(start.usage, start.what)])) == snapshot


def test_every_question(snapshot: SnapshotAssertion) -> None:
    among = [
        Candidate(duty=1, ref="I.3", title="Nghị quyết", programme="2020-07"),
        Candidate(duty=2, ref="I.4", title="Bản đồ", programme="2020-07"),
    ]

    asked = {str(unclear): str(question(unclear, among)) for unclear in Unclear}

    assert asked == snapshot
    assert plain(None) == plain(Unclear.WHAT)


def test_every_trouble(snapshot: SnapshotAssertion) -> None:
    duty = lead_of(in_force(), "I.3")
    accepted = duty.accept(at=duty.due.at)
    raised: list[Exception] = [
        errors.Misasked("/accept I.3"),
        errors.Unlinked(),
        errors.NotForThisChat(),
        errors.NotYours("I.9"),
        errors.NotYours("này"),
        errors.NoSuchItem("X.99"),
        errors.SeveralItems("3", [duty, lead_of(in_force(), "II.3")]),
        errors.NoSuchAgency("Sở Vũ trụ"),
        errors.NoSuchAgency("Giáo dục", ["Sở Giáo dục và Đào tạo"]),
        errors.OldButton(),
        MoveNotAllowed(accepted, DutyState.READY, Mover.AGENCY),
        MoveNotAllowed(accepted, DutyState.ACCEPTED, Mover.OFFICE),
    ]

    said = [str(trouble.SENTENCES[type(error)](error)) for error in raised]
    said += [
        str(trouble.moved_meanwhile()),
        str(trouble.link_refused()),
        str(trouble.too_many_tries()),
    ]

    assert "\n".join(said) == snapshot


def test_every_fault_of_a_document(snapshot: SnapshotAssertion) -> None:
    said = [str(trouble.unreadable(Unreadable(fault))) for fault in Fault]
    said.append(str(trouble.unreadable(Unreadable(Fault.MISSING, "a.txt"))))

    assert "\n".join(said) == snapshot


def test_what_the_clerk_looks_over(snapshot: SnapshotAssertion) -> None:
    assert preview.draft(july()).unescape() == snapshot


def test_what_is_due_too_soon(snapshot: SnapshotAssertion) -> None:
    said = preview.close_calls(in_force(), ["I.3", "I.4"], OfficeRules())

    assert str(said) == snapshot


def test_what_the_office_is_told_at_publication(snapshot: SnapshotAssertion) -> None:
    assert str(preview.published(july())) == snapshot


def _all() -> list[Command]:
    return list(COMMANDS.values())
