"""Units: a mark opens one only where it continues the numbering."""

import pytest

from tests.programme.reading.makers import (
    SESSION,
    codes,
    read_agenda,
    read_conferences,
    read_text,
)

TC = "(Sở Tài chính chuẩn bị)"


@pytest.mark.parametrize("mark", ["{}.", "{})", "{}/", "{}-", "{} -", "{}.-", "{}./"])
def test_numbers_in_many_hands(mark: str) -> None:
    items = [f"{mark.format(n)} Đề án {n} {TC};" for n in range(1, 13)]

    draft = read_text("\n".join([SESSION, *items]))

    assert [item.title for item in draft.items] == [f"Đề án {n}" for n in range(1, 13)]
    assert codes(draft) == []


@pytest.mark.parametrize("mark", ["I.", "I/", "I.-", "I:", "Mục I.", "I)"])
def test_romans_in_many_hands(mark: str) -> None:
    second = mark.replace("I", "II")
    text = (
        f"{mark} Phiên họp: Ngày 21/7/2020\n1.Đề án A {TC}\n"
        f"{second} Nội dung trình Chủ tịch UBND tỉnh\n1.Đề án B {TC}"
    )

    draft = read_text(text)

    assert [item.ref for item in draft.items] == ["I.1", "II.1"]
    assert codes(draft) == []


@pytest.mark.parametrize(
    "wrapped",
    [
        "Quyết định số 52/2012/QĐ-UBND ngày\n06/03/2012 của UBND tỉnh",
        "Kế hoạch giai đoạn\n2021-2025 của tỉnh",
        "Giao ban vào thứ\n2 hằng tuần của tỉnh",
        "Báo cáo Điều\n2. Khoản 3 của Luật",
        "Dự thảo Nghị quyết số\n2/NQ-HĐND của tỉnh",
        "Đề án kinh tế\n- xã hội của tỉnh",
        "Báo cáo quý\nII/2020 của tỉnh",
        "Báo cáo: a) một việc\nb) hai việc\n1.1. ba việc",
        "Ý kiến của\nĐ/c Chủ tịch",
        "Đề án theo mẫu\nVX. của tỉnh",
    ],
)
def test_a_wrapped_line_opens_nothing(wrapped: str) -> None:
    draft = read_agenda(f"{wrapped} {TC}", f"Đề án B {TC}")

    assert [item.ref for item in draft.items] == ["I.1", "I.2"]
    assert draft.items[0].title == " ".join(wrapped.split())
    assert draft.items[0].lead == ("Sở Tài chính",)


def test_a_number_without_a_stop_inside_a_sentence_opens_nothing() -> None:
    draft = read_agenda(f"Đề án hợp nhất các\n2 Trung tâm của tỉnh {TC}")

    assert draft.items[0].title == "Đề án hợp nhất các 2 Trung tâm của tỉnh"
    assert codes(draft) == []


def test_letters_with_stroke_and_romans_that_begin_again() -> None:
    parts = [
        f"{letter}. PHẦN {letter}\nI. Nội dung trình Chủ tịch UBND tỉnh\n1. Đề án {TC}"
        for letter in ("A", "B", "C", "D", "Đ", "E")
    ]

    draft = read_text("\n".join(parts), "2020-07")

    assert [item.ref for item in draft.items] == [
        *("A.I.1", "B.I.1", "C.I.1", "D.I.1", "Đ.I.1", "E.I.1")
    ]
    assert codes(draft) == []


def test_letters_without_stroke() -> None:
    parts = [f"{letter}. Phần\n1. Đề án {TC}" for letter in "ABCDE"]

    draft = read_text("\n".join(parts), "2020-07")

    assert [item.ref for item in draft.items] == ["A.1", "B.1", "C.1", "D.1", "E.1"]


def test_numbers_that_run_through_the_sections() -> None:
    text = (
        f"{SESSION}\n1. Đề án A {TC}\n2. Đề án B {TC}\n"
        f"II. Nội dung trình Chủ tịch UBND tỉnh\n3. Đề án C {TC}\n4. Đề án D {TC}"
    )

    draft = read_text(text)

    assert [item.ref for item in draft.items] == ["I.1", "I.2", "II.3", "II.4"]
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{SESSION}\n1. A {TC}\n3. B {TC}", "numbering-gap"),
        (f"{SESSION}\n1. A {TC}\n1. B {TC}", "stray-mark"),
        (f"{SESSION}\n1. A {TC}\n9. B {TC}", "stray-mark"),
        (f"{SESSION}\n1. Điều 2. Khoản {TC}\n9. B {TC}", "stray-mark"),
        (f"{SESSION}\n1. A {TC}\n3. B {TC}\n2. C {TC}", "stray-mark"),
        (f"{SESSION}\n1. A {TC}\n2 Báo cáo B {TC}", "mark-without-stop"),
        (f"{SESSION}\n1. Luật Điều 2. Khoản B {TC}", "possible-mark"),
        (f"II. Phiên họp: Ngày 21/7/2020\n1. A {TC}", "numbering-gap"),
        (f"{SESSION}\n1. A x 2. B, y 2. C {TC}\n3. D {TC}", "possible-mark"),
        (f"Sở Tài chính chuẩn bị.\n{SESSION}\n1. A {TC}", "outside-sections"),
        (f"{SESSION}\n1. A\n4\nB {TC}", "lone-number"),
        (f"{SESSION}\n1. Báo cáo tháng\n4\nnăm nay {TC}", "lone-number"),
        (f"{SESSION}\n1.\n2. B {TC}", "not-understood"),
        (f"{SESSION}\n1. Ngày 5/7: A {TC}\n2. B {TC}", "several-days"),
    ],
)
def test_numbering_that_does_not_go_on_is_a_doubt(text: str, code: str) -> None:
    assert code in codes(read_text(text))


def test_a_number_after_a_word_that_wants_one_stays() -> None:
    draft = read_agenda(f"Báo cáo tháng\n4\nnăm nay {TC}")

    assert draft.items[0].title == "Báo cáo tháng 4 năm nay"


def test_pages_that_follow_each_other_need_no_question() -> None:
    draft = read_agenda(f"Đề án\n2\nlớn {TC}", f"Đề án\n- 3 -\nnhỏ {TC}")

    assert [item.title for item in draft.items] == ["Đề án lớn", "Đề án nhỏ"]
    assert codes(draft) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{SESSION} 1. A {TC}\n2. B {TC}\n3. C {TC}",
        f"{SESSION}\n1. A {TC}; 2. B {TC}. 3. C {TC}",
        f"{SESSION}\n1. A {TC}\n2 B {TC}\n3. C {TC}",
        f"B. HỘI NGHỊ {SESSION}\n1. A {TC}\n2. B {TC}\n3. C {TC}\nII. Họp: Ngày 5/7",
    ],
)
def test_lost_line_ends_are_mended(text: str) -> None:
    draft = read_text(text)

    assert [(item.ref, item.title) for item in draft.items] == [
        *(("I.1", "A"), ("I.2", "B"), ("I.3", "C"))
    ]


def test_a_section_joined_to_a_page_number() -> None:
    submitted = "II. Nội dung trình Chủ tịch UBND tỉnh"
    text = f"{SESSION}\n1. A {TC}\n3 {submitted}\n1. B {TC}\n2. C {TC}"

    draft = read_text(text)

    assert [item.ref for item in draft.items] == ["I.1", "II.1", "II.2"]
    assert draft.items[0].title == "A"


def test_a_session_without_a_day_keeps_its_matters() -> None:
    draft = read_text(f"I. Hội nghị UBND tỉnh\n1. A {TC}\n2. B {TC}", "2020-07")

    assert draft.meetings == ()
    assert [item.ref for item in draft.submissions] == ["I.1", "I.2"]
    assert codes(draft) == ["no-date"]


def test_a_session_on_a_day_that_cannot_be_keeps_its_matters() -> None:
    draft = read_text(f"I. Hội nghị UBND tỉnh: Ngày 31/6/2020\n1. A {TC}", "2020-06")

    assert [item.ref for item in draft.submissions] == ["I.1"]
    assert codes(draft) == ["impossible-date"]


def test_a_dated_heading_over_dated_meetings_is_no_session() -> None:
    heading = "I. Hội nghị từ ngày 1/7 đến ngày 15/7/2020"
    text = f"{heading}\n1. Ngày 1/7/2020: A\n2. Ngày 2/7: B"

    draft = read_text(text, "2020-07")

    assert [meeting.ref for meeting in draft.meetings] == ["I.1", "I.2"]


@pytest.mark.parametrize(
    "heading", ["A. NHIỆM VỤ TRỌNG TÂM", "A. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"]
)
def test_key_tasks_are_nobodys_deadline(heading: str) -> None:
    text = (
        f"{heading}\nI. Kinh tế\n1. Việc một.\n2. Việc hai.\nII. Xã hội\n"
        f"1. Việc ba {TC}.\nB. HỘI NGHỊ\n1. Ngày 5/7/2020: Họp báo"
    )

    draft = read_text(text)

    assert [(t.ordinal, t.text) for t in draft.key_tasks] == [
        (1, "Việc một."),
        (2, "Việc hai."),
        (3, f"Việc ba {TC}."),
    ]
    assert codes(draft) == ["agency-in-key-task"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"I. Ngày 5/7: {'x ' * 4000}\nII. Họp báo: Ngày 6/7", "not-understood"),
        (f"I. {'x ' * 4000}\n1. Ngày 5/7: Họp báo", "not-understood"),
        (f"I. Hội nghị; Đề án {TC}\n1. Ngày 5/7: Họp báo", "not-understood"),
        ("I. Công tác khác\nII. Họp báo: Ngày 6/7", "no-date"),
    ],
)
def test_what_is_no_entry_is_shown(text: str, code: str) -> None:
    draft = read_text(text, "2020-07")

    assert code in codes(draft)
    assert len(draft.meetings) == 1


def test_a_matter_that_comes_each_month_is_a_matter() -> None:
    draft = read_conferences("Ngày 5/7: Họp báo", f"Báo cáo hằng tháng {TC}")

    assert [item.title for item in draft.submissions] == ["Báo cáo hằng tháng"]
    assert draft.recurring == ()


@pytest.mark.parametrize(
    ("text", "words", "agencies"),
    [
        ("Họp báo, mời Sở Tài chính, Sở Nội vụ dự", "Sở Tài chính, Sở Nội vụ", 2),
        ("Họp. Thành phần: các Sở: Tài chính, Nội vụ", "các Sở: Tài chính, Nội vụ", 2),
        ("Làm việc với Sở Tài chính về ngân sách", "Sở Tài chính", 1),
        ("Giao ban với UBND các huyện", "UBND các huyện", 0),
    ],
)  # fmt: skip
def test_an_entry_names_who_attends(text: str, words: str, agencies: int) -> None:
    draft = read_conferences(f"Ngày 5/7: {text}")

    (audience,) = draft.meetings[0].audience
    assert audience.certain
    assert audience.words == words
    assert len(audience.agencies) == agencies
    assert draft.meetings[0].lead == ()


@pytest.mark.parametrize(
    ("text", "title", "place", "chair"),
    [
        ("Họp báo. Địa điểm: Hội trường tỉnh.", "Họp báo", "Hội trường tỉnh", None),
        ("Họp báo. Điểm tại Phòng họp 2.", "Họp báo", "Phòng họp 2", None),
        (
            "Họp báo tại Trung tâm Hội nghị tỉnh.",
            "Họp báo tại Trung tâm Hội nghị tỉnh",
            "Trung tâm Hội nghị tỉnh",
            None,
        ),
        (
            "Đồng chí Nguyễn Văn A chủ trì họp báo",
            "Đồng chí Nguyễn Văn A chủ trì họp báo",
            None,
            "Đồng chí Nguyễn Văn A",
        ),
        ("Họp báo. Chủ trì: Đồng chí A.", "Họp báo", None, "Đồng chí A"),
        ("Khảo sát tại các làng nghề", "Khảo sát tại các làng nghề", None, None),
    ],
)
def test_places_and_chairs(
    text: str, title: str, place: str | None, chair: str | None
) -> None:
    (meeting,) = read_conferences(f"Ngày 5/7: {text}").meetings

    assert (meeting.title, meeting.place, meeting.chair) == (title, place, chair)


def test_a_meeting_says_who_prepares_it() -> None:
    draft = read_conferences(
        "Ngày 5/7: Lễ hội (Sở Tài chính chủ trì, phối hợp Sở Nội vụ chuẩn bị)."
        " Điểm tại Hội trường tỉnh"
    )

    (meeting,) = draft.meetings
    assert (meeting.lead, meeting.support) == (("Sở Tài chính",), ("Sở Nội vụ",))
    assert (meeting.title, meeting.place) == ("Lễ hội", "Hội trường tỉnh")
