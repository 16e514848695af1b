"""What a bot may write: its text with entities, its buttons."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sandbox import utf16
from sandbox.botapi.asked import Asked
from sandbox.botapi.html import parsed_html
from sandbox.messages import Button, Entity, Keyboard, ReplyPrompt
from sandbox.refusals import bad_request, not_played
from sandbox.spotting import spotted
from sandbox.street import LONGEST, LONGEST_CAPTION

#: Bytes of a button's data; buttons of a message and of a row.
LONGEST_DATA, MOST_BUTTONS, MOST_IN_A_ROW = 64, 100, 8
MOST_ENTITIES = 100


def written_caption(asked: Asked) -> tuple[str, tuple[Entity, ...]]:
    """The words under a document; there need be none."""
    if not asked.text("caption"):
        return "", ()
    text, entities = written_text(asked, "caption")
    if utf16.length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def written_text(asked: Asked, name: str = "text") -> tuple[str, tuple[Entity, ...]]:
    """`text` as it will be read, trimmed as Telegram trims it."""
    source = asked.text(name)
    if not source:
        raise bad_request("message text is empty")
    match asked.text("parse_mode").lower():
        case "html":
            text, given = parsed_html(source)
        case "":
            text, given = source, [_given(e) for e in asked.things("entities")]
        case "markdown" | "markdownv2":
            raise not_played("Markdown; write HTML")
        case _:
            raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text.replace("\r", ""), given)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16.length(text) > LONGEST:
        raise bad_request("message is too long")
    return text, spotted(text, entities)[:MOST_ENTITIES]


def written_keyboard(asked: Asked) -> Keyboard:
    """The buttons under the message; () if there are none."""
    markup = asked.thing("reply_markup")
    if "keyboard" in markup:
        raise not_played("keyboards in place of the reader's own")
    rows = markup.get("inline_keyboard", [])
    if not _is_table(rows):
        raise bad_request(
            "can't parse inline keyboard button: "
            'Field "inline_keyboard" must be an Array of Arrays of Objects'
        )
    keyboard = tuple(tuple(_button(b) for b in row) for row in rows if row)
    if sum(map(len, keyboard)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MOST_IN_A_ROW for row in keyboard):
        raise bad_request("BUTTON_COUNT_INVALID")
    return keyboard


def written_prompt(asked: Asked) -> ReplyPrompt | None:
    markup = asked.thing("reply_markup")
    if markup.get("force_reply") is not True:
        return None
    placeholder = str(markup.get("input_field_placeholder", ""))
    if len(placeholder) > 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_TOO_LONG")
    return ReplyPrompt(placeholder=placeholder)


def _is_table(rows: Any) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, list) and all(isinstance(button, dict) for button in row)
        for row in rows
    )


def _button(written: dict[str, Any]) -> Button:
    text, data, url = (written.get(k) for k in ("text", "callback_data", "url"))
    if not isinstance(text, str):
        raise bad_request(
            "can't parse inline keyboard button: Can't find field \"text\""
        )
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if isinstance(data, str) and url is None:
        if not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text=text, data=data)
    if isinstance(url, str) and data is None:
        if urlsplit(url).scheme not in {"http", "https", "tg"}:
            raise bad_request(f"inline keyboard button URL '{url}' is invalid")
        return Button(text=text, url=url)
    if set(written) - {"text", "style", "icon_custom_emoji_id"}:
        raise not_played(f"a button with {sorted(set(written) - {'text'})}")
    raise bad_request(
        "can't parse inline keyboard button: Text buttons are unallowed "
        "in the inline keyboard"
    )


def _given(written: Any) -> Entity:
    try:
        return Entity(
            kind=str(written["type"]),
            offset=int(written["offset"]),
            length=int(written["length"]),
            url=written.get("url"),
            language=written.get("language"),
        )
    # Whatever the bot wrote there: a part that is missing, or of another kind.
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity") from None


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    cut = utf16.length(text) - utf16.length(text.lstrip())
    text = text.strip()
    end = utf16.length(text)
    kept = []
    for entity in entities:
        start = max(entity.offset - cut, 0)
        stop = min(entity.offset + entity.length - cut, end)
        if start < stop:
            kept.append(
                Entity(
                    kind=entity.kind,
                    offset=start,
                    length=stop - start,
                    url=entity.url,
                    language=entity.language,
                )
            )
    return text, kept
