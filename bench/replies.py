"""How fast a message is understood, on one core, beside merely cutting it up."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from time import perf_counter

from timing import in_turn, show

from programme.calendar import civil_calendar
from programme.replies import understand
from programme.replies.meaning import Candidate, Scope
from programme.rules import OFFICE_ZONE

ROUNDS = 7
DUTIES = {
    "I.3": "Đề nghị xây dựng nghị quyết quy định hỗ trợ, khuyến khích phát triển hợp "
    "tác, liên kết trong sản xuất và tiêu thụ sản phẩm nông nghiệp",
    "I.4": "Đề nghị xây dựng Nghị quyết về Chính sách hỗ trợ liên kết sản xuất và tiêu "
    "thụ sản phẩm nông nghiệp trên địa bàn tỉnh",
    "I.10": "Báo cáo tổng kết thực hiện Nghị quyết về tăng cường lãnh đạo công tác "
    "quản lý, bảo vệ và phát triển rừng trên địa bàn tỉnh",
}
MESSAGES = """\
mục 3 đã xong
I.3 đã xong, I.4 đang chuẩn bị
mục 3 đã xong, mục 4 đang lấy ý kiến
xong rồi
xong rồi anh ơi, mục 3 nhé
m3 xog r ạ
muc 3 da xong, muc 4 dang lam
Dạ em báo cáo anh, mục 10 sở em đã trình UBND tỉnh sáng nay ạ
đã gửi qua trục, Tờ trình 66/TTr-SNN
mục 3 chưa xong
mục 3 xong chưa?
sắp xong
xong 80%
mục 4 vướng do chưa có ý kiến Sở Tài chính
mục 4 đã gửi Sở Tư pháp thẩm định
cả ba nội dung đã sẵn sàng
mục 10 xin gia hạn đến 20/7
xin lùi mục 4 sang thứ 6 tuần sau
đề nghị chuyển mục 10 sang kỳ họp sau
xin rút mục 4
ok
đã nhận, cảm ơn anh
vâng ạ
Họp mấy giờ vậy anh?
Cho em hỏi hồ sơ mục 3 gồm những gì ạ?
báo cáo rừng đã xong
II.3 đã xong
mục 99 xong rồi
mục 3, 4 và 10 đã trình
mục 3 xong, còn lại đang làm
mục 3 đã xong nhưng chưa ký
nếu kịp thì mai xong mục 4
Em đang đợi ý kiến các sở, chắc đầu tuần sau mới xong mục 4 ạ
Phòng Kế hoạch đang tổng hợp, dự kiến trình trước ngày 14/7
mục 10 lãnh đạo sở đã ký, chiều nay gửi văn bản giấy
hoanf thanhf muc 3
anh Minh ơi mục 3 bên em xong hết rồi nhé, còn mục 4 thì đang chờ họp
3 ok, 4 chưa
mục 3: đã xong; mục 4: đang lấy ý kiến; mục 10: vướng mắc do thiếu số liệu
Kính gửi Văn phòng, Sở báo cáo: nội dung số 4 đang hoàn thiện theo ý kiến góp ý
""".splitlines()
SCOPE = Scope(
    candidates=tuple(
        Candidate(duty=number, ref=ref, title=title, programme="2020-07")
        for number, (ref, title) in enumerate(DUTIES.items())
    ),
    at=datetime(2020, 7, 10, 9, tzinfo=OFFICE_ZONE),
    calendar=civil_calendar([2020]),
)


def understood() -> None:
    for message in MESSAGES:
        understand(message, SCOPE)


def cut_up() -> None:
    for message in MESSAGES:
        message.lower().split()


#: Many enough that the program's start weighs little.
MANY = 500
PAPER = Path(__file__).parents[1] / "examples"


def by_command() -> float:
    """Messages a second through `nhacviec reply --lines`, its start included."""
    paper = next(path for path in sorted(PAPER.iterdir()) if path.suffix == ".txt")
    office = "Sở Nông nghiệp và Phát triển nông thôn"
    program = str(Path(sys.executable).with_name("nhacviec"))
    call = [program, "reply", "--lines"]
    call += ["--agency", office, "--programme", str(paper)]
    begun = perf_counter()
    subprocess.run(  # noqa: S603 - our own
        call,
        input="\n".join(MESSAGES * MANY),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return len(MESSAGES) * MANY / (perf_counter() - begun)


def of_noise() -> float:
    """The slowest of several kinds of noise, 10,000 characters each."""
    kinds = ("a ", "3,", "mục 3 ", "xong ", "(", "x", "1/", "nhầm ", "gồm ", "nên do ")
    taken = []
    for kind in kinds:
        text = (kind * 10_000)[:10_000]
        begun = perf_counter()
        understand(text, SCOPE)
        taken.append(perf_counter() - begun)
    return max(taken)


if __name__ == "__main__":
    understood()  # the words are loaded once
    found = in_turn(
        {"split and lower": cut_up, "understand": understood}, rounds=ROUNDS
    )
    each = {name: taken / len(MESSAGES) for name, taken in found.items()}
    show(f"One message of {len(MESSAGES)}", each, beside="split and lower", unit="µs")
    print(f"  {1 / each['understand']:,.0f} messages a second on one core")
    print(f"  {by_command():,.0f} messages a second through reply --lines")
    print(f"  {of_noise() * 1e3:.1f} ms for 10,000 characters of noise, at worst")
