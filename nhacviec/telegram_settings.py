"""What the office sets of Telegram: the bot's token, and how its updates reach us."""

import os
import re
from typing import Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    SecretStr,
    field_validator,
    model_validator,
)

TOKEN_VARIABLE = "NHACVIEC_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable
HOOK_VARIABLE = "NHACVIEC_TELEGRAM_WEBHOOK_SECRET"

#: Telegram's letters; and long enough that nobody guesses it.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class TelegramSection(BaseModel):
    """Without `webhook_url` the bot asks for its updates; with it Telegram brings them
    there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: SecretStr = SecretStr("")
    base_url: str | None = None
    proxy: str | None = None
    get_updates_proxy: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr = SecretStr("")

    @field_validator("base_url", "proxy", "get_updates_proxy")
    @classmethod
    def _is_address(cls, address: str | None) -> str | None:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("phải là địa chỉ đầy đủ, ví dụ http://127.0.0.1:8081")
        return address.rstrip("/") if address else None

    @field_validator("webhook_url")
    @classmethod
    def _is_door(cls, address: str | None) -> str | None:
        """With a path of its own, so that it is not the health page."""
        if not address:
            return None
        parts = urlsplit(address)
        is_whole = parts.scheme in ("https", "http") and parts.hostname
        if not is_whole or parts.path in ("", "/", "/healthz") or parts.query:
            raise ValueError(
                "phải là địa chỉ có đường dẫn riêng, ví dụ "
                "https://nhacviec.tinh.gov.vn/telegram"
            )
        return address

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        """Told without what was written: it is a secret."""
        if self.webhook_url is None:
            return self
        if self.base_url is None and not self.webhook_url.startswith("https://"):
            raise ValueError("webhook_url phải là địa chỉ https://")
        if not _SECRET.fullmatch(self.secret):
            raise ValueError(
                "webhook_secret phải có từ 16 đến 256 chữ cái không dấu, chữ số, "
                f"dấu - hoặc _ (hay đặt biến {HOOK_VARIABLE})"
            )
        return self

    @property
    def secret(self) -> str:
        """From the environment if it is there, else from the file."""
        written = self.webhook_secret.get_secret_value()
        return os.environ.get(HOOK_VARIABLE, "") or written
