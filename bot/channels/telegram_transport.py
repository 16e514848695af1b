"""HTTP below python-telegram-bot, over aiohttp: a fifth of what its default costs.

What goes wrong is told apart where it goes wrong: before there was a connection nothing
was sent; after that, nobody knows. Every address holds the token, so no error made here
repeats one, nor what a library says of it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram_causes import (
    AnswerCutOff,
    AnswerTooLong,
    MaybeSent,
    NoAnswerInTime,
    NotConnected,
    NotConnectedInTime,
    NotSent,
)
from bot.channels.telegram_wire import Connector, Request

#: Shorter than a server keeps a connection that rests (uvicorn: 5 s), so that nothing
#: is sent into one that is just being closed.
_KEPT = 4.0
#: With a file in it, either way.
_WITH_FILE = 120.0
#: Bytes of an answer: the Bot API gives files of 20 MB at most, a hundred updates less.
LONGEST = 24 * 1024 * 1024
_AS_JSON = MappingProxyType({"Content-Type": "application/json"})
#: What is given where a call does not say how long it waits.
_UNSAID: Any = BaseRequest.DEFAULT_NONE


@dataclass
class TheirClock:
    """The clock of the other side, by the date of its last answer."""

    ours: Callable[[], datetime] | None = None
    _last: tuple[str, datetime] | None = None

    def heard(self, date: str | None) -> None:
        if date and self.ours is not None:
            self._last = date, self.ours()

    @property
    def skew(self) -> timedelta | None:
        """Theirs less ours; its seconds are whole ones."""
        if self._last is None:
            return None
        said, at = self._last
        try:
            return parsedate_to_datetime(said) - at
        except (ValueError, TypeError):  # no date; or one without a zone
            return None


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds. A server that trickles is not waited for longer than their sum."""

    pool: float | None = 5.0
    connect: float | None = 5.0
    write: float | None = 5.0
    read: float | None = 10.0

    def timeout(self, *, with_file: bool) -> ClientTimeout:
        """To write has no limit of its own in aiohttp, only as a part of the whole."""
        parts = (self.pool, self.connect, self.write, self.read)
        known = [part for part in parts if part is not None]
        waits = (self.pool, self.connect)
        return ClientTimeout(
            total=(sum(known) if len(known) == len(parts) else None)
            if not with_file
            else _WITH_FILE,
            connect=None if None in waits else sum(w for w in waits if w is not None),
            sock_connect=self.connect,
            sock_read=self.read,
        )


class Transport(BaseRequest):
    """`at_once` connections at most; they are kept while there is something to say."""

    def __init__(
        self,
        *,
        at_once: int,
        proxy: str | None = None,
        patience: Patience = Patience(),
        their_clock: TheirClock | None = None,
        longest: int = LONGEST,
    ) -> None:
        if proxy is not None and urlsplit(proxy).scheme not in ("http", "https"):
            raise ValueError("a proxy is reached by http:// or https://")
        self._at_once = at_once
        self._proxy = proxy
        self._patience = patience
        self._their_clock = their_clock or TheirClock()
        self._longest = longest
        self._session: ClientSession | None = None
        self._timeouts: dict[tuple[Any, ...], ClientTimeout] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._patience.read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = ClientSession(
                connector=Connector(limit=self._at_once, keepalive_timeout=_KEPT),
                request_class=Request,
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, address: str, said: Mapping[str, Any]) -> Any:
        """A method by its bare parameters; its result as it came."""
        known = {name: value for name, value in said.items() if value is not None}
        return await self.post(address, cast("RequestData", _Bare(known)))

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's own
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNSAID,
        write_timeout: Any = _UNSAID,
        connect_timeout: Any = _UNSAID,
        pool_timeout: Any = _UNSAID,
    ) -> tuple[int, bytes]:
        given = (pool_timeout, connect_timeout, write_timeout, read_timeout)
        body, headers = _body(request_data)
        with_file = isinstance(body, FormData) or method == "GET"
        try:
            return await self._answer(
                method,
                url,
                data=body,
                headers=headers,
                timeout=self._timeout(given, with_file=with_file),
            )
        except (NotConnectedInTime, NoAnswerInTime) as error:
            raise TimedOut(type(error).__name__) from error
        except (NotSent, MaybeSent) as error:
            raise NetworkError(type(error).__name__) from error

    async def _answer(self, method: str, url: str, **how: Any) -> tuple[int, bytes]:
        if self._session is None:
            raise NotConnected("closed")
        try:
            async with self._session.request(
                method, url, allow_redirects=False, proxy=self._proxy, **how
            ) as response:
                self._their_clock.heard(response.headers.get("Date"))
                return response.status, await _whole(response, self._longest)
        except TimeoutError:
            raise NoAnswerInTime from None
        except (ClientError, OSError) as error:
            raise AnswerCutOff(type(error).__name__) from None

    def _timeout(self, given: tuple[Any, ...], *, with_file: bool) -> ClientTimeout:
        """Few are ever asked for; each is made once."""
        found = self._timeouts.get((*given, with_file))
        if found is None:
            names = ("pool", "connect", "write", "read")
            usual = self._patience
            wanted = {
                name: getattr(usual, name) if one is _UNSAID else one
                for name, one in zip(names, given, strict=True)
            }
            found = Patience(**wanted).timeout(with_file=with_file)
            if len(self._timeouts) < 64:
                self._timeouts[*given, with_file] = found
        return found

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The library's own writes an answer it cannot read into the log."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise TelegramError("Invalid server response")
        return found


def proxy_of_environment(address: str) -> str | None:
    """The machine's own proxy on the way there; never on the way to itself."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127."):
        return None
    proxies = getproxies_environment()
    found = proxies.get(parts.scheme) or proxies.get("all")
    if not found or proxy_bypass(host):
        return None
    return found if urlsplit(found).scheme in ("http", "https") else None


class _Bare:
    """What `do_request` needs of the library's own kind of parameters."""

    contains_files = False

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.json_parameters = {
            name: json.dumps(value) if isinstance(value, dict) else value
            for name, value in said.items()
        }


def _body(request: RequestData | None) -> tuple[Any, MappingProxyType[str, str] | None]:
    """JSON, or a form in parts where there are files."""
    if request is None:
        return None, None
    if not request.contains_files:
        return json.dumps(request.json_parameters).encode(), _AS_JSON
    form = FormData(quote_fields=False)  # file names stay as they are written
    for name, value in request.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in request.multipart_data.items():
        form.add_field(name, content, filename=_one_line(file_name), content_type=kind)
    return form, None


def _one_line(name: str) -> str:
    return "".join(" " if ord(letter) < 32 else letter for letter in name)


async def _whole(response: ClientResponse, most: int) -> bytes:
    if (response.content_length or 0) > most:
        raise AnswerTooLong
    parts, length = [], 0
    async for part in response.content.iter_any():
        length += len(part)
        if length > most:
            raise AnswerTooLong
        parts.append(part)
    return b"".join(parts)
