"""Analysing a million votes: ``uv run python benchmarks/trial_analysis.py [--votes 1000000] [--rounds 3]``.

A million votes of 180,000 people in 39 ministries among seven arms, as columns. In each round: counting and fitting
(Davidson's model), clustered errors, 1,000 samples of persons with the fit of each, unweighted and weighted to the staff;
then everything that the primary result says (arms, pairs, tiers), and the groups, the style and the sensitivity.
Seconds by the clock and of processor time, and the largest memory of the process before a peer is loaded.

The peers fit strengths alone, once, on the same votes without ties: ``choix`` on the table of wins, and a logistic
regression by ``statsmodels`` on the rows, with errors clustered by person (a tenth of the votes, for its memory). The
largest difference of strengths is told. The last line is one JSON object.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable

import msgspec
import numpy as np

from genkan.trial.analysis.adjusted import style_of
from genkan.trial.analysis.groups import group_results
from genkan.trial.analysis.otherwise import of_table
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.preference import preference
from genkan.trial.protocol.document import TrialArm, TrialOrganisation
from genkan.trial.simulation import World, sample_protocol
from genkan.trial.simulation.playing import played, table_of
from genkan.trial.statistics.bradley_terry import fit
from genkan.trial.statistics.pairs import pair_counts, pairing
from genkan.trial.statistics.votes import VoteTable

PEOPLE, ARMS, MINISTRIES = 180_000, 7, 39


def table_of_votes(votes: int) -> VoteTable:
    """About so many votes, unequally shared among people."""
    protocol = msgspec.structs.replace(
        sample_protocol(),
        arms=tuple(TrialArm(name=f"arm{n}", deployment=f"arm{n}", title="", build="1") for n in range(ARMS)),
        organisations=tuple(
            TrialOrganisation(organisation=f"m{n:02d}", title="", staff=1000 + 200 * n)
            for n in range(MINISTRIES)
        ),
        pair_share=1.0,
    )
    people = max(100, PEOPLE * votes // 1_000_000)
    world = World(
        people=people,
        votes=1.12 * votes / people,
        strengths={f"arm{n}": 0.3 - 0.1 * n for n in range(ARMS)},
        failures={"arm3": 0.05},
        lengths={"arm2": 0.5},
        length=0.1,
    )
    return table_of(protocol, played(protocol, world, seed=7))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def largest_memory() -> float:
    """The most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peers(table: VoteTable) -> dict[str, object]:
    """Seconds of the peers, and how far their strengths are from ours."""
    import choix
    import statsmodels.api as sm

    decided = table.where(table.choice < 2)
    pairs, counts = pairing(ARMS), pair_counts(decided)
    wins = np.zeros((ARMS, ARMS))
    wins[pairs.first, pairs.second], wins[pairs.second, pairs.first] = counts[:, 0], counts[:, 2]
    ours = fit(counts, pairs, davidson=False).theta
    found: dict[str, object] = {}
    found["choix_s"] = timed(lambda: found.update(theta=choix.ilsr_pairwise_dense(wins)))[0]
    found["choix_difference"] = float(np.abs(np.asarray(found.pop("theta")) - ours).max())
    part = decided.where(np.arange(len(decided)) < len(decided) // 10)
    rows = np.zeros((len(part), ARMS))
    rows[np.arange(len(part)), part.left], rows[np.arange(len(part)), part.right] = 1, -1
    model = sm.GLM((part.choice == 0).astype(float), rows[:, 1:], family=sm.families.Binomial())
    found["statsmodels_tenth_s"] = timed(
        lambda: found.update(fit=model.fit(cov_type="cluster", cov_kwds={"groups": part.person}, tol=1e-12))
    )[0]
    own = fit(pair_counts(part), pairs, davidson=False).theta
    theirs = found.pop("fit").params  # type: ignore[attr-defined]
    found["statsmodels_difference"] = float(np.abs(own[1:] - own[0] - theirs).max())
    return found


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser()
    options.add_argument("--votes", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=3)
    wanted = options.parse_args()
    table = table_of_votes(wanted.votes)
    made = largest_memory()
    plan = Plan(staff={f"m{n:02d}": 1000 + 200 * n for n in range(MINISTRIES)})
    primary = preference(table, Plan(draws=1))
    if primary is None:
        raise SystemExit("no votes")
    parts: dict[str, Callable[[], object]] = {
        "fit": lambda: fit(pair_counts(table), pairing(ARMS), davidson=True),
        "primary": lambda: preference(table, plan),
        "groups": lambda: group_results(table, plan),
        "style": lambda: style_of(table, level=0.95),
        "sensitivity": lambda: list(of_table(table, plan, primary)),
    }
    seconds = {name: [timed(work) for _ in range(wanted.rounds)] for name, work in parts.items()}
    memory = largest_memory()
    print(
        f"{len(table):,} votes of {table.persons:,} people among {ARMS} arms in {MINISTRIES} ministries; load {os.getloadavg()[0]:.1f}"
    )
    for name, rounds in seconds.items():
        clock, processor = zip(*rounds, strict=True)
        print(
            f"{name}: {statistics.median(clock):.2f} s ({min(clock):.2f}–{max(clock):.2f}), "
            f"{statistics.median(processor):.2f} s of processor ({min(processor):.2f}–{max(processor):.2f})"
        )
    print(f"largest memory {memory:.0f} MB, of which {made:.0f} MB before the analysis")
    beside = peers(table)
    print(f"peers: {beside}")
    figures = {
        "votes": len(table),
        "persons": table.persons,
        "seconds": {name: [round(clock, 3) for clock, _ in rounds] for name, rounds in seconds.items()},
        "processor": {name: [round(spent, 3) for _, spent in rounds] for name, rounds in seconds.items()},
        "memory_mb": round(memory),
        "peers": beside,
        "load": os.getloadavg(),
        "python": platform.python_version(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
