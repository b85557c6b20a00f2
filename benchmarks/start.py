"""From a clean checkout to a usable page, and a second start.

``uv run python benchmarks/start.py [--rounds N]`` clones the repository's HEAD into an empty folder, runs the README's
command there with a warm package cache, and waits until the sign-in page answers. Compiled modules are kept, as Python
does unless it is told otherwise. The peer is the same with an interpreter that only imports the web stack and serves
one page, so that the figure shows what Genkan itself adds.
"""

import argparse
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parent.parent
NOT_THE_READERS = {"VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}
"""Variables of the measuring shell that somebody who just downloaded Genkan does not have."""
BARE = (
    "import sys, uvicorn; from starlette.applications import Starlette; from starlette.responses import PlainTextResponse; "
    "from starlette.routing import Route; uvicorn.run(Starlette(routes=[Route('/sign-in', lambda r: PlainTextResponse('ok'))]), "
    "port=int(sys.argv[1]), log_level='error')"
)


class Start(NamedTuple):
    """One start: seconds by the clock, and of processor time, which tells more on a machine that has other work."""

    clock: float
    processor: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    first: list[Start] = []
    second: list[Start] = []
    bare: list[Start] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            checkout = Path(folder) / "genkan"
            subprocess.run(["git", "clone", "-q", str(REPOSITORY), str(checkout)], check=True)
            first.append(_start(["uv", "run", "genkan", "serve", "--port"], checkout))
            second.append(_start(["uv", "run", "genkan", "serve", "--port"], checkout))
            bare.append(_start(["uv", "run", "python", "-c", BARE], checkout))
    _print(first=first, second=second, bare=bare)


def _start(command: list[str], folder: Path) -> Start:
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if key not in NOT_THE_READERS}
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, str(port)], cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(f"http://127.0.0.1:{port}/sign-in", process)
        return Start(time.monotonic() - started, _processor_seconds(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


def _processor_seconds(session: int) -> float:
    """Processor time of the processes that the command left running, and of those that these have waited for."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended in the meantime
            fields = path.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) if int(fields[3]) == session else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("the server ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    sys.exit("no page within five minutes")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _print(**measured: list[Start]) -> None:
    load = os.getloadavg()[1]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    figures: dict[str, dict[str, object]] = {}
    for name, starts in measured.items():
        for kind, seconds in zip(Start._fields, zip(*starts, strict=True), strict=True):
            median = statistics.median(seconds)
            spread = f"min {min(seconds):.2f}, max {max(seconds):.2f}, n={len(seconds)}"
            print(f"{name:>8}, {kind:>9}: {median:6.2f} s  ({spread})")
            figures.setdefault(name, {})[kind] = {"median_s": median, "all_s": seconds}
    print(json.dumps({"load": load, **figures}))


if __name__ == "__main__":
    main()
