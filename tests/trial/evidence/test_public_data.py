"""Nobody can be found in the public data: groups of fewer than ten persons are widened, or left out and told."""

import random
from dataclasses import replace
from itertools import product

import numpy as np

from genkan.trial.gathering import read_evidence
from genkan.trial.numbers import numbers_of
from genkan.trial.paper import Cover, Material, Words, as_text, write_ministry_part, write_report
from genkan.trial.protocol import TrialOrganisation
from genkan.trial.public_cells import ANY, WIDENING, Cell, Place, safely_hidden
from genkan.trial.public_data import public_data_of
from genkan.trial.small_groups import hidden_cells, too_small

from .story import TRIAL, Deed, assigned, ended, events_of, frozen, protocol, story, voted


def test_small_groups_are_widened_and_the_smallest_left_out() -> None:
    """30 persons of two ministries on one work; 4 on another; 3 at class two."""
    plan, deeds = protocol(), []
    people = [(f"n{one:03}", "compare", 1) for one in range(30)]
    people += [(f"n{one:03}", "document-drafting", 1) for one in range(4)]
    people += [(f"n{one:03}", "compare", 2) for one in range(3)]
    for number, (person, task, level) in enumerate(people):
        deeds += [assigned(number, person, "kou", "otsu", plan, task=task, level=level)]
        deeds += [ended(number, "a"), ended(number, "b"), voted(number, person, "a")]
    data = public_data_of(read_evidence(TRIAL, events_of([frozen(plan), *deeds]), key=b"k" * 32))
    told = {(row.organisation, row.task, row.information_class): row.votes for row in data.votes}
    assert told == {("org1", "compare", 1): 15, ("org2", "compare", 1): 15}
    assert data.left_out == 7
    assert not any("n0" in str(row) or row.task == ANY for row in data.votes)
    wide = public_data_of(read_evidence(TRIAL, events_of([frozen(plan), *deeds]), key=b"k" * 32), least=4)
    assert {(row.organisation, row.task): row.votes for row in wide.votes}[ANY, "document-drafting"] == 4
    assert wide.left_out == 3


def test_a_ministry_of_two_voters_is_nowhere_to_be_read() -> None:
    """Nor are they to be had by subtraction: the next smallest ministry is not told either."""
    ministries = ("org1", "org2", "org3")
    plan = protocol(
        organisations=tuple(
            TrialOrganisation(organisation=one, title=f"例示庁{one}", staff=900) for one in ministries
        )
    )
    deeds = list(story(persons=48, each=9, plan=plan))
    for number, person in enumerate(("v1", "v2"), start=9000):
        small = replace(assigned(number, "n0", "kou", "otsu", plan), actor=person, organisation_id="org3")
        deeds += [small, ended(number, "a"), ended(number, "b", "timed_out"), voted(number, person, "b")]
        answered = {"trial": TRIAL, "minutes": 600, "better": 1}
        deeds.append(Deed("trial:pulse:answered", person, TRIAL, answered, "org3"))
    evidence = read_evidence(TRIAL, events_of(deeds), key=b"k" * 32)
    numbers = numbers_of(evidence, plan)
    analysis, primary = numbers.analysis, numbers.analysis.preference
    assert primary is not None
    assert numbers.hidden("organisation") == ("org1", "org3")
    assert {row.group for row in analysis.groups if row.dimension == "organisation"} == {"org2"}
    assert all(row.persons >= 10 for row in analysis.groups)
    assert {row.of for row in analysis.sensitivity if row.rule == "without_organisation"} == {"org2"}
    assert set(primary.weights) == {"org2"}
    assert numbers.hidden("pulse") == ("org1", "org3")
    assert [(row.organisation, row.persons) for row in analysis.pulse] == [("", 14)]

    for language, said in (
        ("ja", "例示庁org1及び例示庁org3については"),
        ("en", "Results of 例示庁org1 and 例示庁org3 are"),
    ):
        told = Material(numbers=numbers, words=Words(language))
        assert said in as_text(write_report(told, Cover("例示省", "1", "")))
    part = as_text(
        write_ministry_part(Material(numbers=numbers, words=Words("ja")), Cover("例示省", "1", ""), "org3")
    )
    assert "評価者が10人に満たない" in part
    assert "短い調査は、回答した職員が10人に満たない" in part

    public = public_data_of(evidence)
    assert {row.organisation for row in public.votes} <= {"org1", "org2", ANY}
    assert all(row.votes >= 10 for row in public.votes)
    assert all(row.answers >= 10 for row in public.answers)
    assert not any(row.outcome == "timed_out" for row in public.answers)
    assert public.answers_left_out > 2


def test_one_small_group_never_goes_alone() -> None:
    assert too_small({"a": 2, "b": 30, "c": 20}) == {"a", "c"}
    assert too_small({"a": 2, "b": 3, "c": 20}) == {"a", "b", "c"}
    assert too_small({"a": 6, "b": 7, "c": 20}) == {"a", "b"}
    assert too_small({"a": 10, "b": 30}) == frozenset()
    rows = {("x", 1): 3, ("x", 2): 15, ("y", 1): 12, ("y", 2): 40, ("z", 1): 50, ("z", 2): 60}
    assert hidden_cells(rows, lambda cell: cell[0], lambda cell: cell[1]) == {
        ("x", 1),
        ("x", 2),
        ("y", 1),
        ("y", 2),
    }


def _table(chance: random.Random) -> dict[Cell, int]:
    """Votes of a random trial, one a person: some groups are large, most are small, many cells are empty."""
    pairs = [(left, right) for left in "xyz" for right in "xyz" if left != right]
    groups = product(("org1", "org2", "org3"), ("chat", "mail"), (1, 2))
    cells = product(groups, pairs, ("a", "b", "both_good", "both_bad"))
    return {(*group, *pair, choice): chance.choice((0, 2, 5, 9, 14, 30, 60)) for group, pair, choice in cells}


def _sums_that_are_told(
    table: dict[Cell, int], hidden: frozenset[Place]
) -> dict[tuple[object, ...], set[Cell]]:
    """Every sum that can be read of the data set, the tables of arms by group, and the totals, by the cells it adds up."""
    sums = dict[tuple[object, ...], set[Cell]]()
    for cell in table:
        org, task, level, left, right, choice = cell
        mirrored = {"a": "b", "b": "a"}.get(choice, choice) if left > right else choice
        total = (min(left, right), max(left, right), mirrored)
        by_arm = [
            (*of, arm) for arm in (left, right) for of in (("org", org), ("task", task), ("class", level))
        ]
        for margin in (("total", total), ("pair", left, right), *by_arm):
            sums.setdefault(margin, set()).add(cell)
        place = cell
        for width, wider in enumerate(WIDENING):
            if Place(width, place) not in hidden:
                sums.setdefault(("told", width, place), set()).add(cell)
                break
            place = wider(place)
    return sums


def _computable(
    table: dict[Cell, int], sums: dict[tuple[object, ...], set[Cell]], wanted: list[set[Cell]]
) -> list[set[Cell]]:
    """Those of the wanted sums that are a combination of the sums that are told: each lies in their row space."""
    column = {cell: number for number, cell in enumerate(table)}
    rows = [[0.0] * len(column) for _ in (*sums, *wanted)]
    for row, cells in zip(rows, (*sums.values(), *wanted), strict=True):
        for cell in cells:
            row[column[cell]] = 1.0
    known, asked = np.array(rows[: len(sums)]), np.array(rows[len(sums) :])
    _, strengths, axes = np.linalg.svd(known, full_matrices=False)
    axes = axes[strengths > 1e-9]
    left_over = np.abs(asked - asked @ axes.T @ axes).max(axis=1)
    return [cells for cells, rest in zip(wanted, left_over, strict=True) if rest < 1e-7]


def test_no_small_count_follows_from_any_sum_of_what_is_told() -> None:
    """Random tables against the linear system of all told cells and margins; without complements it finds hundreds."""
    found = unprotected = 0
    for seed in range(12):
        table = {cell: votes for cell, votes in _table(random.Random(seed)).items() if votes}
        persons = {cell: {f"{cell}{one}" for one in range(votes)} for cell, votes in table.items()}
        small = [{cell} for cell, votes in table.items() if votes < 10]
        hidden = safely_hidden(persons)
        assert {Place(0, cell) for one in small for cell in one} <= hidden
        assert any(Place(0, cell) not in hidden for cell in table)
        found += len(_computable(table, _sums_that_are_told(table, hidden), small))
        alone = frozenset(Place(width, cell) for cell in table if table[cell] < 10 for width in range(3))
        unprotected += len(_computable(table, _sums_that_are_told(table, alone), small))
    assert found == 0
    assert unprotected > 100
