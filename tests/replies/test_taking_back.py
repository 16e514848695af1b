"""Every way of saying that a dossier is ready, and thirty ways of taking it back."""

import pytest

from programme.replies import understand
from programme.replies.meaning import Said
from programme.words import bare

from .offices import a_scope

READY = (
    "xong",
    "đã xong",
    "xong rồi",
    "hoàn thành",
    "đã hoàn thành",
    "hoàn tất",
    "sẵn sàng",
    "đã trình",
    "trình rồi",
    "đã nộp",
    "đã gửi Văn phòng",
    "gửi VP rồi",
    "đã gửi qua trục",
    "đã trình UBND tỉnh",
    "xog r",
    "done",
)
#: "{}" is where the report stands.
BACK = """\
gần như {}
coi như {}
tưởng {}
em tưởng {} rồi mà chưa
cứ tưởng {}
mới chỉ {} phần dự thảo thôi
mới {} một nửa
{} phần dự thảo
{} mỗi dự thảo
{} nhưng chưa ký
{} nhưng còn thiếu phụ lục
{} nhưng bị trả lại
{} mà chưa đủ
hôm qua nói {} là nhầm
báo {} là nhầm
đợi ký là {}
chờ ký xong mới {}
khi nào {} em báo
bao giờ {} em báo
nếu kịp thì {}
nghe nói {}
hình như {}
nghe đâu {}
dự kiến {}
dự kiến mai {}
đang {} dần
phải {}
cần {} trước thứ 6
để {}
cố gắng để {}
sắp {}
gần {}
chưa {}
không {} kịp
chưa thể {}
chắc là {}
có lẽ {}
giá mà {}
ước gì {}
lẽ ra {}
bên em {} còn Sở Tài chính chưa
{} chưa?
{} chưa ạ
{} đúng không
{} à
{} hả anh
{} đâu mà {}
làm gì đã {}
có {} đâu
yêu cầu {} sớm
đề nghị các anh {}
theo kế hoạch thì {}
{} 80%
khoảng 90% là {}
{} được một phần
cơ bản {}
tạm {}
hứa mai {}
{} sau khi họp
anh Minh bảo {}
Sở Tài chính {}
{} đùa thôi
không biết {} chưa
{}, à nhầm, chưa xong
{}, à chưa
{} hay chưa nhỉ
"""


@pytest.mark.parametrize("back", BACK.splitlines())
@pytest.mark.parametrize("way", READY)
def test_what_is_taken_back_is_never_ready(way: str, back: str) -> None:
    for before in ("", "mục 3 "):
        text = before + back.replace("{}", way)
        scope = a_scope("nn", reply=["I.3"])
        for typed in (text, bare(text), text.upper()):
            said = {update.status for update in understand(typed, scope).updates}

            assert Said.READY not in said, typed


def test_there_are_thirty_ways_and_more() -> None:
    assert len(set(BACK.splitlines())) >= 30
