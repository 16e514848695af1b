"""An office adds its own words: they count, and take nothing away from ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nhacviec.config import ConfigFaulty, load
from programme.replies import understand
from programme.replies.own_words import WordsFaulty, adopt, own_words

from .offices import a_scope
from .tables import rows, say

WORDS = """
office = ["tổ hồ sơ"]
done = ["xong béng"]

[short]
"QCNợ" = "quy chế nợ chính quyền"

[typos]
"trình" = ["trìmmh"]
"""


@pytest.fixture(autouse=True)
def our_words_again() -> Iterator[None]:
    yield
    adopt({})


def _said(text: str, who: str = "tc") -> str:
    return say(understand(text, a_scope(who)))


def test_what_an_office_says_in_its_own_words_is_understood() -> None:
    before = [_said("đã gửi tổ hồ sơ"), _said("xong béng rồi"), _said("đã trìmmh")]

    adopt(own_words(WORDS))

    assert "I.12 ready" not in before
    assert _said("đã gửi tổ hồ sơ") == "I.12 ready"
    assert _said("xong béng rồi") == "I.12 ready"
    assert _said("đã trìmmh") == "I.12 ready"


def test_an_offices_short_name_of_a_title_names_it() -> None:
    adopt(own_words('[short]\n"TKKT" = "tổng kết thực hiện"'))

    assert _said("TKKT đã xong", "nn") == "I.10 ready"


def test_own_words_take_nothing_from_ours() -> None:
    before = [say(row.understood()) for row in rows()]

    adopt(own_words(WORDS))

    assert [say(row.understood()) for row in rows()] == before


@pytest.mark.parametrize("sign", ["done", "past", "nothing", "okay"])
@pytest.mark.parametrize("denial", ["chưa", "không", "sắp", "gần như", "hình như"])
def test_a_denial_never_becomes_a_report(sign: str, denial: str) -> None:
    with pytest.raises(WordsFaulty) as refused:
        own_words(f'{sign} = ["{denial}"]')

    assert denial in str(refused.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("done = [", "không đúng cú pháp TOML"),
        ('doen = ["xong"]', "doen: không có loại chữ này"),
        ('done = "xong"', "done: phải là danh sách chữ"),
        ("done = [1]", "done: phải là danh sách chữ"),
        ('done = [""]', "phải có từ một đến 8 chữ"),
        ('done = ["a b c d e f g h i k"]', "phải có từ một đến 8 chữ"),
        ('short = ["KSTT"]', "short: viết mỗi dòng một chữ"),
        ('[typos]\n"xong" = "xoong"', "typos: viết mỗi dòng một chữ"),
        ('[typos]\n"xong" = ["chưa"]', "“chưa” là một chữ có nghĩa"),
    ],
)
def test_a_fault_is_told_with_its_cure(text: str, fault: str) -> None:
    with pytest.raises(WordsFaulty) as refused:
        own_words(text)

    assert fault in str(refused.value)


def test_the_settings_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "chu-rieng.toml").write_text(WORDS, "utf-8")
    settings = tmp_path / "config.toml"
    settings.write_text('[replies]\nlexicon = "chu-rieng.toml"\n', "utf-8")

    load(settings)

    assert _said("đã gửi tổ hồ sơ") == "I.12 ready"


def test_a_faulty_file_is_refused_at_the_start_with_every_fault(tmp_path: Path) -> None:
    (tmp_path / "chu.toml").write_text('doen = ["x"]\ndone = ["chưa"]\n', "utf-8")
    settings = tmp_path / "config.toml"
    settings.write_text('[replies]\nlexicon = "chu.toml"\n', "utf-8")

    with pytest.raises(ConfigFaulty) as refused:
        load(settings)

    assert len(refused.value.faults) == 2


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[replies]\nlexicon = "khong-co.toml"\n', "utf-8")

    with pytest.raises(ConfigFaulty, match="không đọc được tệp"):
        load(settings)
