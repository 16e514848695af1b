"""The styles part of a Word document: hundreds of styles, of which few are asked for.

The insides of the styles are cut out by their bytes, what is left is parsed as it
stands, and an inside only when its style is asked for. Where the bytes do not show
plainly where a style begins and ends, the whole part is parsed at once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from programme.errors import Unreadable
from programme.reading.formats.wordtext import W

Parse = Callable[[bytes], Element]

#: The rest of a tag behind its name; ">" may stand between quotes.
_REST = rb"""[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+)*+>"""
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^<>]*\?>)?\s*"
    rb"(?P<tag><(?P<prefix>(?:[A-Za-z][\w.-]*:)?)styles(?=[\s>])" + _REST + rb")"
)
_TAG = re.compile(rb"<[^\s/>]+" + _REST)
#: The root's tag is parsed again with each style: a long one would cost too much.
_LONGEST_ROOT = 10_000
_SLASH = ord("/")
_ID = f"{W}styleId"


class _Cut(NamedTuple):
    """An element at [start, end), what is in it at [begin, close)."""

    start: int
    begin: int
    close: int
    end: int


class StylePart:
    """Each style by its id; the last one counts where an id is used twice."""

    def __init__(self, data: bytes, parse: Parse) -> None:
        self._data = data
        self._parse = parse

    def style(self, name: str) -> Element | None:
        met = self._by_id.get(name)
        return self._inside(met) if isinstance(met, _Cut) else met

    @cached_property
    def _by_id(self) -> Mapping[str, Element | _Cut]:
        return self._apart() or self._whole()

    def _whole(self) -> Mapping[str, Element]:
        styles = self._parse(self._data).findall(f"{W}style")
        return {style.get(_ID, ""): style for style in styles}

    def _apart(self) -> Mapping[str, _Cut]:
        """Nothing where the cuts are not, one by one, the styles of the part."""
        root = self._root
        cuts = _cuts(self._data, root) if root else []
        if root is None or not cuts:
            return {}
        left = self._left(root["prefix"], cuts)
        if [style.text for style in left] != [*map(str, range(len(cuts)))]:
            return {}
        names = [style.get(_ID, "") for style in left]
        return dict(zip(names, cuts, strict=True))

    @cached_property
    def _root(self) -> re.Match[bytes] | None:
        return _ROOT.match(self._data)

    def _left(self, prefix: bytes, cuts: Sequence[_Cut]) -> list[Element]:
        """The styles with a number in place of their insides."""
        latent = _latent(self._data, prefix, cuts[0].start)
        pieces = [self._data[: latent.begin]]
        at = latent.close
        for n, cut in enumerate(cuts):
            pieces += (self._data[at : cut.begin], b"%d" % n)
            at = cut.close
        try:
            root = self._parse(b"".join([*pieces, self._data[at:]]))
        except Unreadable:
            return []
        return root.findall(f"{W}style")

    def _inside(self, cut: _Cut) -> Element | None:
        """The style as if it stood alone in the part."""
        if self._root is None:  # pragma: no cover - then nothing was cut
            return None
        behind = b"</" + self._root["prefix"] + b"styles>"
        whole = self._root["tag"] + self._data[cut.start : cut.end] + behind
        return self._parse(whole).find(f"{W}style")


def _cuts(data: bytes, root: re.Match[bytes]) -> list[_Cut]:
    """None at all where a "<" may be no tag, or where a style stands in another."""
    if (
        root.end() > _LONGEST_ROOT
        or _has(data, b"!", 0)
        or _has(data, b"?", root.end())
    ):
        return []
    opens, closes = (sign + root["prefix"] + b"style" for sign in (b"<", b"</"))
    cuts: list[_Cut] = []
    at = root.end()
    while (close := data.find(closes + b">", at)) >= 0:
        begin = data.find(opens, at, close)
        tag = _TAG.match(data, begin) if begin >= 0 else None
        if tag is None or data[tag.end() - 2] == _SLASH:
            return []
        at = close + len(closes) + 1
        cuts.append(_Cut(begin, tag.end(), close, at))
    return [] if data.find(opens, at) >= 0 else cuts


def _latent(data: bytes, prefix: bytes, end: int) -> _Cut:
    """A long list of styles that the document has not: nothing of it is wanted."""
    name = prefix + b"latentStyles"
    begin = data.find(b"<" + name, 0, end)
    close = data.find(b"</" + name + b">", 0, end)
    tag = _TAG.match(data, begin) if begin >= 0 else None
    if tag is None or tag[0][-2] == _SLASH or close < tag.end():
        return _Cut(0, 0, 0, 0)
    return _Cut(tag.start(), tag.end(), close, close)


def _has(data: bytes, sign: bytes, begin: int) -> bool:
    """A comment, a CDATA or an instruction. Alone, the sign is quickly not found."""
    return data.find(sign, begin) >= 0 and data.find(b"<" + sign, begin) >= 0
