"""What the office sets of any messenger: the bot's token, and its updates' way here."""

import os
import re
from typing import ClassVar, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    SecretStr,
    field_validator,
    model_validator,
)

#: The letters a messenger takes; and long enough that nobody guesses it.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class DoorSection(BaseModel):
    """Without `webhook_url` the bot asks for its updates; with it the messenger brings
    them there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: What an office is shown, where it wrote something else.
    example_server: ClassVar[str]
    example_door: ClassVar[str]
    hook_variable: ClassVar[str]

    token: SecretStr = SecretStr("")
    base_url: str | None = None
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr = SecretStr("")

    @field_validator("base_url", "proxy")
    @classmethod
    def _is_address(cls, address: str | None) -> str | None:
        return cls._whole(address)

    @classmethod
    def _whole(cls, address: str | None) -> str | None:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError(f"phải là địa chỉ đầy đủ, ví dụ {cls.example_server}")
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
                f"phải là địa chỉ có đường dẫn riêng, ví dụ {cls.example_door}"
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
                f"dấu - hoặc _ (hay đặt biến {self.hook_variable})"
            )
        return self

    @property
    def secret(self) -> str:
        """From the environment if it is there, else from the file."""
        written = self.webhook_secret.get_secret_value()
        return os.environ.get(self.hook_variable, "") or written
