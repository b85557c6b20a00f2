"""Two reviews side by side: where they differ, what is settled, and what it adds up to. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from genkan.selection.call.content import CallContent, Criterion, Measure
from genkan.selection.review.finding import Finding, Result, Verdict

Findings = Mapping[str, Finding]


class Standing(StrEnum):
    """How far the review of an application is."""

    UNASSIGNED = "unassigned"
    IN_REVIEW = "in_review"
    DIFFERING = "differing"
    SETTLED = "settled"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {
            "unassigned": "審査員が未定",
            "in_review": "審査中",
            "differing": "相違の解消待ち",
            "settled": "審査済み",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a third person resolved a difference, and why."""

    criterion: str
    verdict: Verdict
    words: str
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The result of a criterion; ``words`` are those of the reviewers who agreed, or of the one who resolved."""

    verdict: Verdict
    words: tuple[str, ...]
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The review of an application as a whole: the findings that were handed in, of two people, and resolutions."""

    call: CallContent
    reviews: tuple[Findings, ...]
    resolutions: Mapping[str, Resolution]
    assigned: int

    @property
    def differences(self) -> tuple[Criterion, ...]:
        """The criteria in which both reviews, once there, do not agree."""
        if len(self.reviews) < 2:
            return ()
        return tuple(each for each in self.call.reviewed if not self._agree(each))

    @property
    def standing(self) -> Standing:
        """How far it is."""
        if self.assigned < 2:
            return Standing.UNASSIGNED
        if len(self.reviews) < 2:
            return Standing.IN_REVIEW
        is_open = any(each.key not in self.resolutions for each in self.differences)
        return Standing.DIFFERING if is_open else Standing.SETTLED

    def settled(self, criterion: Criterion) -> Settled | None:
        """The result of a criterion, None while there is none."""
        if len(self.reviews) < 2:
            return None
        if self._agree(criterion):
            first = self.reviews[0][criterion.key].verdict
            words = tuple(review[criterion.key].words for review in self.reviews)
            return Settled(first, words) if first else None
        resolution = self.resolutions.get(criterion.key)
        return Settled(resolution.verdict, (resolution.words,), resolved=True) if resolution else None

    @property
    def score(self) -> int | None:
        """The weighted points; None while anything scored is open or its document is missing."""
        scored = [each for each in self.call.reviewed if each.measure is Measure.SCORE]
        found = [(each, self.settled(each)) for each in scored]
        points = [
            each.weight * one.verdict.points for each, one in found if one and one.verdict.points is not None
        ]
        return sum(points) if len(points) == len(scored) else None

    @property
    def shortfalls(self) -> tuple[Criterion, ...]:
        """The criteria that are settled and not reached; a missing document does not reach any."""
        found = ((each, self.settled(each)) for each in self.call.reviewed)
        return tuple(each for each, one in found if one and not reaches(each, one.verdict))

    def _agree(self, criterion: Criterion) -> bool:
        first, second = (review[criterion.key].verdict for review in self.reviews[:2])
        return first == second


def reaches(criterion: Criterion, verdict: Verdict) -> bool:
    """Whether a verdict is enough."""
    if verdict.result is Result.POINTS:
        return verdict.points is not None and verdict.points >= criterion.threshold
    return verdict.result is Result.MET


def by_criterion(findings: Sequence[Finding]) -> dict[str, Finding]:
    """Findings by the key of their criterion."""
    return {each.criterion: each for each in findings}
