"""The evidence as the parts of the analysis take it: looked up, with exclusions applied."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from genkan.trial.analysis.exclusions import excluded
from genkan.trial.analysis.plan import Plan, plan_of
from genkan.trial.evidence.choice import Choice
from genkan.trial.evidence.rows import AnswerRow, Evidence, Exposure
from genkan.trial.protocol.document import Protocol
from genkan.trial.statistics.votes import VoteTable, arm_label, counted_votes, vote_table

_USES = frozenset({"copied", "exported", "sent"})


@dataclass(frozen=True)
class Material:
    """The evidence of a trial and its protocol; ``rules`` are the excluded exposures with the rule of each."""

    evidence: Evidence
    protocol: Protocol
    rules: dict[str, str]

    @cached_property
    def plan(self) -> Plan:
        """The rules of the analysis."""
        return plan_of(self.protocol)

    @cached_property
    def exposures(self) -> dict[str, Exposure]:
        """The exposures that count, by identifier."""
        return {row.id: row for row in self.evidence.exposures if row.id not in self.rules}

    @cached_property
    def pairs(self) -> tuple[Exposure, ...]:
        """Those that count and showed two answers."""
        return tuple(row for row in self.exposures.values() if row.right)

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """What was voted on each exposure in the end, those that do not count included."""
        return {exposure: Choice(vote.choice) for exposure, vote in counted_votes(self.evidence).items()}

    @cached_property
    def table(self) -> VoteTable:
        """The votes that count."""
        return vote_table(self.evidence, excluded=self.rules)

    @cached_property
    def answers(self) -> tuple[tuple[str, Exposure, AnswerRow], ...]:
        """The answers that count, each with the key of its arm and its exposure."""
        return tuple(
            (arm_label(answer.arm, answer.era), self.exposures[answer.exposure], answer)
            for answer in self.evidence.answers
            if answer.exposure in self.exposures
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all arms that were shown, in order."""
        shown = {label for row in self.exposures.values() for _, label in sides_of(row)}
        return tuple(sorted(shown))

    @cached_property
    def used(self) -> frozenset[tuple[str, str]]:
        """The answers, as exposure and side, that were copied, exported or sent."""
        return frozenset((row.exposure, row.side) for row in self.evidence.uses if row.use in _USES)

    @cached_property
    def preferred(self) -> frozenset[tuple[str, str]]:
        """The answers, as exposure and side, that were preferred or both good."""
        sides = {Choice.A: ("a",), Choice.B: ("b",), Choice.BOTH_GOOD: ("a", "b"), Choice.BOTH_BAD: ()}
        return frozenset((row.id, side) for row in self.pairs for side in self._liked(row, sides))

    def _liked(self, row: Exposure, sides: dict[Choice, tuple[str, ...]]) -> tuple[str, ...]:
        choice = self.choices.get(row.id)
        return () if choice is None else sides[choice]

    def excluded_by_rule(self) -> dict[str, int]:
        """How many exposures each rule leaves out, by the rule's name."""
        known = {row.id for row in self.evidence.exposures}
        counts = Counter(rule for exposure, rule in self.rules.items() if exposure in known)
        return dict(sorted(counts.items()))


def material(evidence: Evidence, protocol: Protocol) -> Material:
    """The evidence with the exclusions of its protocol."""
    return Material(evidence, protocol, excluded(evidence, protocol))


def sides_of(exposure: Exposure) -> Iterator[tuple[str, str]]:
    """The sides of an exposure with the keys of their arms."""
    yield "a", arm_label(exposure.left, exposure.left_era)
    if exposure.right:
        yield "b", arm_label(exposure.right, exposure.right_era)
