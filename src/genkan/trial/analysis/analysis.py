"""Every number that a report of a trial may print, and what it is of (分析結果).

``Analysis`` is what ``analyse(evidence, protocol)`` gives. All shares run from 0 to 1, money is yen, times are
milliseconds where a field says so and seconds otherwise, lengths are characters. Nothing is rounded; whoever publishes
rounds to six significant digits, so that the last bits of a machine's arithmetic show nowhere. An ``Estimate`` is a
value with both ends of its interval at ``Analysis.confidence``; it is ``None`` where nothing can be said. Arms are named
by their key: the protocol's name in the first era, 「name@2」 in the second, because eras are never merged unsaid.

- ``preference`` is the primary result on votes: Bradley-Terry by the declared tie rule, arms by rank, all pairs, tiers.
- ``groups`` has the same per ministry, task and information class, drawn towards the whole, with ``shrinkage``.
- ``style`` is the secondary result with length and position held equal.
- ``raters``, ``missing`` and ``guesses`` say who voted, who did not, and how blind it was.
- ``marks`` and ``mark_differences`` are what experts found; ``liked_but_wrong`` joins them with the votes.
- ``sequential`` is what may be said at any moment, and whether the stopping rule lets the trial end.
- ``sensitivity`` repeats the primary result under other rules.
- ``outcomes``, ``prices``, ``uses``, ``edits`` and ``pulse`` are the other measures; ``exposures`` the balance.
"""

import msgspec

from genkan.trial.analysis.results import (
    ArmOfAnalysis,
    Counts,
    EditResult,
    ExposureCount,
    GroupResult,
    Guesses,
    LikedButWrong,
    MarkDifference,
    MarkResult,
    Missing,
    OutcomeResult,
    Preference,
    PriceResult,
    PulseResult,
    Raters,
    Sensitivity,
    Sequential,
    Shrinkage,
    Style,
    UseResult,
)


class Analysis(msgspec.Struct, frozen=True):
    """All results of a trial. ``protocol`` is the digest of the protocol in force; ``draws`` and ``seed`` of the bootstrap.

    ``era_rule`` says how eras stand: 「separate」 gives each its own place everywhere but in the sensitivity 「eras_merged」.
    ``multiplicity`` and ``shrinkage_rule`` name what is stated in docs/reference/trial-analysis.md. Results are empty or
    ``None`` where the evidence has nothing for them.
    """

    version: str
    trial: str
    protocol: str
    seed: int
    draws: int
    confidence: float
    era_rule: str
    multiplicity: str
    shrinkage_rule: str
    arms: tuple[ArmOfAnalysis, ...]
    counts: Counts
    preference: Preference | None
    groups: tuple[GroupResult, ...]
    shrinkage: tuple[Shrinkage, ...]
    style: Style | None
    raters: Raters | None
    missing: Missing
    guesses: Guesses
    marks: tuple[MarkResult, ...]
    mark_differences: tuple[MarkDifference, ...]
    liked_but_wrong: tuple[LikedButWrong, ...]
    sequential: Sequential | None
    sensitivity: tuple[Sensitivity, ...]
    outcomes: tuple[OutcomeResult, ...]
    prices: tuple[PriceResult, ...]
    uses: tuple[UseResult, ...]
    edits: tuple[EditResult, ...]
    pulse: tuple[PulseResult, ...]
    exposures: tuple[ExposureCount, ...]
