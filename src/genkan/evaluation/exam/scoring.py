"""From grades to the numbers that are published: pure, and the same for whoever verifies them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from genkan.evaluation.exam.document import SealedDocument, SealedQuestion
from genkan.evaluation.exam.pack import PackGrade, PackMark, PackPair, PackScore, PackScores
from genkan.evaluation.graders import Expectation, RubricLine, share_of
from genkan.evaluation.statistics import SEED, FieldScore, Pair, Scored, by_field, tiers

LEVEL = 0.95
MARKED = "marked"
MARKS_VERSION = "marks/1"


def expectation_of(question: SealedQuestion) -> Expectation:
    """What a grader is told of a question."""
    return Expectation(
        grader=question.grader,
        choices=question.choices,
        key=question.answer_key,
        rubric=tuple(RubricLine(line.points, line.text) for line in question.rubric),
        tolerance=question.tolerance,
    )


def share_of_marks(question: SealedQuestion, marks: Sequence[PackMark]) -> float | None:
    """The share of the rubric's points, from 0 to 1: of the mark that decides, else the mean of all; None without any.

    Raises ``ValueError`` where points do not fit the rubric.
    """
    most = tuple(line.points for line in question.marked_by)
    deciding = [mark for mark in marks if mark.decides] or list(marks)
    shares = [share_of(mark.points, most) for mark in deciding]
    return sum(shares) / len(shares) if shares else None


def with_marks(
    document: SealedDocument, grades: Iterable[PackGrade], marks: Sequence[PackMark]
) -> tuple[PackGrade, ...]:
    """The grades, with the score of persons where no rule gave one and persons have marked.

    Raises ``ValueError`` where points do not fit the rubric.
    """
    questions = {question.key: question for question in document.questions}
    return tuple(_with_marks(questions[grade.question], grade, marks) for grade in grades)


def scores_of(document: SealedDocument, grades: Sequence[PackGrade]) -> PackScores:
    """Means with intervals by contestant and field, differences in pairs, and tiers; failures count as 0.

    A question on which somebody is not marked counts for nobody.
    """
    questions = {question.key: question for question in document.questions}
    rows = _comparing([_scored(questions[grade.question], grade) for grade in grades])
    by_contestant = _by_contestant(rows)
    families = {row.item: row.family for row in rows if row.family}
    found = tiers(by_contestant, families=families, level=LEVEL) if _comparable(by_contestant) else None
    return PackScores(
        fields=tuple(_score(line) for line in by_field(rows, level=LEVEL)),
        pairs=tuple(_pair(pair) for pair in found.pairs) if found else (),
        tiers=found.groups if found else (tuple(sorted(by_contestant)),),
        level=LEVEL,
        seed=SEED,
    )


def _with_marks(question: SealedQuestion, grade: PackGrade, marks: Sequence[PackMark]) -> PackGrade:
    if grade.score is not None:
        return grade
    own = [each for each in marks if (each.question, each.contestant) == (grade.question, grade.contestant)]
    share = share_of_marks(question, own)
    if share is None:
        return grade
    return PackGrade(grade.question, grade.contestant, MARKED, share, "", MARKS_VERSION)


def _scored(question: SealedQuestion, grade: PackGrade) -> Scored:
    return Scored(grade.contestant, question.key, question.field, grade.outcome, grade.score, question.family)


def _comparing(rows: Sequence[Scored]) -> Sequence[Scored]:
    """The rows without the scores of questions on which somebody is not marked."""
    unmarked = {row.item for row in rows if row.score is None}
    return [replace(row, score=None) if row.item in unmarked else row for row in rows]


def _by_contestant(rows: Iterable[Scored]) -> Mapping[str, Mapping[str, float]]:
    """The scores by contestant and question."""
    scores: dict[str, dict[str, float]] = {}
    for row in rows:
        own = scores.setdefault(row.contestant, {})
        if row.score is not None:
            own[row.item] = row.score
    return scores


def _comparable(scores: Mapping[str, Mapping[str, float]]) -> bool:
    return len(scores) > 1 and all(scores.values())


def _score(line: FieldScore) -> PackScore:
    low, high = line.interval if line.interval else (None, None)
    return PackScore(
        line.contestant,
        line.field,
        line.answers,
        line.marked,
        line.mean,
        low,
        high,
        line.method,
        dict(line.outcomes),
    )


def _pair(pair: Pair) -> PackPair:
    difference = pair.difference
    return PackPair(
        pair.first,
        pair.second,
        difference.value,
        difference.interval.low,
        difference.interval.high,
        pair.is_clear,
    )
