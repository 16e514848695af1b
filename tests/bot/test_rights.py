"""The table of rights: whole, and true. What it denies is without any effect."""

import pytest

from bot.commands.registry import COMMANDS
from bot.messages.buttons import Act, Press
from bot.messages.dossiers import FOR
from bot.messages.requests import RETRACT
from bot.messages.trouble import not_for_this_chat, unlinked
from bot.pressing import _ACTS, deed_of
from bot.rights import RIGHTS, Seat, may, roles_for
from programme.reminders import ChatRole
from storage import Store
from tests.bot.seats import CHATS, LEFT, Town, do, everything, refusals, seated

WORDS = {"words reported", "words decided", "words commanded", "words answered"}
FILES = {"file programme", "file dossier"}
PLACES = [*CHATS.items(), *((Seat.LEFT, address) for address in LEFT)]
#: Among people, what is said to nobody in particular is left without an answer.
SILENT = WORDS | FILES
AMONG_PEOPLE = frozenset(Seat) - {Seat.PRIVATE, Seat.LEFT}


def deeds() -> set[str]:
    """All that can be done, from where it is made."""
    pressed = {deed_of(Press(act, ())) for act in Act}
    pressed |= {deed_of(Press(Act.REQUEST, ("1", RETRACT)))}
    pressed |= {deed_of(Press(Act.DOSSIER, (FOR, "1")))}
    return {command.deed for command in COMMANDS.values()} | pressed | WORDS | FILES


def test_everything_that_can_be_done_has_its_row_and_nothing_else_has() -> None:
    assert set(RIGHTS) == deeds()
    assert set(_ACTS) == set(Act)


def test_what_is_in_no_row_is_nobodys_right() -> None:
    assert not any(may(seat, "/anything new") for seat in Seat)


def test_who_has_left_may_do_nothing_at_all() -> None:
    assert not any(may(Seat.LEFT, deed) for deed in RIGHTS)


def test_a_chat_of_nobody_may_only_ask_to_be_linked() -> None:
    for seat in (Seat.WAITING, Seat.LOST, Seat.GROUP, Seat.PRIVATE):
        allowed = {deed for deed in RIGHTS if may(seat, deed)}
        assert allowed <= {"/start", "/help"}


def test_leaders_look_and_change_nothing() -> None:
    allowed = {COMMANDS[deed[1:]] for deed in RIGHTS if _of_leaders(deed)}

    assert not any(command.changes for command in allowed)


def _of_leaders(deed: str) -> bool:
    return deed.startswith("/") and may(Seat.LEADERS, deed)


def test_nothing_of_the_office_is_an_agencys() -> None:
    """What both may do is asked for in both, and decides nothing."""
    both = {deed for deed in RIGHTS if may(Seat.OFFICE, deed)} & {
        deed for deed in RIGHTS if may(Seat.AGENCY, deed)
    }

    assert both == {"/help", "/item", "/start", "press sure", "words answered"}
    assert not any(COMMANDS[deed[1:]].changes for deed in both if deed[0] == "/")


def test_an_agencys_private_chat_and_its_heads_are_like_its_group() -> None:
    for deed, seats in RIGHTS.items():
        among = {Seat.AGENCY, Seat.ALONE, Seat.HEAD} & seats
        assert len(among) in {0, 3}, deed


def test_a_rehearsal_adds_and_takes_nothing_from_the_office() -> None:
    for deed, seats in RIGHTS.items():
        assert Seat.DRILL in seats or Seat.OFFICE not in seats, deed


def test_the_roles_of_a_command_are_those_of_its_row() -> None:
    assert roles_for("/myitems") == {ChatRole.AGENCY, ChatRole.HEAD}
    assert roles_for("/accept") == {ChatRole.OFFICE}
    assert roles_for("/anything new") == frozenset()


@pytest.mark.parametrize(("seat", "address"), PLACES)
async def test_what_the_table_denies_has_no_effect_but_a_courteous_sentence(
    store: Store, seat: Seat, address: str
) -> None:
    town = await seated(store, seat)
    denied = [deed for deed in sorted(deeds()) if not may(seat, deed)]
    before = await everything(store)

    for deed in denied:
        if not _is_something_else(seat, deed):
            await _refused(town, deed, address, seat)

    after = await everything(store)
    assert [name for name in after if after[name] != before[name]] == []
    for deed in denied:
        if _is_something_else(seat, deed):
            await do(town, deed, address, seat)
            now = await everything(store)
            assert [name for name in _OF[deed] if now[name] != after[name]] == []


#: The same thing done is another thing there: what an agency says is its report, and
#: what the office sends is a programme. What must stay as it is then:
_OF = {
    "file programme": ("drafts", "programmes"),
    "file dossier": ("dossiers", "duties"),
    "words reported": ("duties", "requests", "audit"),
    "words decided": ("duties", "requests", "audit"),
    "words commanded": ("duties", "requests", "audit"),
}


def _is_something_else(seat: Seat, deed: str) -> bool:
    kind, _, _ = deed.partition(" ")
    others = {one for one in _OF if one.startswith(f"{kind} ")} - {deed}
    return deed in _OF and any(may(seat, other) for other in others)


async def _refused(town: Town, deed: str, address: str, seat: Seat) -> None:
    said = await do(town, deed, address, seat)

    assert {one.address for one in said} <= {address}, deed
    may_be_silent = deed in SILENT and (seat in AMONG_PEOPLE or deed in WORDS)
    assert said or town.talk.toast or may_be_silent, deed


@pytest.mark.parametrize(
    ("seat", "address"), [one for one in PLACES if one[0] is not Seat.LEFT]
)
async def test_what_the_table_allows_is_not_refused(
    store: Store, seat: Seat, address: str
) -> None:
    town = await seated(store, seat)
    for deed in sorted(RIGHTS):
        if deed.startswith("/") and may(seat, deed):
            said = await do(town, deed, address, seat)

            texts = [one.text for one in said]
            assert str(not_for_this_chat()) not in texts, (seat, deed)
            assert texts, (seat, deed)
            if deed != "/start":
                assert str(unlinked()) not in texts, (seat, deed)


async def test_a_refusal_leaves_a_line_in_the_record(store: Store) -> None:
    town = await seated(store, Seat.AGENCY)
    before = await refusals(store)

    await do(town, "/accept", "nn", Seat.AGENCY)
    await do(town, "press state", "nn", Seat.LEFT)

    assert await refusals(store) == before + 2
