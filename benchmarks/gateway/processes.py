"""Starting, watching and ending the servers of a benchmark; everything listens on loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).parent
STOP_SECONDS = 15


class PeerFailed(RuntimeError):
    """A server did not start, or its preparation failed; the sentence says which."""


@dataclass(frozen=True)
class Served:
    """A server that is being measured: where its API is, and which process trees do its work."""

    urls: tuple[str, ...]
    key: str
    model: str
    processes: tuple[int, ...]

    @property
    def chat_urls(self) -> list[str]:
        """Where chat completions are asked for."""
        return [f"{url}/chat/completions" for url in self.urls]

    def cpu_seconds(self) -> float:
        """Processor time of all processes so far, user and system."""
        times = [process.cpu_times() for process in self._tree()]
        return sum(each.user + each.system for each in times)

    def megabytes(self) -> float:
        """Resident memory of all processes."""
        return sum(process.memory_info().rss for process in self._tree()) / 2**20

    def _tree(self) -> list[psutil.Process]:
        roots = [psutil.Process(number) for number in self.processes]
        return roots + [child for root in roots for child in root.children(recursive=True)]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: Sequence[str], port: int, *, log: Path, **variables: str) -> Generator[int, None, None]:
    """A server process from the moment its port answers; ended with all its children."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"} | variables
    with log.open("ab") as written:
        process = subprocess.Popen(
            list(command), stdout=written, stderr=written, env=environment, start_new_session=True
        )
    try:
        _wait_for(port, process, log)
        yield process.pid
    finally:
        _end(process)


@contextmanager
def upstream(folder: Path, *, rate: float) -> Generator[str, None, None]:
    """The model endpoint; gives its base address."""
    port = free_port()
    command = [sys.executable, str(HERE / "upstream.py"), str(port), "--rate", str(rate)]
    with running(command, port, log=folder / "upstream.log"):
        yield f"http://127.0.0.1:{port}/v1"


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise PeerFailed(f"{log.stem} ended before it answered:\n{log.read_text()[-2000:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise PeerFailed(f"{log.stem} does not answer:\n{log.read_text()[-2000:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    for each in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, each)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
