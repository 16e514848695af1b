"""What waits for the office's word in one message: read from its buttons, shown as it
stands by now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages import dossier_matters as of_files
from bot.messages import dossiers as files
from bot.messages import matters as together
from bot.messages import request_matters as of_requests
from bot.messages import requests as alone
from bot.messages.matters import Shown
from programme.duties import Duty
from programme.letters import Button, Buttons, Letter
from programme.reminders import agency
from programme.requests import Request
from programme.speech import say_period, shorten
from storage import Unit
from storage.dossiers import Dossier


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A request with its duty; `before`: what was asked of that one earlier."""

    request: Request
    duty: Duty
    label: str
    before: tuple[Request, ...] = ()
    #: Whether its agency can be told what came of it.
    told: bool = True

    @property
    def is_waiting(self) -> bool:
        return self.request.is_waiting

    def shown(self, *, is_refused: bool = False) -> Shown:
        row: tuple[Button, ...] = ()
        if self.is_waiting:
            row = of_requests.row(self.label, self.request, is_refused=is_refused)
        return Shown(label=self.label, said=self._said, row=row)

    def _said(self, length: int) -> Markup:
        of_it = (self.label, self.request, self.duty)
        if not length:
            return of_requests.said(*of_it)
        return of_requests.said_whole(
            *of_it, self.before, told=self.told, length=length
        )


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A file with its duty; `newest`: the version that is the last one by now."""

    dossier: Dossier
    duty: Duty
    label: str
    newest: int

    @property
    def is_waiting(self) -> bool:
        return not of_files.fate(self.duty, self.dossier, self.newest)

    def shown(self) -> Shown:
        row: tuple[Button, ...] = ()
        if self.is_waiting:
            row = of_files.row(self.label, self.duty, self.dossier)
        return Shown(label=self.label, said=self._said, row=row)

    def _said(self, length: int) -> Markup:
        of_it = (self.label, self.duty, self.dossier, self.newest)
        if not length:
            return of_files.said(*of_it)
        return of_files.said_whole(*of_it, length=length)


Matter = Wish | HandedIn


def requests_in(buttons: Buttons) -> list[int]:
    """The requests that a message with these offers to decide."""
    found = [of_requests.of_matter(b.data) for row in buttons for b in row]
    return list(dict.fromkeys(one for one in found if one is not None))


def files_in(buttons: Buttons) -> list[tuple[int, int]]:
    """Of each file that it offers to take in, the duty and the version."""
    found = [of_files.of_matter(b.data) for row in buttons for b in row]
    return list(dict.fromkeys(one for one in found if one is not None))


async def matters_in(unit: Unit, buttons: Buttons) -> list[Matter]:
    """As they stand, in the order of the message."""
    requests = await unit.requests.some(requests_in(buttons))
    whose = [one.duty for one in requests.values()]
    whose += [duty for duty, _ in files_in(buttons)]
    duties = {duty.id: duty for duty in await unit.duties.by_ids(whose)}
    labels = await _labels(unit, list(duties.values()))
    found: dict[object, Matter | None] = {}
    for data in (button.data for row in buttons for button in row):
        number, of_file = of_requests.of_matter(data), of_files.of_matter(data)
        if number in requests and number not in found:
            duty = duties[requests[number].duty]
            found[number] = await _wish(unit, requests[number], duty, labels[duty.id])
        if of_file is not None and of_file not in found and of_file[0] in duties:
            duty = duties[of_file[0]]
            found[of_file] = await _file(unit, duty, of_file[1], labels[duty.id])
    return [one for one in found.values() if one is not None]


async def _wish(unit: Unit, request: Request, duty: Duty, label: str) -> Wish:
    return Wish(
        request=request,
        duty=duty,
        label=label,
        before=await _before(unit, request),
        told=bool(await unit.chats.linked(agency(duty.agency))),
    )


async def _file(unit: Unit, duty: Duty, version: int, label: str) -> HandedIn | None:
    every = {one.version: one for one in await unit.dossiers.of_duty(duty.id)}
    if version not in every:
        return None
    return HandedIn(dossier=every[version], duty=duty, label=label, newest=max(every))


def wishes(matters: Iterable[Matter]) -> list[Wish]:
    return [one for one in matters if isinstance(one, Wish)]


async def _before(unit: Unit, request: Request) -> tuple[Request, ...]:
    of_it = await unit.requests.of_duty(request.duty)
    return tuple(one for one in of_it if one.id < request.id)


async def _labels(unit: Unit, duties: Sequence[Duty]) -> Mapping[int, str]:
    """I.3; where two are called so, with the agency, and the programme if need be."""
    short = {one.name: one.short for one in await unit.agencies.all()}
    heads = await unit.parts.heads({duty.programme for duty in duties})
    periods = {n: say_period(head.period) for n, head in heads.items()}
    labels = {duty.id: duty.ref for duty in duties}
    for more in ("agency", "programme"):
        count = Counter(labels.values())
        for duty in duties:
            if count[labels[duty.id]] > 1:
                name = shorten(short.get(duty.agency, duty.agency), 20)
                said = name if more == "agency" else periods.get(duty.programme, "")
                labels[duty.id] = f"{labels[duty.id]} {said}"
    return labels


def waiting(matters: Iterable[Wish]) -> list[Wish]:
    return [one for one in matters if one.is_waiting]


def worded(
    news: Markup, matters: Sequence[Matter], *, refusing: int = 0
) -> tuple[Markup, Buttons]:
    shown = [
        one.shown(is_refused=one.request.id == refusing)
        if isinstance(one, Wish)
        else one.shown()
        for one in matters
    ]
    open_ones = waiting(wishes(matters))
    how = of_requests.how([(one.request, one.duty) for one in open_ones])
    return together.together(news, shown, how), together.rows(shown)


async def as_it_stands(
    unit: Unit, letter: Letter, *, refusing: int = 0
) -> tuple[Markup, Buttons]:
    """A message with such matters, as it would be said now."""
    matters = await matters_in(unit, letter.buttons)
    if together.has_title(letter.text):
        return worded(news_of(letter), matters, refusing=refusing)
    text = Markup(letter.text)  # noqa: S704 - our own, escaped then
    file = next((one for one in matters if isinstance(one, HandedIn)), None)
    if file is not None and not file.is_waiting:
        return await _closed(unit, text, file), ()
    one = next(iter(wishes(matters)), None)
    if one is None or one.is_waiting:
        wanted = letter.buttons
        if one is not None and refusing:
            wanted = alone.buttons_to_refuse(one.request)
        return text, wanted
    due = one.duty.due if one.request.granted else None
    return alone.decided(text, one.request, due=due, told=one.told), ()


async def _closed(unit: Unit, text: Markup, file: HandedIn) -> Markup:
    """A file that stood alone, with what became of it."""
    duty = file.duty
    if file.newest > file.dossier.version:
        return files.overtaken(text, file.newest)
    moves = await unit.audit.moves_of(duty.id)
    made = [one.who for one in moves if one.now.state is duty.state and not one.undone]
    return files.settled(text, duty, alone.name_of(made[-1]) if made else "")


def news_of(letter: Letter) -> Markup:
    """What it tells beside what it asks."""
    news, _ = together.parted(letter.text)
    return Markup(news)  # noqa: S704 - our own, escaped then
