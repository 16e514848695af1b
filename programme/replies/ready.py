"""Done and with the office: only if every word of the clause is known."""

from collections.abc import Sequence
from itertools import pairwise

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said
from programme.replies.spoken import (
    NAMING,
    NEUTRAL,
    STEPS,
    UNSURE,
    Sense,
    Spoken,
    Tone,
    last_said,
)

#: Every sign that may stand in a clause that says "ready".
IN_READY = (
    NEUTRAL
    | NAMING
    | {
        Sign.KIND,
        Sign.ITEM,
        Sign.PAST,
        Sign.DONE,
        Sign.HANDING,
        Sign.SENDING,
        Sign.MAKING,
        Sign.FINISHING,
        Sign.OFFICE,
        Sign.EVIDENCE,
        Sign.PAPER,
        Sign.DAY,
        Sign.PERCENT,
    }
)


def ready(spoken: Spoken) -> Sense | None:
    issued = _is_issued(spoken)
    if not issued and not spoken.has(
        Sign.DONE, Sign.SENDING, Sign.HANDING, Sign.FINISHING, Sign.MAKING, Sign.SHIFT
    ):
        return None
    signs = {mark.sign for mark in spoken.head} - _addressed(spoken)
    signs -= _steps_before_sending(spoken)
    late = any(day is None or day > spoken.today for day in spoken.days)
    if _is_meeting_over(spoken, signs) or _is_drafted(spoken, signs):
        return STEPS
    if signs - IN_READY or spoken.tail or late or _is_fraction(spoken):
        return UNSURE
    done = issued or _is_done(spoken)
    if _is_sent_inside(spoken) or _is_about(spoken) or not done:
        return UNSURE
    return Sense(tone=Tone.TELLS, said=Said.READY, evidence=evidence(spoken.head))


def _addressed(spoken: Spoken) -> set[Sign]:
    """ "đã chuyển Văn phòng", "gửi cho Văn phòng": here they ask for nothing."""
    shifts = [mark.value for mark in spoken.head if mark.sign is Sign.SHIFT]
    moved = shifts == ["chuyển"]
    sent = spoken.at(Sign.SENDING, Sign.HANDING, *([Sign.SHIFT] if moved else []))
    given = 0 <= sent < spoken.at(Sign.ASKING) and spoken.value(Sign.ASKING) == "cho"
    found = {Sign.SHIFT} if moved else set()
    if _is_issued(spoken) and spoken.value(Sign.PASSED) == "ban hành":
        found.add(Sign.PASSED)
    found |= {Sign.ASKING} if given else set()
    if 0 <= sent < spoken.at(Sign.OFFICE) < spoken.at(Sign.PASSED, Sign.CHECKING):
        found |= {Sign.PASSED, Sign.CHECKING}  # "đã trình UBND tỉnh phê duyệt"
    return found


def _is_issued(spoken: Spoken) -> bool:
    """ "đã ban hành Tờ trình số 66/TTr-SNV": a numbered tờ trình goes to the office."""
    numbered = any(
        mark.sign is Sign.EVIDENCE and "ttr" in mark.value.casefold()
        for mark in spoken.head
    )
    return numbered and spoken.is_past


def _is_drafted(spoken: Spoken, signs: set[Sign]) -> bool:
    """ "soạn xong": what comes next says more."""
    drafted = Sign.DRAFTING in signs and spoken.has(Sign.DONE)
    return drafted and not signs - IN_READY - {Sign.DRAFTING} and not spoken.tail


def _is_meeting_over(spoken: Spoken, signs: set[Sign]) -> bool:
    """ "hội đồng họp xong": of the dossier it says nothing by itself."""
    met = spoken.value(Sign.ELSEWHERE) in ("họp", "cuộc họp", "hội nghị")
    rest = signs - IN_READY - {Sign.ELSEWHERE, Sign.BODY, Sign.CONSULT}
    return met and spoken.has(Sign.DONE) and not rest and not spoken.tail


def _steps_before_sending(spoken: Spoken) -> set[Sign]:
    """ "sửa xong rồi gửi lại VP rồi": a step, and the sending that ended it."""
    sent = spoken.at(Sign.SENDING, Sign.HANDING)
    last = last_said(spoken.head)
    over = last is not None and last.sign is Sign.ALREADY
    signed = sent >= 0 and spoken.head[sent].value.startswith("ký")
    over = over or (signed and 0 <= spoken.at(Sign.PAST) < sent)
    if sent < 0 or not over or spoken.at(Sign.OFFICE) < sent:
        return set()
    after = {mark.sign for mark in spoken.head[sent:]}
    return {Sign.DRAFTING, Sign.INSIDE} - after


#: "văn phòng sở", "phòng chuyên môn" are not the office.
_OWN_HOUSE = ("sở", "cơ quan", "đơn vị", "phòng", "chi cục", "ban")


_TO_PERSON = ([Sign.PERSON, Sign.NAME], [Sign.PERSON, Sign.SELF])


def _is_sent_inside(spoken: Spoken) -> bool:
    """ "đã nộp văn phòng sở", "đã trình anh Minh": to somebody of the own house."""
    sent = spoken.at(Sign.SENDING, Sign.HANDING, Sign.SHIFT)
    if sent < 0:
        return False
    after = spoken.head[sent + 1 :]
    housed = any(
        mark.sign is Sign.SELF and any(word in mark.value for word in _OWN_HOUSE)
        for mark in after
    )
    signs = [mark.sign for mark in after[:2]]
    return housed or signs in _TO_PERSON


def _is_about(spoken: Spoken) -> bool:
    """ "đã gửi công văn về mục 3": a letter about it is not the dossier."""
    about = False
    for mark, following in pairwise([*spoken.head, *spoken.head[-1:]]):
        named = following.sign is Sign.REFS
        letter = mark.sign is Sign.PAPER and mark.value in _LETTERS
        about |= mark.value in _ABOUT and named
        about |= letter and following.sign is not Sign.EVIDENCE
    return about


_ABOUT = frozenset({"về", "liên quan", "đối với"})
_LETTERS = frozenset({"công văn", "công văn số", "cv", "văn bản", "vb"})


def _all_gone(spoken: Spoken) -> bool:
    """ "gửi VP hôm qua": without "đã", the days say that it has been."""
    return all(day is not None and day < spoken.today for day in spoken.days)


_NUMBER_WORDS = frozenset({"số", "số thứ tự", "stt", "m"})


def _is_fraction(spoken: Spoken) -> bool:
    """ "xong 1/2" may be half of it; "mục 15/7" is no day, "đã trình số" no item."""
    numbered = any(
        mark.sign is Sign.ITEM
        and (following.sign is Sign.DAY or mark.value in _NUMBER_WORDS)
        for mark, following in pairwise([*spoken.head, *spoken.head[-1:]])
    )
    written = any(mark.said is not None and mark.said.written for mark in spoken.head)
    return written or numbered


def _is_done(spoken: Spoken) -> bool:
    past = spoken.is_past or (bool(spoken.days) and _all_gone(spoken))
    to_office = spoken.has(Sign.OFFICE)
    sending = spoken.has(Sign.SENDING, Sign.SHIFT)
    if sending and not to_office:
        return False
    if spoken.has(Sign.DONE):
        return past or not spoken.days
    return past and (to_office or spoken.has(Sign.HANDING, Sign.FINISHING))


def evidence(marks: Sequence[Mark]) -> tuple[int, int] | None:
    """ "Tờ trình số 66/TTr-SNV ngày 10/7/2020": the paper's number and its day."""
    for place, mark in enumerate(marks):
        if mark.sign is not Sign.EVIDENCE:
            continue
        named = place > 0 and marks[place - 1].sign is Sign.PAPER
        start = marks[place - 1].start if named else mark.start
        dated = place + 1 < len(marks) and marks[place + 1].sign is Sign.DAY
        return start, marks[place + 1].end if dated else mark.end
    return None
