"""Counting ten million events: ``uv run python benchmarks/trial_parquet.py [--pairs 2000000] [--memory 1GB]``.

Synthetic evidence of two million pairs (each one assignment, two ends and two revisions of a vote: ten million events) of
180,000 people in 39 ministries is written as Parquet by DuckDB itself. Then, each in a process of its own with the memory
bound given: counts of pairs by ministry, task and class; the same by person, written as Parquet; endings by arm; and all
votes as columns, from which strengths are fitted. Seconds by the clock and the largest memory of the process. The peer is a
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
from pathlib import Path

from genkan.trial.analytics import outcome_rows, pair_rows, person_rows, read_votes
from genkan.trial.analytics.store import opened
from genkan.trial.statistics.bradley_terry import fit
from genkan.trial.statistics.pairs import pair_counts, pairing

TABLES = {
    "exposures": """
        SELECT printf('e%09d', i) AS id, TIMESTAMP '2026-09-01' + to_seconds(i) AS at,
            printf('p%06d', hash(i) % 180000) AS person,
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
                ELSE (hash(i, 3) % 7 + 1 + hash(i, 4) % 6) % 7 END) AS arm, 1 AS era,
            CASE WHEN hash(i, s.side) % 50 = 0 THEN 'timed_out' ELSE 'completed' END AS outcome,
            (100 + hash(i, s.side, 5) % 900)::BIGINT AS characters,
            (500 + hash(i, s.side, 6) % 9000)::BIGINT AS total_ms, 0::BIGINT AS cost_microyen,
            (hash(i, s.side, 5) % 900 * 300)::BIGINT AS shadow_microyen
        FROM range({pairs}) t(i), (VALUES ('a'), ('b')) s(side)""",
    "votes": """
        SELECT printf('e%09d', i) AS exposure, printf('p%06d', hash(i) % 180000) AS person, revision,
            CASE WHEN hash(i, revision, 7) % 10 < 4 THEN 'a' WHEN hash(i, revision, 7) % 10 < 7 THEN 'b'
                WHEN hash(i, revision, 7) % 10 < 9 THEN 'both_good' ELSE 'both_bad' END AS choice
        FROM range({pairs}) t(i), (VALUES (1), (2)) r(revision)""",
    "exclusions": "SELECT printf('e%09d', i * 1000) AS exposure, 'test' AS rule FROM range({pairs} // 1000) t(i)",
}


def write(folder: Path, pairs: int) -> None:
    """The four tables."""
    with opened() as database:
        for name, rows in TABLES.items():
            database.execute(
                f"COPY ({rows.format(pairs=pairs)}) TO '{folder / name}.parquet' (FORMAT parquet)"
            )


def measured(name: str, folder: str, memory: str) -> tuple[float, float, int]:
    """Seconds, largest megabytes, and rows of one query in this process."""
    place = Path(folder)
    work: dict[str, Callable[[], int]] = {
        "pairs by ministry, task and class": lambda: len(pair_rows(place, memory=memory)),
        "pairs by person": lambda: person_rows(place, place / "persons.parquet", memory=memory),
        "endings by arm": lambda: len(outcome_rows(place, memory=memory)),
        "votes as columns, and a fit": lambda: fitted_votes(place, memory),
    }
    started = time.perf_counter()
    rows = work[name]()
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows


def fitted_votes(folder: Path, memory: str) -> int:
    """How many votes were read; their strengths are fitted, too."""
    table = read_votes(folder, memory=memory)
    fit(pair_counts(table), pairing(len(table.arms)), davidson=True)
    return len(table)


QUERIES = (
    "pairs by ministry, task and class",
    "pairs by person",
    "endings by arm",
    "votes as columns, and a fit",
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
    wanted = options.parse_args()
    figures: dict[str, object] = {"events": 5 * wanted.pairs}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), wanted.pairs)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{5 * wanted.pairs:,} events in {size:.0f} MB; load {os.getloadavg()[0]:.1f}")
        for name in QUERIES:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                seconds, memory, rows = pool.apply(measured, (name, folder, wanted.memory))
            print(f"{name}: {seconds:.1f} s, {memory:.0f} MB, {rows:,} rows")
            figures[name] = {"seconds": round(seconds, 2), "memory_mb": round(memory), "rows": rows}
        figures["plain_loop_s"] = round(plain_loop(Path(folder), wanted.pairs), 2)
    print(f"the plain loop, counting alone: {figures['plain_loop_s']} s")
    print(json.dumps({**figures, "load": os.getloadavg(), "python": platform.python_version()}))


if __name__ == "__main__":
    main()
