"""The words the grammar knows, from the data files in `lexicon/`.

An office extends the files, not the program. Phrases are written with diacritics;
each word of them is also known without. Where two phrases look alike so typed, the
one that stands nearer to a question wins (the order of `Sign`).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from programme.agencies import first_fill
from programme.replies.data import kept, tables
from programme.replies.spelling import bare_key, plain_key
from programme.replies.tokens import Shape, Token, tokenise


class Sign(StrEnum):
    """What a phrase does in a sentence, the more dangerous to overlook first."""

    CORRECTION = "correction"  # à nhầm, ý em là
    HEDGE = "hedge"  # hình như, nghe nói, chắc là
    CONDITION = "condition"  # nếu, khi nào, phải chờ
    QUESTION = "question"  # bao giờ, thế nào, phải không
    TAG = "tag"  # à, hả, nhỉ: a question where it ends the sentence
    NEGATION = "negation"  # chưa, không
    NEAR = "near"  # sắp, gần, cơ bản
    LACK = "lack"  # còn thiếu, không kịp
    BLOCK = "block"  # vướng
    OBSTACLE = "obstacle"  # chưa có ý kiến: vướng, and its own reason
    REASON = "reason"  # do, vì
    MUST = "must"  # phải, cần: what is still to be done
    ORDER = "order"  # đề nghị các anh, nhờ
    LATER = "later"  # kỳ họp sau: where a deferral goes
    SHIFT = "shift"  # lùi, gia hạn, chuyển
    WITHDRAWING = "withdrawing"  # rút
    ASKING = "asking"  # xin, cho em, đề nghị
    FUTURE = "future"  # sẽ, dự kiến
    DOING = "doing"  # đang
    WAITING = "waiting"  # chờ ký
    CONSULT = "consult"  # lấy ý kiến, thẩm định
    INSIDE = "inside"  # trình ký, lãnh đạo sở: still in the agency's own house
    DRAFTING = "drafting"  # soạn, rà soát
    PART = "part"  # dự thảo, đề cương: not the whole dossier
    PASSED = "passed"  # is never said by an agency to the office: thông qua, ban hành
    BODY = "body"  # another agency
    MAKING = "making"  # làm, chuẩn bị: with "xong" they are done
    FINISHING = "finishing"  # hoàn thiện: with "đã" it is done
    SENDING = "sending"  # gửi: done only if to the office
    HANDING = "handing"  # trình, nộp: done unless to somebody else
    DONE = "done"  # xong, sẵn sàng
    PAST = "past"  # đã, vừa
    ALREADY = "already"  # rồi
    OFFICE = "office"  # Văn phòng, UBND tỉnh, qua trục
    ALL = "all"  # tất cả
    BOTH = "both"  # cả, and a number
    REST = "rest"  # còn lại
    EXCEPT = "except"  # trừ
    VAGUE = "vague"  # mục đầu, cái kia: which?
    ITEM = "item"  # mục, nội dung: before a number
    SECTION = "section"  # phần, before a Roman number
    PAPER = "paper"  # tờ trình, công văn: before a document's number
    KIND = "kind"  # báo cáo, hồ sơ: what a dossier is made of
    THIS = "this"  # mục này
    OKAY = "okay"  # ok: acknowledges, says nothing of a duty
    RECEIVED = "received"  # đã nhận, rõ
    CHECKING = "checking"  # kiểm tra, ghi nhận: what the office is asked to do
    PERSON = "person"  # anh, chị; a name may follow
    ELSEWHERE = "elsewhere"  # họp, giấy mời: a question about these is no report
    THANKS = "thanks"
    SELF = "self"  # the speaker's own side: em, đơn vị
    PARTICLE = "particle"  # ạ, nhé: the courtesy at a sentence's end
    NOTHING = "nothing"  # says nothing: ạ, thì, hiện nay
    AND = "and"
    BUT = "but"
    NUMERAL = "numeral"  # number words, where a number may stand
    # What is read without the data files:
    REFS = "refs"  # one or several refs
    COUNT = "count"  # "cả hai nội dung"
    DAY = "day"
    PERCENT = "percent"
    NAME = "name"  # of a person: anh Quý
    EVIDENCE = "evidence"  # Tờ trình 66/TTr-SNV
    NUMBER = "number"  # a number that is no ref
    COMMA = "comma"
    STOP = "stop"
    QUERY = "query"
    COLON = "colon"
    DASH = "dash"
    UNKNOWN = "unknown"


_RANK = {sign: at for at, sign in enumerate(Sign)}
#: Which files hold phrases by sign.
FILES = ("states", "requests", "manners", "duties")


class Branch:
    """A place in the tree of phrases: what may follow, and what ends here."""

    __slots__ = ("below", "exact", "sign", "value")

    def __init__(self) -> None:
        self.below: dict[str, Branch] = {}
        self.sign: Sign | None = None
        self.value = ""
        self.exact = False

    def ends(self, sign: Sign, value: str, *, exact: bool) -> None:
        """What is typed as written beats what only looks so without diacritics."""
        if self.sign is not None:
            if self.exact and not exact:
                return
            if self.exact == exact and _RANK[self.sign] <= _RANK[sign]:
                return
        self.sign, self.value, self.exact = sign, value, exact


class Lexicon:
    """Every phrase, found longest first. A name never takes a phrase's place."""

    def __init__(
        self,
        phrases: Iterable[tuple[Sign, str, str]],
        names: Iterable[tuple[Sign, str, str]] = (),
    ) -> None:
        self._root = Branch()
        for sign, phrase, value in phrases:
            for spelling, exact in _spellings(phrase):
                self._plant(spelling).ends(sign, value, exact=exact)
        for sign, name, value in names:
            for spelling, exact in _spellings(name):
                branch = self._plant(spelling)
                if branch.sign is None or branch.sign in (Sign.BODY, Sign.OFFICE):
                    branch.ends(sign, value, exact=exact)

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[Sign, str, int] | None:
        """The longest phrase at `at`: its sign, its value, and where it ends."""
        branch: Branch | None = self._root.below.get(tokens[at].key)
        found = None
        while branch is not None:
            at += 1
            if branch.sign is not None:
                found = branch.sign, branch.value, at
            branch = branch.below.get(tokens[at].key) if at < len(tokens) else None
        return found

    def _plant(self, spelling: Sequence[str]) -> Branch:
        branch = self._root
        for word in spelling:
            branch = branch.below.setdefault(word, Branch())
        return branch


def _spellings(phrase: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """With and without diacritics, word by word (a long name: all or none).

    What begins with "=" is known only as it is written.
    """
    only, phrase = phrase.startswith("="), phrase.removeprefix("=")
    words = tuple(_key(token) for token in tokenise(phrase))
    plain = tuple(bare_key(word) for word in words)
    yield words, True
    if only:
        return
    if len(words) > 5:
        yield plain, False
        return
    ways: list[tuple[str, ...]] = [()]
    for word, way in zip(words, plain, strict=True):
        ways = [(*before, one) for before in ways for one in dict.fromkeys((word, way))]
    yield from ((one, False) for one in ways if one != words)


def _key(token: Token) -> str:
    """As written: a phrase of the data files is never a slip."""
    return plain_key(token.raw) if token.shape is Shape.WORD else token.key


def _phrases() -> Iterator[tuple[Sign, str, str]]:
    for file in FILES:
        for sign, phrases in tables(file).items():
            for phrase in phrases:
                yield Sign(sign), phrase, phrase.removeprefix("=")
    for phrase, value in tables("duties_numbers")["numeral"].items():
        yield Sign.NUMERAL, phrase, value


def _bodies() -> Iterator[tuple[Sign, str, str]]:
    """Agencies by every name they are known by; the office itself is OFFICE."""
    for agency in first_fill():
        office = agency.name.startswith("Văn phòng UBND")
        for written in (agency.name, agency.short, *agency.aliases):
            if office or len(written) > 2:
                yield (Sign.OFFICE if office else Sign.BODY), written, agency.name
        for written in _in_speech(agency.name):
            yield Sign.BODY, written, agency.name


@kept
def common_words() -> frozenset[str]:
    """Every word of every phrase, with and without diacritics."""
    words = {
        plain_key(word) for _, written, _ in _phrases() for word in written.split()
    }
    return frozenset(words | {bare_key(word) for word in words})


def _in_speech(name: str) -> Iterator[str]:
    """ "bên tài chính", "bên kế hoạch": a sở as people call it among themselves."""
    if name.startswith("Sở "):
        whole = name.removeprefix("Sở ").lower()
        for called in {whole, whole.partition(" và ")[0]}:
            yield f"bên {called}"
            yield f"ngành {called}"


@kept
def lexicon() -> Lexicon:
    return Lexicon(_phrases(), _bodies())
