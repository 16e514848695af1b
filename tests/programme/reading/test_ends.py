"""Head and tail: issuer, number, date and period; recipients and signature."""

from datetime import date

import pytest

from programme.document import Draft, Signer
from programme.reading.doubts import MOST, Doubts
from tests.programme.reading.makers import codes, read_text

BODY = "I. Hội nghị UBND tỉnh: Ngày 21/7\n1. Đề án A (Sở Tài chính chuẩn bị)."


def with_head(head: str, period: str | None = "2020-07") -> Draft:
    return read_text(f"{head}\n{BODY}", period)


def with_tail(tail: str) -> Draft:
    return read_text(f"{BODY}\n{tail}", "2020-07")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG", "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"),
        ("UỶ BAN NHÂN DÂN TỈNH BẮC GIANG", "UỶ BAN NHÂN DÂN TỈNH BẮC GIANG"),
        ("UBND TỈNH BẮC GIANG", "UBND TỈNH BẮC GIANG"),
        ("ỦY BAN NHÂN DÂN\tCỘNG HÒA\nXÃ A\tĐộc lập", "ỦY BAN NHÂN DÂN XÃ A"),
        ("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("CHƯƠNG TRÌNH", None),
    ],
)
def test_the_issuer(head: str, issuer: str | None) -> None:
    assert with_head(head).issuer == issuer


@pytest.mark.parametrize(
    ("head", "number", "issued_on"),
    [
        (
            "Số: 05/CTr-UBND     Bắc Giang, ngày 24 tháng 6 năm 2020",
            "05/CTr-UBND",
            date(2020, 6, 24),
        ),
        ("Số: 5 /CTr-UBND", "5/CTr-UBND", None),
        ("Số:      /CTr-UBND", None, None),
        ("Bắc Giang, ngày 31 tháng 6 năm 2020", None, None),
        ("Căn cứ Quyết định ngày 1 tháng 6 năm 2020", None, None),
    ],
)
def test_the_number_and_the_date(
    head: str, number: str | None, issued_on: date | None
) -> None:
    draft = with_head(head)

    assert (draft.number, draft.issued_on) == (number, issued_on)


@pytest.mark.parametrize(
    "head",
    [
        "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020",
        "CHƯƠNG TRÌNH CÔNG TÁC\nTháng 7/2020",
        "Bắc Giang, ngày 24 tháng 6 năm 2020\nLịch công tác\nTHÁNG 07 NĂM 2020",
    ],
)
def test_the_period_in_the_title(head: str) -> None:
    assert with_head(head, None).period == "2020-07"


@pytest.mark.parametrize("head", ["Tháng 7/2020", "CHƯƠNG TRÌNH THÁNG 13 NĂM 2020"])
def test_the_period_from_the_dates(head: str) -> None:
    draft = read_text(f"{head}\n{BODY}\nII. Họp báo: Ngày 5/7/2020")

    assert draft.period == "2020-07"


def test_a_period_that_contradicts_the_title_is_a_doubt() -> None:
    draft = with_head("CHƯƠNG TRÌNH CÔNG TÁC THÁNG 6 NĂM 2020", "2020-07")

    assert draft.period == "2020-07"
    assert codes(draft) == ["period"]


@pytest.mark.parametrize(
    ("tail", "recipients", "signer"),
    [
        ("", (), Signer()),
        (
            "Nơi nhận:\n- A;\n+ B, C\nD;\n– Lưu: VT.",
            ("A", "B, C D", "Lưu: VT"),
            Signer(),
        ),
        ("Nơi nhận: - A; - B.", ("A", "B"), Signer()),
        ("NƠI NHẬN\nNhư trên", ("Như trên",), Signer()),
        (
            "Nơi nhận:\n- A.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Văn A",
            ("A",),
            Signer(
                by="KT.", title="CHỦ TỊCH", office="PHÓ CHỦ TỊCH", name="Nguyễn Văn A"
            ),
        ),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNơi nhận:\n- A.",
            ("A",),
            Signer(by="TM.", title="ỦY BAN NHÂN DÂN", office="CHỦ TỊCH"),
        ),
        (
            "Nơi nhận:          TL. CHỦ TỊCH\n- A;        CHÁNH VĂN PHÒNG\n- B.",
            ("A", "B"),
            Signer(by="TL.", title="CHỦ TỊCH", office="CHÁNH VĂN PHÒNG"),
        ),
        (
            "Nơi nhận:    TM. ỦY BAN NHÂN DÂN\n- A;   CHỦ TỊCH\n- Lưu: VT.\n  Lê Văn A",
            ("A", "Lưu: VT"),
            Signer(
                by="TM.", title="ỦY BAN NHÂN DÂN", office="CHỦ TỊCH", name="Lê Văn A"
            ),
        ),
        (
            "TL. CHỦ TỊCH CHÁNH VĂN PHÒNG",
            (),
            Signer(by="TL.", title="CHỦ TỊCH", office="CHÁNH VĂN PHÒNG"),
        ),
        (
            "Nơi nhận:\n- A. TL CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
            ("A",),
            Signer(by="TL.", title="CHỦ TỊCH", office="CHÁNH VĂN PHÒNG"),
        ),
        (
            "TL. CHỦ TỊCH      Nơi nhận:\n- A.",
            ("A",),
            Signer(by="TL.", title="CHỦ TỊCH"),
        ),
    ],
)
def test_recipients_and_signature(
    tail: str, recipients: tuple[str, ...], signer: Signer
) -> None:
    draft = with_tail(tail)

    assert draft.recipients == recipients
    assert draft.signer == signer
    assert [item.title for item in draft.items] == ["Đề án A"]


def test_the_tail_may_be_joined_to_the_body() -> None:
    draft = with_tail("2. Đề án B (Sở Y tế chuẩn bị). Nơi nhận:\n- A.")

    assert [item.title for item in draft.items] == ["Đề án A", "Đề án B"]
    assert draft.recipients == ("A",)


def test_the_word_for_recipients_in_a_title_ends_nothing() -> None:
    draft = with_tail("2. Rà soát nơi nhận văn bản (Sở Y tế chuẩn bị).")

    assert [item.title for item in draft.items] == [
        "Đề án A",
        "Rà soát nơi nhận văn bản",
    ]


def test_a_closing_sentence_belongs_to_no_entry() -> None:
    draft = with_tail("Yêu cầu Thủ trưởng các sở, ngành thực hiện./.\nNơi nhận:\n- A.")

    assert draft.doubts == ()
    assert draft.items[0].title == "Đề án A"


def test_a_line_that_only_looks_like_closing_is_kept() -> None:
    draft = with_tail("2. Báo cáo về\nyêu cầu của tỉnh (Sở Y tế chuẩn bị)")

    assert draft.items[1].title == "Báo cáo về yêu cầu của tỉnh"


FACTS = (
    *("agencies", "agency", "day", "found", "given", "mark", "near", "number"),
    *("period", "weekday", "ended", "begins", "now", "then"),
)


def test_more_doubts_than_anybody_reads_end_in_one() -> None:
    doubts = Doubts()

    for line in range(MOST + 99):
        doubts.add("no-agency", line, "")

    assert len(doubts.in_order()) == MOST + 1
    assert doubts.in_order()[-1].code == "too-many"
