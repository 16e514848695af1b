"""The one place where a question becomes an answer, whatever channel it came by."""

from dataclasses import replace

from bot.asked import Answer, Asked
from bot.by_number import answer_by_number
from bot.commands.registry import COMMANDS
from bot.commands.start import start, typed_code
from bot.desk import Desk, Place
from bot.errors import HasLeft, NotForThisChat, NotOffered, Unlinked
from bot.group_changes import note_happened, note_moved
from bot.handing_in import hand_in
from bot.hearing import hear, reports
from bot.hearing_decisions import hear_decision
from bot.leaving import note_comings, say_left, stand_down
from bot.messages import linking, trouble
from bot.messages.review import not_for_agencies
from bot.outcomes import hear_outcomes
from bot.pressing import press
from bot.reviewing import explain, look_over
from bot.rights import NOBODYS, Seat, may
from bot.running import forget, go_on, run
from bot.sentences import hear_sentence
from bot.standing import place_of, require
from bot.taking_in import hear_reason
from bot.unbrought import say_unbrought
from bot.unreplied import hear_unreplied
from programme.chats import Chat, ChatState
from programme.office_words import called
from programme.reminders import OFFICE, ChatRole
from programme.speech import shorten
from storage import LinkRefused, MovedMeanwhile, TooManyTries

#: Where people talk among themselves, and the bot is not yet or no more one of them.
_UNHEARD = NOBODYS - {Seat.PRIVATE}
#: Where whoever writes writes to the bot, and is told why that has no effect.
_ANSWERED = frozenset({Seat.PRIVATE, Seat.LEFT})
#: These leave a line in the record.
_TRIED = (HasLeft, NotForThisChat, NotOffered)
#: What is answered with a sentence; anything else is a fault of ours.
REFUSALS: tuple[type[Exception], ...] = (
    *trouble.SENTENCES,
    LinkRefused,
    MovedMeanwhile,
)


async def answer(asked: Asked, desk: Desk) -> list[Answer]:
    """Everything that follows from one message or press, in one transaction.

    Raises one of REFUSALS with nothing to keep: the caller rolls back and says
    `refusal`.
    """
    desk = await desk.with_its_days()
    if asked.is_of_the_chat:
        return await _of_the_chat(asked, desk)
    chat = await chat_of(asked, desk)
    place = await place_of(asked, chat, desk)
    if place.seat is not Seat.LEFT:
        number = await desk.unit.members.seen(asked.person, chat.id, desk.now)
        await desk.unit.members.stand(number, chat, desk.now)
    if asked.press is not None:
        return await press(asked, place, desk)
    if asked.unbrought:
        said = await _words(asked, place, desk)
        return [*said, *await say_unbrought(asked, place, desk)]
    if asked.file is not None:
        return await _file(asked, place, desk)
    if asked.text.startswith("/"):
        return await _command(asked, place, desk)
    return await _words(asked, place, desk)


async def _words(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    if place.seat is Seat.LEFT:
        return await say_left(asked, desk)
    code = _code(asked, place)
    if code and may(place.seat, "/start"):
        return await start(asked, code, place, desk)
    if not asked.text or place.seat in _UNHEARD:
        return []
    by_number = await answer_by_number(asked, place, desk)
    return await _heard(asked, place, desk) if by_number is None else by_number


def _code(asked: Asked, place: Place) -> str:
    """Typed alone where nobody is linked yet, and to the bot; where there is no
    /start, it is the only way."""
    if place.seat not in NOBODYS or not (asked.to_us or not asked.is_group):
        return ""
    return typed_code(called(asked.text)[1])


async def _heard(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """Plain words: an agency's are understood; the office's people talk among them."""
    require(place, "words answered")
    if may(place.seat, "words reported"):
        of_files = await hand_in(asked, place, desk)
        if of_files is not None:
            return of_files
    gone_on = await go_on(asked, place, desk)
    if gone_on is not None:
        return gone_on
    if may(place.seat, "words reported"):
        return await hear(asked, place, desk)
    if may(place.seat, "words decided"):
        of_office = await _of_office(asked, place, desk)
        unreplied = None if of_office else await hear_unreplied(asked, place, desk)
        return unreplied or of_office
    require(place, "words commanded")
    return await hear_sentence(asked, place, desk) or []


async def _of_office(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """A reply to us, what became of a session's items, and a few short sentences are
    meant for us; else people talk among themselves."""
    letter = None
    if asked.reply_to:
        letter = await desk.unit.outbox.letter_at(
            asked.channel, asked.address, asked.reply_to
        )
    for hear_office in (hear_decision, hear_reason, hear_outcomes):
        said = await hear_office(asked, letter, desk)
        if said is not None:
            return said
    is_reply = letter is not None
    heard = await hear_sentence(asked, place, desk, is_reply=is_reply)
    if heard is not None:
        return heard
    return await explain(asked, letter, desk) if letter else []


async def refused(error: Exception, asked: Asked, desk: Desk) -> None:
    """What stays of it: the chat to answer in, and that somebody tried what was not
    theirs to do."""
    await chat_of(asked, desk)
    if isinstance(error, _TRIED):
        is_command = asked.text.startswith("/")
        command = asked.text.split(maxsplit=1)[0] if is_command else ""
        await desk.unit.audit.add(
            at=desk.now,
            who=asked.who,
            where=asked.where,
            did="refused",
            now=shorten(asked.press or command, 64),
            note=type(error).__name__,
            message=asked.key,
        )


def refusal(error: Exception, asked: Asked) -> Answer:
    """The sentence for one of REFUSALS; a press also flashes it."""
    if isinstance(error, TooManyTries):
        text = trouble.too_many_tries()
    elif isinstance(error, LinkRefused):
        text = trouble.link_refused()
    elif isinstance(error, MovedMeanwhile):
        text = trouble.moved_meanwhile()
    else:
        text = trouble.SENTENCES[type(error)](error)
    if asked.press is not None:
        return Answer(toast=text.striptags())
    return Answer(text=text, reply_to=asked.message)


async def _command(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    name, words = (*asked.text[1:].split(maxsplit=1), "", "")[:2]
    command = COMMANDS.get(name.partition("@")[0].lower())
    if command is None:
        # Other bots' commands are none of our business in a group.
        return [] if "@" in name else [_unknown(place)]
    require(place, command.deed)
    await forget(asked, desk)
    return await run(command, words.strip(), asked, place, desk)


async def _file(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """The office sends its programme, an agency its dossiers; where those go by the
    office's own system, what is written beside them is heard."""
    if may(place.seat, "file programme") and desk.paper is not None:
        return await look_over(asked, desk.paper, desk)
    if not may(place.seat, "file dossier"):
        if place.seat in _ANSWERED:
            require(place, "file dossier")
        return []
    taken = await hand_in(asked, place, desk)
    if taken is not None:
        return [*taken, *await _beside(asked, place, desk)]
    if asked.text:
        return await hear(asked, place, desk)
    return _not_taken(asked, desk)


def _not_taken(asked: Asked, desk: Desk) -> list[Answer]:
    """Pictures are people's own."""
    is_photo = asked.file is not None and asked.file.is_photo
    if is_photo or desk.office.dossiers is not None:
        return []
    return [Answer(text=not_for_agencies(), reply_to=asked.message)]


async def _beside(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """What a caption reports; that it names an item is answered by taking the file."""
    if not asked.text or not await reports(asked, place, desk):
        return []
    return await hear(asked, place, desk)


def _unknown(place: Place) -> Answer:
    require(place, "/help")
    if place.seat in NOBODYS:
        raise Unlinked(is_private=place.seat is Seat.PRIVATE)
    return Answer(text=trouble.not_for_this_chat())


async def chat_of(asked: Asked, desk: Desk) -> Chat:
    """Every chat that speaks has a row, if only to be answered in."""
    chat = await desk.unit.chats.at(asked.channel, asked.address)
    if chat is None:
        return await desk.unit.chats.add(
            channel=asked.channel,
            address=asked.address,
            title=asked.title,
            role=ChatRole.AGENCY,
            agency=None,
            state=ChatState.UNLINKED,
            at=desk.now,
        )
    if asked.title and chat.title != asked.title:
        renamed = replace(chat, title=asked.title)
        await desk.unit.chats.put(renamed, was=chat)
        return renamed
    return chat


async def _of_the_chat(asked: Asked, desk: Desk) -> list[Answer]:
    if asked.moved_to:
        return await _moved(asked, asked.moved_to, desk)
    if asked.came or asked.left:
        return await note_comings(asked, desk)
    was = await desk.unit.chats.at(asked.channel, asked.address)
    if was is not None and was.address != asked.address:
        return []  # of the group that it no longer is
    chat = await chat_of(asked, desk)
    if asked.gone:
        return await _gone(chat, desk)
    return await note_happened(asked, chat, was, desk)


async def _moved(asked: Asked, address: str, desk: Desk) -> list[Answer]:
    """The chat has another address. Where nobody is at the old one any more, a letter
    has found that out before."""
    chat = await desk.unit.chats.at(asked.channel, asked.address)
    is_known = chat is not None and chat.address == address
    if chat is None or (is_known and chat.state is not ChatState.UNREACHABLE):
        return []
    return await note_moved(chat, address, desk)


async def _gone(chat: Chat, desk: Desk) -> list[Answer]:
    """We are out of the chat."""
    if chat.state is not ChatState.LINKED:
        return []
    lost = replace(chat, state=ChatState.UNREACHABLE)
    await desk.unit.chats.put(lost, was=chat)
    await stand_down(chat, desk.unit, desk.now)
    return [Answer(to=OFFICE, text=linking.gone(lost))]
