"""What the command line and the health page say of the month, of channels, of chats."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nhacviec.health import health_of
from nhacviec.service import Service
from nhacviec.zalo_settings import ZALO_TOKEN_VARIABLE
from programme.chats import ChatState
from programme.quota import Quota
from programme.reminders import ChatRole
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.bot.makers import FARMING, HOME_AFFAIRS, PUBLISHED, THE_OFFICE
from tests.jobs.makers import FakeChannel, PlayedClock, published
from tests.nhacviec.conftest import Call

LEADING = (FARMING, HOME_AFFAIRS)


@pytest.fixture
def office(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """July 2020 in force; the office and two agencies on Zalo, one on both."""
    monkeypatch.setenv(ZALO_TOKEN_VARIABLE, "77:not-a-real-token")
    assert call("migrate").exit_code == 0
    asyncio.run(_link(folder / "nhacviec.db"))
    return folder


async def _link(path: Path) -> None:
    store = await Store.open(path)
    await published(store)
    async with store.begin() as unit:
        add = unit.chats.add
        linked = ChatState.LINKED
        await add("zalo", "vp", "VP", ChatRole.OFFICE, None, linked, PUBLISHED)
        for number, name in enumerate(LEADING):
            here = ("zalo", f"z{number}", name, ChatRole.AGENCY, name)
            await add(*here, linked, PUBLISHED)
        here = ("telegram", "-5", "nn", ChatRole.AGENCY, LEADING[0])
        await add(*here, linked, PUBLISHED)
    await store.close()


def configure(folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text, "utf-8")


def months_in(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if line.startswith("Tháng ")]


def test_simulate_says_whether_the_month_fits_and_its_lines_stay_as_they_are(
    call: Call, office: Path
) -> None:
    span = ("--from", "2020-07-01", "--to", "2020-07-31")
    usual = call("simulate", *span, "--json")
    assert usual.exit_code == 0
    lines = [json.loads(line) for line in usual.stdout.splitlines()]
    on_zalo = [line for line in lines if line["channel"] == "zalo"]
    [said] = [line for line in months_in(usual.stderr) if "Zalo" in line]
    assert said.startswith(f"Tháng 07/2020, Zalo: {len(on_zalo)} tin nhắc, khoảng ")
    assert said.endswith("trên 3.000 tin được phép: vừa.")

    configure(office, f"[zalo]\nmonthly_quota = {len(on_zalo)}\n")
    short = call("simulate", *span, "--json")
    assert short.stdout == usual.stdout
    [said] = [line for line in months_in(short.stderr) if "Zalo" in line]
    assert f"thiếu {-(-len(on_zalo) // 2)} tin" in said
    assert "sang Telegram (bớt " in said
    assert "bớt bước nhắc sớm nhất trong rules.steps (bớt " in said
    assert "gộp các nhóm chat" in said


def test_an_agency_in_every_chat_counts_in_every_one(call: Call, office: Path) -> None:
    span = ("--from", "2020-07-01", "--to", "2020-07-31", "--json")

    def chats() -> list[str]:
        lines = map(json.loads, call("simulate", *span).stdout.splitlines())
        return [line["chat"] for line in lines if line["agency"] == LEADING[0]]

    before = chats()
    assert set(before) == {"zalo:z0"}
    result = call("agencies", "deliver", FARMING, "--every")
    assert result.exit_code == 0, result.stderr
    assert sorted(chats()) == sorted([*before, *(["telegram:-5"] * len(before))])
    assert call("agencies", "deliver", FARMING, "--first").exit_code == 0
    assert chats() == before
    assert call("agencies", "deliver", "Sở Không Có", "--first").exit_code == 1
    assert call("agencies", "deliver", FARMING).exit_code == 2


def test_the_doctor_holds_chats_and_the_month_against_the_plan(
    call: Call, office: Path
) -> None:
    configure(office, "[zalo]\ngroups = 3\nusers = 50\n")
    said = call("doctor").stdout
    assert "! Zalo: 3 nhóm đã liên kết, vừa hết 3 của gói" in said
    assert "✓ Zalo: 0 người đã liên kết, trên 50 của gói" in said

    configure(office, "[zalo]\ngroups = 2\n")
    assert "✗ Zalo: 3 nhóm đã liên kết, gói chỉ có 2" in call("doctor").stdout


def test_the_board_names_whom_no_message_gets_to(call: Call, office: Path) -> None:
    boards = json.loads(call("board", "--format", "json").stdout)
    unreached = boards[0]["unreached"]
    assert "Sở Tài chính" in unreached
    assert not {*LEADING} & {*unreached}
    assert "Chưa gửi tin tới được" in call("board").stdout


async def test_health_tells_in_and_out_apart_and_what_the_month_has_come_to(
    store: Store,
) -> None:
    store.quotas = {"zalo": Quota(channel="zalo", bot="7", most=3000, zone=OFFICE_ZONE)}
    clock = PlayedClock(moment=PUBLISHED)
    service = Service(
        store=store,
        channels={name: FakeChannel(name=name) for name in ("telegram", "zalo")},
        clock=clock,
        office=THE_OFFICE,
    )
    async with store.begin() as unit:
        await unit.months.away("telegram", clock.now(), clock.now())

    found = await health_of(service, clock.real())

    assert found["inbound"]["zalo"] == {"state": "ok", "heard_seconds": None}
    assert found["outbound"]["telegram"]["shut"] == "away"
    assert found["outbound"]["zalo"]["state"] == "ok"
    assert found["months"] == {"zalo": {"month": "2020-06", "used": 0, "limit": 3000}}


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[Store]:
    opened = await Store.open(place)
    yield opened
    await opened.close()
