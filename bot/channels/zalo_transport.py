"""HTTP to Zalo, over aiohttp: a call, and what came back.

What goes wrong is told apart where it goes wrong (`telegram_wire`): before there was a
connection nothing was sent; after that, nobody knows. Every address holds the token, so
no error made here repeats one, nor what a library says of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
)

from bot.channels.telegram_causes import (
    AnswerCutOff,
    AnswerTooLong,
    NoAnswerInTime,
    NotConnected,
)
from bot.channels.telegram_transport import Patience, TheirClock
from bot.channels.telegram_wire import Connector, Request

#: Shorter than a server keeps a connection that rests.
_KEPT = 4.0
#: Bytes of an answer: one update at a time, and none brings a file.
LONGEST = 1024 * 1024
_HEADERS = {"User-Agent": "nhacviec", "Accept-Encoding": "identity"}
_AS_JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`said`: the envelope; None where the answer is none of Zalo's own."""

    status: int
    said: Mapping[str, Any] | None = None
    retry_after: str = ""

    @property
    def is_ok(self) -> bool:
        """HTTP 200 alone is no success: a refusal comes inside it, too."""
        return self.said is not None and self.said.get("ok") is True

    @property
    def result(self) -> Any:
        return self.said.get("result") if self.said is not None else None

    @property
    def code(self) -> int:
        """Zalo's own; without one, HTTP's."""
        code = self.said.get("error_code") if self.said is not None else None
        if isinstance(code, str) and code.isdecimal() and len(code) < 6:
            return int(code)
        is_number = isinstance(code, int) and not isinstance(code, bool)
        return code if is_number and isinstance(code, int) else self.status

    @property
    def why(self) -> str:
        words = self.said.get("description") if self.said is not None else None
        return words[:200] if isinstance(words, str) and words else f"code {self.code}"


class ZaloTransport:
    """`address` holds the token. `at_once` connections at most."""

    def __init__(
        self,
        address: str,
        *,
        at_once: int,
        proxy: str | None = None,
        patience: Patience | None = None,
        their_clock: TheirClock | None = None,
    ) -> None:
        self._address = address
        self._at_once = at_once
        self._proxy = proxy
        self._patience = patience or Patience()
        self._their_clock = their_clock or TheirClock()
        self._session: ClientSession | None = None

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(
        self, method: str, said: Mapping[str, Any], *, waits: float | None = None
    ) -> Reply:
        """Raises NotSent or MaybeSent. `waits`: longer than usual, for an answer."""
        try:
            async with self._opened().post(
                f"{self._address}/{method}",
                data=json.dumps(said).encode(),
                headers=_AS_JSON,
                timeout=self._timeout(waits),
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                self._their_clock.heard(response.headers.get("Date"))
                return Reply(
                    status=response.status,
                    said=_envelope(await _whole(response)),
                    retry_after=response.headers.get("Retry-After", ""),
                )
        except TimeoutError:
            raise NoAnswerInTime from None
        except (ClientError, OSError, ValueError) as error:
            # ValueError: an answer that is no HTTP at all.
            raise AnswerCutOff(type(error).__name__) from None

    def _timeout(self, waits: float | None) -> ClientTimeout:
        usual = self._patience
        patience = usual if waits is None else Patience(read=waits)
        return patience.timeout(with_file=False)

    def _opened(self) -> ClientSession:
        """Made with the first call, in the loop that calls."""
        if self._session is None:
            self._session = ClientSession(
                connector=Connector(limit=self._at_once, keepalive_timeout=_KEPT),
                request_class=Request,
                cookie_jar=DummyCookieJar(),
                headers=_HEADERS,
            )
        if self._session.closed:
            raise NotConnected("closed")
        return self._session


def _envelope(body: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    is_envelope = isinstance(found, dict) and isinstance(found.get("ok"), bool)
    return found if is_envelope else None


async def _whole(response: ClientResponse) -> bytes:
    parts, length = [], 0
    async for part in response.content.iter_any():
        length += len(part)
        if length > LONGEST:
            raise AnswerTooLong
        parts.append(part)
    return b"".join(parts)
