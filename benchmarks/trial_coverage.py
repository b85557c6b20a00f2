"""Whether the intervals of a trial hold what they promise: ``uv run python benchmarks/trial_coverage.py [--runs 1000]``.

Trials are simulated with known truth and analysed as real ones are: Davidson's model, 500 samples of persons.

* ``ordinary``: 300 people of three ministries, four arms, unequal use and tastes of people's own;
* ``heavy``: some vote very much and share a taste, position and length have an effect, an arm fails often;
* ``restricted``: one arm takes public text only, another changes its build half-way (an era of its own);
* ``alike``: all arms are equally good, so that telling any pair apart is an error.

For each world: how often the 95 % interval of an arm's expected win rate holds the truth, by the bootstrap of persons, by the
clustered error, and as if votes were independent (the peer); how often the intervals of the share of correct answers, marked on
three in ten of them, and of its differences do; and in how many trials a pair is wrongly told apart. Arms stand in the blocks of a real trial. Then the
sequential rule: 2,000 trials without a difference, looked at after every person, against a fixed interval looked at as
often. The last line is one JSON object.
"""

import argparse
import json
import platform
import time
from collections.abc import Sequence
from math import sqrt

import msgspec
import numpy as np

from genkan.trial.analysis.plan import Plan
from genkan.trial.protocol import Protocol
from genkan.trial.simulation import ArmCoverage, Coverage, Drift, MarkCoverage, World, sample_protocol
from genkan.trial.simulation.coverage import coverage, truth_of
from genkan.trial.simulation.source import Source
from genkan.trial.statistics.sequential import half_width

DRAWS = 500
AUDITED = 0.3
STRENGTHS = {"alpha": 0.3, "beta": 0.1, "gamma": 0.0, "delta": -0.2}
WORLDS = {
    "ordinary": World(people=300, strengths=STRENGTHS, difficulty=1.0),
    "heavy": World(
        people=300,
        strengths=STRENGTHS,
        unequal=1.2,
        personal=0.8,
        heavy_taste=0.4,
        position=0.1,
        length=0.2,
        lengths={"beta": 0.5},
        failures={"gamma": 0.3},
        difficulty=1.5,
    ),
    "restricted": World(
        people=300, strengths=STRENGTHS, classes=(0.6, 0.4), drifts=(Drift("beta", 0.5, -0.3),)
    ),
    "alike": World(people=300, personal=0.8),
}


def open_protocol(name: str) -> Protocol:
    """The sample protocol; for all but ``restricted`` every arm takes every class."""
    protocol = msgspec.structs.replace(sample_protocol(), audit_share=AUDITED)
    if name == "restricted":
        return protocol
    arms = tuple(msgspec.structs.replace(arm, highest_class=2) for arm in protocol.arms)
    return msgspec.structs.replace(protocol, arms=arms)


def truth(name: str, world: World) -> dict[str, float]:
    """What endless votes would show; where all are alike, one half exactly."""
    protocol = open_protocol(name)
    if name == "alike":
        return {arm.name: 0.5 for arm in protocol.arms}
    return truth_of(protocol, world, seed=999_999, people=400_000)


def told(found: Coverage) -> dict[str, object]:
    """The figures of one world."""

    def spread(of: str) -> list[float]:
        return [round(float(getattr(arm, of)), 4) for arm in found.arms]

    return {
        "runs": found.runs,
        "votes": round(found.votes),
        "bootstrap": spread("bootstrap"),
        "clustered": spread("clustered"),
        "independent": spread("independent"),
        "half_width": spread("half_width"),
        "wrongly_told_apart": round(found.any_error, 4),
        "correct_clustered": [round(row.clustered, 4) for row in found.marks],
        "correct_independent": [round(row.independent, 4) for row in found.marks],
        "correct_difference": round(found.mark_gaps, 4),
    }


def mean(arms: Sequence[ArmCoverage | MarkCoverage], of: str) -> float:
    return float(np.mean([getattr(arm, of) for arm in arms]))


def peeking(runs: int, persons: int) -> dict[str, float]:
    """The share of trials in which some look errs, always valid and fixed; votes with ties and without a difference."""
    source = Source(4)
    votes = np.array([0.0, 0.5, 1.0])[source.chosen(runs * persons, [0.4, 0.2, 0.4])].reshape(runs, persons)
    seen = np.arange(1, persons + 1)
    away = np.abs(votes.cumsum(axis=1) / seen - 0.5)
    always = np.array([half_width(int(n), level=0.95, tightest=300) for n in seen])
    fixed = 1.96 * sqrt(0.2) / np.sqrt(seen)
    return {
        "always_valid": float((away > always).any(axis=1).mean()),
        "fixed": float((away > fixed)[:, 19:].any(axis=1).mean()),
    }


def main() -> None:
    """Run all worlds."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=1000)
    runs = options.parse_args().runs
    figures: dict[str, object] = {}
    for name, world in WORLDS.items():
        started = time.process_time()
        found = coverage(
            open_protocol(name),
            world,
            runs=runs,
            seed=10_000,
            plan=Plan(draws=DRAWS),
            truth=truth(name, world),
        )
        figures[name] = told(found)
        print(
            f"{name}: {found.runs} runs, {found.votes:.0f} votes; holds the truth: bootstrap "
            f"{mean(found.arms, 'bootstrap'):.3f}, clustered {mean(found.arms, 'clustered'):.3f}, "
            f"independent {mean(found.arms, 'independent'):.3f}; wrongly told apart {found.any_error:.3f}; "
            f"share of correct answers: clustered {mean(found.marks, 'clustered'):.3f}, independent "
            f"{mean(found.marks, 'independent'):.3f}, differences {found.mark_gaps:.3f}; "
            f"{time.process_time() - started:.0f} s of processor"
        )
    figures["peeking"] = peeking(2_000, 1_000)
    print(f"peeking after each of 1,000 persons errs: {figures['peeking']}")
    spread = 1.96 * sqrt(0.05 * 0.95 / runs)
    print(f"with {runs} runs a coverage of .95 is known to {spread:.3f}")
    print(json.dumps({"figures": figures, "python": platform.python_version()}))


if __name__ == "__main__":
    main()
