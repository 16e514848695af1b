"""What a reader of a Word paragraph sees: tabs, soft breaks, changes accepted."""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE = f"{_CHOICE}AlternateContent"
_DRAWN = "{urn:schemas-microsoft-com:vml}textpath"
BOX = f"{W}txbxContent"
_VALUE = f"{W}val"
_TEXT = f"{W}t"
_RUN = f"{W}r"
_PROPERTIES = f"{W}rPr"
_VANISH = f"{W}vanish"
_LETTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
#: Deleted, moved away, or the code of a field instead of what it shows.
_UNSEEN = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "rt")
)
_OFF = frozenset({"0", "false", "off", "none"})


class Paragraph:
    """The text of a `w:p`; text boxes anchored in it are kept apart."""

    def __init__(self, element: Element) -> None:
        self.boxes: list[Element] = []
        self._said: list[str] = []
        self._walk(element)
        self.text = "".join(self._said)

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == _TEXT:
                self._said.append(child.text or "")
            elif tag in _LETTERS:
                self._said.append(_LETTERS[tag])
            elif tag == BOX:
                self.boxes.append(child)
            elif tag == _ALTERNATE:
                self._either(child)
            elif tag not in _UNSEEN and not (tag == _RUN and _hidden(child)):
                self._walk(child)

    def _either(self, alternate: Element) -> None:
        """The same thing for new and for old readers: it is taken once."""
        before = len(self._said) + len(self.boxes)
        for choice in alternate:
            if len(self._said) + len(self.boxes) == before:
                self._walk(choice)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and element.get(_VALUE, "1") not in _OFF


def value(element: Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(_VALUE) if found is not None else None


def inside(element: Element, outer: str, inner: str) -> Element | None:
    """The first `inner` in an `outer` of this element, if there is one."""
    for one in element.findall(outer):
        found = one.find(inner)
        if found is not None:
            return found
    return None


def boxed(root: Element) -> list[str]:
    """Each text box, and each text drawn as a picture (WordArt, a watermark)."""
    drawn = [one.get("string", "") for one in root.iter(_DRAWN)]
    boxes = [
        "\n".join(Paragraph(p).text for p in box.iter(f"{W}p"))
        for box in root.iter(BOX)
    ]
    return [*drawn, *boxes]


def _hidden(run: Element) -> bool:
    return is_on(inside(run, _PROPERTIES, _VANISH))
