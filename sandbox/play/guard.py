"""Who may drive the page's actions: the page itself, and no other site.

Any page in the same browser can post to a loopback port. A browser says where a request
comes from, so a request from elsewhere is refused; one that says nothing comes from no
browser.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from aiohttp.web import BaseRequest

from sandbox.bodies import limited_body
from sandbox.refusals import Refused

#: Bytes of an action; of one that carries a file.
LONGEST_ACTION = 64_000
LONGEST_FILE = 28_000_000

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class NotAsked(Exception):
    """An action that cannot be done as asked; carries the sentence to show."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


async def action_of(request: BaseRequest, name: str) -> dict[str, Any]:
    """The action's parameters, if the page itself asks."""
    _refuse_other_sites(request)
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise NotAsked("Yêu cầu phải là JSON.", 415)
    try:
        most = LONGEST_FILE if name == "file" else LONGEST_ACTION
        action = json.loads(await limited_body(request, most) or b"{}")
    except Refused:
        raise NotAsked("Nội dung quá dài.", 413) from None
    except ValueError:
        raise NotAsked("Yêu cầu không đọc được.") from None
    if not isinstance(action, dict):
        raise NotAsked("Yêu cầu không đọc được.")
    return action


def _refuse_other_sites(request: BaseRequest) -> None:
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    own = request.headers.get("host", "")
    if site != "same-origin" or (origin and urlsplit(origin).netloc != own):
        raise NotAsked("Chỉ trang này được thực hiện thao tác.", 403)
