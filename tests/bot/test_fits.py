"""Whatever stands in a title, a note or a name: no tag of theirs, no text too long."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.errors import NoSuchAgency
from bot.messages import board as board_words
from bot.messages import (
    cards,
    duties,
    granted,
    linking,
    questions,
    recorded,
    reminders,
    requests,
    trouble,
)
from bot.messages.buttons import Act, Press, for_duties, link, pack, undo, unpack
from bot.messages.standing import Day, before_session, briefing, office_digest
from bot.messages.undelivered import failed
from bot.messages.words import fitted
from bot.wording import Scene, put_into_words
from programme.board import board_of
from programme.chats import Chat
from programme.document import AgendaItem, Draft, Meeting
from programme.duties import Duty, DutyState
from programme.letters import Letter, LetterState, Posted
from programme.programme import InForce
from programme.reminders import ChatRole, agency
from programme.replies.meaning import Candidate, Unclear
from programme.requests import Request, RequestKind, RequestState
from programme.speech import utf16_length
from tests.bot.makers import (
    FARMING,
    THE_OFFICE,
    a_move,
    an_item,
    at,
    in_force,
    july,
    lead_of,
    occasion_at,
)

TELEGRAMS = 4096
OURS = {"b", "i", "code", "a"}
#: What people may write; a line break is tidied away before it comes here.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
)


@settings(max_examples=60, deadline=None)
@given(words=WORDS)
def test_no_tag_but_ours_whatever_people_write(words: str) -> None:
    for text in _every_message(f"<x>{words}</x>&amp;"):
        assert _tags(text) <= OURS
        assert f"<x>{words}</x>&amp;" in _plain(text)


def _of_requests(words: str, duty: Duty) -> Iterator[Markup]:
    wish = Request(id=1, duty=1, kind=RequestKind.EXTENSION, asked_at=at(7))
    settled = replace(wish, state=RequestState.GRANTED, word=words, decided_by=words)
    yield requests.to_office(wish, duty, [], replaced=wish, words=words)
    yield requests.to_be_called(duty, words, 2, words)
    yield requests.said_back(settled, duty, told=True)
    yield granted.granted(settled, duty, office=THE_OFFICE)
    yield granted.refused(settled, duty, office=THE_OFFICE)
    yield granted.to_supporting(settled, duty, office=THE_OFFICE)


def _every_message(words: str) -> Iterator[Markup]:
    """Each kind of message with `words` as title, note, name or agency."""
    force = _force_saying(words)
    duty = lead_of(force, "I.3")
    blocked = a_move(duty, DutyState.BLOCKED, words)
    chat = Chat(
        id=1, channel="t", address="1", title=words, role=ChatRole.AGENCY, agency=words
    )
    scene = Scene(office=THE_OFFICE, now=at(7), forces=(force,))
    letter = Letter(key="k", kind=None, at=at(7), text="", refs=(words,))
    yield put_into_words(occasion_at(force, at(7), agency(duty.agency)), scene).text
    yield reminders.publication(
        duty.agency, [duty], [force], now=at(7), office=THE_OFFICE
    )
    yield cards.item(duty, force, [blocked], now=at(7), office=THE_OFFICE)
    yield cards.no_items(words)
    yield cards.relayed(words, words, words)
    yield recorded.recorded([blocked])
    yield recorded.reason_noted(blocked.now)
    yield from _of_requests(words, duty)
    yield recorded.by_office(blocked, office=THE_OFFICE)
    yield questions.question(Unclear.WHICH, [_candidate(words)])
    yield linking.confirm(chat, words)
    yield linking.linked(chat)
    yield linking.gone(chat)
    yield linking.settled(chat, at=at(7), who=words, yes=True)
    yield failed(Posted(id=1, letter=letter, state=LetterState.FAILED), chat)
    yield trouble.no_such_agency(NoSuchAgency(words, [words]))
    yield board_words.board(board_of(force, at(15)), names={duty.agency: words})


def test_sixty_matters_with_long_titles_still_fit_one_message() -> None:
    force = _many(60)
    first = lead_of(force, "I.1")
    scene = Scene(office=THE_OFFICE, now=at(7), forces=(force,))
    day = Day(
        day=at(20).date(),
        boards=(board_of(force, at(20)),),
        forces=(force,),
        moves=tuple(a_move(d, DutyState.BLOCKED, "n" * 400) for d in force.duties),
        requests=("r" * 90,) * 60,
        failures=("f" * 60,) * 60,
    )
    candidates = [
        Candidate(duty=d.id, ref=d.ref, title=d.title, programme="2020-07")
        for d in force.duties
    ]
    said = [
        reminders.publication(
            FARMING, force.duties, [force], now=at(7), office=THE_OFFICE
        ),
        put_into_words(occasion_at(force, at(7), agency(FARMING)), scene).text,
        _my_items(force),
        cards.item(first, force, [], now=at(7), office=THE_OFFICE),
        board_words.board(board_of(force, at(20)), names={}),
        office_digest(day, office=THE_OFFICE),
        briefing(day, office=THE_OFFICE),
        before_session(day, office=THE_OFFICE),
        questions.question(Unclear.WHICH, candidates),
        recorded.recorded(day.moves),
        recorded.undone(day.moves),
    ]

    assert [utf16_length(_plain(text)) <= TELEGRAMS for text in said] == [True] * 11
    assert all(_is_balanced(text) for text in said)


def test_there_is_room_for_what_an_edit_adds() -> None:
    moves = [a_move(d, DutyState.BLOCKED, "n") for d in _many(60).duties]

    text = _my_items(_many(60)) + "\n\n" + recorded.below(moves)

    assert utf16_length(_plain(text)) <= TELEGRAMS


@given(lines=st.lists(WORDS, max_size=300))
def test_what_is_cut_is_cut_between_lines(lines: list[str]) -> None:
    said = [Markup("<b>{line}</b>").format(line=line) for line in lines]

    text = fitted(lambda _: Markup("\n").join(said))

    assert utf16_length(_plain(text)) <= TELEGRAMS
    assert _is_balanced(text)


def test_button_data_stay_under_telegrams_sixty_four_bytes() -> None:
    huge = 10**15 - 1
    first = lead_of(in_force(), "I.3")
    duty = replace(first, id=huge, due=replace(first.due, version=999))
    chat = Chat(id=huge, channel="telegram", address="-1", title="", role=ChatRole.HEAD)
    rows = [*for_duties([duty]), *undo(huge, huge), *link(chat)]
    rows += for_duties([duty, replace(duty, id=huge - 1)], opened=huge)

    for row in rows:
        for button in row:
            assert len(button.data.encode()) <= 64
            assert unpack(button.data)


@given(words=st.lists(st.from_regex(r"[a-z0-9]+", fullmatch=True)))
def test_what_is_packed_is_unpacked(words: list[str]) -> None:
    assert unpack(pack(Act.STATE, *words)) == Press(Act.STATE, tuple(words))


@given(data=st.text(max_size=64))
def test_foreign_data_are_nobodys(data: str) -> None:
    assert unpack(data) is None or data.startswith("1:")


def _my_items(force: InForce) -> Markup:
    return fitted(
        lambda length: duties.my_items(
            FARMING,
            force.duties,
            [force],
            now=at(7),
            office=THE_OFFICE,
            length=length,
        ),
        longest=160,
    )


def _many(count: int) -> InForce:
    long = "Đề án 🙂 " * 45
    items = tuple(an_item(n + 1, f"{n} {long}", FARMING) for n in range(count))
    session = replace(july().meetings[0], items=items, title="Phiên họp " * 40)
    return in_force(Draft(kind="month", period="2020-07", meetings=(session,)))


def _force_saying(words: str) -> InForce:
    item = AgendaItem(ref="I.3", ordinal=3, title=words, lead=(words,))
    session: Meeting = replace(july().meetings[0], items=(item,), title=words)
    return in_force(Draft(kind="month", period="2020-07", meetings=(session,)))


def _candidate(words: str) -> Candidate:
    return Candidate(duty=1, ref="I.3", title=words, programme="2020-07")


def _tags(text: Markup) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.add(tag)

    Reader().feed(text)
    return found


def _plain(text: str) -> str:
    """As Telegram counts it: tags gone, entities read, every space kept."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def _is_balanced(text: str) -> bool:
    opened: list[str] = []
    for end, tag in re.findall(r"<(/?)(\w+)[^>]*>", text):
        if not end:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return False
    return not opened
