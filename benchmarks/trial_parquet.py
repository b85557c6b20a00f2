"""Counting ten million events: ``uv run python benchmarks/trial_parquet.py [--pairs 2000000] [--memory 1GB]``.

Synthetic evidence of two million pairs (each one assignment, two ends and two revisions of a vote: ten million events) of
180,000 people in 39 ministries is written as Parquet by DuckDB itself. Then, each in a process of its own with the memory
bound given: counts of pairs by ministry, task and class; the same by person, written as Parquet; endings by arm; all
votes as columns, from which strengths are fitted; and the whole analysis with the public data set, every number that is
published. Seconds by the clock and of processor time, and the largest memory of the process. The peer is a
plain loop over the rows of a hundredth of the pairs, times 100. The last line is one JSON object.
"""

import argparse
import json
import multiprocessing
import os
import platform
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from genkan.trial.analytics import (
    export_evidence,
    outcome_rows,
    pair_rows,
    person_rows,
    read_columns,
    read_votes,
)
from genkan.trial.analytics.store import opened
from genkan.trial.evidence import Evidence, ProtocolRow
from genkan.trial.numbers import numbers_of
from genkan.trial.pack.canonical import canonical_numbers, read_numbers
from genkan.trial.protocol.document import Exclusions, Protocol, TrialArm, TrialOrganisation
from genkan.trial.public_data import public_data_of
from genkan.trial.simulation import sample_protocol
from genkan.trial.statistics.bradley_terry import fit
from genkan.trial.statistics.pairs import pair_counts, pairing

TABLES = {
    "exposures": """
        SELECT printf('e%09d', i) AS id, TIMESTAMP '2026-09-01' + to_seconds(i) AS at,
            printf('p%06d', hash(i) % 180000) AS person,
            '' AS protocol, 'pair' AS mode, 0::BIGINT AS block, 0::BIGINT AS place,
            ['arm0', 'arm1', 'arm2', 'arm3', 'arm4', 'arm5', 'arm6'] AS eligible, []::VARCHAR[] AS restricted,
            '' AS conversation, 1::BIGINT AS turn, 100::BIGINT AS question_length,
            printf('m%02d', hash(hash(i) % 180000) % 39) AS organisation,
            CASE hash(i, 1) % 3 WHEN 0 THEN 'chat' WHEN 1 THEN 'compare' ELSE 'summary' END AS task,
            1 + (hash(i, 2) % 2)::BIGINT AS information_class,
            printf('arm%d', hash(i, 3) % 7) AS "left",
            printf('arm%d', (hash(i, 3) % 7 + 1 + hash(i, 4) % 6) % 7) AS "right",
            CASE WHEN hash(i, 3) % 7 = 2 AND i > {pairs} // 2 THEN 2 ELSE 1 END AS left_era,
            CASE WHEN (hash(i, 3) % 7 + 1 + hash(i, 4) % 6) % 7 = 2 AND i > {pairs} // 2 THEN 2 ELSE 1 END AS right_era
        FROM range({pairs}) t(i)""",
    "answers": """
        SELECT printf('e%09d', i) AS exposure, s.side,
            printf('arm%d', CASE s.side WHEN 'a' THEN hash(i, 3) % 7
                ELSE (hash(i, 3) % 7 + 1 + hash(i, 4) % 6) % 7 END) AS arm,
            CASE WHEN i > {pairs} // 2 AND 2 = CASE s.side WHEN 'a' THEN hash(i, 3) % 7
                ELSE (hash(i, 3) % 7 + 1 + hash(i, 4) % 6) % 7 END THEN 2 ELSE 1 END::BIGINT AS era, '1' AS build,
            (200 + hash(i, s.side, 8) % 900)::BIGINT AS first_token_ms,
            (hash(i, s.side, 9) % 4)::BIGINT AS citations, (hash(i, s.side, 9) % 4 * 2 // 3)::BIGINT AS citations_verified,
            1::BIGINT AS quotations, (hash(i, s.side, 10) % 2)::BIGINT AS quotations_faithful,
            (hash(i, s.side, 11) % 3)::BIGINT AS style_findings, 0::BIGINT AS personal_data,
            true AS japanese, hash(i, s.side, 12) % 100 = 0 AS refused,
            CASE WHEN hash(i, s.side) % 50 = 0 THEN 'timed_out' ELSE 'completed' END AS outcome,
            (100 + hash(i, s.side, 5) % 900)::BIGINT AS characters,
            (500 + hash(i, s.side, 6) % 9000)::BIGINT AS total_ms, 0::BIGINT AS cost_microyen,
            (hash(i, s.side, 5) % 900 * 300)::BIGINT AS shadow_microyen
        FROM range({pairs}) t(i), (VALUES ('a'), ('b')) s(side)""",
    "votes": """
        SELECT printf('e%09d', i) AS exposure, printf('p%06d', hash(i) % 180000) AS person, revision,
            TIMESTAMP '2026-09-01' + to_seconds(i + 60 * revision) AS at, ['correct'] AS reasons,
            CASE WHEN hash(i, revision, 7) % 10 < 4 THEN 'a' WHEN hash(i, revision, 7) % 10 < 7 THEN 'b'
                WHEN hash(i, revision, 7) % 10 < 9 THEN 'both_good' ELSE 'both_bad' END AS choice
        FROM range({pairs}) t(i), (VALUES (1), (2)) r(revision)""",
    "exclusions": "SELECT printf('e%09d', i * 1000) AS exposure, 'test' AS rule, '' AS reason FROM range({pairs} // 1000) t(i)",
}


MINISTRIES, ARMS = 39, 7


def protocol() -> Protocol:
    """The protocol of the trial, by which the whole analysis goes."""
    arms = tuple(TrialArm(name=f"arm{n}", deployment=f"arm{n}", title="", build="1") for n in range(ARMS))
    ministries = tuple(
        TrialOrganisation(organisation=f"m{n:02d}", title="", staff=1000 + 200 * n) for n in range(MINISTRIES)
    )
    rules = Exclusions(fastest_vote_seconds=3, most_votes_per_person=200)
    return msgspec.structs.replace(
        sample_protocol(), arms=arms, organisations=ministries, exclusions=rules, draws=1000
    )


def write(folder: Path, pairs: int) -> None:
    """The four large tables; the others stand empty beside them, but for the protocol."""
    plan = protocol()
    signed = ProtocolRow(0, datetime(2026, 9, 1, tzinfo=UTC), plan.digest(), "", "", plan.document())
    export_evidence(Evidence(trial="t", protocols=(signed,)), folder)
    with opened() as database:
        for name, rows in TABLES.items():
            database.execute(
                f"COPY ({rows.format(pairs=pairs)}) TO '{folder / name}.parquet' (FORMAT parquet)"
            )


def measured(name: str, folder: str, memory: str) -> tuple[float, float, float, int]:
    """Seconds by the clock and of processor time, largest megabytes, and rows of one query in this process."""
    place = Path(folder)
    work: dict[str, Callable[[], int]] = {
        "pairs by ministry, task and class": lambda: len(pair_rows(place, memory=memory)),
        "pairs by person": lambda: person_rows(place, place / "persons.parquet", memory=memory),
        "endings by arm": lambda: len(outcome_rows(place, memory=memory)),
        "votes as columns, and a fit": lambda: fitted_votes(place, memory),
        "the whole analysis": lambda: whole_analysis(place, memory),
    }
    started, processor = time.perf_counter(), time.process_time()
    rows = work[name]()
    spent = time.process_time() - processor
    return (
        time.perf_counter() - started,
        spent,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        rows,
    )


def fitted_votes(folder: Path, memory: str) -> int:
    """How many votes were read; their strengths are fitted, too."""
    table = read_votes(folder, memory=memory)
    fit(pair_counts(table), pairing(len(table.arms)), davidson=True)
    return len(table)


def whole_analysis(folder: Path, memory: str) -> int:
    """How many numbers of votes are in the analysis; everything that is published is computed."""
    columns = read_columns(folder, "t", memory=memory)
    read = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  read after {time.process_time():.0f} s of processor, {read:.0f} MB", flush=True)
    numbers = canonical_numbers(numbers_of(columns, protocol()))
    public_data_of(columns)
    preference = read_numbers(numbers).analysis.preference
    return preference.votes if preference else 0


QUERIES = (
    "pairs by ministry, task and class",
    "pairs by person",
    "endings by arm",
    "votes as columns, and a fit",
    "the whole analysis",
)


def plain_loop(folder: Path, pairs: int) -> float:
    """Seconds of the peer for all pairs, from a hundredth of them."""
    with opened() as database:
        rows = database.execute(
            f"""SELECT e.organisation, e.task, e.information_class, e."left", e."right", v.choice
            FROM '{folder}/exposures.parquet' e JOIN '{folder}/votes.parquet' v ON v.exposure = e.id
            WHERE v.revision = 2 LIMIT {pairs // 100}"""
        ).fetchall()
    started = time.perf_counter()
    counts: Counter[tuple[object, ...]] = Counter()
    for organisation, task, level, left, right, choice in rows:
        counts[organisation, task, level, min(left, right), max(left, right), choice] += 1
    return 100 * (time.perf_counter() - started)


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser()
    options.add_argument("--pairs", type=int, default=2_000_000)
    options.add_argument("--memory", default="1GB")
    options.add_argument("--only", choices=QUERIES, help="one of the queries alone")
    wanted = options.parse_args()
    figures: dict[str, object] = {"events": 5 * wanted.pairs}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), wanted.pairs)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{5 * wanted.pairs:,} events in {size:.0f} MB; load {os.getloadavg()[0]:.1f}")
        for name in [wanted.only] if wanted.only else QUERIES:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                seconds, processor, memory, rows = pool.apply(measured, (name, folder, wanted.memory))
            print(f"{name}: {seconds:.1f} s, {processor:.1f} s of processor, {memory:.0f} MB, {rows:,} rows")
            figures[name] = {
                "seconds": round(seconds, 2),
                "processor_s": round(processor, 2),
                "memory_mb": round(memory),
                "rows": rows,
            }
        figures["plain_loop_s"] = round(plain_loop(Path(folder), wanted.pairs), 2)
    print(f"the plain loop, counting alone: {figures['plain_loop_s']} s")
    print(json.dumps({**figures, "load": os.getloadavg(), "python": platform.python_version()}))


if __name__ == "__main__":
    main()
