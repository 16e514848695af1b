"""What the doctor says of the office's own matters: its rules, and its dossiers."""

import asyncio
from collections.abc import AsyncIterator

from bot.rule_edits import effect_of
from nhacviec.commands.doctor_telegram import Finding
from nhacviec.commands.shared import moment_of, office_in
from nhacviec.config import Config
from nhacviec.rule_faults import idle
from storage import Store


async def on_rules(store: Store, settings: Config) -> AsyncIterator[Finding]:
    """What changed numbers would move waits for the office (docs/decisions/0031)."""
    async with store.read() as unit:
        office = await office_in(unit, settings)
        forces = await unit.programmes.in_force()
        waiting = await effect_of(unit, office=office, at=moment_of(settings))
    if waiting.moved:
        said = (
            f"Quy định: đã thay đổi, {waiting.moved} hạn đã báo chờ Văn phòng quyết "
            "định; bấm nút trong nhóm Văn phòng, hoặc: nhacviec rules --move "
            "(--keep: giữ hạn đã báo)"
        )
        yield None, said
    for one in idle(office.rules, forces):
        yield None, f"Quy định: {one}"


async def on_dossiers(store: Store, settings: Config) -> AsyncIterator[Finding]:
    """Files that were taken and are not in their folder: after a restore, say."""
    folder = settings.folder
    if folder is None:
        return
    async with store.read() as unit:
        known = await unit.dossiers.all_hashes()
    missing = await asyncio.to_thread(folder.missing, known)
    if missing:
        said = (
            f"Hồ sơ: thiếu {len(missing)}/{len(known)} tệp trong {folder.path}; "
            "chép lại thư mục này từ bản sao lưu của nó"
        )
        yield False, said
    elif known:
        yield True, f"Hồ sơ: đủ {len(known)} tệp trong {folder.path}"
