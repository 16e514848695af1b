"""Zalo's own Bot API: private chats and, where it is let in, groups; text alone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.asked import Asked
from bot.channels import (
    AnotherListens,
    Door,
    GiveUp,
    NotFetched,
    Origin,
    Outcome,
    Sent,
    TryLater,
    Unsure,
    zalo_door,
)
from bot.channels.telegram_causes import MaybeSent, NotSent
from bot.channels.telegram_transport import Patience, TheirClock, proxy_of_environment
from bot.channels.zalo_door import refused
from bot.channels.zalo_errors import (
    CONFLICT,
    IDLE,
    ZaloNotReached,
    outcome_of,
    outcome_of_cause,
)
from bot.channels.zalo_text import said_in_parts
from bot.channels.zalo_transport import Reply, ZaloTransport
from bot.channels.zalo_updates import NAME, event_of, number_of, origin_of, to_asked
from programme.letters import Letter, Priority

ZALO = "https://bot-api.zaloplatforms.com"
_SENDING = 8
#: Seconds that an answer may take beyond the wait it was asked to take; and the pause
#: after one that came before its time with nothing in it.
_MORE, _REST = 10.0, 1.0


class Zalo:
    """One bot. `base_url` is another address of the Bot API, with no token in it.

    `clock` is ours: with one, Zalo's is held against it.
    """

    name = NAME

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        proxy: str | None = None,
        read_timeout: float = 10.0,
        clock: Callable[[], datetime] | None = None,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        address = base_url or ZALO
        proxy = proxy or proxy_of_environment(address)
        self._their_clock = TheirClock(clock)
        self._sending, self._listening = (
            ZaloTransport(
                f"{address}/bot{token}",
                at_once=at_once,
                proxy=proxy,
                patience=Patience(read=read_timeout),
                their_clock=self._their_clock,
            )
            for at_once in (_SENDING, 1)
        )
        self._rest = rest
        self._me: Mapping[str, Any] = {}

    async def introduce(self) -> None:
        """Raises ZaloRefused, ZaloNotReached."""
        reply = await self._call("getMe", {})
        if not reply.is_ok or not isinstance(reply.result, dict):
            raise refused(reply)
        self._me = reply.result

    async def close(self) -> None:
        await self._sending.close()
        await self._listening.close()

    @property
    def our_name(self) -> str:
        names = (self._me.get(key) for key in ("display_name", "account_name"))
        return next((name for name in names if isinstance(name, str) and name), "")

    @property
    def joins_groups(self) -> bool:
        return self._me.get("can_join_groups") is True

    @property
    def skew(self) -> timedelta | None:
        return self._their_clock.skew

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        """All its parts, one after another. Of a letter of which a part has gone, what
        stops the next one leaves it unknown: said again it is said whole, as a copy."""
        outcome: Outcome = GiveUp("nothing to say")
        for number, part in enumerate(said_in_parts(letter.text, is_copy=copy)):
            outcome = await self._say(letter, address, part)
            if number and isinstance(outcome, TryLater):
                return Unsure(f"part {number + 1}: {outcome.why}")
            if not isinstance(outcome, Sent):
                return outcome
        return outcome

    async def _say(self, letter: Letter, address: str, text: str) -> Outcome:
        try:
            said = {"chat_id": address, "text": text}
            reply = await self._sending.call("sendMessage", said)
        except (NotSent, MaybeSent) as error:
            return outcome_of_cause(error)
        is_urgent = letter.priority < Priority.REMINDER
        return outcome_of(reply, is_urgent=is_urgent)

    async def show_typing(self, address: str) -> bool:
        """Whether Zalo shows it; in vain is no fault."""
        said = {"chat_id": address, "action": "typing"}
        try:
            return (await self._call("sendChatAction", said)).is_ok
        except ZaloNotReached:
            return False

    async def answer_press(self, press_id: str, text: str | None) -> None:
        """There are no buttons here."""

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        """What came, bare. There is no offset: what was given out is given out once,
        so what is not stored then is lost."""
        del offset
        seconds = max(int(wait.total_seconds()), 1)
        began = asyncio.get_running_loop().time()
        reply = await self._call(
            "getUpdates", {"timeout": str(seconds)}, self._listening, seconds + _MORE
        )
        if reply.code == CONFLICT:
            raise AnotherListens
        if not reply.is_ok and reply.code != IDLE:
            raise refused(reply)
        result = reply.result
        found = result if isinstance(result, list) else [result]
        came = [dict(event_of(one)) for one in found if isinstance(one, dict) and one]
        took = asyncio.get_running_loop().time() - began
        if not came and took < min(seconds * 0.8, seconds - 0.1):
            await self._rest(_REST)
        return [(number_of(one), one) for one in came]

    def number_of(self, update: dict[str, Any]) -> int:
        return number_of(update)

    def origin(self, update: dict[str, Any]) -> Origin:
        return origin_of(update)

    def read(self, update: dict[str, Any]) -> Asked | None:
        names = (self._me.get(key) for key in ("display_name", "account_name"))
        return to_asked(update, [name for name in names if isinstance(name, str)])

    async def fetch(self, file_id: str) -> bytes:
        del file_id
        raise NotFetched("zalo brings no files")

    def deep_link(self, token: str) -> str | None:
        """Zalo's links carry nothing: a code is typed."""
        del token
        return None

    async def listen_at(self, door: Door | None) -> None:
        if not self._me:
            await self.introduce()
        await zalo_door.listen_at(self._call, door)

    async def known_door(self) -> str | None:
        """Raises ZaloRefused, ZaloNotReached."""
        return await zalo_door.known_door(self._call)

    async def waits_at(self, door: Door) -> int | None:
        return await zalo_door.waits_at(self._call, door)

    async def _call(
        self,
        method: str,
        said: Mapping[str, Any],
        through: ZaloTransport | None = None,
        waits: float | None = None,
    ) -> Reply:
        """Raises ZaloNotReached, whose words are ours."""
        try:
            return await (through or self._sending).call(method, said, waits=waits)
        except (NotSent, MaybeSent) as error:
            raise ZaloNotReached(type(error).__name__) from None
