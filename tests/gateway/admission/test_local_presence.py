"""Processes of one machine divide capacities by locks, which a killed one cannot keep."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from genkan.gateway.admission.local_presence import LocalPresence
from genkan.gateway.admission.neighbours import Neighbours
from genkan.gateway.admission.shares import Shares

HOLDS_A_LOCK = """
import sys, time
from pathlib import Path
from genkan.gateway.admission.neighbours import Neighbours

Neighbours(Path(sys.argv[1]), process_id="other").join()
print("joined", flush=True)
time.sleep(60)
"""


def presence(folder: Path, name: str, told: list[Shares]) -> LocalPresence:
    return LocalPresence(Neighbours(folder, process_id=name), process_id=name, tell=told.append)


async def test_the_only_process_takes_everything_at_once(tmp_path: Path) -> None:
    told: list[Shares] = []
    alone = presence(tmp_path, "a", told)
    await alone.start()
    assert [shares.of(10, "model") for shares in told] == [10]
    await alone.stop()
    assert told[-1].of(10, "model") == 0 and list(tmp_path.iterdir()) == []


async def test_one_that_joins_waits_until_the_others_made_room(tmp_path: Path) -> None:
    first: list[Shares] = []
    second: list[Shares] = []
    a, b = presence(tmp_path, "a", first), presence(tmp_path, "b", second)
    await a.start()
    await b.start()
    assert second[0].of(10, "model") == 0
    assert first[-1].of(10, "model") + second[-1].of(10, "model") == 10
    await b.stop()
    a.beat()
    assert first[-1].of(10, "model") == 10
    await a.stop()


async def test_a_killed_process_gives_its_part_back_at_once(tmp_path: Path) -> None:
    process = subprocess.Popen(  # noqa: ASYNC220 - it only prints a word
        [sys.executable, "-c", HOLDS_A_LOCK, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline().strip() == "joined"
    told: list[Shares] = []
    own = presence(tmp_path, "own", told)
    await own.start()
    assert told[-1].of(10, "model") == 5
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    own.beat()
    assert told[-1].of(10, "model") == 10
    await own.stop()
