"""Clauses outside any bracket: "Giao Sở A chủ trì …" first, "do Sở A trình" last.

Every body in them must be known; what is not is left to the reader of brackets, or
to a person.
"""

import re

from programme.agencies import Registry
from programme.reading.clause import Clause
from programme.reading.roles import Roles, may_be_plain, read_roles
from programme.reading.sought import Sought

_LONGEST = 600
_GIVEN = re.compile(r"\W*(?:(?:giao|yêu cầu)\s+|đề nghị\s+(?=\w+\s))", re.IGNORECASE)
#: Where the clause may end; "báo cáo" and "xây dựng" are also what is to be done.
_THEN = re.compile(
    r"\b(?:(?:chuẩn bị|soạn thảo|trình|chủ trì)(?:\s+(?:nội dung|hồ sơ))?(?!\s*[,;])"
    # In small letters: "Sở Xây dựng" is a body.
    r"|(?P<kept>(?-i:báo cáo|xây dựng|tham mưu|hoàn thiện|hoàn chỉnh|rà soát|tổng hợp"
    r"|đề xuất|tổ chức|triển khai|ban hành|thẩm định|kiểm tra)))\b\s*:?\s*",
    re.IGNORECASE,
)
_COLON = re.compile(
    r"\W*(?P<who>[^:()]{3,200}?\b(?:chuẩn bị|chủ trì|soạn thảo|tham mưu"
    r"|phối hợp[^:()]{0,200}))\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[\s,;–-]*\bdo\s+(?P<who>[^();.]{3,300}?)\s+"
    r"(?:trình|báo cáo|thực hiện|xây dựng|trình bày|tham mưu|chuẩn bị|chủ trì)"
    r"(?:\s+(?:nội dung|UBND tỉnh))?\s*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"[.;]\s+(?:chuẩn bị|phụ trách|soạn thảo|tham mưu)(?:\s+nội dung)?\s*:\s*"
    r"(?P<who>[^();]{3,300}?)(?=\.\s+(?:mời|thành phần|địa điểm|chủ trì|tại)\b|$)",
    re.IGNORECASE,
)
#: Behind "Mời:", "Làm việc với:" stands who comes, not who prepares.
_OTHERS = re.compile(
    r"\b(?:mời|thành phần|với|gồm|dự|gửi|nghe|tham gia|tại|điểm|các sở|giữa|của|cho"
    r"|chủ (?:trì|tọa))\s*$",
    re.IGNORECASE,
)
#: "…; giao Sở B thẩm định" behind what is given to A.
_ALSO = Sought(
    r"[;.]\s+(?:đồng thời\s+)?(?:giao\s+)?(?P<who>[^;.()]{3,200}?)"
    r"\s+(?:thẩm định|thẩm tra|góp ý|phối hợp|cho ý kiến)[\s.;]*$",
    *("thẩm", "góp ý", "phố", "cho ý"),
)
_PARTED = re.compile(r"\s+[-–—]\s+|:\s+|\.\s+")
_SUPPORTS = re.compile(r"\bphối hợp\b", re.IGNORECASE)
_LEADS = re.compile(r"\bchủ trì\b", re.IGNORECASE)


def opening_clause(text: str, registry: Registry) -> Clause | None:
    """ "Giao Sở A chủ trì, phối hợp với Sở B báo cáo …", "Sở A chuẩn bị: …"."""
    head = text[:_LONGEST]
    colon = _COLON.match(head) if ":" in head else None
    if colon is not None:
        roles = read_roles(colon["who"], registry)
        if _is_plain(roles):
            return Clause(0, colon.end(), roles)
    given = _GIVEN.match(head)
    if given is None:
        return None
    best: Clause | None = None
    for met in _THEN.finditer(head, given.end()):
        roles = read_roles(head[given.end() : met.start()], registry)
        if not _is_plain(roles):
            if best is not None or roles.unknown:
                break
            continue
        end = met.start() if met["kept"] else met.end()
        best = Clause(0, end, roles)
        if _SUPPORTS.match(head[met.end() :].lstrip(" ,;")) is None:
            break
    return best


def told_clause(text: str, end: int, registry: Registry) -> Clause | None:
    """At the end: "do Sở A trình", "- Sở A", ": Sở A chủ trì, Sở B phối hợp"."""
    begin = max(0, end - _LONGEST)
    tail = text[begin:end]
    for met in filter(None, (_DONE.search(tail), _LABELLED.search(tail))):
        roles = read_roles(met["who"], registry)
        if _is_plain(roles):
            sure = met.re is _LABELLED
            return Clause(begin + met.start(), begin + met.end(), roles, sure=sure)
    return _behind_a_sign(tail, begin, end, registry)


def _behind_a_sign(
    tail: str, begin: int, end: int, registry: Registry
) -> Clause | None:
    for met in _PARTED.finditer(tail):
        behind = tail[met.end() :]
        if not (behind[:1].isupper() or behind.startswith("giao ")):
            continue  # the office writes its bodies with a capital
        if met[0].startswith(":") and _of_others(tail[: met.start()], behind):
            continue
        if not may_be_plain(behind, registry):
            continue
        roles = read_roles(behind, registry)
        if roles.prepares and _is_plain(roles) and met.start():
            return Clause(begin + met.start(), end, roles, sure=False)
    return None


def _of_others(before: str, behind: str) -> bool:
    """Whether a colon may open a list of those who come."""
    if _LEADS.search(behind) and _SUPPORTS.search(behind):
        return False
    return _OTHERS.search(before) is not None or ";" in behind


def also_given(text: str, registry: Registry) -> Clause | None:
    """Whom the rest of an entry gives a part beside the one who leads."""
    met = _ALSO.search(text)
    roles = read_roles(f"phối hợp với {met['who']}", registry) if met else None
    if met is None or roles is None or roles.lead or not roles.support:
        return None
    if roles.unknown or roles.unclear or roles.vague:
        return None
    return Clause(met.start(), len(text), roles)


def _is_plain(roles: Roles) -> bool:
    return bool(roles.lead) and not (roles.unknown or roles.crowded or roles.unclear)
