"""How far markers agree, and which answers were liked though they are wrong. Pure: marks and votes in, numbers out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from genkan.evaluation import Agreement, Interval, Scale, agreement, wilson
from genkan.trial.audit.mark import Line
from genkan.trial.evidence import Exposure, MarkRow, VoteRow
from genkan.trial.statistics import Choice

_LEAST_MARKS = 2
Answer = tuple[str, str]
_LIKED = {
    Choice.A: ("a",),
    Choice.B: ("b",),
    Choice.BOTH_GOOD: ("a", "b"),
    Choice.BOTH_BAD: (),
}


@dataclass(frozen=True)
class LikedButWrong:
    """One arm: its answers that were liked and that experts judged, and how many of them are not correct.

    ``interval`` is the 95 % Wilson interval of the share, as if the answers were independent.
    """

    arm: str
    liked: int
    wrong: int
    harmful: int
    interval: Interval

    @property
    def share(self) -> float:
        """The share of liked answers that are wrong."""
        return self.wrong / self.liked


def agreements_of(marks: Iterable[MarkRow], *, draws: int = 2_000) -> Mapping[Line, Agreement]:
    """Krippendorff's alpha of each question (nominal scale), over answers that two experts marked; decisions do not count."""
    units: defaultdict[Answer, list[MarkRow]] = defaultdict(list)
    for mark in marks:
        if not mark.decided:
            units[mark.exposure, mark.side].append(mark)
    pairs = [units[key] for key in sorted(units)]
    return {
        line: agreement(
            [[float(getattr(mark, line)) for mark in pair] for pair in pairs],
            scale=Scale.NOMINAL,
            draws=draws,
        )
        for line in Line
    }


def judged(marks: Iterable[MarkRow]) -> Mapping[Answer, MarkRow]:
    """What holds for each answer: the decision, or what two experts said alike; others are not judged yet."""
    found: defaultdict[Answer, list[MarkRow]] = defaultdict(list)
    for mark in marks:
        found[mark.exposure, mark.side].append(mark)
    settled = {key: _settled(given) for key, given in sorted(found.items())}
    return {key: mark for key, mark in settled.items() if mark is not None}


def liked_but_wrong(
    exposures: Iterable[Exposure], votes: Iterable[VoteRow], marks: Iterable[MarkRow]
) -> tuple[LikedButWrong, ...]:
    """Preferred answers that experts found wrong, by arm, in the order of names; the highest revision of a vote counts.

    An answer is liked where it was preferred, or both were called good.
    """
    verdicts, arms = judged(marks), {each.id: {"a": each.left, "b": each.right} for each in exposures}
    latest: dict[str, VoteRow] = {}
    for vote in sorted(votes, key=lambda vote: vote.revision):
        latest[vote.exposure] = vote
    liked: defaultdict[str, list[MarkRow]] = defaultdict(list)
    for exposure, vote in latest.items():
        for side in _LIKED[Choice(vote.choice)]:
            mark = verdicts.get((exposure, side))
            if mark is not None and exposure in arms:
                liked[arms[exposure][side]].append(mark)
    return tuple(_line(arm, liked[arm]) for arm in sorted(liked))


def _settled(marks: Sequence[MarkRow]) -> MarkRow | None:
    decision = next((mark for mark in marks if mark.decided), None)
    alike = len({tuple(getattr(mark, line) for line in Line) for mark in marks}) == 1
    return decision or (marks[0] if alike and len(marks) >= _LEAST_MARKS else None)


def _line(arm: str, marks: Sequence[MarkRow]) -> LikedButWrong:
    wrong = sum(not mark.correct for mark in marks)
    return LikedButWrong(
        arm=arm,
        liked=len(marks),
        wrong=wrong,
        harmful=sum(mark.harmful for mark in marks),
        interval=wilson(wrong, len(marks)),
    )
