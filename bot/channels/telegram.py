"""Telegram, through python-telegram-bot. The only sender that knows its errors."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.helpers import create_deep_linked_url
from telegram.request import HTTPXRequest

from bot.asked import Asked
from bot.channels import GiveUp, NotFetched, Outcome, Sent, TryLater, Unsure
from bot.channels.telegram_updates import to_asked
from programme.letters import Buttons, Letter

TELEGRAM = "https://api.telegram.org"

#: Asked for by name: the default leaves out what tells us of removal.
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]

#: The connection was never there: surely not sent.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_SOON = timedelta(seconds=5)
_A_MINUTE = timedelta(minutes=1)
#: What is a `gone` chat, in the words of a 400 (facts: never match for more).
_GONE = ("chat not found", "group chat was deactivated", "bot is not a member")


class TokenRefused(Exception):
    """The token is wrong or revoked. Never says which token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token")


class Telegram:
    """One bot. `base_url` is another address of the Bot API, with no token in it."""

    name = "telegram"

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        proxy: str | None = None,
        read_timeout: float = 10.0,
    ) -> None:
        # Small pools: httpcore's is quadratic in open connections.
        sending = HTTPXRequest(
            connection_pool_size=8,
            proxy=proxy,
            pool_timeout=5.0,
            read_timeout=read_timeout,
        )
        self._listening = HTTPXRequest(connection_pool_size=2, proxy=proxy)
        self._bot = Bot(
            token,
            base_url=f"{base_url or TELEGRAM}/bot",
            base_file_url=f"{base_url or TELEGRAM}/file/bot",
            request=sending,
            get_updates_request=self._listening,
        )

    async def introduce(self) -> None:
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise TokenRefused from None

    async def close(self) -> None:
        await self._bot.shutdown()

    @property
    def hears_all(self) -> bool:
        """Whether group privacy is off, so that plain text reaches us."""
        return bool(self._bot.bot.can_read_all_group_messages)

    @property
    def username(self) -> str:
        return self._bot.username

    async def set_commands(self, commands: Sequence[tuple[str, str]]) -> None:
        """The list people see when they type a slash, in every scope we use."""
        listed = [BotCommand(name, what) for name, what in commands]
        for scope in (BotCommandScopeAllGroupChats(), BotCommandScopeAllPrivateChats()):
            await self._bot.set_my_commands(listed, scope=scope)
            await self._bot.set_my_commands(listed, scope=scope, language_code="vi")

    def deep_link(self, token: str) -> str | None:
        return group_link(self._bot.username, token)

    def read(self, update: dict[str, Any]) -> Asked | None:
        return to_asked(update, self._bot)

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
        found = await self._listening.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}",
            read_timeout=wait.total_seconds() + 5,
        )
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
        text = f"<i>(gửi lại)</i> {letter.text}" if copy else letter.text
        try:
            if letter.edits is not None:
                return await self._edit(letter, address, text)
            return await self._say(letter, address, text)
        except TelegramError as error:
            return _outcome(error)
        except KeyError as error:  # PTB, for HTTP 200 with ok: false
            return Unsure(f"no result: {error}")

    async def _say(self, letter: Letter, address: str, text: str) -> Outcome:
        markup: InlineKeyboardMarkup | ForceReply | None = _keyboard(letter.buttons)
        if markup is None and letter.asks_reply:
            markup = ForceReply(selective=True)
        reply = None
        if letter.reply_to is not None:
            reply = ReplyParameters(
                int(letter.reply_to), allow_sending_without_reply=True
            )
        message = await self._bot.send_message(
            chat_id=address,
            text=text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            reply_parameters=reply,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return Sent(str(message.message_id))

    async def _edit(self, letter: Letter, address: str, text: str) -> Outcome:
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=address,
                message_id=int(letter.edits or 0),
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(letter.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                raise
        return Sent(letter.edits or "")


def group_link(username: str, token: str) -> str:
    """Opens the choice of a group, and says /start with this token there."""
    return create_deep_linked_url(username, token, group=True)


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(b.label, callback_data=b.data) for b in row]
            for row in buttons
        ]
    )


def _outcome(error: TelegramError) -> Outcome:
    """By kind and cause. BadRequest and TimedOut are both NetworkErrors in PTB."""
    for kind, judge in _JUDGES.items():
        if isinstance(error, kind):
            return judge(error)
    return Unsure(type(error).__name__)


def _retry_after(error: Any) -> Outcome:
    after = error.retry_after
    wait = after if isinstance(after, timedelta) else timedelta(seconds=after)
    return TryLater("429", wait + timedelta(seconds=1))


def _bad_request(error: TelegramError) -> Outcome:
    gone = any(words in error.message.lower() for words in _GONE)
    return GiveUp(error.message, gone=gone)


def _network(error: TelegramError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, _NOT_SENT):
        return TryLater(type(cause).__name__, _SOON)
    if "too many requests" in error.message.lower():
        return TryLater("429", _A_MINUTE)
    return Unsure(type(cause or error).__name__)


_JUDGES: Mapping[type[TelegramError], Callable[[Any], Outcome]] = {
    RetryAfter: _retry_after,
    ChatMigrated: lambda error: TryLater(
        "migrated", timedelta(0), moved_to=str(error.new_chat_id)
    ),
    Forbidden: lambda error: GiveUp(error.message, gone=True),
    InvalidToken: lambda _: GiveUp("token refused"),
    BadRequest: _bad_request,
    NetworkError: _network,
}
