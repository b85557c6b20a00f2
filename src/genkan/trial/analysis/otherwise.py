"""The primary result under other rules (感度分析)."""

from collections.abc import Iterator

import numpy as np

from genkan.trial.analysis.fitted import Fitted, fitted
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.results import Preference, Sensitivity, SensitivityArm
from genkan.trial.analysis.tabling import table_of_votes
from genkan.trial.statistics.bradley_terry import ranked
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.votes import VoteTable

_CAP_AT = 0.9


def sensitivity_of(material: Material, primary: Preference | None) -> tuple[Sensitivity, ...]:
    """The result with each ministry left out, heavy voters capped, ties otherwise, and under the other rules."""
    if primary is None:
        return ()
    found = [*of_table(material.table, material.plan, primary), *_of_evidence(material, primary)]
    return tuple(found)


def of_table(table: VoteTable, plan: Plan, primary: Preference) -> Iterator[Sensitivity]:
    """What needs no more than the votes: ministries left out, heavy voters capped, ties otherwise."""
    for code, name in enumerate(table.organisations):
        if len(table.organisations) > 1:
            yield from _under(
                "without_organisation", name, table.where(table.organisation != code), plan, primary
            )
    cap = _cap(table)
    yield from _under("heavy_capped", str(cap), _capped(table, cap), plan, primary)
    yield from _under("one_vote_a_person", "", _capped(table, 1), plan, primary)
    yield from _under("ties_otherwise", _other(plan), table, plan, primary, davidson=not plan.davidson)
    yield from _under("ties_left_out", "", table.where(table.choice < 2), plan, primary, davidson=False)


def _other(plan: Plan) -> str:
    return "half_win" if plan.davidson else "davidson"


def _of_evidence(material: Material, primary: Preference) -> Iterator[Sensitivity]:
    plan, columns = material.plan, material.columns
    everything = np.ones(len(columns.exposures), bool)
    yield from _under("nothing_excluded", "", table_of_votes(columns, everything), plan, primary)
    eligible = columns.exposures.eligible
    most = int(eligible[material.pairs].max(initial=0))
    common = table_of_votes(columns, material.counted & (eligible >= most))
    yield from _under("common_support", "", common, plan, primary)
    if any("@" in key for key in material.keys):
        merged = table_of_votes(columns, material.counted, eras_apart=False)
        yield from _under("eras_merged", "", merged, plan, primary)


def _cap(table: VoteTable) -> int:
    each = np.bincount(table.person, minlength=table.persons)
    return int(np.quantile(each[each > 0], _CAP_AT, method="higher"))


def _capped(table: VoteTable, most: int) -> VoteTable:
    """The first votes of each person, at most so many; rows stand in the order of persons and moments."""
    starts = np.searchsorted(table.person, table.person)
    return table.where(np.arange(len(table)) - starts < most)


def _under(
    rule: str, of: str, table: VoteTable, plan: Plan, primary: Preference, *, davidson: bool | None = None
) -> Iterator[Sensitivity]:
    """The result of another table, if it has votes."""
    if not len(table):
        return
    found = fitted(table, davidson=plan.davidson if davidson is None else davidson)
    estimates = found.expected_estimates(level=plan.level)
    order = ranked(found.strengths.theta, table.arms)
    yield Sensitivity(
        rule=rule,
        of=of,
        votes=len(table),
        persons=len(np.unique(table.person)),
        arms=tuple(SensitivityArm(table.arms[arm], estimates[arm]) for arm in order),
        first_changes=table.arms[order[0]] != primary.arms[0].key,
        reversed=tuple(_reversed(found, primary)),
    )


def _reversed(found: Fitted, primary: Preference) -> Iterator[tuple[str, str]]:
    theta: Numbers = found.strengths.theta
    place = {name: arm for arm, name in enumerate(found.table.arms)}
    for pair in primary.pairs:
        known = pair.first in place and pair.second in place
        if pair.is_clear and known and theta[place[pair.first]] < theta[place[pair.second]]:
            yield pair.second, pair.first
