"""A call to Zalo led through the weather, and counted against the month's quota.

    silence ─> fault before ─> quota ─> the method ─> fault after ─> answer
                                429      400

Everything that comes of it is written into Zalo's own ledger; an idle poll is not.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sandbox.refusals import Breakage, Broken, Refused
from sandbox.weather.calls import SENDING, Call
from sandbox.weather.faults import Kind, Strike
from sandbox.weather.ledger import KEPT
from sandbox.zalo import refusals
from sandbox.zalo.asked import Asked
from sandbox.zalo.methods import METHODS
from sandbox.zalo_side.faults import ZaloFault

#: Faults that are a refusal and nothing else.
REFUSED: Mapping[Kind, Callable[[], Refused]] = {
    ZaloFault.UNAUTHORIZED: refusals.unauthorized,
    ZaloFault.INTERNAL: refusals.internal_error,
    ZaloFault.NOT_FOUND: refusals.not_found,
    ZaloFault.QUOTA: refusals.quota_exceeded,
    ZaloFault.TIMEOUT_BEFORE: refusals.timed_out,
    ZaloFault.TIMEOUT_AFTER: refusals.timed_out,
}


async def passed(asked: Asked, name: str) -> Any:
    """What the method returns; raises `Refused` or `Broken`."""
    passage = _Passage(asked, _call_of(asked, name))
    try:
        return await passage.lead()
    except (Refused, Broken) as error:
        passage.write_refused(error)
        raise


@dataclass
class _Passage:
    asked: Asked
    call: Call
    strike: Strike | None = None
    over: str | None = None
    is_written: bool = False

    async def lead(self) -> Any:
        await self._silence()
        self.strike = self.asked.zalo.faults.strike(self.call)
        if self.strike is not None:
            await self._before(self.strike)
        result = await self._done()
        if self.strike is not None:
            await self._after(self.strike)
        await self._silence()
        return result

    def write_refused(self, error: Refused | Broken) -> None:
        """Unless it was accepted, and only the answer was lost."""
        quiet = isinstance(error, refusals.NothingThere) and self.strike is None
        if self.is_written or quiet:
            return
        self._write(
            accepted=False,
            status=error.status if isinstance(error, Refused) else None,
            reason=str(error),
            over=self.over,
        )

    async def _done(self) -> Any:
        """Nothing is waited for between the look at the quota and the count."""
        zalo, bot, now = self.asked.zalo, self.asked.bot, self.asked.street.now()
        counts = self.call.method in SENDING
        if counts and zalo.quota.left(bot.address, now) <= 0:
            self.over = "quota"
            raise refusals.quota_exceeded()
        result = await METHODS[self.call.method](self.asked)
        if counts:
            zalo.quota.count(bot.address, now)
        self._write_accepted(result)
        return result

    async def _silence(self) -> None:
        """In a silent outage nothing is done or answered until it is over."""
        if self.asked.zalo.outage.is_silent:
            await self.asked.zalo.outage.over()
            raise Broken(Breakage.RESET)

    async def _before(self, strike: Strike) -> None:
        if strike.kind in {ZaloFault.SLOW_BEFORE, ZaloFault.SLOW_LATE}:
            await self._wait(strike.fault.seconds)
        if not strike.kind.accepts:
            self._fail(strike)

    async def _after(self, strike: Strike) -> None:
        if strike.kind == ZaloFault.SLOW_AFTER:
            await self._wait(strike.fault.seconds)
        if not strike.kind.is_slow:
            self._fail(strike)

    def _fail(self, strike: Strike) -> NoReturn:
        words, stem = strike.fault.words, strike.kind.value.partition("-")[0]
        refusal = REFUSED.get(strike.kind)
        if refusal is not None:
            raise refusal()
        match ZaloFault(strike.kind):
            case ZaloFault.BAD_REQUEST:
                raise refusals.bad_request(words or "the request is not understood")
            case ZaloFault.REFUSED_BEFORE | ZaloFault.REFUSED_AFTER:
                raise Refused(strike.fault.code, words or "Something went wrong")
            case ZaloFault.SLOW_BEFORE:
                raise Broken(Breakage.CUT)
            case _:
                raise Broken(Breakage(stem))

    async def _wait(self, seconds: float) -> None:
        """Real time: whoever called is to lose patience."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.asked.zalo.closing.wait(), seconds)
            raise Broken(Breakage.CUT)

    def _write_accepted(self, result: Any) -> None:
        if self.call.method not in KEPT and self.strike is None:
            return
        name = result.get("message_id") if isinstance(result, dict) else None
        self._write(accepted=True, message=name, text=self._text(name))
        self.is_written = True

    def _text(self, name: str | None) -> str | None:
        chat = self.asked.zalo.chat_of(self.asked.bot, str(self.call.chat))
        last = chat.last if chat and name else None
        return last.text if last else None

    def _write(self, **what: Any) -> None:
        street = self.asked.street
        fault = self.strike.kind.value if self.strike else None
        self.asked.zalo.ledger.write(
            self.call, street.monotonic(), street.now(), fault=fault, **what
        )


def _call_of(asked: Asked, name: str) -> Call:
    word = asked.params.get("chat_id")
    chat = asked.zalo.chat_of(asked.bot, word) if isinstance(word, str) else None
    return Call(
        bot=asked.bot.address,
        method=name,
        chat=word if isinstance(word, str) and word else None,
        in_group=chat is not None and not chat.is_private,
    )
