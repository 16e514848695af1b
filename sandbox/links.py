"""Telegram's deep links: `https://t.me/<bot>?start=…` and `?startgroup=…`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class NotADeepLink(ValueError):
    """The address does not open a conversation with a bot."""


@dataclass(frozen=True)
class DeepLink:
    username: str
    payload: str
    into_group: bool

    def command(self) -> str:
        name = f"/start@{self.username}" if self.into_group else "/start"
        return f"{name} {self.payload}".rstrip()


def read_link(address: str) -> DeepLink:
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if parts.hostname not in {"t.me", "telegram.me"}:
        raise NotADeepLink(address)
    username = parts.path.strip("/")
    query = parse_qs(parts.query, keep_blank_values=True)
    into_group = "startgroup" in query
    payload = query.get("startgroup", query.get("start", [""]))[0]
    if not re.fullmatch(r"\w{3,32}", username):
        raise NotADeepLink(address)
    if payload and not PAYLOAD.fullmatch(payload):
        raise NotADeepLink(address)
    return DeepLink(username, payload, into_group)
