"""Who speaks in these tests: the agencies of July 2020 and what each has to prepare."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from programme.calendar import civil_calendar
from programme.replies.meaning import Candidate, Scope

TUESDAY = datetime(2020, 7, 14, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CALENDAR = civil_calendar([2020])
#: When the items of section I and of section II are due.
DUE = {1: date(2020, 7, 14), 2: date(2020, 7, 31)}
TITLES = {
    "I.1": (
        "Báo cáo tình hình kinh tế - xã hội tháng 7 và 7 tháng đầu năm; nhiệm "
        "vụ trọng tâm tháng 8 năm 2020"
    ),
    "I.2": "Quy hoạch tỉnh Bắc Giang thời kỳ 2021-2030 và tầm nhìn đến 2050",
    "II.2": (
        "Báo cáo Chương trình mục tiêu Quốc gia 6 tháng đầu năm; nhiệm vụ, giải "
        "pháp 6 tháng cuối năm 2020"
    ),
    "I.3": (
        "Đề nghị xây dựng nghị quyết của HĐND tỉnh quy định hỗ trợ, khuyến "
        "khích phát triển hợp tác, liên kết trong sản xuất và tiêu thụ sản phẩm "
        "nông nghiệp và hỗ trợ sản xuất an toàn trên địa bàn tỉnh giai đoạn "
        "2021-2025"
    ),
    "I.4": (
        "Đề nghị xây dựng Nghị quyết của HĐND tỉnh về Chính sách hỗ trợ liên "
        "kết sản xuất và tiêu thụ sản phẩm nông nghiệp trên địa bàn tỉnh Bắc "
        "Giang. Chủ tịch UBND tỉnh phê duyệt bản đồ số hóa vùng sản xuất tập "
        "trung, chuyên canh các sản phẩm chủ lực, đặc trưng của tỉnh"
    ),
    "I.10": (
        "Báo cáo tổng kết thực hiện Nghị quyết số 249-NQ/TU ngày 01/11/2017 về "
        "tăng cường lãnh đạo, chỉ đạo công tác quản lý, bảo vệ và phát triển "
        "rừng trên địa bàn tỉnh"
    ),
    "I.5": (
        "Ban hành Quyết định thay thế Quyết định số 52/2012/QĐ-UBND ngày "
        "06/03/2012 của UBND tỉnh"
    ),
    "I.6": (
        "Ban hành Quyết định sửa đổi, bổ sung một số điều của Quy chế phối hợp "
        "theo dõi thi hành pháp luật"
    ),
    "I.9": (
        "Đề án sắp xếp lại các tổ chức hội quần chúng trong phạm vi thẩm quyền "
        "của UBND tỉnh, UBND cấp huyện"
    ),
    "I.11": (
        "Quyết định bổ sung chức năng, nhiệm vụ quản lý nợ chính quyền địa "
        "phương tỉnh Bắc Giang vào Quy định chức năng, nhiệm vụ, quyền hạn và "
        "cơ cấu tổ chức của Sở Tài chính tỉnh Bắc Giang ban hành kèm theo Quyết "
        "định số 373/2016/QĐ-UBND ngày 28/6/2016 của UBND tỉnh"
    ),
    "I.14": "Công tác tổ chức và cán bộ",
    "II.3": "Kế hoạch tuyển dụng giáo viên tỉnh Bắc Giang năm 2020",
    "I.12": (
        "Quyết định ban hành quy chế phối hợp trong công tác quản lý nợ chính "
        "quyền địa phương của tỉnh Bắc Giang"
    ),
    "I.13": (
        "Quy chế phối hợp trong quản lý hoạt động khoáng sản trên địa bàn tỉnh "
        "Bắc Giang"
    ),
    "II.4": "Quy hoạch phân khu, khu số 7, thành phố Bắc Giang",
}
#: The short name that heads a table, the official one, and what is owed.
OFFICES = {
    "kh": ("Sở Kế hoạch và Đầu tư", ("I.1", "I.2", "II.2")),
    "nn": ("Sở Nông nghiệp và Phát triển nông thôn", ("I.3", "I.4", "I.10")),
    "tp": ("Sở Tư pháp", ("I.5", "I.6")),
    "nv": ("Sở Nội vụ", ("I.9", "I.11", "I.14", "II.3")),
    "tc": ("Sở Tài chính", ("I.12",)),
    "tn": ("Sở Tài nguyên và Môi trường", ("I.13",)),
    "xd": ("Sở Xây dựng", ("II.4",)),
}


def a_duty(ref: str, *, is_open: bool = True, programme: str = "2020-07") -> Candidate:
    """Its number is made of its ref and its programme, so that it is its own."""
    section, _, ordinal = ref.rpartition(".")
    number = len(section) * 100 + int(ordinal) + int(programme[-2:]) * 1000
    return Candidate(
        duty=number,
        ref=ref,
        title=TITLES.get(ref, ""),
        programme=programme,
        is_open=is_open,
        due=DUE[len(section)],
    )


def a_scope(
    who: str,
    *,
    reply: Iterable[str] = (),
    closed: Iterable[str] = (),
    at: datetime = TUESDAY,
) -> Scope:
    agency, refs = OFFICES[who]
    candidates = tuple(a_duty(ref, is_open=ref not in set(closed)) for ref in refs)
    pointed = frozenset(a_duty(ref).duty for ref in reply)
    return Scope(
        candidates=candidates, at=at, calendar=CALENDAR, pointed=pointed, agency=agency
    )
