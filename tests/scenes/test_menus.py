"""A chat that is linked no longer loses the list of its role, through HTTP."""

import asyncio
from pathlib import Path

from sandbox.command_lists import Scope
from tests.scenes.scenery import House, house


def _shown(scene: House, chat: str) -> set[str]:
    scope = Scope("chat", scene.chat(chat).id)
    return {one.name for one in scene.demo.bot.commands.get(scope, "")}


async def test_unlinking_takes_the_list_away(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        assert "myitems" in _shown(scene, "NN")
        assert "nudge" in _shown(scene, "office")

        await scene.say("office", "/unlink Sở Nông nghiệp và Phát triển nông thôn")
        await scene.press("office", "Bỏ liên kết")
        for _ in range(100):
            if not _shown(scene, "NN"):
                break
            await asyncio.sleep(0.02)

        assert _shown(scene, "NN") == set()
        assert "nudge" in _shown(scene, "office")
        assert "bỏ liên kết" in scene.last("NN")
