"""Processes that serve on one database, their processor time, and a kill without warning."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_BARE = Path(__file__).parent / "bare.py"


def processor_seconds(process_id: int, *, with_ended: bool = False) -> float:
    """Processor time of a process so far, all threads; ``with_ended`` also of its children that have ended."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / _TICKS


def family_seconds(process_id: int) -> float:
    """Processor time of a process and of all its children, those that have ended included."""
    children = [
        int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_of(stat) == process_id
    ]
    spent = processor_seconds(process_id, with_ended=True)
    for child in children:
        with suppress(OSError):
            spent += processor_seconds(child)
    return spent


def _parent_of(stat: Path) -> int:
    with suppress(OSError):
        return int(stat.read_text().rpartition(")")[2].split()[1])
    return 0


class Replicas:
    """Some processes, each on a port of its own."""

    def __init__(self, processes: Sequence["subprocess.Popen[bytes]"], ports: Sequence[int]) -> None:
        self._processes = processes
        self.ports = ports
        self._spent_by_the_dead = 0.0

    def kill_first(self) -> None:
        """As the kernel kills what takes too much memory."""
        self._spent_by_the_dead = processor_seconds(self._processes[0].pid)
        self._processes[0].send_signal(signal.SIGKILL)
        self._processes[0].wait()

    def seconds(self) -> float:
        """Processor time of all of them so far."""
        living = [one.pid for one in self._processes if one.poll() is None]
        return self._spent_by_the_dead + sum(map(processor_seconds, living))

    def end(self) -> None:
        """Stop those that live as an operator does."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


@contextmanager
def servers(url: str, number: int) -> Iterator[Replicas]:
    """So many times ``genkan serve`` on one database, each with a data folder of its own."""
    ports = [_free_port() for _ in range(number)]
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for port in ports:
            environment = {
                **os.environ,
                "GENKAN_DATABASE_URL": url,
                "GENKAN_SAMPLE": "false",
                "GENKAN_DATA_FOLDER": str(Path(folder) / str(port)),
            }
            command = [sys.executable, "-m", "genkan", "serve", "--host", "127.0.0.1", "--port", str(port)]
            running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
            _wait_for(port, line=b"GET /sign-in HTTP/1.0\r\n\r\n")
        with _ended(Replicas(running, ports)) as replicas:
            yield replicas


@contextmanager
def bare_writers(url: str, number: int) -> Iterator[Replicas]:
    """So many processes that write bare rows."""
    ports = [_free_port() for _ in range(number)]
    running = [subprocess.Popen([sys.executable, str(_BARE), url, str(port)]) for port in ports]
    for port in ports:
        _wait_for(port, line=b"a\n")
    with _ended(Replicas(running, ports)) as replicas:
        yield replicas


@contextmanager
def _ended(replicas: Replicas) -> Iterator[Replicas]:
    try:
        yield replicas
    finally:
        replicas.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, *, line: bytes) -> None:
    """Until the process answers: ``genkan serve`` takes its port before it is ready."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=60) as probe:
            probe.sendall(line)
            if probe.recv(1):
                return
        time.sleep(0.05)
    sys.exit("a replica was not ready within two minutes")
