"""The styles part, parsed style by style: as if it were parsed whole, and bounded."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from programme.errors import Unreadable
from programme.reading.formats.prescan import parsed
from programme.reading.formats.safety import deliver_apart
from programme.reading.formats.stylepart import StylePart
from programme.reading.formats.styles import Styles
from programme.reading.formats.wordtext import W
from tests.programme.reading.formats.hostile import document_xml, zipped

NAMESPACE = W.strip("{}")
PARSED = partial(parsed, name="word/styles.xml")
LIST = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>'
A_FEW_SECONDS = 10.0


def part(inside: str, *, prefix: str = "w:", head: str = "") -> bytes:
    mark = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    root = f'<{prefix}styles {mark}="{NAMESPACE}" xmlns:x="urn:x">'
    return f"{head}{root}{inside}</{prefix}styles>".encode()


def style(name: str, inside: str = "", more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"{more}>{inside}</w:style>'


SHAPES: Mapping[str, bytes] = {
    "plain": part(style("A", LIST) + style("B", '<w:basedOn w:val="A"/>')),
    "headed": part(
        '<w:docDefaults/><w:latentStyles w:count="1"><w:lsdException w:name="A"/>'
        "</w:latentStyles>" + style("A", LIST),
        head='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    ),
    "marked as UTF-8": b"\xef\xbb\xbf" + part(style("A", LIST)),
    "in single quotes": part(style("A", LIST)).replace(b'"', b"'"),
    "quotes in quotes": part(f"<w:style w:styleId='A\"' w:n=\"'>\">{LIST}</w:style>"),
    "sign of an end in a value": part(style("A>", LIST, ' w:n="/>"')),
    "attributes in another order": part(
        f'<w:style\n w:styleId = "A" >{LIST}</w:style>'
    ),
    "another prefix": part(
        f'<q:style q:styleId="A">{LIST.replace("w:", "q:")}</q:style>', prefix="q:"
    ),
    "no prefix": part(
        f'<style xmlns:w="{NAMESPACE}" w:styleId="A">{LIST}</style>', prefix=""
    ),
    "a prefix of its own": part(
        style("A") + f'<v:style xmlns:v="{NAMESPACE}" v:styleId="B">{LIST}</v:style>'
    ),
    "another's style": part(
        style("A", LIST) + '<x:style w:styleId="B"><x:y/></x:style>'
    ),
    "a prefix that means another": part(
        style("A", LIST) + '<w:style xmlns:w="urn:x" w:styleId="B"/>'
    ),
    "without an inside": part(style("A", LIST) + '<w:style w:styleId="B"/>'),
    "a space before the end": part(
        style("A", LIST).replace("</w:style>", "</w:style >")
    ),
    "an id twice": part(style("A") + style("A", LIST)),
    "one in another": part(style("A", style("B", LIST)) + style("C", LIST)),
    "one below the root": part(f"<w:latentStyles>{style('B', LIST)}</w:latentStyles>"),
    "one in what is not ours": part(
        f"<x:y>{style('B', LIST)}</x:y>" + style("A", LIST)
    ),
    "in a comment": part(f"<!-- {style('B', LIST)} -->" + style("A", LIST)),
    "in raw text": part(f"<x:y><![CDATA[{style('B', LIST)}]]></x:y>" + style("A")),
    "in an instruction": part(f"<?x {style('B', LIST)} ?>" + style("A", LIST)),
    "a number as its text": part(
        f'<w:style w:styleId="A">0</w:style>{style("B", LIST)}'
    ),
    "a longer name": part('<w:stylePane w:styleId="B"/>' + style("A", LIST)),
    "letters of ours": part(style("Kiểu&amp;1", LIST) + style("B")),
    "nothing": part(""),
    "nothing at all": f'<w:styles xmlns:w="{NAMESPACE}"/>'.encode(),
    "another root": f'<x:y xmlns:x="urn:x" xmlns:w="{NAMESPACE}"/>'.encode(),
}


def whole(data: bytes) -> Mapping[str, Element]:
    """As the part was read before: all of it, the styles right below its root."""
    return {
        one.get(f"{W}styleId", ""): one
        for one in fromstring(data).findall(f"{W}style")  # noqa: S314 - our own text
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_a_style_is_the_same_as_if_the_part_were_parsed_whole(shape: str) -> None:
    data = SHAPES[shape]
    styles = StylePart(data, PARSED)
    wanted = whole(data)

    for name in {*wanted, "A", "B", "C", "0", ""}:
        found = styles.style(name)
        said = tostring(found) if found is not None else None
        assert said == (tostring(wanted[name]) if name in wanted else None), name


@pytest.mark.parametrize(
    "data",
    [
        part(style("A", LIST)).removesuffix(b"</w:styles>"),
        part(style("A", "<w:pPr>")),
        part("<w:style w:styleId='A'>" + style("B", LIST)),
        part(style("A", LIST) + "</w:style>"),
        part(style("A", LIST) + "&unknown;"),
        part(style("A", "<q:unbound/>")),
        b"<",
    ],
)
def test_a_broken_style_is_refused_when_it_is_asked_for(data: bytes) -> None:
    with pytest.raises(Unreadable):
        StylePart(data, PARSED).style("A")


def test_a_style_that_nobody_asks_for_is_never_parsed() -> None:
    parses: list[bytes] = []

    def counted(data: bytes) -> Element:
        parses.append(data)
        return PARSED(data)

    many = "".join(style(f"S{n}", LIST * 20) for n in range(500))
    styles = Styles(StylePart(part(many), counted))

    assert [styles.list_of("S7") for _ in range(99)] == [("7", "1")] * 99
    assert len(parses) == 2  # what is left of the part, and the one style
    assert sum(map(len, parses)) < 60_000


@pytest.mark.parametrize("length", [1, 2, 5, 40])
def test_styles_based_on_one_another_in_a_ring_lend_no_list(length: int) -> None:
    ring = "".join(
        style(f"S{n}", f'<w:basedOn w:val="S{(n + 1) % length}"/>')
        for n in range(length)
    )

    assert Styles(StylePart(part(ring), PARSED)).list_of("S0") == (None, None)


def a_docx_with(styles: bytes, asked: int) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="S{n}"/></w:pPr><w:r><w:t>x{n}</w:t></w:r></w:p>'
        for n in range(asked)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "word/document.xml": document_xml(paragraphs),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">'
            f'<Relationship Id="a" Type="{relation}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "word/styles.xml": styles,
        }
    )


def countless() -> bytes:
    """Nearly 20 MB: each style is long, based on the next, and has a list."""
    return part(
        "".join(
            style(f"S{n}", f'<w:basedOn w:val="S{n + 1}"/><w:rPr w:n="{n:0>90}"/>')
            for n in range(100_000)
        )
    )


def with_a_long_root() -> bytes:
    """Each style alone would be parsed together with a megabyte of the root's tag."""
    inside = "".join(style(f"S{n}", LIST) for n in range(5_000))
    more = f' w:n="{"x" * 1_000_000}">'.encode()
    return part(inside).replace(b'xmlns:x="urn:x">', b'xmlns:x="urn:x"' + more)


@pytest.mark.parametrize(
    ("make", "asked"), [(countless, 5_000), (with_a_long_root, 5_000)]
)
def test_a_styles_part_of_any_size_is_read_in_a_few_seconds(
    make: Callable[[], bytes], asked: int
) -> None:
    styles = make()
    data = a_docx_with(styles, asked)

    begun = time.perf_counter()
    said = deliver_apart(".docx", data)
    assert time.perf_counter() - begun < A_FEW_SECONDS
    assert len(said) == asked


def test_a_tag_that_never_ends_is_refused_at_once() -> None:
    styles = part('<w:style w:n="' + "\"'" * 200_000 + style("S0", LIST))

    begun = time.perf_counter()
    with pytest.raises(Unreadable):
        deliver_apart(".docx", a_docx_with(styles, 1))
    assert time.perf_counter() - begun < A_FEW_SECONDS
