"""All parts of the analysis joined."""

from typing import Any

from genkan.trial.analysis.adjusted import style_of
from genkan.trial.analysis.analysis import Analysis
from genkan.trial.analysis.experts import liked_but_wrong, marks_of
from genkan.trial.analysis.groups import group_results
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.missing import missing_of
from genkan.trial.analysis.otherwise import sensitivity_of
from genkan.trial.analysis.outcomes import outcomes_of, prices_of
from genkan.trial.analysis.people import arms_of, counts_of, exposure_counts, guesses_of
from genkan.trial.analysis.preference import preference
from genkan.trial.analysis.raters import raters
from genkan.trial.analysis.stopping import sequential_of
from genkan.trial.analysis.work import edits_of, pulse_of, uses_of
from genkan.trial.protocol.document import ANALYSIS_VERSION


def joined(material: Material) -> Analysis:
    """Everything that the evidence says by the rules of its protocol."""
    return Analysis(
        **_declared(material), **_of_votes(material), **_of_people(material), **_of_answers(material)
    )


def _declared(material: Material) -> dict[str, Any]:
    """What the results are of, and by which rules."""
    plan = material.plan
    return {
        "version": ANALYSIS_VERSION,
        "trial": material.columns.trial,
        "protocol": material.protocol.digest(),
        "seed": plan.seed,
        "draws": plan.draws,
        "confidence": plan.level,
        "era_rule": "separate",
        "multiplicity": "largest_deviation_and_holm",
        "shrinkage_rule": "empirical_bayes_normal",
    }


def _of_votes(material: Material) -> dict[str, Any]:
    plan, table = material.plan, material.table
    primary = preference(table, plan)
    groups, shrinkage = group_results(table, plan) if primary is not None else ((), ())
    return {
        "preference": primary,
        "groups": groups,
        "shrinkage": shrinkage,
        "style": style_of(table, level=plan.level),
        "raters": raters(table, level=plan.level),
        "sequential": sequential_of(material),
        "sensitivity": sensitivity_of(material, primary),
    }


def _of_people(material: Material) -> dict[str, Any]:
    return {
        "arms": arms_of(material),
        "counts": counts_of(material),
        "missing": missing_of(material),
        "guesses": guesses_of(material),
        "pulse": pulse_of(material),
        "exposures": exposure_counts(material),
    }


def _of_answers(material: Material) -> dict[str, Any]:
    marks, mark_differences = marks_of(material)
    return {
        "marks": marks,
        "mark_differences": mark_differences,
        "liked_but_wrong": liked_but_wrong(material),
        "outcomes": outcomes_of(material),
        "prices": prices_of(material),
        "uses": uses_of(material),
        "edits": edits_of(material),
    }
