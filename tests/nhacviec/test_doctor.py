"""nhacviec doctor says the cure for each fault; run says why it does not start."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from nhacviec.telegram_settings import TOKEN_VARIABLE
from nhacviec.zalo_settings import ZALO_TOKEN_VARIABLE
from programme.chats import ChatState
from programme.letters import Letter
from programme.reminders import ChatRole
from storage import Store
from storage.inbox import Arrived
from tests.bot.makers import at
from tests.nhacviec.conftest import Call

NOWHERE = '[telegram]\nbase_url = "http://127.0.0.1:9"\n'
A_TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz012345678"


def test_on_a_bare_folder_it_says_what_to_do_first(call: Call) -> None:
    result = call("doctor")

    assert result.exit_code == 1
    assert "✓ Cấu hình: chưa có config.toml, dùng giá trị mặc định" in result.stdout
    assert "✗ Dữ liệu: chưa có nhacviec.db; chạy: nhacviec migrate" in result.stdout
    assert f"✗ Telegram: chưa có mã; đặt biến {TOKEN_VARIABLE}" in result.stdout
    assert result.stderr == "2 chỗ cần sửa.\n"


def test_once_there_is_a_database_it_says_which_chats_are_missing(
    call: Call, document: Path
) -> None:
    call("import", document, "--yes")

    said = call("doctor").stdout

    assert "✓ Dữ liệu: nhacviec.db đúng phiên bản" in said
    assert "✗ Nhóm Văn phòng: chưa liên kết; nhacviec agencies link --office" in said
    assert "✗ Nhóm cơ quan: chưa liên kết Sở Kế hoạch và Đầu tư, " in said
    assert "nhacviec agencies link --all" in said


def test_a_faulty_config_is_told_whole(call: Call, folder: Path) -> None:
    (folder / "config.toml").write_text("[web]\nprot = 1\nport = 99999\n")

    result = call("doctor")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "web.prot" in result.stderr
    assert "web.port" in result.stderr


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_telegram_that_cannot_be_reached_is_told_without_the_token(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, A_TOKEN)
    (folder / "config.toml").write_text(NOWHERE)

    result = call("doctor")

    assert "✗ Telegram: không kết nối được (NetworkError)" in result.stdout
    assert A_TOKEN not in result.output


def test_without_a_token_the_service_says_so(call: Call) -> None:
    result = call("run")

    assert result.exit_code == 1
    assert result.stderr == (
        "Chưa có mã trợ lý nào; đặt biến NHACVIEC_ZALO_TOKEN (Zalo) hoặc "
        f"{TOKEN_VARIABLE} (Telegram).\n"
    )


def test_every_command_refuses_a_faulty_config(call: Call, folder: Path) -> None:
    (folder / "config.toml").write_text("[office]\nnmae = 'x'\n")

    for command in ("items", "board", "simulate", "migrate", "run", "agencies list"):
        result = call(*command.split())
        assert result.exit_code == 1
        assert "office.nmae: không có mục này" in result.stderr


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_service_that_cannot_reach_telegram_says_so_in_one_sentence(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, A_TOKEN)
    (folder / "config.toml").write_text(NOWHERE)

    result = call("run")

    assert result.exit_code == 1
    assert result.stderr.endswith(
        "Chưa kết nối được Telegram (NetworkError); kiểm tra mạng rồi chạy lại.\n"
    )
    assert A_TOKEN not in result.output
    assert "Traceback" not in result.output


def test_it_says_when_each_channel_last_heard_and_last_said_something(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ZALO_TOKEN_VARIABLE, "77:not-a-real-token")
    (folder / "config.toml").write_text('[zalo]\nbase_url = "http://127.0.0.1:9"\n')
    assert call("migrate").exit_code == 0
    said = call("doctor").stdout
    assert "! Zalo: chưa nhận được tin nào; chưa gửi được tin nào\n" in said
    assert "Telegram: chưa nhận" not in said  # nobody uses it

    asyncio.run(_talked(folder / "nhacviec.db"))

    said = call("doctor").stdout
    heard, sent = "nhận tin lần cuối 09:30 07/07/2020", "gửi được tin lần cuối 08:00"
    assert f"✓ Zalo: {heard}; {sent} 07/07/2020\n" in said
    assert "! Telegram: chưa nhận được tin nào; chưa gửi được tin nào\n" in said


async def _talked(path: Path) -> None:
    """Something was sent on Zalo at eight, and something came at half past nine; on
    Telegram there is a chat, and nothing has been said."""
    store, eight = await Store.open(path), at(7, 8)
    chat = ("vp", "VP", ChatRole.OFFICE, None, ChatState.LINKED, eight)
    async with store.begin() as unit:
        await unit.chats.add("telegram", *chat)
        here = await unit.chats.add("zalo", *chat)
        letter = Letter(key="a", kind=None, at=eight, text="Kính gửi", chat=here.id)
        await unit.outbox.post(letter, now=eight)
        lease = timedelta(minutes=1)
        posted = await unit.outbox.claim(
            worker="w", now=eight, lease=lease, occasion_now=eight
        )
    assert posted is not None
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "m1", eight)
        came = [Arrived(update_id=1, raw={})]
        await unit.inbox.put(
            "zalo", came, offset=None, at=eight + timedelta(minutes=90)
        )
    await store.close()
