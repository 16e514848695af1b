"""nhacviec agencies import: shown, confirmed, taken once; what is wrong is refused."""

import asyncio
import io
from pathlib import Path

import openpyxl  # type: ignore[import-untyped] # it has no types
import pytest

from nhacviec.publishing import fill_agencies
from programme.agencies import Agency
from storage import Store
from tests.nhacviec.conftest import Call

NONE, HEIR = "(trống)", "Sở Văn hóa, Thể thao và Du lịch (du lịch)"
LIST = """DANH MỤC CƠ QUAN;;;;;;
STT;Tên cơ quan;Tên tắt;Tên khác;Từ ngày;Đến ngày;Cơ quan kế thừa
1;Sở Tài chính;;Sở TCKH|Bên tài chính;;;
2;Sở Giao thông công chánh;Sở GTCC;;01/03/2025;;
3;Sở Du lịch;;;;30/06/2025;Sở Văn hóa, Thể thao và Du lịch (du lịch)
"""


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "danh-muc.csv"
    path.write_text(LIST, "utf-8-sig")
    return path


def stored(folder: Path) -> dict[str, Agency]:
    return {agency.name: agency for agency in asyncio.run(_stored(folder))}


async def _stored(folder: Path) -> list[Agency]:
    store = await Store.open(folder / "nhacviec.db")
    try:
        async with store.read() as unit:
            return await unit.agencies.all()
    finally:
        await store.close()


def test_a_list_is_shown_taken_and_taken_once(
    call: Call, folder: Path, file: Path
) -> None:
    done = call("agencies", "import", file, "--yes")
    again = call("agencies", "import", file, "--yes")

    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "+ Sở Giao thông công chánh (tên tắt Sở GTCC; từ ngày 01/03/2025)",
        "~ Sở Tài chính: thêm tên khác Sở TCKH, Bên tài chính",
        f"~ Sở Du lịch: đến ngày {NONE} → 30/06/2025; cơ quan kế thừa {NONE} → {HEIR}",
        "Cột không dùng đến: STT",
        "Thêm 1, sửa 2, giữ nguyên 0 cơ quan.",
    ]
    assert again.exit_code == 0
    assert "Danh mục không có gì thay đổi." in again.stdout
    known = stored(folder)
    assert known["Sở Du lịch"].successors[0].scope == "du lịch"
    assert "Bên tài chính" in known["Sở Tài chính"].aliases
    assert "STC" in known["Sở Tài chính"].aliases


def test_nothing_is_written_before_a_person_says_so(
    call: Call, folder: Path, file: Path
) -> None:
    done = call("agencies", "import", file)

    assert done.exit_code == 1
    assert "thêm --yes" in done.stderr
    assert "Sở Giao thông công chánh" not in stored(folder)


def test_bad_rows_are_refused_all_at_once(call: Call, folder: Path) -> None:
    bad = folder / "sai.csv"
    bad.write_text(
        "Tên cơ quan,Tên tắt,Từ ngày,Cơ quan kế thừa\n"
        ",X,,\n"
        "Sở A,Sở Tài chính,31/02/2025,\n"
        "Sở B,,,Sở Không có\n"
        "Sở Giữ lại,,,\n",
        "utf-8",
    )

    done = call("agencies", "import", bad, "--yes")

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Chưa ghi gì: tệp có 4 chỗ cần sửa.",
        "Dòng 2: thiếu tên cơ quan.",
        "Dòng 3: “31/02/2025” không phải là ngày, ví dụ 01/03/2025.",
        "Dòng 3: “Sở Tài chính” đã là tên của “Sở Tài chính” trong cùng thời gian.",
        "Dòng 4: Cơ quan kế thừa “Sở Không có” chưa có trong danh mục.",
    ]
    assert "Sở Giữ lại" not in stored(folder)


def test_a_workbook_is_taken_too(call: Call, folder: Path) -> None:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Tên cơ quan", "Tên khác"])
    book.active.append(["Sở A", "SA"])
    book.save(data)
    (folder / "a.xlsx").write_bytes(data.getvalue())

    assert call("agencies", "import", "a.xlsx", "--yes").exit_code == 0
    assert stored(folder)["Sở A"].aliases == ("SA",)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("agencies", "import"), 2),
        (("agencies", "import", "khong-co.csv"), 1),
        (("agencies", "import", "--help"), 0),
        (("agencies", "link", "Sở KH&ĐT"), 1),
        (("agencies", "link", "Sở Tài chính"), 0),
    ],
)
def test_exit_codes(call: Call, words: tuple[str, ...], code: int) -> None:
    assert call(*words).exit_code == code


def test_a_former_name_is_answered_with_its_successor(call: Call) -> None:
    done = call("agencies", "link", "Sở KH&ĐT")

    assert "Có phải: Sở Tài chính?" in done.stderr


def test_a_programme_is_read_with_the_offices_own_names(
    call: Call, folder: Path, file: Path
) -> None:
    paper = folder / "ct.txt"
    paper.write_text(
        "I. Phiên họp: Ngày 5/3/2031\n1. Đề án A (Bên tài chính chuẩn bị)", "utf-8"
    )
    before = call("import", paper)
    call("agencies", "import", file, "--yes")
    after = call("import", paper)

    assert "Bên tài chính" in before.stderr
    assert "Chưa có cơ quan" in before.stderr
    assert "Chưa có cơ quan" not in after.stderr


def test_the_fill_adds_what_is_missing_and_leaves_the_offices_own(
    folder: Path,
) -> None:
    own = Agency(name="Sở Tài chính", short="Sở TC", source="của Văn phòng")

    asyncio.run(_filled(folder, own))

    known = stored(folder)
    assert known["Sở Tài chính"] == own
    assert "Sở Nội vụ" in known
    assert "Phòng Văn hóa - Xã hội" in known


async def _filled(folder: Path, own: Agency) -> None:
    store = await Store.open(folder / "nhacviec.db")
    await store.migrate()
    async with store.begin() as unit:
        await unit.agencies.add(own)
    await fill_agencies(store, "Văn phòng UBND phường Yên Dũng")
    await store.close()
