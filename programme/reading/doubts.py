"""Doubts: what the reader would not decide alone, each in one sentence to the clerk."""

from collections.abc import Mapping

from programme.document import Doubt

LONGEST = 300
#: More doubts than a clerk would read: the rest is said in one.
MOST = 500

SENTENCES: Mapping[str, str] = {
    "agency-in-key-task": "Nhiệm vụ trọng tâm này có nêu cơ quan chuẩn bị; "
    "đề nghị xem có phải nội dung cần đôn đốc không.",
    "bracket": "Phần nêu cơ quan chuẩn bị không nằm trong ngoặc đơn; "
    "đề nghị kiểm tra {agencies}.",
    "conditional": "Lịch định kỳ có kèm điều kiện; đề nghị kiểm tra ngày thực tế.",
    "date-outside-period": "Ngày {day} không nằm trong kỳ {period}; "
    "đề nghị kiểm tra lại.",
    "due-unclear": "Có nhắc đến thời hạn nhưng không rõ ngày; "
    "đề nghị nhập hạn nếu cần.",
    "former-agency": "“{agency}” không còn từ {ended}: {now}.",
    "future-agency": "“{agency}” chỉ có từ {begins}, sau kỳ của văn bản{then}; "
    "đề nghị chọn cơ quan.",
    "impossible-date": "Ngày ghi ở đây không có trong lịch; đề nghị kiểm tra lại.",
    "impossible-time": "Giờ ghi ở đây không hợp lệ; đề nghị kiểm tra lại.",
    "lone-number": "Số {number} đứng riêng một dòng giữa câu: có thể là số trang; "
    "đề nghị kiểm tra.",
    "mark-without-stop": "Dòng này được hiểu là mục {mark} dù thiếu dấu sau số; "
    "đề nghị kiểm tra.",
    "left-over": "“{words}” chưa được đưa vào nội dung nào; đề nghị xem có cần bổ "
    "sung không.",
    "no-agency": "Không thấy cơ quan chuẩn bị; đề nghị chọn cơ quan.",
    "no-date": "Không rõ ngày họp; đề nghị nhập ngày.",
    "not-understood": "Không hiểu đoạn này là hội nghị hay nội dung nào; "
    "đề nghị xem lại.",
    "numbering-gap": "Đánh số nhảy đến {mark}; đề nghị xem có sót mục nào không.",
    "outside-sections": "Đoạn này nằm ngoài các mục được đánh số; đề nghị xem lại.",
    "period": "Kỳ được chọn là {given} nhưng văn bản ghi {found}; "
    "đề nghị kiểm tra lại.",
    "possible-mark": "Trong đoạn có “{mark}” giống số thứ tự của một mục khác; "
    "đề nghị xem có phải hai mục không.",
    "recurrence": "Có lịch định kỳ nhưng không rõ ngày nào; đề nghị nhập quy tắc.",
    "secret-item": "Nội dung được ghi là mật; đề nghị xử lý ngoài hệ thống.",
    "several-clauses": "Đoạn này nêu cơ quan chuẩn bị ở nhiều chỗ; "
    "đề nghị xem có phải nhiều nội dung không.",
    "several-days": "Có nhiều ngày trong một mục; đề nghị xem hội nghị họp ngày nào.",
    "stray-mark": "Số thứ tự {mark} không nối tiếp các mục trước; "
    "đoạn này được ghép vào mục liền trên.",
    "too-many": "Còn nhiều chỗ khác không hiểu được; "
    "đề nghị xem văn bản có đúng là chương trình công tác không.",
    "unclear-agency": "Không rõ cơ quan nào chủ trì, cơ quan nào phối hợp; "
    "đề nghị kiểm tra.",
    "unknown-agency": "Chưa có cơ quan “{agency}” trong danh mục{near}; "
    "đề nghị chọn cơ quan.",
    "vague-agency": "“{agency}” chưa nêu rõ là cơ quan nào; đề nghị chọn cơ quan.",
    "weekday": "Ngày {day} là {weekday}, không phải thứ ghi trong văn bản; "
    "đề nghị kiểm tra lại.",
    "words-after-agency": "Sau phần nêu cơ quan chuẩn bị còn có nội dung khác; "
    "đề nghị kiểm tra.",
    "ditto": "Dấu “nt” ở đây không có dòng trên để hiểu theo; đề nghị kiểm tra.",
    "month-only": "Chỉ ghi tháng hoặc quý, không ghi ngày; tạm hiểu hạn là {day}, đề "
    "nghị xác nhận.",
    "no-number": "Dòng này không có số thứ tự; tạm đánh số {mark}, đề nghị kiểm tra.",
    "ref-repeated": "Số {mark} đã có ở trên; mục này tạm gọi là {name}, đề nghị kiểm "
    "tra.",
    "remark": "Ghi chú này chưa được hiểu; đề nghị xem có ảnh hưởng đến nội dung "
    "không.",
    "unread-column": "Cột “{column}” chưa được hiểu; đề nghị xem có cần nhập thêm "
    "không.",
    "unread-row": "Không hiểu dòng này của bảng; đề nghị xem lại.",
    "change-unclear": "Không rõ thông báo này thay đổi nội dung gì; đề nghị xem lại.",
    "several-halves": "Đoạn này nêu nhiều buổi; đề nghị xem có phải nhiều cuộc họp "
    "không.",
    "matter-hours": "Giờ của từng nội dung ({lines}) không được lưu, chỉ lưu giờ của "
    "cả cuộc họp; đề nghị xem trong văn bản.",
    "several-times": "Đoạn này có nhiều giờ, được tách thành nhiều cuộc họp; đề nghị "
    "kiểm tra.",
    "lunar": "Ngày âm lịch {lunar} là ngày {day} dương lịch, không khớp ngày ghi "
    "trong văn bản; đề nghị kiểm tra.",
    "lunar-only": "Chỉ ghi ngày âm lịch {lunar}, tạm hiểu là ngày {day}; đề nghị xác "
    "nhận.",
    "closing-day": "Câu kết có nêu ngày; đề nghị xem có phải thời hạn chung không.",
}


class Doubts:
    """The doubts of one reading, gathered as they are met."""

    def __init__(self) -> None:
        self._met: list[Doubt] = []
        #: Lines and words that a written rule sets aside: they say nothing.
        self.aside: list[tuple[int, str]] = []

    def add(self, code: str, line: int, text: str, **facts: str) -> None:
        if len(self._met) == MOST:
            code, text = "too-many", ""
        elif len(self._met) > MOST:
            return
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        message = SENTENCES[code].format_map(facts)
        self._met.append(Doubt(code=code, line=line, text=shown, message=message))

    def set_aside(self, line: int, text: str) -> None:
        """These words are known to say nothing: a day at the office."""
        self.aside.append((line, text))

    def in_order(self) -> tuple[Doubt, ...]:
        """Each once, in the order of the document."""
        once = dict.fromkeys(self._met)
        return tuple(sorted(once, key=lambda doubt: doubt.line))
