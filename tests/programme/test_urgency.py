"""Hỏa tốc: marked, or only spoken of; stamped, or only written."""

import unicodedata

import pytest

from programme.reading import read
from programme.urgency import is_marked, is_stamp


@pytest.mark.parametrize(
    "title",
    [
        "Phương án ứng phó bão số 3 (hỏa tốc)",
        "Phương án ứng phó bão số 3 (hoả tốc hẹn giờ 15h00)",
        "[Hỏa tốc] Phương án ứng phó bão số 3",
        "HỎA TỐC: Phương án ứng phó bão số 3",
        "Hỏa tốc hẹn giờ – Phương án ứng phó bão số 3",
        "Phương án ứng phó bão số 3 – hỏa tốc",
        "Phương án ứng phó bão số 3 (Thượng khẩn)",
        "Phương án HOẢ TỐC ứng phó bão số 3",
        unicodedata.normalize("NFD", "Phương án ứng phó bão số 3 (hỏa tốc)"),
    ],
)
def test_an_entry_that_is_marked_so_may_be_said_at_any_hour(title: str) -> None:
    assert is_marked(title)


@pytest.mark.parametrize(
    "title",
    [
        "Rà soát các văn bản hỏa tốc chưa xử lý",
        "QUY ĐỊNH VỀ VĂN BẢN HỎA TỐC CỦA TỈNH",
        "Sửa chữa khẩn cấp đê Hữu Cầu",
        "Phương án ứng phó bão số 3 (khẩn)",
        "KHẨN: Phương án ứng phó bão số 3",
        "Đề án chuyển đổi số",
        "",
    ],
)
def test_an_entry_that_only_speaks_of_it_waits_as_others_do(title: str) -> None:
    assert not is_marked(title)


@pytest.mark.parametrize(
    ("column", "so"),
    [
        ("HỎA TỐC", True),
        ("HOẢ TỐC", True),
        ("H Ỏ A  T Ố C", True),
        ("Hỏa tốc", True),
        ("HỎA TỐC HẸN GIỜ", True),
        ("HỎA TỐC HẸN GIỜ: 15 giờ 00 ngày 20/7", True),
        ("(THƯỢNG KHẨN)", True),
        ("Độ khẩn: Hỏa tốc", True),
        ("KHẨN", False),
        ("hỏa tốc", False),
        ("HỎA TỐC XỬ LÝ VĂN BẢN", False),
        ("V/v hỏa tốc phòng chống bão", False),
    ],
)
def test_a_stamp_stands_alone(column: str, so: bool) -> None:
    assert is_stamp(column) is so


@pytest.mark.parametrize(
    ("stamp", "so"),
    [("HỎA TỐC", True), ("THƯỢNG KHẨN", True), ("KHẨN", False), ("", False)],
)
def test_a_document_says_whether_it_is_urgent(stamp: str, so: bool) -> None:
    text = f"""ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC GIANG           Độc lập - Tự do - Hạnh phúc
Số: 05/CTr-UBND          Bắc Giang, ngày 24 tháng 6 năm 2020
{stamp}
CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020

I. Hội nghị UBND tỉnh thường kỳ: ngày 21/7
1. Kế hoạch phát triển đô thị (Sở Xây dựng chuẩn bị).
"""
    assert read(text.encode(), name="ct.txt").urgent is so
