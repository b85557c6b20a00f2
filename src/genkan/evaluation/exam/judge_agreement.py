"""How far persons agree with a judge model (下見と採点者の一致): published beside the scores, never in them. Pure."""

from collections.abc import Iterable, Sequence

from genkan.evaluation.exam.document import SealedDocument
from genkan.evaluation.exam.exam import Judge
from genkan.evaluation.exam.pack import PackGrade, PackJudge, PackProposal
from genkan.evaluation.exam.scoring import MARKS_VERSION
from genkan.evaluation.graders import share_of
from genkan.evaluation.statistics import Scale, agreement

_DRAWS = 2_000


def packed_judge(
    judge: Judge,
    document: SealedDocument,
    grades: Iterable[PackGrade],
    proposals: Sequence[PackProposal],
) -> PackJudge:
    """The judge with its proposals and the agreement. Raises ``ValueError`` where points do not fit a rubric."""
    most = {each.key: tuple(line.points for line in each.marked_by) for each in document.questions}
    proposed = {(each.question, each.contestant): each.points for each in proposals}
    units = [
        (grade.score, share_of(proposed[place], most[grade.question]))
        for grade in grades
        if (place := (grade.question, grade.contestant)) in proposed and grade.version == MARKS_VERSION
    ]
    found = agreement(units, scale=Scale.INTERVAL, draws=_DRAWS)
    low, high = found.interval or (None, None)
    return PackJudge(
        title=judge.title,
        operator=judge.operator,
        build=judge.build,
        run=judge.run_id,
        proposals=tuple(proposals),
        units=found.units,
        alpha=found.alpha,
        low=low,
        high=high,
    )


def agrees_again(judge: PackJudge, document: SealedDocument, grades: Iterable[PackGrade]) -> bool:
    """Whether the agreement that a pack tells follows from its proposals and marks."""
    own = Judge(judge.run, judge.title, judge.operator, judge.build)
    try:
        return packed_judge(own, document, grades, judge.proposals) == judge
    except (KeyError, ValueError):
        return False
