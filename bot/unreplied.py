"""The office's plain word on a request, where a channel does not say what is replied
to: "đồng ý", "không, vì …".

It decides only if one request waits in all, and the newest numbered message of this
chat asked for that and nothing else: as a number alone does (`bot.by_number`). Else
the bot asks with the codes, and nothing is decided.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime

from bot.asked import Answer, Asked
from bot.by_number import A_MONTH, RECENT, is_near
from bot.channels.capabilities import capabilities_of
from bot.deciding_requests import decided
from bot.desk import Desk, Place
from bot.messages import numbered
from bot.messages import requests as words
from bot.messages.buttons import Act, unpack
from programme.decision_words import Decided, Decision, read_decision
from programme.decisions_on import names_items, read_which
from programme.duties import Duty
from programme.letters import LetterState
from programme.requests import Request, RequestState
from programme.words import bare, tidy
from storage.offers import MARKS, Offer

#: With one of these at its beginning, it is meant for nothing but a request. "Ok",
#: "được", "không" alone may be said of anything.
_CLEAR = re.compile(
    r"(?:(?:khong|chua) )?(?:dong y|nhat tri|chap thuan)(?!\w)|khong duyet(?!\w)"
    r"|duyet(?!\w)|tu choi(?!\w)|khong gia han(?!\w)"
)
#: Not that word, though it is the same without its marks: traditional medicine.
_MEDICINE = re.compile(r"đông y(?!\w)", re.IGNORECASE)
_WHY = re.compile(r"[ ,;:.–-]+(?:vì|do|lý do|bởi)(?!\w)", re.IGNORECASE)
_ASKS = {
    Decision.AGREE: words.AGREE,
    Decision.REFUSE: words.REFUSE,
    Decision.ANOTHER_DAY: words.OTHER_DAY,
}
_CAME_OF = {
    Decision.AGREE: RequestState.GRANTED,
    Decision.REFUSE: RequestState.REFUSED,
}


async def hear_unreplied(asked: Asked, place: Place, desk: Desk) -> list[Answer] | None:
    """None: nothing here has asked for such a word, or these are no such words."""
    if asked.reply_to is not None or capabilities_of(asked.channel).buttons:
        return None
    said = _said(asked.text, desk)
    if said is None or _MEDICINE.match(tidy(asked.text)):
        return None
    offers = await desk.unit.offers.newest(
        place.chat.id, desk.now - A_MONTH, len(MARKS)
    )
    every = {one.id: one for one in await desk.unit.requests.open()}
    about = _asked_by(offers[0]) if offers else set[int | None]()
    is_clear = _is_clear(asked.text)
    if not (is_clear or about & every.keys()):
        return None  # "ok", "được": of whatever was said last
    if is_clear and len(every) == 1 and about == set(every):
        (request,) = every.values()
        if _is_whole(asked.text, said) and await _is_sure(offers, asked, desk):
            duty = await desk.unit.duties.get(request.duty)
            return await decided([(request, duty)], said, None, asked, desk)
    codes = await _codes(said.what, offers, every, desk)
    if codes:
        text = numbered.which(codes)
        return [Answer(text=text, reply_to=asked.message)]
    return await _is_over(about, said, asked, desk) if is_clear else None


def _said(text: str, desk: Desk) -> Decided | None:
    """What would be read in reply to the request; whichever item is named."""
    which = read_which(text)
    return read_decision(
        which.rest if which else text,
        today=desk.today,
        calendar=desk.office.calendar,
        due=None,
    )


def _is_clear(text: str) -> bool:
    return bool(_CLEAR.match(bare(text.strip())) or _WHY.search(text))


def _is_whole(text: str, said: Decided) -> bool:
    """No item is named, no day; and nothing stands beside the word but a reason."""
    if said.what is Decision.ANOTHER_DAY or names_items(text):
        return False
    which = read_which(text)
    if which is None or which.refs or which.every:
        return False
    is_explained = said.what is Decision.REFUSE and _WHY.search(text) is not None
    return said.word is None or is_explained


def _asked_by(offer: Offer) -> set[int | None]:
    """The requests that a message offers to decide; None for anything else in it."""
    found: set[int | None] = set()
    for button in offer.said:
        press = unpack(button.data)
        is_request = press is not None and press.act is Act.REQUEST
        number = press.words[0] if press is not None and is_request else ""
        found.add(int(number) if number.isdecimal() else None)
    return found


async def _is_sure(offers: Sequence[Offer], asked: Asked, desk: Desk) -> bool:
    """The newest has arrived, lies there alone, and nothing was asked since."""
    newest = offers[0]
    if newest.at < desk.now - RECENT or asked.at < newest.at:
        return False
    recent = [one for one in offers if one.at >= desk.now - RECENT]
    if any(is_near(one, newest, asked, desk) for one in recent[1:]):
        return False
    posted = await desk.unit.outbox.get(newest.letter)
    if posted.state is not LetterState.SENT:
        return False
    return not await _has_asked_since(newest.at, asked, desk)


async def _has_asked_since(moment: datetime, asked: Asked, desk: Desk) -> bool:
    """A question without a number, however long ago, and whoever was asked."""
    for key in (
        f"request:{asked.where}",
        f"return:{asked.where}",
        f"asking:{asked.where}:{asked.person.address}",
    ):
        kept = json.loads(await desk.unit.settings.get(key) or "null")
        for one in kept if isinstance(kept, list) else [kept]:
            if one and datetime.fromisoformat(one["at"]) >= moment:
                return True
    return False


async def _codes(
    what: Decision, offers: Sequence[Offer], every: dict[int, Request], desk: Desk
) -> list[tuple[str, str]]:
    """Of each request that waits and was asked here: how this is said of it alone."""
    duties = await desk.unit.duties.by_ids([one.duty for one in every.values()])
    by_id = {duty.id: duty for duty in duties}
    found: dict[int, tuple[str, str]] = {}
    marks = set[str]()
    for offer in offers:
        if offer.mark in marks:
            continue  # the code would be taken for a newer message's
        marks.add(offer.mark)
        for number, button in enumerate(offer.said, start=1):
            press = unpack(button.data)
            if press is None or press.act is not Act.REQUEST:
                continue
            if press.words[1:] != (_ASKS[what],) or int(press.words[0]) not in every:
                continue
            duty = by_id[every[int(press.words[0])].duty]
            code = (f"{offer.mark}{number}", _named(button.label, duty))
            found.setdefault(int(press.words[0]), code)
    return list(found.values())


def _named(label: str, duty: Duty) -> str:
    return label if duty.ref in label else f"{duty.ref}: {label}"


async def _is_over(
    about: set[int | None], said: Decided, asked: Asked, desk: Desk
) -> list[Answer] | None:
    """What the newest message asked has its result; it is told to who says another."""
    numbers = [one for one in about if one is not None]
    if len(numbers) != 1 or None in about:
        return None
    request = (await desk.unit.requests.some(numbers)).get(numbers[0])
    if request is None or request.is_waiting:
        return None
    if request.state is _CAME_OF.get(said.what):
        return None
    duty = await desk.unit.duties.get(request.duty)
    text = words.said_back(request, duty, told=True)
    return [Answer(text=text, reply_to=asked.message)]
