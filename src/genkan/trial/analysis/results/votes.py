"""Results of the votes: arms, pairs, groups, style, the stopping rule, other rules."""

import msgspec

from genkan.trial.analysis.results.estimate import Estimate


class ArmResult(msgspec.Struct, frozen=True):
    """One arm by the votes.

    ``win_rate`` is of all votes on the arm, a tie counting half; ``strength`` the logarithm of the Bradley-Terry
    parameter, all arms adding up to 0; ``score`` the same on the scale of Elo, 1000 on average; ``expected`` the win rate
    against all other arms met equally often, ``weighted`` the same with ministries weighted to their staff.
    ``standard_error`` is of the strength, clustered by person; ``independent_error`` as if votes were independent, for
    reference. ``tier`` counts from 1. Intervals are percentiles of the person bootstrap.
    """

    key: str
    votes: int
    persons: int
    wins: int
    losses: int
    both_good: int
    both_bad: int
    win_rate: Estimate
    strength: Estimate
    score: Estimate
    expected: Estimate
    weighted: Estimate | None
    standard_error: float
    independent_error: float
    tier: int


class PairResult(msgspec.Struct, frozen=True):
    """Two arms, the stronger first; wins are of the first.

    ``win_rate`` is of the votes on this pair (``None`` without any), ``expected`` by the model, ``difference`` of the strengths with an interval that
    holds for all pairs at once; ``p_value`` by the clustered error, ``adjusted`` over all pairs by Holm. ``is_clear``
    says whether the two can be told apart.
    """

    first: str
    second: str
    votes: int
    persons: int
    wins: int
    losses: int
    both_good: int
    both_bad: int
    win_rate: Estimate | None
    expected: Estimate
    difference: Estimate
    p_value: float
    adjusted: float
    is_clear: bool


class Preference(msgspec.Struct, frozen=True):
    """The primary result. ``tie_rule`` is the declared one, ``tie_parameter`` Davidson's ν (``None`` by half wins).

    ``connected`` is false where some arms were never compared even indirectly; ``separated`` is true where an arm won or
    lost everything (by Davidson where it never lost or never won), so that its strength has no finite estimate and only
    its rank can be read. ``weights`` gives the weight of a vote of each ministry. ``enough`` says whether the least votes
    and persons of the protocol are reached; ``half_width`` is the widest of the intervals of ``expected``, halved.
    """

    tie_rule: str
    votes: int
    persons: int
    arms: tuple[ArmResult, ...]
    pairs: tuple[PairResult, ...]
    tiers: tuple[tuple[str, ...], ...]
    tie_parameter: float | None
    connected: bool
    separated: bool
    weights: dict[str, float]
    enough: bool
    half_width: float | None


class GroupResult(msgspec.Struct, frozen=True):
    """One arm in one group: ``dimension`` is organisation, task or information_class.

    ``raw`` is the expected win rate from the votes of the group alone; ``shrunk`` the same drawn towards the whole by
    empirical Bayes. ``adjusted`` is the p value of a difference from the whole, by Holm over all rows of the dimension.
    """

    dimension: str
    group: str
    arm: str
    votes: int
    persons: int
    raw: Estimate
    shrunk: Estimate
    p_value: float
    adjusted: float
    differs: bool


class Shrinkage(msgspec.Struct, frozen=True):
    """How far groups truly differ: the standard deviation of expected win rates between the groups of a dimension."""

    dimension: str
    groups: int
    between: float


class Effect(msgspec.Struct, frozen=True):
    """What one step of a covariate does to the log odds: ``length`` doubled, or shown as ``position`` A."""

    name: str
    effect: Estimate


class StyleArm(msgspec.Struct, frozen=True):
    """The expected win rate of an arm with the style of answers held equal, and its strength."""

    key: str
    strength: Estimate
    expected: Estimate


class Style(msgspec.Struct, frozen=True):
    """The style-adjusted secondary result, half wins for ties, on votes whose answers both have a length."""

    votes: int
    arms: tuple[StyleArm, ...]
    effects: tuple[Effect, ...]


class SequentialPair(msgspec.Struct, frozen=True):
    """Two arms as they stand at any moment: the mean over persons of the preference for the first, 0 to 1.

    The interval holds at all moments and for all pairs at once; ``decided`` where it leaves out one half.
    """

    first: str
    second: str
    persons: int
    mean: Estimate
    decided: bool


class Sequential(msgspec.Struct, frozen=True):
    """The stopping rule. ``may_stop`` follows the declared rule; for a fixed trial it is the closing day that decides."""

    rule: str
    level: float
    pairs: tuple[SequentialPair, ...]
    may_stop: bool


class SensitivityArm(msgspec.Struct, frozen=True):
    """The expected win rate of an arm under another rule."""

    key: str
    expected: Estimate


class Sensitivity(msgspec.Struct, frozen=True):
    """The primary result under another rule: ``rule`` names it, ``of`` what it was done to (a ministry, a number).

    ``reversed`` are the pairs that are clear in the primary result and lie the other way round here, the one stronger here
    first; ``first_changes`` says whether another arm comes first.
    """

    rule: str
    of: str
    votes: int
    persons: int
    arms: tuple[SensitivityArm, ...]
    first_changes: bool
    reversed: tuple[tuple[str, str], ...]
