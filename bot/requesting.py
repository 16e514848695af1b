"""An agency asks the office for more time, a later session, or to be let off; and may
take it back while the office has not decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from bot import moving
from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.finding import normal
from bot.messages import recorded
from bot.messages import requests as words
from programme.duties import Duty
from programme.refs import ordinal_of
from programme.reminders import OFFICE
from programme.requests import Request, RequestKind, RequestState, extensions_of
from programme.speech import shorten
from programme.words import bare


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What became of one wish: a request that waits, or why there is none."""

    duty: Duty
    request: Request | None = None
    refusal: Markup | None = None
    to_office: Answer | None = None


async def ask_office(
    duty: Duty, kind: RequestKind, until: date | None, asked: Asked, desk: Desk
) -> Wish:
    """A second one takes the place of the one that waits."""
    earlier = await desk.unit.requests.of_duty(duty.id)
    given = extensions_of(earlier)
    is_extension = kind is RequestKind.EXTENSION
    if is_extension and given >= desk.office.rules.extensions:
        return _to_be_called(duty, until, given, asked, desk)
    replaced = await _replace_waiting(earlier, asked, desk)
    request = await desk.unit.requests.add(
        duty.id,
        kind,
        reason=shorten(asked.text, moving.LONGEST_NOTE),
        until=until,
        at=desk.now,
        by=asked.who,
        message=asked.key,
    )
    await _note("request", request, asked, desk)
    text = words.to_office(request, duty, earlier, replaced=replaced, words=asked.text)
    return Wish(
        duty=duty,
        request=request,
        to_office=Answer(
            to=OFFICE,
            text=text,
            buttons=words.buttons_to_decide(request),
            duties=(duty.id,),
            refs=(duty.ref,),
        ),
    )


def _to_be_called(
    duty: Duty, until: date | None, given: int, asked: Asked, desk: Desk
) -> Wish:
    wanted = Request(
        id=0,
        duty=duty.id,
        kind=RequestKind.EXTENSION,
        asked_at=desk.now,
        until=until,
    )
    said = recorded.say_request(wanted)
    return Wish(
        duty=duty,
        refusal=words.enough_extensions(duty, given, office=desk.office),
        to_office=Answer(
            to=OFFICE,
            text=words.to_be_called(duty, said, given, asked.text),
            refs=(duty.ref,),
        ),
    )


async def _replace_waiting(
    earlier: Sequence[Request], asked: Asked, desk: Desk
) -> Request | None:
    found = None
    for one in earlier:
        if one.is_waiting:
            await _end(one, RequestState.REPLACED, asked, desk)
            found = one
    return found


async def take_back_requests(
    asked: Asked, place: Place, desk: Desk
) -> list[Answer] | None:
    """ "rút đề nghị", "thôi không xin gia hạn mục 4 nữa"; None for other words."""
    ref = named_in(asked.text)
    if ref is None:
        return None
    waiting = await desk.unit.requests.waiting_of(duty.id for duty in place.duties)
    found = [(waiting[d.id], d) for d in place.duties if d.id in waiting]
    if ref:
        found = [pair for pair in found if ref in _names_of(pair[1])]
    if not found:
        return [Answer(text=words.no_request(), reply_to=asked.message)]
    if len(found) > 1:
        return [Answer(text=words.which_request(found), reply_to=asked.message)]
    return await _taken_back(found, asked, place.chat.agency or "", desk)


async def press_retract(
    request: Request, duty: Duty, asked: Asked, desk: Desk
) -> list[Answer]:
    """The button under the receipt. What was decided meanwhile stands."""
    if not request.is_waiting:
        said = words.outcome(request).striptags()
        return [Answer(toast=said[:1].upper() + said[1:])]
    said_to_all = await _taken_back([(request, duty)], asked, duty.agency, desk)
    mine, *others = said_to_all
    edit = replace(mine, edits=asked.message, reply_to=None, toast="Đã rút đề nghị")
    return [edit, *others]


async def _taken_back(
    found: Sequence[tuple[Request, Duty]], asked: Asked, name: str, desk: Desk
) -> list[Answer]:
    for request, _ in found:
        await moving.retract(request, asked=asked, desk=desk)
    return [
        Answer(
            text=words.is_retracted(found),
            reply_to=asked.message,
            refs=tuple(duty.ref for _, duty in found),
        ),
        *[
            Answer(
                to=OFFICE,
                text=recorded.retracted_to_office(name, request, duty),
                duties=(duty.id,),
                refs=(duty.ref,),
            )
            for request, duty in found
        ],
    ]


def _names_of(duty: Duty) -> set[str]:
    return {duty.ref.upper(), str(ordinal_of(duty.ref))}


_OPENING = (
    r"(?:(?:da|vang|xin|xin phep|kinh|thoi|cho|em|toi|chung toi|so|don vi|co quan) )*"
)
_WHAT = r"(?:de nghi|yeu cau|don xin|xin gia han|gia han|xin lui|xin chuyen|xin rut)"
_TAKES_BACK = re.compile(
    rf"{_OPENING}(?:(?:rut|huy|rut lai|huy bo|bo) {_WHAT}|khong (?:xin|de nghi|can) "
    rf"(?:gia han|lui|chuyen ky|rut|chuyen)(?: han)?)(?P<more>.*)"
)
#: May follow without saying of what; anything else is not for here.
_MORE = re.compile(
    r"(?:gia han|chuyen ky(?: hop)?(?: sau)?|rut(?: noi dung)?|lui(?: han)?|han|nay|do|"
    r"tren|truoc|nua|a|nhe|nha|o|cua|tai|muc|noi dung|so|giup|cam on|"
    r"vua gui|vua roi|"
    r"[.,!])"
)
_REF = re.compile(r"(?:[ivx]+[./ -]?)?\d{1,3}")


def named_in(text: str) -> str | None:
    """The ref of the request that is taken back, "" without one; None: none is."""
    found = _TAKES_BACK.fullmatch(bare(text[:200]).strip(" .!"))
    if found is None:
        return None
    more = found["more"]
    refs = _REF.findall(more)
    rest = _MORE.sub(" ", _REF.sub(" ", more))
    is_no_more = "khong " not in bare(text) or "nua" in more.split()
    if rest.strip() or len(refs) > 1 or not is_no_more:
        return None
    return normal(refs[0]) if refs else ""


async def _end(request: Request, state: RequestState, asked: Asked, desk: Desk) -> None:
    ended = replace(request, state=state, decided_at=desk.now, decided_by=asked.who)
    await desk.unit.requests.put(ended, was=request)
    await _note("replace", request, asked, desk)


async def _note(did: str, request: Request, asked: Asked, desk: Desk) -> None:
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did=did,
        duty=request.duty,
        was=str(request.kind),
        now=request.until.isoformat() if request.until else None,
        note=request.reason,
        message=asked.key,
    )
