"""The secondary result with the style of answers held equal."""

import numpy as np

from genkan.trial.analysis.results import Effect, Estimate, Style, StyleArm
from genkan.trial.statistics.bradley_terry import Strengths, ranked
from genkan.trial.statistics.expected import expected, expected_errors
from genkan.trial.statistics.quantiles import student
from genkan.trial.statistics.sandwich import errors_along
from genkan.trial.statistics.style import COVARIATES, style_fit
from genkan.trial.statistics.votes import VoteTable


def style_of(table: VoteTable, *, level: float) -> Style | None:
    """Strengths and effects by length and position, with intervals clustered by person; ``None`` without lengths."""
    found = style_fit(table) if len(table.arms) > 1 else None
    if found is None:
        return None
    arms = len(table.arms)
    strengths = Strengths(found.theta, None)
    reach = student(level, len(np.unique(table.person)) - 1)
    errors = errors_along(np.eye(len(found.covariance)), found.covariance)
    rates, rate_errors = expected(strengths), expected_errors(strengths, found.covariance[:arms, :arms])
    order = ranked(found.theta, table.arms)
    return Style(
        votes=found.votes,
        arms=tuple(
            StyleArm(
                key=table.arms[arm],
                strength=_around(found.theta[arm], reach * errors[arm]),
                expected=_around(rates[arm], reach * rate_errors[arm]),
            )
            for arm in order
        ),
        effects=tuple(
            Effect(name, _around(found.effects[place], reach * errors[arms + place]))
            for place, name in enumerate(COVARIATES)
        ),
    )


def _around(value: float, reach: float) -> Estimate:
    return Estimate(float(value), float(value - reach), float(value + reach))
