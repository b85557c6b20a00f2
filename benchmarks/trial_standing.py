"""The pages of balance and progress of a large trial: ``uv run python benchmarks/trial_standing.py [--pairs 1000000]``.

Assignments of pairs among seven arms in 39 ministries, with both ends and a vote each, are written into an SQLite ledger in bulk
(their places are not those of the design, which the proof says and takes no less time for). Then the background count, once:
seconds by the clock, processor time and the largest memory; and the deed of the pages, reading what was counted, 50 times:
processor time of one. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import resource
import tempfile
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import insert

from genkan.jobs import Queue
from genkan.kit import canonical_json, new_id, system_clock
from genkan.storage import Database, metadata, migrate
from genkan.trial.evidence import Arm, AssignedDetails, Mode, details_of
from genkan.trial.protocol import Protocol, TrialArm, TrialOrganisation, TrialTask
from genkan.trial.publishing.standing import Standings

ARMS = tuple(f"arm{number}" for number in range(7))
TRIAL = "01970000-0000-7000-8000-00000000aaaa"
_AT_ONCE = 4000
_LOOKS = 50


def plan() -> Protocol:
    """A protocol of 39 ministries."""
    return Protocol(
        title="例示省における生成AIの試行",
        purpose="どのモデルが役に立つかを確かめる。",
        opens_on="2026-09-01",
        closes_on="2026-11-30",
        organisations=tuple(
            TrialOrganisation(organisation=f"m{one:02}", title=f"例示庁{one}", staff=4600)
            for one in range(39)
        ),
        arms=tuple(TrialArm(name=arm, deployment=f"d-{arm}", title=arm, build="1") for arm in ARMS),
        tasks=tuple(TrialTask(task=task, title=task, mode=Mode.PAIR) for task in ("chat", "compare", "mail")),
        information_classes=(1, 2),
        seed="5eed",
    )


def events(pairs: int, protocol: Protocol):
    """Rows of the ledger, the protocol first."""
    at, writer = system_clock() - timedelta(days=30), new_id(system_clock)

    def row(
        kind: str, actor: str, object_id: str, details: object, organisation: str | None
    ) -> dict[str, object]:
        return {
            "id": new_id(system_clock),
            "at": at,
            "writer_id": writer,
            "kind": kind,
            "actor": actor,
            "organisation_id": organisation,
            "object_id": object_id,
            "details": details if isinstance(details, str) else canonical_json(details),
            "digest": "0" * 64,
        }

    signed = {"number": 0, "digest": protocol.digest(), "document": protocol.document(), "reason": ""}
    yield row("trial:protocol:frozen", "office", TRIAL, signed, None)
    ended = [
        canonical_json({"side": side, "outcome": "completed", "characters": 400, "total_ms": 900})
        for side in "ab"
    ]
    voted = canonical_json({"choice": "a", "reasons": ["correct"]})
    for number in range(pairs):
        person, ministry = f"0190a000-0000-7000-8000-{number % 180_000:012}", f"m{number % 39:02}"
        left, right = ARMS[number % 7], ARMS[(number % 7 + 1 + number // 7 % 6) % 7]
        told = AssignedDetails(
            arms=tuple(f"d-{arm}" for arm in ARMS),
            seed="",
            information_class=1 + number // 11 % 2,
            sides={
                side: Arm(f"d-{arm}", arm, "1", {}, name=arm) for side, arm in (("a", left), ("b", right))
            },
            question_digest="",
            question_length=200,
            trial=TRIAL,
            protocol=protocol.digest(),
            task=("chat", "compare", "mail")[number // 5 % 3],
            block=number // 42,
            place=number % 42,
            eligible=ARMS,
        )
        exposure = f"01970000-0000-7000-8000-{number:012x}"
        yield row("trial:comparison:assigned", person, exposure, dict(details_of(told)), ministry)
        for said in ended:
            yield row("trial:answer:ended", "system", exposure, said, ministry)
        yield row("trial:comparison:voted", person, exposure, voted, ministry)


async def fill(database: Database, pairs: int) -> None:
    """The trial and its ledger."""
    protocol = plan()
    organisation = {"id": "m00", "name": "例示庁", "kind": "ministry", "created_at": system_clock()}
    trial = {
        "id": TRIAL,
        "organisation_id": "m00",
        "state": "open",
        "draft": protocol.document(),
        "version": 1,
    }
    async with database.write() as connection:
        await connection.execute(insert(metadata.tables["organisation"]), organisation)
        now = {"created_at": system_clock(), "created_by": "office"}
        await connection.execute(insert(metadata.tables["trial"]), {**trial, **now})
    waiting = events(pairs, protocol)
    while rows := list(islice(waiting, _AT_ONCE)):
        async with database.write() as connection:
            await connection.execute(insert(metadata.tables["ledger_event"]), rows)


async def measure(pairs: int, folder: Path) -> dict[str, float]:
    """Seconds, and bytes of memory."""
    url = f"sqlite+aiosqlite:///{folder / 'ledger.sqlite3'}"
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    await fill(database, pairs)
    standings = Standings(database, Queue(system_clock), system_clock)
    began, used = time.perf_counter(), time.process_time()
    await standings.count(TRIAL)
    counted, count_cpu = time.perf_counter() - began, time.process_time() - used
    used = time.process_time()
    for _ in range(_LOOKS):
        standing = await standings.of(TRIAL)
    page = (time.process_time() - used) / _LOOKS
    assert standing.balance.exposures == standing.live.exposures == pairs
    await database.close()
    return {
        "pairs": pairs,
        "count_seconds": round(counted, 1),
        "count_cpu_seconds": round(count_cpu, 1),
        "page_cpu_milliseconds": round(1000 * page, 2),
        "stored_kilobytes": round(len(msgspec.json.encode(standing)) / 1000, 1),
        "memory_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Fill, count, look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=1_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="genkan-standing-") as folder:
        print(json.dumps(asyncio.run(measure(arguments.pairs, Path(folder)))))


if __name__ == "__main__":
    main()
