"""Results of the other measures: experts' marks, endings, prices, uses, edits, the short survey."""

import msgspec

from genkan.trial.analysis.results.estimate import Estimate


class MarkResult(msgspec.Struct, frozen=True):
    """What experts found of one arm: ``measure`` is correct, source_right, usable or harmful; persons are the askers."""

    key: str
    measure: str
    answers: int
    persons: int
    share: Estimate
    tier: int


class MarkDifference(msgspec.Struct, frozen=True):
    """The first less the second; ``paired`` on the same questions where both were marked, of which there are ``pairs``.

    ``adjusted`` is the p value by Holm over all pairs of the measure.
    """

    measure: str
    first: str
    second: str
    difference: Estimate
    paired: Estimate | None
    pairs: int
    p_value: float
    adjusted: float
    is_clear: bool


class LikedButWrong(msgspec.Struct, frozen=True):
    """Of the answers of an arm that were marked and preferred (or both good), how many are not correct."""

    key: str
    liked: int
    wrong: int
    share: Estimate | None


class OutcomeResult(msgspec.Struct, frozen=True):
    """How the answers of an arm ended, how long they took and what the automatic checks counted.

    Failures stay in the denominator. Times are of answers that have one. ``citation_precision`` and
    ``quotation_fidelity`` are of all citations and quotations; ``style_findings`` a thousand characters.
    """

    key: str
    answers: int
    endings: dict[str, int]
    completed: Estimate
    characters: Estimate | None
    first_token_ms_median: float | None
    first_token_ms_95: float | None
    total_ms_median: float | None
    total_ms_95: float | None
    citation_precision: Estimate | None
    quotation_fidelity: Estimate | None
    style_findings: Estimate | None
    personal_data: Estimate | None
    japanese: Estimate | None
    refused: Estimate | None


class PriceResult(msgspec.Struct, frozen=True):
    """What the answers of an arm cost. Accepted answers were preferred, or both good, or copied, exported or sent.

    ``yen`` and ``shadow_yen`` are sums over answers with a price; ``per_accepted`` and ``shadow_per_accepted`` divide
    the sum over all priced answers, failed ones too, by the accepted of them.
    """

    key: str
    answers: int
    accepted: int
    priced: int
    yen: float
    per_accepted: float | None
    shadow_priced: int
    shadow_yen: float
    shadow_per_accepted: float | None


class UseResult(msgspec.Struct, frozen=True):
    """What became of the answers of an arm: counts by kind, the share that was used, and the time to the first use."""

    key: str
    answers: int
    kinds: dict[str, int]
    used: Estimate
    seconds_median: float | None


class EditResult(msgspec.Struct, frozen=True):
    """How far final texts are from the drafts of an arm: the distance by the length of the longer of both, 0 to 1."""

    key: str
    answers: int
    persons: int
    distance: Estimate
    unchanged: float


class PulseResult(msgspec.Struct, frozen=True):
    """The short survey, by ministry and, with an empty ``organisation``, as a whole; means over persons."""

    organisation: str
    answers: int
    persons: int
    minutes: Estimate | None
    better: Estimate | None
