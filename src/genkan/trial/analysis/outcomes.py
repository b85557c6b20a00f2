"""How the answers of each arm ended, how long they took, what the checks counted, and what they cost."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from genkan.trial.analysis.estimates import mean_of, share_of
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import Estimate, OutcomeResult, PriceResult
from genkan.trial.evidence.rows import AnswerRow

_MICRO = 1_000_000
_Rows = Sequence[tuple[str, AnswerRow]]


def answers_by_arm(material: Material) -> dict[str, _Rows]:
    """The answers that count with the person who asked, by arm."""
    found: dict[str, list[tuple[str, AnswerRow]]] = {}
    for key, exposure, answer in material.answers:
        found.setdefault(key, []).append((exposure.person, answer))
    return {key: found[key] for key in sorted(found)}


def outcomes_of(material: Material) -> tuple[OutcomeResult, ...]:
    """A line for each arm with answers."""
    return tuple(
        _outcome(key, rows, level=material.plan.level) for key, rows in answers_by_arm(material).items()
    )


def _outcome(key: str, rows: _Rows, *, level: float) -> OutcomeResult:
    completed = [(person, row) for person, row in rows if row.outcome == "completed"]
    share = share_of(((person, float(row.outcome == "completed"), 1.0) for person, row in rows), level=level)
    return OutcomeResult(
        key=key,
        answers=len(rows),
        endings=dict(sorted(Counter(row.outcome for _, row in rows).items())),
        completed=share or Estimate(0.0, 0.0, 1.0),
        characters=mean_of(((person, float(row.characters), 1.0) for person, row in completed), level=level),
        first_token_ms_median=_quantile(rows, _first_token, 0.5),
        first_token_ms_95=_quantile(rows, _first_token, 0.95),
        total_ms_median=_quantile(completed, _total, 0.5),
        total_ms_95=_quantile(completed, _total, 0.95),
        citation_precision=_ratio(rows, lambda row: (row.citations_verified, row.citations), level=level),
        quotation_fidelity=_ratio(rows, lambda row: (row.quotations_faithful, row.quotations), level=level),
        style_findings=_findings(completed, level=level),
        personal_data=_ratio(rows, lambda row: _flag(row.personal_data), level=level),
        japanese=_ratio(rows, lambda row: _flag(row.japanese), level=level),
        refused=_ratio(rows, lambda row: _flag(row.refused), level=level),
    )


def _first_token(row: AnswerRow) -> int | None:
    return row.first_token_ms


def _total(row: AnswerRow) -> int | None:
    return row.total_ms


def _quantile(rows: _Rows, of: Callable[[AnswerRow], int | None], share: float) -> float | None:
    values = [value for _, row in rows if (value := of(row)) is not None]
    return float(np.quantile(values, share)) if values else None


def _flag(value: float | None) -> tuple[int | None, int | None]:
    return (None, None) if value is None else (int(value > 0), 1)


def _ratio(
    rows: _Rows, of: Callable[[AnswerRow], tuple[int | None, int | None]], *, level: float
) -> Estimate | None:
    """The share of the first number in the second, over all answers that have both."""
    parts = ((person, *of(row)) for person, row in rows)
    known = [
        (person, float(part), float(whole))
        for person, part, whole in parts
        if part is not None and whole is not None
    ]
    return share_of(known, level=level)


def _findings(rows: _Rows, *, level: float) -> Estimate | None:
    """Findings of official style a thousand characters."""
    known = [
        (person, float(row.style_findings), row.characters / 1000)
        for person, row in rows
        if row.style_findings is not None
    ]
    return mean_of(known, level=level)


def prices_of(material: Material) -> tuple[PriceResult, ...]:
    """What an accepted answer of each arm costs, as charged and at the shadow price."""
    accepted = material.preferred | material.used
    return tuple(_price(key, rows, accepted) for key, rows in answers_by_arm(material).items())


def _price(key: str, rows: _Rows, accepted: frozenset[tuple[str, str]]) -> PriceResult:
    answers = [(row, (row.exposure, row.side) in accepted) for _, row in rows]
    charged = [(row.cost_microyen, taken) for row, taken in answers if row.cost_microyen is not None]
    shadow = [(row.shadow_microyen, taken) for row, taken in answers if row.shadow_microyen is not None]
    return PriceResult(
        key=key,
        answers=len(rows),
        accepted=sum(taken for _, taken in answers),
        priced=len(charged),
        yen=sum(price for price, _ in charged) / _MICRO,
        per_accepted=_per_accepted(charged),
        shadow_priced=len(shadow),
        shadow_yen=sum(price for price, _ in shadow) / _MICRO,
        shadow_per_accepted=_per_accepted(shadow),
    )


def _per_accepted(priced: Sequence[tuple[int, bool]]) -> float | None:
    taken = sum(accepted for _, accepted in priced)
    return sum(price for price, _ in priced) / _MICRO / taken if taken else None
