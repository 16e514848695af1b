"""Telegram's HTML, read as Telegram reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from sandbox import utf16
from sandbox.botapi.html import parsed_html
from sandbox.refusals import Refused


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Kính gửi</b> Sở", "Kính gửi Sở", [("bold", 0, 8)]),
        ("🔔 <i>a<u>b</u></i>", "🔔 ab", [("underline", 4, 1), ("italic", 3, 2)]),
        ("a &lt; b &amp;&#38;&#x26; &quot;", 'a < b &&& "', []),
        ("a &nbsp; &copy; b", "a &nbsp; &copy; b", []),
        ("2 > 1", "2 > 1", []),
        ('<a href="https://a.vn/?x=1&amp;y=2">đây</a>', "đây", [("text_link", 0, 3)]),
        ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
        (
            "<del>x</del><s>y</s>",
            "xy",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1)],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [("expandable_blockquote", 0, 1)],
        ),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [("code", 0, 1), ("pre", 0, 1)],
        ),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_tags_become_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    read, found = parsed_html(source)

    assert read == text
    assert [(e.kind, e.offset, e.length) for e in found] == entities


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("ạ<div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b>x</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ],
)
def test_what_cannot_be_read_is_told_in_telegrams_words(
    source: str, complaint: str
) -> None:
    with pytest.raises(Refused) as refused:
        parsed_html(source)

    assert refused.value.status == 400
    assert refused.value.description == (
        f"Bad Request: can't parse entities: {complaint}"
    )


@given(st.text())
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    read, entities = parsed_html(f"<b>{escape(text)}</b>")

    assert read == text
    assert [e.length for e in entities] == ([utf16.length(text)] if text else [])
