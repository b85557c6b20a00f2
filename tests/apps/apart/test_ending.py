"""A process apart is gone once its work was broken off, whatever it was about to say."""

import asyncio
from pathlib import Path

import pytest

from genkan.apps.apart import Apart

TALKATIVE = """
import os, time
os.write(1, b"x" * 300_000)
while True:
    os.write(1, b"x" * 200_000)
    time.sleep(0.01)
"""


async def test_work_that_is_broken_off_amid_its_output_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "talkative.py").write_text(TALKATIVE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    apart = Apart()
    async with asyncio.timeout(60):
        for tenth in range(1, 9):
            work = asyncio.create_task(apart.work("talkative", b"", seconds=30))
            await asyncio.sleep(tenth / 10)
            work.cancel()
            with pytest.raises(asyncio.CancelledError):
                await work
