"""How the answers of each arm ended, how long they took, what the checks counted, and what they cost."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.estimates import column_mean, column_share
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import Estimate, OutcomeResult, PriceResult
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.person_sums import PersonSums, person_sums

_MICRO = 1_000_000


class _Answers:
    """The answers of one arm that count: their rows in the columns, and who asked."""

    def __init__(self, material: Material, key: int) -> None:
        self.material = material
        answers = material.columns.answers
        self.rows = np.flatnonzero(material.answers & (answers.key == key))
        self.person = material.columns.exposures.person[answers.exposure[self.rows]]
        done = material.columns.outcomes.index("completed") if self._any_completed else -2
        self.completed: NDArray[np.bool_] = answers.outcome[self.rows] == done

    @property
    def _any_completed(self) -> bool:
        return "completed" in self.material.columns.outcomes

    def of(self, name: str) -> Numbers:
        """A column."""
        return getattr(self.material.columns.answers, name)[self.rows]

    def sums(self, on: Numbers, values: Numbers, weights: Numbers | None = None) -> PersonSums:
        """Values and weights of the answers ``on`` by person."""
        persons = self.material.columns.persons
        return person_sums(
            self.person[on], values[on], None if weights is None else weights[on], persons=persons
        )


def _by_arm(material: Material) -> Iterator[tuple[str, _Answers]]:
    for key in np.unique(material.columns.answers.key[material.answers]).tolist():
        yield material.columns.keys[key], _Answers(material, key)


def outcomes_of(material: Material) -> tuple[OutcomeResult, ...]:
    """A line for each arm with answers."""
    return tuple(_outcome(key, answers, level=material.plan.level) for key, answers in _by_arm(material))


def _outcome(key: str, answers: _Answers, *, level: float) -> OutcomeResult:
    every, done = np.ones(len(answers.rows), bool), answers.completed
    share = column_share(answers.sums(every, done), level=level)
    return OutcomeResult(
        key=key,
        answers=len(answers.rows),
        endings=_endings(answers),
        completed=share or Estimate(0.0, 0.0, 1.0),
        characters=column_mean(answers.sums(done, answers.of("characters")), level=level),
        first_token_ms_median=_quantile(answers.of("first_token_ms"), 0.5),
        first_token_ms_95=_quantile(answers.of("first_token_ms"), 0.95),
        total_ms_median=_quantile(answers.of("total_ms")[done], 0.5),
        total_ms_95=_quantile(answers.of("total_ms")[done], 0.95),
        citation_precision=_ratio(answers, "citations_verified", "citations", level=level),
        quotation_fidelity=_ratio(answers, "quotations_faithful", "quotations", level=level),
        style_findings=_findings(answers, level=level),
        personal_data=_flag(answers, "personal_data", level=level),
        japanese=_flag(answers, "japanese", level=level),
        refused=_flag(answers, "refused", level=level),
    )


def _endings(answers: _Answers) -> dict[str, int]:
    found, counts = np.unique(answers.of("outcome"), return_counts=True)
    names = answers.material.columns.outcomes
    return {names[place]: count for place, count in zip(found.tolist(), counts.tolist(), strict=True)}


def _quantile(values: Numbers, share: float) -> float | None:
    known = values[values >= 0]
    return float(np.quantile(known, share)) if len(known) else None


def _flag(answers: _Answers, name: str, *, level: float) -> Estimate | None:
    """The share of answers with any, over those that were looked at."""
    values = answers.of(name)
    return column_share(answers.sums(values >= 0, values > 0), level=level)


def _ratio(answers: _Answers, part: str, whole: str, *, level: float) -> Estimate | None:
    """The share of the first number in the second, over all answers that have both."""
    parts, wholes = answers.of(part), answers.of(whole)
    return column_share(answers.sums((parts >= 0) & (wholes >= 0), parts, wholes), level=level)


def _findings(answers: _Answers, *, level: float) -> Estimate | None:
    """Findings of official style a thousand characters."""
    values = answers.of("style_findings")
    on = answers.completed & (values >= 0)
    return column_mean(answers.sums(on, values, answers.of("characters") / 1000), level=level)


def prices_of(material: Material) -> tuple[PriceResult, ...]:
    """What an accepted answer of each arm costs, as charged and at the shadow price."""
    accepted = material.preferred | material.used
    return tuple(_price(key, answers, accepted) for key, answers in _by_arm(material))


def _price(key: str, answers: _Answers, accepted: NDArray[np.bool_]) -> PriceResult:
    side = answers.of("side")
    taken = accepted[answers.of("exposure"), side] & (side >= 0)
    charged, shadow = answers.of("cost_microyen"), answers.of("shadow_microyen")
    return PriceResult(
        key=key,
        answers=len(answers.rows),
        accepted=int(taken.sum()),
        priced=int((charged >= 0).sum()),
        yen=_yen(charged),
        per_accepted=_per_accepted(charged, taken),
        shadow_priced=int((shadow >= 0).sum()),
        shadow_yen=_yen(shadow),
        shadow_per_accepted=_per_accepted(shadow, taken),
    )


def _yen(prices: Numbers) -> float:
    return int(prices[prices >= 0].sum()) / _MICRO


def _per_accepted(prices: Numbers, taken: NDArray[np.bool_]) -> float | None:
    accepted = int(taken[prices >= 0].sum())
    return _yen(prices) / accepted if accepted else None
