"""An office's own words, read from its file; refused whole, with cures.

They are added beside ours. A phrase that we know already keeps what it means: nobody
can make a report of "chưa".
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from programme.replies import data
from programme.replies.lexicon import FILES, lexicon
from programme.replies.spelling import known_keys, plain_key
from programme.replies.tokens import Shape, tokenise

#: Words of a table, not of a list.
_PAIRS = {"short": "titles", "typos": "typos"}
_LONGEST = 8
OwnWords = Mapping[str, Mapping[str, Any]]


class WordsFaulty(Exception):
    """Every fault of the file at once, each with its cure."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def own_words(text: str) -> OwnWords:
    """The words of the file, by the file of ours that they are added to."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordsFaulty([f"không đúng cú pháp TOML: {error}"]) from None
    data.add({})  # held against ours alone
    faults = [fault for key, said in written.items() for fault in _faults(key, said)]
    if faults:
        raise WordsFaulty(faults)
    found: dict[str, dict[str, Any]] = {}
    for key, said in written.items():
        found.setdefault(_file_of(key) or "", {})[key] = said
    return found


def adopt(words: OwnWords) -> None:
    """From here on every message is understood with them."""
    data.add(words)


def _file_of(key: str) -> str | None:
    if key in _PAIRS:
        return _PAIRS[key]
    return next((file for file in FILES if key in data.tables(file)), None)


def _faults(key: str, said: object) -> Iterator[str]:
    if _file_of(key) is None:
        known = sorted(
            {*_PAIRS, *(sign for file in FILES for sign in data.tables(file))}
        )
        yield f"{key}: không có loại chữ này; các loại: {', '.join(known)}"
    elif key == "short":
        yield from _faults_of_pairs(key, said, str)
    elif key == "typos":
        yield from _faults_of_pairs(key, said, list)
        yield from _faults_of_slips(said)
    elif not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        yield f'{key}: phải là danh sách chữ, ví dụ {key} = ["…", "…"]'
    else:
        for phrase in said:
            yield from _faults_of_phrase(key, phrase)


def _faults_of_pairs(key: str, said: object, kind: type) -> Iterator[str]:
    good = isinstance(said, dict) and all(isinstance(v, kind) for v in said.values())
    if not good:
        sample = '"KSTT" = "kiểm soát thủ tục"' if kind is str else '"xong" = ["xoong"]'
        yield f"{key}: viết mỗi dòng một chữ, ví dụ {sample}"


def _faults_of_slips(said: object) -> Iterator[str]:
    """ "chưa" is no slip of "xong"."""
    listed = said.values() if isinstance(said, dict) else ()
    for slip in (one for slips in listed if isinstance(slips, list) for one in slips):
        if not isinstance(slip, str) or plain_key(slip) in known_keys():
            yield f"typos: “{slip}” là một chữ có nghĩa, không phải lỗi gõ; bỏ chữ này"


def _faults_of_phrase(sign: str, phrase: str) -> Iterator[str]:
    tokens = tokenise(phrase.removeprefix("="))
    words = sum(token.shape is Shape.WORD for token in tokens)
    if not words or len(tokens) > _LONGEST:
        yield f"{sign}: “{phrase}” phải có từ một đến {_LONGEST} chữ"
        return
    known = lexicon().longest(tokens, 0)
    if known is not None and known[2] == len(tokens) and known[0].value != sign:
        yield (
            f"{sign}: “{phrase}” đã có nghĩa là {known[0].value} và giữ nguyên nghĩa"
            " đó; bỏ chữ này, hoặc viết cả cụm dài hơn"
        )
