"""Simulated trials: their analysis finds the truth as often as it says."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from genkan.trial.analysis import Analysis, analyse
from genkan.trial.analysis.material import material
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.work import pulse_of
from genkan.trial.analytics import (
    export_evidence,
    outcome_rows,
    pair_rows,
    person_rows,
    read_columns,
    read_votes,
)
from genkan.trial.assignment import Proving
from genkan.trial.evidence.rows import WITHOUT_VENDORS_STAFF, ExclusionRow
from genkan.trial.numbers import numbers_of
from genkan.trial.pack import PackUnfit
from genkan.trial.pack.files import PackFiles
from genkan.trial.pack.writing import published_in
from genkan.trial.protocol.document import Exclusions
from genkan.trial.public_data import public_data_of
from genkan.trial.simulation import Drift, World, sample_protocol
from genkan.trial.simulation.coverage import coverage, truth_of
from genkan.trial.simulation.playing import played, table_of
from genkan.trial.simulation.rows import simulate
from genkan.trial.statistics.votes import VoteTable, vote_table

PROTOCOL = sample_protocol()
OPEN = msgspec.structs.replace(
    PROTOCOL, arms=tuple(msgspec.structs.replace(arm, highest_class=2) for arm in PROTOCOL.arms)
)
WORLD = World(
    people=500,
    votes=8,
    strengths={"alpha": 0.9, "delta": -0.6},
    heavy_taste=0.3,
    position=0.3,
    length=0.3,
    lengths={"beta": 1.0},
    failures={"gamma": 0.5},
    drifts=(Drift("beta", 0.5, -0.8),),
    knowing=0.5,
)


def same(first: VoteTable, second: VoteTable) -> bool:
    names = ("arms", "organisations", "tasks", "persons")
    columns = ("person", "left", "right", "choice", "organisation", "task", "information_class")
    return all(getattr(first, name) == getattr(second, name) for name in names) and all(
        np.array_equal(getattr(first, name), getattr(second, name))
        for name in (*columns, "left_length", "right_length")
    )


def test_evidence_columns_and_files_hold_the_same_votes(tmp_path: Path) -> None:
    evidence = simulate(PROTOCOL, WORLD, seed=7)
    proving = Proving(evidence.trial, {PROTOCOL.digest(): PROTOCOL})
    for row in evidence.exposures:
        proving.read(row.id, row)
    assert {reason for _, reason in proving.reasons()} == {""}  # the design of a real trial
    assert evidence == simulate(PROTOCOL, WORLD, seed=7)
    assert evidence != simulate(PROTOCOL, WORLD, seed=8)
    assert same(vote_table(evidence), table_of(PROTOCOL, played(PROTOCOL, WORLD, seed=7)))
    left_out = tuple(ExclusionRow(row.id, "test", "") for row in evidence.exposures[:50])
    staff = evidence.pulses[0].person
    found_out = tuple(
        ExclusionRow(row.id, WITHOUT_VENDORS_STAFF, "") for row in evidence.exposures if row.person == staff
    )
    assert found_out, "one of those who answered the short survey was shown something"
    counted = [row.answers for row in pulse_of(material(evidence, PROTOCOL))]
    evidence = msgspec.structs.replace(evidence, exclusions=left_out + found_out)
    assert [row.answers for row in pulse_of(material(evidence, PROTOCOL))] < counted
    folder = tmp_path / "it's exported"
    assert len(export_evidence(evidence, folder)) == 12
    table = vote_table(evidence)
    assert same(read_votes(folder), table)
    rows = pair_rows(folder, memory="200MB")
    assert sum(row.wins + row.ties + row.losses for row in rows) == len(table)
    assert sum(row.wins for row in rows if row.first == "alpha") == int(
        sum((table.choice == side) & (arms == 0) for side, arms in ((0, table.left), (1, table.right))).sum()
    )
    assert person_rows(folder, folder / "persons.parquet") > len(rows)
    assert {row.arm for row in outcome_rows(folder)} == {"alpha", "beta", "beta@2", "gamma", "delta"}
    rules = Exclusions(fastest_vote_seconds=30, most_votes_per_person=7)
    plan = msgspec.structs.replace(PROTOCOL, exclusions=rules, draws=100)
    columns = read_columns(folder, evidence.trial, memory="200MB")
    # Not only when rounded: every bit of every number is the same, from rows and through DuckDB.
    assert msgspec.json.encode(numbers_of(columns, plan)) == msgspec.json.encode(numbers_of(evidence, plan))
    assert public_data_of(columns) == public_data_of(evidence)
    with PackFiles(tmp_path / "pack") as files:
        files.add(evidence)
    small, large = (published_in(tmp_path / "pack", evidence.trial, large=most) for most in (1 << 30, 0))
    assert small == large
    lines = tmp_path / "pack" / "rows" / "votes.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"revision":1', b'"revision":"1"', 1))
    with pytest.raises(PackUnfit):
        published_in(tmp_path / "pack", evidence.trial, large=0)


@pytest.fixture(scope="module")
def found() -> Analysis:
    return analyse(simulate(PROTOCOL, WORLD, seed=7), PROTOCOL)


def test_the_analysis_sees_what_was_put_in(found: Analysis) -> None:
    assert found.preference is not None
    ranks = [row.key for row in found.preference.arms]
    assert ranks[0] == "alpha"
    assert ranks.index("beta") < ranks.index("beta@2")
    assert found.preference.tiers[0] == ("alpha",)
    failing = next(row for row in found.outcomes if row.key == "gamma")
    assert failing.completed.low < 0.5 < failing.completed.high
    assert found.style is not None
    effects = {row.name: row.effect for row in found.style.effects}
    assert effects["length"].low > 0
    assert effects["position"].low > 0
    assert found.raters is not None
    assert found.raters.position_a is not None
    assert found.raters.position_a.low > 0.5
    assert found.guesses.right is not None
    assert found.guesses.right.low > 0.5
    assert found.missing.differs  # an arm that fails is voted on less often
    restricted = {(row.key, row.information_class): row.restricted for row in found.exposures}
    assert restricted["delta", 2] > 500
    assert restricted["delta", 1] == 0
    assert len({row.group for row in found.groups if row.dimension == "organisation"}) == 3
    assert {row.rule for row in found.sensitivity} >= {
        "common_support",
        "eras_merged",
        "ties_otherwise",
        "heavy_capped",
    }


def test_the_same_evidence_gives_the_same_bytes(found: Analysis) -> None:
    again = analyse(simulate(PROTOCOL, WORLD, seed=7), PROTOCOL)
    assert msgspec.json.encode(found) == msgspec.json.encode(again)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Analysis) == found


def test_intervals_cover_and_votes_are_not_independent() -> None:
    """200 trials whose people differ and vote unequally often; the full 1,000 are a benchmark."""
    world = World(people=250, strengths={"alpha": 0.4, "delta": -0.3}, personal=0.9, difficulty=1.5)
    truth = truth_of(OPEN, world, seed=90, people=60_000)
    marked = msgspec.structs.replace(OPEN, audit_share=0.5)
    runs = coverage(marked, world, runs=200, seed=400, plan=Plan(draws=200), truth=truth)
    clustered, independent = np.mean([(row.clustered, row.independent) for row in runs.marks], axis=0)
    assert 0.925 < clustered < 0.975
    assert independent < clustered - 0.03
    assert 0.925 < runs.mark_gaps < 0.975
    assert all(abs(row.estimate - row.truth) < 0.01 for row in runs.marks)
    by_person = np.mean([(row.bootstrap, row.clustered) for row in runs.arms], axis=0)
    assert (by_person > 0.91).all()  # of four arms that go together, 200 trials know .95 to about .02
    assert (by_person < 0.98).all()
    assert np.mean([row.independent for row in runs.arms]) < 0.90
    assert runs.any_error <= 0.05
    assert runs.told_apart["alpha > delta"] > 0.7
    assert runs.people == pytest.approx(world.people * (runs.half_width / 0.05) ** 2, abs=1)


def test_arms_that_do_nothing_are_not_told_apart() -> None:
    alike = {arm.name: 0.5 for arm in OPEN.arms}
    runs = coverage(
        OPEN, World(people=200, votes=4, personal=0.9), runs=200, seed=900, plan=Plan(draws=200), truth=alike
    )
    assert runs.any_error <= 0.08  # 0.05, and the chance of 200 trials


def test_a_class_for_one_arm_alone_cannot_be_played() -> None:
    arms = tuple(msgspec.structs.replace(arm, highest_class=1) for arm in PROTOCOL.arms[1:])
    protocol = msgspec.structs.replace(PROTOCOL, arms=(PROTOCOL.arms[0], *arms))
    with pytest.raises(ValueError, match="class 2"):
        simulate(protocol, World(people=50), seed=1)
