"""Nothing is lost in silence: what a line says is read, or doubted where it stands."""

import json
from pathlib import Path

import pytest

from programme.document import Draft
from programme.draft_json import to_json
from programme.errors import Unreadable
from programme.reading.drafting import draft_of
from programme.reading.formats import deliver
from programme.reading.formats.endings import ending_of
from programme.reading.titles import is_secret
from programme.reading.wordless import is_idle
from tests.programme.reading.insertions import Insertion, insertions
from tests.programme.reading.makers import (
    EXAMPLE,
    codes,
    item_of,
    meeting_of,
    read_agenda,
    read_text,
)
from tests.programme.reading.test_documents import DOCUMENTS

TITLE = "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020"
WEEK = "LỊCH CÔNG TÁC TUẦN\nTừ ngày 13/7/2020 đến ngày 19/7/2020\nThứ Hai, ngày 13/7:"
#: A doubt about an entry stands at its first line; an entry is seldom longer.
ABOVE = 12
#: Every place of a long document is too many for every run.
MOST = 120


@pytest.mark.parametrize("document", [EXAMPLE, *DOCUMENTS], ids=lambda path: path.name)
def test_words_put_anywhere_are_read_or_doubted(document: Path) -> None:
    content = document.read_bytes()
    lines = deliver(ending_of(content, document.name), content)
    every = list(insertions(list(lines)))
    some = every[:: max(1, len(every) // MOST)]

    lost = [one for one in some if not _is_kept(one)]

    assert [(one.line, one.words) for one in lost] == []


def _is_kept(one: Insertion) -> bool:
    """What is near a matter marked mật is never shown: that is a promise too."""
    try:
        draft = draft_of(one.lines, None, None)
    except Unreadable:
        return True
    changed = next(line for line in one.lines if line.number == one.line)
    hidden = [item.line for item in draft.items if item.secret]
    if is_secret(changed.words) or any(n <= one.line <= n + 1 for n in hidden):
        return True
    return all(_is_said(word, one.line, draft) for word in one.words)


def _is_said(word: str, line: int, draft: Draft) -> bool:
    said = to_json(draft)
    doubts = said.pop("doubts")
    assert isinstance(doubts, list)
    in_result = word in json.dumps(said, ensure_ascii=False)
    shown = [d.line for d in draft.doubts if word in d.text]
    # The head of a column is shown with what stands below it.
    return in_result or any(line - ABOVE <= n <= line + 4 for n in shown)


@pytest.mark.parametrize(
    "body",
    [
        "các sở, ngành liên quan",
        "Các sở, ban, ngành",
        "các đơn vị có liên quan",
        "các cơ quan, đơn vị",
        "các địa phương",
        "UBND các huyện, thành phố",
        "UBND các xã, phường, đặc khu",
        "UBND cấp huyện",
        "các phòng chuyên môn",
        "đơn vị tư vấn",
    ],
)
def test_bodies_that_nobody_names_are_doubted_in_prose_and_in_tables(body: str) -> None:
    head = "| STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp |"
    row = f"| 1 | Đề án A | Sở Tài chính | {body} |"
    in_table = read_text(f"{TITLE}\n{head}\n{row}")
    in_prose = read_agenda(f"Đề án A (Sở Tài chính chủ trì, phối hợp {body} chuẩn bị)")
    leading = read_agenda(f"Đề án A (Sở Tài chính và {body} chuẩn bị)")

    for draft in (in_table, in_prose, leading):
        (doubt,) = draft.doubts
        assert doubt.code == "vague-agency"
        assert body in doubt.text
        assert [item.lead for item in draft.items] == [("Sở Tài chính",)]


def test_where_only_a_vague_body_leads_nobody_does() -> None:
    draft = read_agenda("Đề án A (các sở, ngành liên quan chuẩn bị)")

    assert codes(draft) == ["no-agency"]


@pytest.mark.parametrize(
    "clause",
    [
        "các Sở: Tài chính, Nội vụ chuẩn bị",
        "Các Sở Tài chính, Nội vụ chuẩn bị",
        "Các đơn vị: Sở Tài chính, Sở Nội vụ chuẩn bị",
    ],
)
def test_bodies_that_are_named_behind_many_are_no_doubt(clause: str) -> None:
    assert item_of(f"Đề án A ({clause})").lead == ("Sở Tài chính", "Sở Nội vụ")
    assert codes(read_agenda(f"Đề án A ({clause})")) == []


def test_a_column_without_a_field_shows_each_word_once_in_its_line() -> None:
    head = "| STT | Nội dung | Cơ quan chủ trì | Cấp trình | Người theo dõi |"
    rows = [
        "| 1 | Đề án A | Sở Y tế | UBND tỉnh | Nguyễn Văn A |",
        "| 2 | Đề án B | Sở Nội vụ | UBND tỉnh | |",
        "| 3 | Đề án C | Sở Tư pháp | HĐND tỉnh | Nguyễn Văn A |",
    ]

    draft = read_text("\n".join([TITLE, head, *rows]))

    assert [(doubt.code, doubt.line, doubt.text) for doubt in draft.doubts] == [
        ("unread-column", 3, "Cấp trình: UBND tỉnh"),
        ("unread-column", 3, "Người theo dõi: Nguyễn Văn A"),
        ("unread-column", 5, "Cấp trình: HĐND tỉnh"),
    ]


def test_what_stands_on_the_line_of_a_heading_is_no_matter_of_its_own() -> None:
    head = "| STT | Nội dung | Cơ quan chủ trì | Ghi chú |"
    rows = [
        "| I | Các nội dung trình Chủ tịch | | chưa chốt danh sách |",
        "| 1 | Đề án A | Sở Y tế | |",
    ]

    draft = read_text("\n".join([TITLE, head, *rows]))

    (doubt,) = draft.doubts
    assert (doubt.code, doubt.line) == ("left-over", 3)
    assert doubt.text == "chưa chốt danh sách"


@pytest.mark.parametrize(
    "words",
    ["làm việc tại cơ quan", "Sáng làm việc tại cơ quan", "Nghỉ", "Trực cơ quan"],
)
def test_a_day_at_the_office_is_neither_an_event_nor_a_doubt(words: str) -> None:
    draft = read_text(f"{WEEK}\n- PCT.KT: {words}.\n- CT: 8h, Họp báo.")

    assert is_idle(words)
    assert [meeting.title for meeting in draft.meetings] == ["Họp báo"]
    assert codes(draft) == []


@pytest.mark.parametrize(
    "words",
    ["Làm việc tại cơ quan với đoàn Bộ Y tế", "Trực cơ quan: đồng chí Nguyễn Văn A"],
)
def test_more_than_a_day_at_the_office_is_seen(words: str) -> None:
    draft = read_text(f"{WEEK}\n- PCT.KT: {words}.\n- CT: 8h, Họp báo.")

    titles = " ".join(meeting.title for meeting in draft.meetings)
    shown = " ".join(doubt.text for doubt in draft.doubts)
    assert words.rsplit(maxsplit=1)[-1] in titles + shown


def test_the_hour_of_a_matter_is_doubted_for_it_has_no_field() -> None:
    draft = read_text(
        "CHƯƠNG TRÌNH HỌP UBND TỈNH\nThời gian: 7h00, ngày 19/7/2020\nNỘI DUNG\n"
        "1. 8h15: Sở Y tế báo cáo Đề án A.\n2. Thảo luận."
    )

    assert [(doubt.code, doubt.line) for doubt in draft.doubts] == [("left-over", 4)]
    assert "8h15" in draft.doubts[0].message


def test_a_paragraph_too_long_to_be_read_is_shown_line_by_line() -> None:
    long = "\n".join(
        f"lãnh đạo đơn vị thứ {n} {'và nhân viên ' * 20}" for n in range(30)
    )

    draft = read_text(
        "GIẤY MỜI\nHọp báo\n1. Thời gian: 8h00, ngày 21/7/2020\n2. Địa điểm: Phòng 1\n"
        f"3. Thành phần: {long}\nông Trịnh Bạo Khắc\n"
        "4. Nội dung:\n- Sở Y tế báo cáo Đề án A."
    )

    said = json.dumps(to_json(draft), ensure_ascii=False)
    assert "Trịnh Bạo Khắc" in said


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        "Thực hiện Quy chế làm việc, UBND tỉnh ban hành Chương trình như sau:",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "(Ban hành kèm theo Công văn số 12/UBND-TH ngày 01/7/2020)",
    ],
)
def test_a_letterhead_and_a_formula_say_nothing_more(line: str) -> None:
    draft = read_text(f"{TITLE}\n{line}\nI. Họp báo: Ngày 5/7/2020.")

    assert codes(draft) == []


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Quy chế, các sở gửi hồ sơ trước ngày 10/7/2020.",
        "Lưu ý: tháng này họp trực tuyến.",
        "(Điều chỉnh lần 2)",
    ],
)
def test_what_is_asked_above_the_first_entry_is_doubted(line: str) -> None:
    draft = read_text(f"{TITLE}\n{line}\nI. Họp báo: Ngày 5/7/2020.")

    assert [(doubt.code, doubt.line) for doubt in draft.doubts] == [("left-over", 2)]


def test_the_sentence_that_closes_is_known_and_what_it_adds_is_not() -> None:
    closing = "Yêu cầu Thủ trưởng các cơ quan, đơn vị tổ chức thực hiện nghiêm túc"
    plain = read_text(f"{TITLE}\nI. Họp báo: Ngày 5/7/2020.\n{closing}./.")
    adding = read_text(
        f"{TITLE}\nI. Họp báo: Ngày 5/7/2020.\n{closing}; ông Trịnh Khắc theo sát./."
    )

    assert codes(plain) == []
    assert [(doubt.code, doubt.line) for doubt in adding.doubts] == [("left-over", 3)]


def test_a_secret_matter_is_not_shown_by_what_is_left_of_it() -> None:
    head = "| STT | Nội dung | Cơ quan chủ trì | Cấp trình |"
    rows = [
        "| 1 | Kế hoạch Sao Hôm (mật) | Sở Nội vụ | Tỉnh ủy |",
        "| 2 | Đề án B | Sở Y tế | |",
    ]

    draft = read_text("\n".join([TITLE, head, *rows]))

    assert "secret-item" in codes(draft)
    assert "Sao Hôm" not in json.dumps(to_json(draft), ensure_ascii=False)


def test_a_meeting_that_is_read_whole_leaves_nothing() -> None:
    text = (
        "Thứ Năm, ngày 16/7/2020 (nhằm 26/5 ÂL), 14 giờ 30’: Tiếp công dân định kỳ. "
        "Địa điểm: Trụ sở tiếp công dân tỉnh."
    )

    meeting = meeting_of(text)

    assert meeting.place == "Trụ sở tiếp công dân tỉnh"
    read = read_text(f"I. Hội nghị với các sở\n1. {text}", "2020-07")
    assert "left-over" not in codes(read)
