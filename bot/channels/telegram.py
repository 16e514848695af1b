"""Telegram, through python-telegram-bot. The only sender that knows its errors."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    TelegramError,
)
from telegram.helpers import create_deep_linked_url

from bot.asked import Asked
from bot.channels import (
    AnotherListens,
    Door,
    Heard,
    Menu,
    NotFetched,
    NotProbed,
    Origin,
    Outcome,
    Probed,
    Sent,
    Unsure,
    telegram_door,
    telegram_menus,
    telegram_probe,
)
from bot.channels.telegram_errors import outcome_of
from bot.channels.telegram_forms import keyboard_of, markup_of, own_file
from bot.channels.telegram_origin import origin_of
from bot.channels.telegram_reached import reaching
from bot.channels.telegram_transport import (
    Patience,
    TheirClock,
    Transport,
    proxy_of_environment,
)
from bot.channels.telegram_updates import to_asked
from programme.letters import Letter

TELEGRAM = "https://api.telegram.org"

#: Connections at most: more than the post ever has letters on their way.
_SENDING = 128

_AS_HTML = {"parse_mode": "HTML"}
_NO_PREVIEW = '{"is_disabled": true}'

#: Asked for by name: the default leaves out what tells us of who leaves.
UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",  # comes only where the bot is an administrator
]


class TokenRefused(Exception):
    """The token is wrong or revoked. Never says which token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token")


class Telegram:
    """One bot. `base_url` is another address of the Bot API, with no token in it.

    `clock` is ours: with one, Telegram's is held against it.
    """

    name = "telegram"

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        proxy: str | None = None,
        get_updates_proxy: str | None = None,
        read_timeout: float = 10.0,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        address = base_url or TELEGRAM
        proxy = proxy or proxy_of_environment(address)
        self._is_known = False
        self._their_clock = TheirClock(clock)
        self._sending = Transport(
            at_once=_SENDING,
            proxy=proxy,
            patience=Patience(read=read_timeout),
            their_clock=self._their_clock,
        )
        # One of its own: while it waits for updates, nobody else waits for it.
        self._listening = Transport(
            at_once=2,
            proxy=get_updates_proxy or proxy,
            their_clock=self._their_clock,
        )
        self._bot = Bot(
            token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=self._sending,
            get_updates_request=self._listening,
        )

    async def introduce(self) -> None:
        """Raises TokenRefused, NotReached."""
        with reaching():
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise TokenRefused from None
        self._is_known = True

    async def close(self) -> None:
        await self._bot.shutdown()

    @property
    def hears_all(self) -> bool:
        """Whether group privacy is off, so that plain text reaches us."""
        try:
            return bool(self._bot.bot.can_read_all_group_messages)
        except RuntimeError:  # it has not been introduced yet
            return False

    @property
    def skew(self) -> timedelta | None:
        return self._their_clock.skew

    @property
    def username(self) -> str:
        return self._bot.username

    async def set_menu(self, menu: Menu) -> bool:
        return await telegram_menus.set_menu(self._bot, menu)

    def deep_link(self, token: str) -> str | None:
        return group_link(self._bot.username, token) if self._is_known else None

    def read(self, update: dict[str, Any]) -> Asked | None:
        return to_asked(update, self._bot)

    def origin(self, update: dict[str, Any]) -> Origin:
        return origin_of(update)

    async def listen_at(self, door: Door | None) -> None:
        if not self._is_known:  # it could not be reached when we began
            await self.introduce()
        await telegram_door.listen_at(self._bot, door, UPDATES)

    async def known_door(self) -> telegram_door.KnownDoor:
        """Raises NotReached."""
        with reaching():
            return await telegram_door.known_door(self._bot)

    async def waits_at(self, door: Door) -> int | None:
        return await telegram_door.waits_at(self._bot, door)

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        """Raw, so that what the library cannot parse is stored all the same."""
        asked: dict[str, Any] = {
            "timeout": int(wait.total_seconds()),
            "allowed_updates": json.dumps(UPDATES),
        }
        if offset is not None:
            asked["offset"] = offset
        try:
            found = await self._listening.post(
                f"{self._bot.base_url}/getUpdates?{urlencode(asked)}",
                read_timeout=wait.total_seconds() + 5,
            )
        except Conflict:
            raise AnotherListens from None
        if not isinstance(found, list):
            raise NetworkError("getUpdates answered with no list")
        return [(int(update["update_id"]), update) for update in found]

    async def fetch(self, file_id: str) -> bytes:
        """The link to a file holds the token: it goes nowhere but here."""
        try:
            found = await self._bot.get_file(file_id)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise NotFetched(type(error).__name__) from None

    async def answer_press(self, press_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(press_id, text=(text or "")[:200])
        except TelegramError:
            return  # too old, or answered before: the message itself says what counts

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        text = _as_copy(letter.text) if copy else letter.text
        try:
            if letter.edits is not None:
                return await self._edit(letter, address, text)
            return await self._say(letter, address, text)
        except TelegramError as error:
            return outcome_of(error)
        except KeyError as error:  # PTB, for HTTP 200 with ok: false
            return Unsure(f"no result: {error}")

    async def _say(self, letter: Letter, address: str, text: str) -> Outcome:
        reply = None
        if letter.reply_to is not None:
            number = int(letter.reply_to)
            reply = {"message_id": number, "allow_sending_without_reply": True}
        what: dict[str, Any] = {"text": text, "link_preview_options": _NO_PREVIEW}
        method, file = "sendMessage", own_file(letter)
        if file is not None:
            method, what = "sendDocument", {"document": file, "caption": text}
        message = await self._call(
            method,
            chat_id=address,
            **what,
            reply_markup=markup_of(letter),
            reply_parameters=reply,
        )
        return Sent(str(message["message_id"]))

    async def _edit(self, letter: Letter, address: str, text: str) -> Outcome:
        try:
            await self._write_over(letter, address, letter.edits or "0", text)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                raise
        return Sent(letter.edits or "")

    async def _write_over(
        self, letter: Letter, address: str, message_id: str, text: str
    ) -> None:
        await self._call(
            "editMessageText",
            chat_id=address,
            message_id=int(message_id),
            text=text,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard_of(letter.buttons),
        )

    async def _call(self, method: str, **said: Any) -> dict[str, Any]:
        """Without the library's objects around it: they cost more than the call."""
        found = await self._sending.call(
            f"{self._bot.base_url}/{method}",
            {**_AS_HTML, **said},
        )
        return found if isinstance(found, dict) else {}

    def can_probe(self, letter: Letter, address: str) -> bool:
        return telegram_probe.can_probe(letter, address)

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        text = _as_copy(letter.text) if copy else letter.text
        try:
            await self._write_over(letter, address, message_id, text)
        except TelegramError as error:
            return telegram_probe.answer_of(error)
        except KeyError as error:  # PTB, for HTTP 200 with ok: false
            return NotProbed(f"no result: {error}", timedelta(0))
        return Probed.OVERWROTE

    async def restore(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> None:
        await self.probe(letter, address, message_id, copy=copy)

    def heard(self, update: dict[str, Any]) -> Sequence[Heard]:
        return list(telegram_probe.heard(update))

    def plain(self, text: str) -> str:
        return telegram_probe.plain(text)


def _as_copy(text: str) -> str:
    return f"<i>(gửi lại)</i> {text}"


def group_link(username: str, token: str) -> str:
    """Opens the choice of a group, and says /start with this token there."""
    return create_deep_linked_url(username, token, group=True)
