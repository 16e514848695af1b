"""The parameters of a request: in its address, as JSON, as a form, or in parts."""

from __future__ import annotations

import json
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

from aiohttp.web import BaseRequest

from sandbox.bodies import limited_body
from sandbox.refusals import bad_request

#: Bytes of a request; none of the methods played here carries a file.
LONGEST_BODY = 1_000_000


async def params_of(request: BaseRequest) -> dict[str, Any]:
    _, _, query = request.raw_path.partition("?")
    params: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    body = await limited_body(request, LONGEST_BODY) if request.can_read_body else b""
    if not body:
        return params
    full_kind = request.headers.get("content-type", "")
    kind = full_kind.partition(";")[0].strip().lower()
    if kind == "application/json":
        return params | _json(body)
    if kind == "multipart/form-data":
        return params | _parts(full_kind, body)
    return params | _form(body)


def _form(body: bytes) -> dict[str, Any]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        params = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON") from None
    if not isinstance(params, dict):
        raise bad_request("JSON object expected")
    return params


def _parts(kind: str, body: bytes) -> dict[str, Any]:
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    params = {}
    for part in whole.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            params[name] = content.decode(errors="replace")
    return params
