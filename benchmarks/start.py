"""From a clean checkout to a usable page, and a second start.

``uv run python benchmarks/start.py [--rounds N]`` clones the repository's HEAD into an empty folder, runs the README's
command there with a warm package cache, and waits until the sign-in page answers. The peer is the same with an
interpreter that only imports the web stack and serves one page, so that the figure shows what Genkan itself adds.
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
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
BARE = (
    "import sys, uvicorn; from starlette.applications import Starlette; from starlette.responses import PlainTextResponse; "
    "from starlette.routing import Route; uvicorn.run(Starlette(routes=[Route('/sign-in', lambda r: PlainTextResponse('ok'))]), "
    "port=int(sys.argv[1]), log_level='error')"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    first, second, bare = [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            checkout = Path(folder) / "genkan"
            subprocess.run(["git", "clone", "-q", str(REPOSITORY), str(checkout)], check=True)
            first.append(_seconds_to_page(["uv", "run", "genkan", "serve", "--port"], checkout))
            second.append(_seconds_to_page(["uv", "run", "genkan", "serve", "--port"], checkout))
            bare.append(_seconds_to_page(["uv", "run", "python", "-c", BARE], checkout))
    _print(first=first, second=second, bare=bare)


def _seconds_to_page(command: list[str], folder: Path) -> float:
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, str(port)], cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(f"http://127.0.0.1:{port}/sign-in", process)
        return time.monotonic() - started
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


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


def _print(**measured: list[float]) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, seconds in measured.items():
        print(
            f"{name:>8}: {statistics.median(seconds):6.2f} s  (min {min(seconds):.2f}, max {max(seconds):.2f}, n={len(seconds)})"
        )
    print(
        json.dumps(
            {
                name: {"median_s": statistics.median(seconds), "all_s": seconds}
                for name, seconds in measured.items()
            }
        )
    )


if __name__ == "__main__":
    main()
