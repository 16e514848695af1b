"""A call led through the weather: what it meets on its way in, and on its way out.

    silence ─> closed lane ─> fault ─> limits ─> the method ─> fault ─> answer
                  429         before     429      400, 403     after

Everything that comes of it is written into the street's ledger.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from sandbox import refusals
from sandbox.botapi.asked import Asked
from sandbox.chats import Chat, ChatKind
from sandbox.refusals import Breakage, Broken, Refused
from sandbox.weather.calls import Call
from sandbox.weather.faults import FaultKind, Strike
from sandbox.weather.ledger import KEPT
from sandbox.weather.limits import Over

Method = Callable[[Asked], Awaitable[Any]]


async def passed(asked: Asked, name: str, method: Method) -> Any:
    """What the method returns; raises `Refused` or `Broken`."""
    passage = _Passage(asked, _call_of(asked, name))
    try:
        result = await passage.lead(method)
    except (Refused, Broken) as error:
        passage.write_refused(error)
        raise
    return result


@dataclass
class _Passage:
    asked: Asked
    call: Call
    strike: Strike | None = None
    over: Over | None = None
    is_written: bool = False

    async def lead(self, method: Method) -> Any:
        await self._silence()
        self._refuse(self.asked.street.limits.early(self.call, self._now()))
        self.strike = self.asked.street.faults.strike(self.call)
        if self.strike is not None:
            await self._before(self.strike)
        self._refuse(self.asked.street.limits.over(self.call, self._now()))
        result = await self._asked_for(method)
        self._write_accepted(result)
        if self.strike is not None:
            await self._after(self.strike)
        await self._silence()
        return result

    def write_refused(self, error: Refused | Broken) -> None:
        """Unless it was accepted, and only the answer was lost."""
        if self.is_written:
            return
        refused = error if isinstance(error, Refused) else None
        self._write(
            accepted=False,
            status=refused.status if refused else None,
            reason=str(error),
            retry_after=self.over.retry_after if self.over else None,
            over=self.over.limit if self.over else None,
        )

    async def _asked_for(self, method: Method) -> Any:
        """An edit that changes nothing counts against the limits as one that does."""
        try:
            result = await method(self.asked)
        except Refused as refused:
            if refused.description == refusals.not_modified().description:
                self.asked.street.limits.count(self.call, self._now())
            raise
        self.asked.street.limits.count(self.call, self._now())
        return result

    def _refuse(self, over: Over | None) -> None:
        if over is None:
            return
        self.over = over
        if over.limit != "early":
            self.asked.street.limits.close(
                self.call,
                over.retry_after,
                self._now(),
                over_all=over.limit == "over-all",
            )
        raise refusals.too_many(over.retry_after)

    async def _silence(self) -> None:
        """In a silent outage nothing is done or answered until it is over."""
        if self.asked.street.outage.is_silent:
            await self.asked.street.outage.over()
            raise Broken(Breakage.RESET)

    async def _before(self, strike: Strike) -> None:
        if strike.kind in {FaultKind.SLOW_BEFORE, FaultKind.SLOW_LATE}:
            await self._wait(strike.fault.seconds)
        if not strike.kind.accepts:
            self._fail(strike)

    async def _after(self, strike: Strike) -> None:
        if strike.kind is FaultKind.SLOW_AFTER:
            await self._wait(strike.fault.seconds)
        if not strike.kind.is_slow:
            self._fail(strike)

    def _fail(self, strike: Strike) -> NoReturn:
        fault = strike.fault
        match strike.kind:
            case FaultKind.TOO_MANY:
                self.asked.street.limits.close(
                    self.call, fault.retry_after, self._now(), over_all=fault.over_all
                )
                self.over = Over(limit="fault", retry_after=fault.retry_after)
                raise refusals.too_many(fault.retry_after)
            case FaultKind.CONFLICT:
                raise refusals.other_poller()
            case FaultKind.FORBIDDEN:
                raise refusals.forbidden(
                    fault.words or "bot was kicked from the group chat"
                )
            case FaultKind.BAD_REQUEST:
                words = "not enough rights to send text messages to the chat"
                raise refusals.bad_request(fault.words or words)
            case FaultKind.MIGRATION:
                raise self._upgraded()
            case FaultKind.ERROR_BEFORE | FaultKind.ERROR_AFTER:
                raise refusals.internal_error()
            case FaultKind.SLOW_BEFORE:
                raise Broken(Breakage.CUT)
            case broken:
                raise Broken(Breakage(broken.value.partition("-")[0]))

    def _upgraded(self) -> Refused:
        chat = self.asked.chat()
        return refusals.upgraded(self.asked.street.upgrade(chat).id)

    async def _wait(self, seconds: float) -> None:
        """Real time: whoever called is to lose patience."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.asked.street.closing.wait(), seconds)
            raise Broken(Breakage.CUT)

    def _write_accepted(self, result: Any) -> None:
        if self.call.method not in KEPT and self.strike is None:
            return
        number = self.asked.number("message_id")
        if isinstance(result, dict):
            number = result.get("message_id", number)
        self._write(accepted=True, message=number or None, text=self._text(number))
        self.is_written = True

    def _text(self, number: int) -> str | None:
        chat = _chat_of(self.asked)
        message = chat.messages.get(number) if chat else None
        return message.text if message else None

    def _write(self, **what: Any) -> None:
        street = self.asked.street
        fault = self.strike.kind.value if self.strike else None
        street.ledger.write(self.call, self._now(), street.now(), fault=fault, **what)

    def _now(self) -> float:
        return self.asked.street.monotonic()


def _call_of(asked: Asked, name: str) -> Call:
    chat = _chat_of(asked)
    return Call(
        bot=asked.bot.id,
        method=name,
        chat=asked.number("chat_id") or None,
        in_group=chat is not None and not chat.is_private,
        in_basic_group=chat is not None
        and chat.kind is ChatKind.GROUP
        and not chat.is_over,
    )


def _chat_of(asked: Asked) -> Chat | None:
    return asked.street.chat_of(asked.bot, asked.number("chat_id"))
