"""Who took part, who voted, and how blind it was."""

import msgspec

from genkan.trial.analysis.results.estimate import Estimate


class ArmOfAnalysis(msgspec.Struct, frozen=True):
    """An arm in one era under its key; ``title`` is that of the protocol, and ``build`` of the answers, if they agree."""

    key: str
    arm: str
    era: int
    title: str
    build: str


class Counts(msgspec.Struct, frozen=True):
    """What the trial consists of. ``excluded`` counts exposures by rule; ``revised`` votes were changed once or more."""

    exposures: int
    pairs: int
    voted: int
    counted: int
    persons: int
    revised: int
    excluded: dict[str, int]


class Raters(msgspec.Struct, frozen=True):
    """Who voted. Quantiles are votes a person; shares are of all votes.

    ``heavy_from`` is the number of votes from which a person counts as heavy (the highest hundredth);
    ``heavy_agreement`` is how often heavy persons and the others prefer the same arm of a pair, over all pairs.
    ``position_a`` is the share of decided votes that went to the answer shown as A, clustered by person: one half
    without bias.
    """

    persons: int
    votes: int
    median: float
    ninetieth: float
    most: int
    heavy_from: int
    heavy_persons: int
    heavy_share: float
    heavy_agreement: float | None
    position_a: Estimate | None
    both_good: Estimate | None
    both_bad: Estimate | None


class MissingRow(msgspec.Struct, frozen=True):
    """Of the pairs that showed an arm, how many were voted on; ``share`` clustered by person."""

    key: str
    pairs: int
    voted: int
    share: Estimate


class MissingOutcome(msgspec.Struct, frozen=True):
    """Of the pairs that ended in one way (both completed, one failed, both failed), how many were voted on."""

    ending: str
    pairs: int
    voted: int


class Missing(msgspec.Struct, frozen=True):
    """Votes that were not given. ``bounds`` is the win rate of each arm if all missing votes went against it or for it."""

    arms: tuple[MissingRow, ...]
    endings: tuple[MissingOutcome, ...]
    bounds: dict[str, tuple[float, float]]
    differs: bool
    p_value: float | None


class Guesses(msgspec.Struct, frozen=True):
    """How blind it was: answers whose arm was guessed, of those how many rightly, and what chance would give."""

    asked: int
    unknown: int
    guessed: int
    right: Estimate | None
    chance: float | None


class ExposureCount(msgspec.Struct, frozen=True):
    """How often an arm was shown at an information class: as A and as B of pairs, and alone; how often restricted."""

    key: str
    information_class: int
    as_a: int
    as_b: int
    alone: int
    restricted: int
