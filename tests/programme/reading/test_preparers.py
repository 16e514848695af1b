"""Who prepares: found by the last bracket or the verb, told apart by the verb."""

import pytest

from tests.programme.reading.makers import codes, item_of, read_agenda, read_text

KHDT = "Sở Kế hoạch và Đầu tư"
NNPTNT = "Sở Nông nghiệp và Phát triển nông thôn"
TC, NV, TP = "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"
VHTTDL = "Sở Văn hóa, Thể thao và Du lịch"
LDTBXH = "Sở Lao động - Thương binh và Xã hội"


@pytest.mark.parametrize(
    ("clause", "lead", "support"),
    [
        ("(Sở Tư pháp chuẩn bị);", [TP], []),
        ("(Sở Tư pháp chuẩn bị)", [TP], []),
        ("(Sở Tư pháp chuẩn bị)./.", [TP], []),
        ("(Sở Tư pháp chuẩn bị", [TP], []),
        ("Sở Tư pháp chuẩn bị)", [TP], []),
        ("(Sở Tư pháp)", [TP], []),
        ("(giao Sở Tư pháp chủ trì, tham mưu)", [TP], []),
        ("(Sở Tư pháp trình)", [TP], []),
        ("(Sở Tư pháp chuẩn bị nội dung và thư mời).", [TP], []),
        ("(SỞ TƯ PHÁP CHUẨN BỊ)", [TP], []),
        ("(Giám đốc Sở Tư pháp báo cáo)", [TP], []),
        ("(Sở Tư pháp tỉnh Bắc Giang chuẩn bị)", [TP], []),
        ("(Sở Nông nghiệp và PTNT chuẩn bị)", [NNPTNT], []),
        ("(Sở KH&ĐT chuẩn bị)", [KHDT], []),
        ("(Sở KH & ĐT chuẩn bị)", [KHDT], []),
        ("(Liên minh HTX tỉnh chuẩn bị)", ["Liên minh Hợp tác xã tỉnh"], []),
        ("(Sở Văn hoá, Thể thao và Du lịch chuẩn bị)", [VHTTDL], []),
        ("(Sở Lao động – Thương binh và Xã hội chuẩn bị)", [LDTBXH], []),
        ("(Sở Tài chính chủ trì, phối hợp với Sở Nội vụ chuẩn bị)", [TC], [NV]),
        (
            "(Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, Sở Tư pháp chuẩn bị)",
            [TC],
            [NV, TP],
        ),
        ("(Sở Tài chính phối hợp Sở Nội vụ chuẩn bị)", [TC], [NV]),
        ("(Sở Tài chính phối hợp với các Sở: Nội vụ, Tư pháp)", [TC], [NV, TP]),
        ("(Chủ trì: Sở Tài chính; phối hợp: Sở Nội vụ)", [TC], [NV]),
        ("(Sở Tài chính chủ trì; Sở Nội vụ, Sở Tư pháp phối hợp)", [TC], [NV, TP]),
        ("(các Sở: Tài chính, Nội vụ và Tư pháp chuẩn bị)", [TC, NV, TP], []),
        ("(Sở Tài chính; Sở Nội vụ & Sở Tư pháp chuẩn bị)", [TC, NV, TP], []),
        (
            "(các Sở: Văn hóa, Thể thao và Du lịch, Kế hoạch và Đầu tư chuẩn bị)",
            [VHTTDL, KHDT],
            [],
        ),
        ("(Sở Tài chính chuẩn bị, trình Chủ tịch UBND tỉnh)", [TC], []),
        (". Đơn vị báo cáo: Sở Tài chính.", [TC], []),
        (". Cơ quan chuẩn bị: Sở Tài chính; phối hợp: Sở Nội vụ", [TC], [NV]),
        ("(Sở Tài chính chuẩn bị). 3", [TC], []),
        ("(Sở Tài chính soạn thảo, Sở Tư pháp thẩm định)", [TC], [TP]),
        ("(Sở Tài chính chủ trì; thẩm định: Sở Tư pháp)", [TC], [TP]),
    ],
)
def test_a_clause_names_who_leads_and_who_supports(
    clause: str, lead: list[str], support: list[str]
) -> None:
    draft = read_agenda(f"Đề án phát triển du lịch {clause}")

    (item,) = draft.meetings[0].items
    assert item.title == "Đề án phát triển du lịch"
    assert (list(item.lead), list(item.support)) == (lead, support)
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Đề án A (đợt 1) (Sở Tài chính chuẩn bị)",
            "Đề án A (đợt 1)",
        ),
        (
            "Quy chế của Sở Nội vụ tỉnh Bắc Giang (Sở Tài chính chuẩn bị)",
            "Quy chế của Sở Nội vụ tỉnh Bắc Giang",
        ),
        (
            "Chương trình (trình tự, thủ tục) (Sở Tài chính chuẩn bị)",
            "Chương trình (trình tự, thủ tục)",
        ),
        (
            "Báo cáo   quý II/2020\u00a0(Sở Tài chính chuẩn bị);",
            "Báo cáo quý II/2020",
        ),
        (
            "Báo cáo (Sở Tài chính chuẩn bị) (nếu có)",
            "Báo cáo (nếu có)",
        ),
        (
            "Kế đầu tư  công, xây dựng ... (Sở Tài chính chuẩn bị)",
            "Kế đầu tư công, xây dựng ...",
        ),
        (
            "Quyết định số 52/2012/QĐ-UBND ngày 06/03/2012 (Sở Tài chính chuẩn bị)",
            "Quyết định số 52/2012/QĐ-UBND ngày 06/03/2012",
        ),
    ],
)
def test_a_title_loses_its_clause_and_stop_and_nothing_else(
    text: str, title: str
) -> None:
    item = item_of(text)

    assert item.title == title
    assert item.lead == ("Sở Tài chính",)


@pytest.mark.parametrize(
    ("text", "code", "lead"),
    [
        ("Đề án A", "no-agency", []),
        ("Đề án A của Sở Tài chính", "no-agency", []),
        ("Đề án A (mời Sở Tài chính dự)", "no-agency", []),
        ("Đề án A (theo đề nghị của Sở Tài chính)", "no-agency", []),
        ("Sở Tài chính báo cáo dự toán", "no-agency", []),
        ("Đề án A (cơ quan có liên quan chuẩn bị)", "no-agency", []),
        ("Đề án A (Sở Tài chánh chuẩn bị)", "unknown-agency", []),
        ("Đề án A Sở Tài chánh chuẩn bị)", "unknown-agency", []),
        ("Đề án A, việc đó đang chuẩn bị", "unknown-agency", []),
        ("Đề án A (Thanh tra Sở Nội vụ chuẩn bị)", "unknown-agency", []),
        ("Đề án A (Văn phòng UBND huyện Yên Thế chuẩn bị)", "unknown-agency", []),
        ("Đề án A (Ban Quản trị Tòa nhà trình)", "unknown-agency", []),
        ("Đề án A (Sở Tài chính, UBND huyện Lục Nam chuẩn bị)", "unknown-agency", [TC]),
        ("Đề án A (Sở Tài chính Sở Nội vụ chuẩn bị)", "unclear-agency", [TC, NV]),
        ("Đề án A (Sở Tài chính, Sở Nội vụ phối hợp)", "unclear-agency", [TC, NV]),
        ("Đề án A (Sở Tài chính chuẩn bị, Sở Nội vụ)", "unclear-agency", [TC, NV]),
        ("Đề án A Sở Tài chính, Sở Nội vụ chuẩn bị)", "bracket", [TC, NV]),
        ("Đề án A do Sở Tài chính chuẩn bị", "bracket", [TC]),
        ("A (Sở Tài chính chuẩn bị) B (Sở Nội vụ chuẩn bị)", "several-clauses", [NV]),
        ("A (Sở Nội vụ chuẩn bị) và việc khác", "words-after-agency", [NV]),
        ("A (mật) (Sở Nội vụ chuẩn bị)", "secret-item", [NV]),
    ],
)
def test_what_is_not_plain_becomes_a_doubt(
    text: str, code: str, lead: list[str]
) -> None:
    draft = read_agenda(text)

    assert code in codes(draft)
    assert list(draft.meetings[0].items[0].lead) == lead


def test_an_unknown_agency_names_the_nearest() -> None:
    (doubt,) = read_agenda("Đề án A (Sở Tài chánh chuẩn bị)").doubts

    assert doubt.line == 2
    assert doubt.text == "(Sở Tài chánh chuẩn bị)"
    assert "Sở Tài chính" in doubt.message


def test_an_abolished_agency_names_its_successor() -> None:
    text = "I. Phiên họp: Ngày 5/3/2026\n1. Đề án A (Sở GTVT chuẩn bị)"
    (doubt,) = read_text(text).doubts

    assert doubt.code == "former-agency"
    assert "Sở Xây dựng" in doubt.message


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Đề án A (Sở Nội vụ chuẩn bị) (trước ngày 10/7)", "2020-07-10"),
        ("Đề án A (Sở Nội vụ chuẩn bị, trình trước 10/7/2020)", "2020-07-10"),
        ("Đề án A (Sở Nội vụ chuẩn bị), hoàn thành trước ngày 9/7.", "2020-07-09"),
        ("Đề án A (trình trước 9/7, Sở Nội vụ chuẩn bị).", "2020-07-09"),
        ("Đề án A trước ngày 9/7 (Sở Nội vụ chuẩn bị)", None),
    ],
)
def test_a_printed_due_day(text: str, due: str | None) -> None:
    draft = read_agenda(text)

    (item,) = draft.meetings[0].items
    assert (item.due_on.isoformat() if item.due_on else None) == due
    assert item.lead == ("Sở Nội vụ",)
    assert item.title == ("Đề án A" if due else "Đề án A trước ngày 9/7")
    assert codes(draft) == []


def test_before_ten_years_is_no_due_day() -> None:
    item = item_of("Rà soát văn bản trước 10 năm (Sở Nội vụ chuẩn bị)")

    assert item.title == "Rà soát văn bản trước 10 năm"
    assert item.due_on is None


@pytest.mark.parametrize("day", ["31/6", "5/7 và ngày 9/7"])
def test_an_unclear_due_day_is_a_doubt(day: str) -> None:
    draft = read_agenda(f"Đề án A (Sở Nội vụ chuẩn bị) (trước ngày {day})")

    assert codes(draft)[0] == "due-unclear"
    assert draft.items[0].due_on is None


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("dự kiến", "tentative"),
        ("nếu có", "tentative"),
        ("bổ sung", "added"),
        ("chuyển từ tháng 6", "carried_over"),
        ("đã hoãn", "postponed"),
        ("rút", "withdrawn"),
        ("đợt 1", "planned"),
    ],
)
def test_a_remark_says_the_fate(remark: str, status: str) -> None:
    item = item_of(f"Đề án A ({remark}) (Sở Nội vụ chuẩn bị)")

    assert item.status == status
    assert item.title == f"Đề án A ({remark})"
