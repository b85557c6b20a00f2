"""Proving a pack without any database: what was altered since it was sealed or published, by name. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from genkan.evaluation.exam.blueprint import blueprint_of
from genkan.evaluation.exam.document import FORMAT
from genkan.evaluation.exam.drawing import candidate_of, draw
from genkan.evaluation.exam.errors import ExamProblem
from genkan.evaluation.exam.frozen import frozen_digest
from genkan.evaluation.exam.judge_agreement import agrees_again
from genkan.evaluation.exam.pack import Pack, PackAnswer, PackGrade, PackMark, root_of, seals_of
from genkan.evaluation.exam.regrading import grades_again, is_right
from genkan.evaluation.exam.scoring import scores_of
from genkan.kit import digest

_MOST_ATTEMPTS = 2


class Part(StrEnum):
    """What was altered."""

    RECORD = "record"
    QUESTION = "question"
    DRAW = "draw"
    CONTESTANTS = "contestants"
    ANSWER = "answer"
    MARK = "mark"
    GRADE = "grade"
    SCORE = "score"
    JUDGE = "judge"
    SEALS = "seals"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _LABELS[self]


_LABELS = {
    Part.RECORD: "封印のときに公表した記録",
    Part.QUESTION: "試験の設問",
    Part.DRAW: "設問の抽出",
    Part.CONTESTANTS: "参加したモデル",
    Part.ANSWER: "モデルの回答",
    Part.MARK: "採点者の採点",
    Part.GRADE: "採点の結果",
    Part.SCORE: "成績",
    Part.JUDGE: "モデルによる下見",
    Part.SEALS: "公表した検証値",
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that is not as it was; ``name`` tells which: 「q003」, 「q003/m02」, 「q003/m02/marker-1」, or empty."""

    part: Part
    name: str = ""


class _Record(msgspec.Struct, frozen=True):
    format: str
    exam: str
    plan: dict[str, object]
    draw: str
    questions: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime


def alterations_of(pack: Pack, *, commitment: str = "", root: str = "") -> tuple[Alteration, ...]:
    """Everything that was altered, in the order of the test; nothing for a pack that is whole.

    ``commitment`` and ``root`` are those that were published, where one has them from elsewhere than the pack.
    """
    return tuple(dict.fromkeys(_alterations(pack, commitment, root)))


def _alterations(pack: Pack, commitment: str, root: str) -> Iterator[Alteration]:
    yield from _question_faults(pack)
    yield from _record_faults(pack, commitment)
    yield from _draw_faults(pack)
    yield from _part_faults(pack)
    yield from _answer_faults(pack)
    yield from _place_faults(pack)
    yield from _grade_faults(pack)
    yield from _score_faults(pack)
    if pack.judge and not agrees_again(pack.judge, pack.document, pack.grades):
        yield Alteration(Part.JUDGE)
    if root_of(pack) != pack.root or (root and root != pack.root):
        yield Alteration(Part.SEALS)


def _question_faults(pack: Pack) -> Iterator[Alteration]:
    record = _record(pack)
    if record is None:
        return
    for place, question in enumerate(pack.document.questions):
        if place >= len(record.questions) or question.digest != record.questions[place]:
            yield Alteration(Part.QUESTION, question.key)
    for place in range(len(pack.document.questions), len(record.questions)):
        yield Alteration(Part.QUESTION, f"q{place + 1:03}")


def _record_faults(pack: Pack, commitment: str) -> Iterator[Alteration]:
    record = _record(pack)
    is_own = record is not None and (record.format, record.exam) == (FORMAT, pack.document.exam)
    is_committed = digest(pack.record) == pack.commitment
    if not is_own or not is_committed or (commitment and commitment != pack.commitment):
        yield Alteration(Part.RECORD)


def _draw_faults(pack: Pack) -> Iterator[Alteration]:
    """The draw is repeated: the seed over the pool gives the questions, in their order."""
    record, document = _record(pack), pack.document
    if record is None:
        return
    try:
        counts = msgspec.convert(record.plan.get("blueprint"), dict[str, int])
        pool = [candidate_of(row) for row in document.pool]
        drawn = draw(blueprint_of(counts), pool, seed=document.seed)
    except (ExamProblem, ValueError):
        yield Alteration(Part.DRAW)
        return
    names = [(each.item_id, each.version) for each in drawn]
    asked = [(question.item_id, question.version) for question in document.questions]
    if document.draw_digest != record.draw or names != asked:
        yield Alteration(Part.DRAW)


def _part_faults(pack: Pack) -> Iterator[Alteration]:
    now, kept = seals_of(pack), pack.seals
    if now.contestants != kept.contestants:
        yield Alteration(Part.CONTESTANTS)
    yield from _differing(Part.ANSWER, [_name(each) for each in pack.answers], now.answers, kept.answers)
    marks = [f"{_name(each)}/{each.marker}" for each in pack.marks]
    yield from _differing(Part.MARK, marks, now.marks, kept.marks)
    yield from _differing(Part.GRADE, [_name(each) for each in pack.grades], now.grades, kept.grades)
    if now.scores != kept.scores:
        yield Alteration(Part.SCORE)
    if now.judge != kept.judge:
        yield Alteration(Part.JUDGE)


def _differing(
    part: Part, names: Sequence[str], now: Sequence[str], kept: Sequence[str]
) -> Iterator[Alteration]:
    for place, name in enumerate(names):
        if place >= len(kept) or now[place] != kept[place]:
            yield Alteration(part, name)
    if len(kept) > len(now):
        yield Alteration(part)


def _answer_faults(pack: Pack) -> Iterator[Alteration]:
    """Every answer is the one that was frozen, asked in the window and no more than twice."""
    record = _record(pack)
    for each in pack.answers:
        if not _is_frozen(each, run=pack.run) or not _is_timely(each, record):
            yield Alteration(Part.ANSWER, _name(each))


def _is_frozen(answer: PackAnswer, *, run: str) -> bool:
    try:
        return frozen_digest(answer, run=run) == answer.frozen
    except ValueError:
        return False


def _is_timely(answer: PackAnswer, record: _Record | None) -> bool:
    if answer.attempt > _MOST_ATTEMPTS:
        return False
    if record is None or not answer.asked_at:
        return True
    try:
        return record.opens_at <= datetime.fromisoformat(answer.asked_at) < record.closes_at
    except (ValueError, TypeError):
        return False


def _place_faults(pack: Pack) -> Iterator[Alteration]:
    """Each contestant has one answer and one grade for each question, each marker one mark, and nobody else has any."""
    questions = [question.key for question in pack.document.questions]
    contestants = [contestant.key for contestant in pack.contestants]
    expected = {(question, contestant) for question in questions for contestant in contestants}
    if len(set(contestants)) < len(contestants):
        yield Alteration(Part.CONTESTANTS)
    for part, places in (
        (Part.ANSWER, [(each.question, each.contestant) for each in pack.answers]),
        (Part.GRADE, [(each.question, each.contestant) for each in pack.grades]),
    ):
        twice = {place for place, count in Counter(places).items() if count > 1}
        for place in sorted((expected ^ set(places)) | twice):
            yield Alteration(part, "/".join(place))
    marks = Counter((each.question, each.contestant, each.marker) for each in pack.marks)
    for place, count in marks.items():
        if count > 1 or place[:2] not in expected:
            yield Alteration(Part.MARK, "/".join(place))


def _grade_faults(pack: Pack) -> Iterator[Alteration]:
    """Grades are given again where that needs nothing but the question and the answer; persons mark nothing else."""
    questions = {question.key: question for question in pack.document.questions}
    answers = {(each.question, each.contestant): each for each in pack.answers}
    for each in pack.grades:
        answer, question = answers.get((each.question, each.contestant)), questions.get(each.question)
        own = [
            mark
            for mark in pack.marks
            if (mark.question, mark.contestant) == (each.question, each.contestant)
        ]
        if answer is None or question is None:
            yield Alteration(Part.GRADE, _name(each))
            continue
        again = grades_again(question, answer)
        if own and again is not None and again.score is not None:
            for mark in own:
                yield Alteration(Part.MARK, f"{_name(mark)}/{mark.marker}")
        if not is_right(question, answer, each, own):
            yield Alteration(Part.GRADE, _name(each))


def _score_faults(pack: Pack) -> Iterator[Alteration]:
    """The numbers are computed again from the grades, and named where they differ."""
    try:
        again = scores_of(pack.document, pack.grades)
    except (KeyError, ValueError):
        yield Alteration(Part.SCORE)
        return
    kept = {(each.contestant, each.field): each for each in pack.scores.fields}
    for line in again.fields:
        if kept.get((line.contestant, line.field)) != line:
            yield Alteration(Part.SCORE, "/".join(filter(None, (line.contestant, line.field))))
    if (again.pairs, again.tiers, again.level, again.seed) != (
        pack.scores.pairs,
        pack.scores.tiers,
        pack.scores.level,
        pack.scores.seed,
    ) or len(again.fields) != len(pack.scores.fields):
        yield Alteration(Part.SCORE)


def _record(pack: Pack) -> _Record | None:
    try:
        return msgspec.json.decode(pack.record, type=_Record)
    except msgspec.DecodeError:
        return None


def _name(part: PackAnswer | PackGrade | PackMark) -> str:
    return f"{part.question}/{part.contestant}"
