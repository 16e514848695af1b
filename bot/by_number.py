"""An answer by number, where there are no buttons: "A2", "a 2", "chọn 2", "2".

One rule. A mark and a number mean what the newest message of that mark offered. A
number alone means the newest message that offered anything, and only if nothing else
could be meant: no other numbered message went out within half an hour of it, no
question of ours waits for a number, and no item of the message has that number. Else
the bot asks. Whatever is meant is pressed like a button, and passes the same gate.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.channels.capabilities import capabilities_of
from bot.desk import Desk, Place
from bot.errors import OldButton
from bot.messages import numbered, requests
from bot.messages.buttons import Act, Press, unpack
from bot.moving import is_told
from bot.pressing import press
from bot.said_anew import said_anew
from programme.chats import ChatState
from programme.letters import LetterState
from programme.refs import ordinal_of
from programme.replies.meaning import Unclear
from programme.requests import RequestState
from programme.words import tidy
from storage.offers import Offer

_CODE = r"([a-z])[ .\-]?([0-9]{1,2})"
_ASIDE = r"(?:ạ|nhé|nha|em|dạ|vâng|xin|cho)"
_OPENING = rf"(?:{_ASIDE} )*(?:(?:chọn|chon|mã|ma) ?:? ?)?"
_ENDING = rf"(?: {_ASIDE})*[.!]?"
_CODES = re.compile(
    rf"{_OPENING}({_CODE}(?:(?: ?[,;+&] ?| và | va | ){_CODE})*){_ENDING}"
)
_ALONE = re.compile(rf"{_OPENING}([0-9]{{1,2}}){_ENDING}")
_LONGEST = 60

_HALF_AN_HOUR = timedelta(minutes=30)
#: A number alone speaks of nothing older.
RECENT = timedelta(days=3)
#: What went out so shortly before may not have been read yet; and a question of ours
#: offers its own numbers within so long.
_A_MINUTE = timedelta(minutes=1)
#: A mark that came round within so long may be taken for the one before.
A_MONTH = timedelta(days=30)
#: Questions that are answered by the number of an item, or by a day.
_BY_NUMBER = frozenset(
    {
        Unclear.WHICH,
        Unclear.NOT_YOURS,
        Unclear.TWO_PROGRAMMES,
        Unclear.CLOSED,
        Unclear.UNTIL_WHEN,
    }
)
#: After these a button is only flashed over: "Đã gửi", "Đã liên kết".
_SAY_LITTLE = frozenset({Act.LINK, Act.ESCALATE, Act.OUTCOME, Act.REQUEST})
_DECIDED = frozenset({RequestState.GRANTED, RequestState.REFUSED})


@dataclass(frozen=True)
class _Meant:
    offer: Offer
    number: int

    @property
    def code(self) -> str:
        return f"{self.offer.mark}{self.number}"

    @property
    def label(self) -> str:
        button = self.offer.number(self.number)
        return button.label if button else ""


async def answer_by_number(
    asked: Asked, place: Place, desk: Desk
) -> list[Answer] | None:
    """None: these words are no number of ours."""
    if (
        capabilities_of(asked.channel).buttons
        or place.chat.state is not ChatState.LINKED
    ):
        return None
    said = tidy(asked.text).casefold() if len(asked.text) <= _LONGEST else ""
    if met := _CODES.fullmatch(said):
        found = re.findall(_CODE, met[1])
        codes = [(mark.upper(), int(number)) for mark, number in found]
        return await _marked(codes, asked, place, desk)
    if met := _ALONE.fullmatch(said):
        return await _alone(int(met[1]), asked, place, desk)
    return None


async def _marked(
    codes: Sequence[tuple[str, int]], asked: Asked, place: Place, desk: Desk
) -> list[Answer] | None:
    meant: list[_Meant] = []
    for mark, number in codes:
        offers = await desk.unit.offers.marked(place.chat.id, mark)
        if offers and offers[0].number(number):
            meant.append(_Meant(await _said_by(offers, desk), number))
        elif await desk.unit.offers.newest(place.chat.id, desk.now - A_MONTH, 1):
            return [Answer(text=numbered.not_there(f"{mark}{number}"))]
        else:
            return None
    if len(meant) > 1 and not _go_together(meant):
        return [Answer(text=numbered.one_by_one([one.code for one in meant]))]
    return await _press_all(meant, asked, place, desk)


async def _said_by(offers: Sequence[Offer], desk: Desk) -> Offer:
    """The newest; unless nobody knows whether it arrived, and an older one of the same
    mark may be meant. Raises OldButton."""
    newest, older = offers[0], offers[1:]
    posted = await desk.unit.outbox.get(newest.letter)
    is_sure = posted.state is LetterState.SENT
    if not is_sure and older and newest.at - older[0].at < A_MONTH:
        raise OldButton
    return newest


def _go_together(meant: Sequence[_Meant]) -> bool:
    """Several at once: the states of different items, and nothing else."""
    presses = [
        unpack(button.data)
        for one in meant
        if (button := one.offer.number(one.number)) is not None
    ]
    duties = {found.words[0] for found in presses if found and found.act is Act.STATE}
    return len(duties) == len(meant)


async def _alone(
    number: int, asked: Asked, place: Place, desk: Desk
) -> list[Answer] | None:
    offers = await desk.unit.offers.newest(place.chat.id, desk.now - RECENT, 5)
    waiting = await _asked_at(asked, desk)
    if waiting is not None and offers and offers[0].at - waiting <= _A_MINUTE:
        return None  # the question came last: this is its answer
    near = [one for one in offers if is_near(one, offers[0], asked, desk)]
    meant = [_Meant(one, number) for one in near if one.number(number)]
    if not meant:
        return None
    if len(near) > 1:
        codes = [(one.code, one.label) for one in meant]
        return [Answer(text=numbered.which(codes))]
    code, label = meant[0].code, meant[0].label
    if waiting is not None:
        return [Answer(text=numbered.or_answer(code, label))]
    if ref := await _item_called(meant[0], desk):
        return [Answer(text=numbered.or_item(code, label, ref))]
    return await _press_all(meant, asked, place, desk)


def is_near(one: Offer, newest: Offer, asked: Asked, desk: Desk) -> bool:
    """Whether it may be meant as well: the newest may have been unread still."""
    is_told = desk.now - asked.at < RECENT
    when = min(desk.now, asked.at) if is_told else desk.now
    together = newest.at - one.at <= _HALF_AN_HOUR
    return together or when - newest.at < _A_MINUTE


async def _item_called(meant: _Meant, desk: Desk) -> str | None:
    """The item of this message that people call by this number, if the number offers
    anything but that very item."""
    posted = await desk.unit.outbox.get(meant.offer.letter)
    duties = await desk.unit.duties.by_ids(posted.letter.duties)
    refs = dict.fromkeys([*posted.letter.refs, *(duty.ref for duty in duties)])
    for ref in refs:
        if ordinal_of(ref) == meant.number and meant.label != f"mục {ref}":
            return ref
    return None


async def _asked_at(asked: Asked, desk: Desk) -> datetime | None:
    """When we last asked this person for a number or a day, if that is still open."""
    own = f"{asked.where}:{asked.person.address}"
    found: list[datetime] = []
    for key in (
        f"unclear:{own}",
        f"asking:{own}",
        f"stand-in:{own}",
        f"request:{asked.where}",
    ):
        kept = json.loads(await desk.unit.settings.get(key) or "null")
        for one in kept if isinstance(kept, list) else [kept]:
            if one and _waits_for_a_number(one, asked):
                found += [datetime.fromisoformat(one["at"])]
    fresh = [at for at in found if desk.now - at <= _HALF_AN_HOUR]
    return max(fresh, default=None)


def _waits_for_a_number(kept: dict[str, Any], asked: Asked) -> bool:
    is_theirs = kept.get("person", asked.person.address) == asked.person.address
    by_number = kept.get("unclear", Unclear.WHICH) in _BY_NUMBER
    return is_theirs and by_number and not kept.get("is_free")


async def _press_all(
    meant: Sequence[_Meant], asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """One after another; what one of them refuses, none has done."""
    found: list[Answer] = []
    for one in meant:
        button = one.offer.number(one.number)
        if button is None:
            raise OldButton
        pressed = replace(
            asked,
            text="",
            press=button.data,
            message=await _message_of(one.offer, asked, desk),
        )
        answers = await press(pressed, place, desk)
        answers = await _said_whole(answers, button.data, desk)
        known = {said.data for said in one.offer.said}
        found += await said_anew(answers, button.data, known, desk)
    return _as_few(found)


async def _said_whole(
    answers: Sequence[Answer], pressed: str, desk: Desk
) -> list[Answer]:
    """What is flashed over a button need not say what it is of: the button stands in
    its message. A code stands alone, and may be a wrong one."""
    found = unpack(pressed)
    if found is None or found.act not in _SAY_LITTLE:
        return list(answers)
    receipt = await _decided_on(found, desk) if found.act is Act.REQUEST else None
    return [
        replace(one, text=receipt or one.text, toast=None, buttons=())
        if one.edits and (receipt or not (found.act is Act.REQUEST or one.buttons))
        else one
        for one in answers
    ]


async def _decided_on(pressed: Press, desk: Desk) -> Markup | None:
    """As a word in its place would be answered; None if this decided nothing."""
    number = int(pressed.words[0])
    request = (await desk.unit.requests.some([number])).get(number)
    is_now = request is not None and request.decided_at == desk.now
    if request is None or not is_now or request.state not in _DECIDED:
        return None
    duty = await desk.unit.duties.get(request.duty)
    return requests.said_back(request, duty, told=await is_told(duty, desk))


async def _message_of(offer: Offer, asked: Asked, desk: Desk) -> str:
    """The message it stood in. Where nobody knew whether that arrived, this answer is
    the proof: nobody else could have known its mark."""
    known = await desk.unit.outbox.evidence(offer.letter)
    if known is not None:
        return known
    posted = await desk.unit.outbox.get(offer.letter)
    if (posted.channel, posted.address) != (asked.channel, asked.address):
        raise OldButton
    name = f"answered:{offer.letter}.{posted.attempt}"
    await desk.unit.outbox.witness(posted, name, desk.now)
    return name


def _as_few(answers: Sequence[Answer]) -> list[Answer]:
    """What is said here in a line each is one message."""
    here = [one for one in answers if _is_plain(one)]
    if len(here) < 2:
        return list(answers)
    text = numbered.together([one.text for one in here])
    last = next((one for one in here if one.asks_reply), here[-1])
    first = answers.index(here[0])
    rest = [one for one in answers if one not in here]
    return [*rest[:first], replace(last, text=text), *rest[first:]]


def _is_plain(said: Answer) -> bool:
    is_here = said.to is None and said.chat is None and said.edits is None
    return bool(said.text) and is_here and not said.buttons and said.file is None
