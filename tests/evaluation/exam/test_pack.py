"""A small pack with marks: whole as it is, and every alteration of a mark, a grade or a score named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from genkan.evaluation.exam.blueprint import blueprint_of
from genkan.evaluation.exam.document import document_of, record_of
from genkan.evaluation.exam.drawing import Candidate, draw
from genkan.evaluation.exam.errors import NotEnoughItems, PackUnreadable
from genkan.evaluation.exam.exam import Exam, ExamPlan, ExamState
from genkan.evaluation.exam.frozen import packed_answer
from genkan.evaluation.exam.pack import (
    PACK_FORMAT,
    Pack,
    PackAnswer,
    PackContestant,
    PackGrade,
    PackMark,
    PackSeals,
    read_pack,
    root_of,
    seals_of,
    write_pack,
)
from genkan.evaluation.exam.regrading import Reason, not_regraded
from genkan.evaluation.exam.scoring import scores_of, with_marks
from genkan.evaluation.exam.verifying import Part, alterations_of
from genkan.evaluation.graders import Form, RubricLine
from genkan.evaluation.items import Field, Item, ItemState
from genkan.evaluation.running import Answer, AnswerState, digest_of
from genkan.kit import digest

NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BLUEPRINT = blueprint_of({"drafting-1": 1, "japanese-1": 2})
EXAM = Exam(
    id="exam",
    organisation_id="ministry",
    title="試験",
    state=ExamState.SEALED,
    opens_at=NOON,
    closes_at=NOON + timedelta(days=1),
    made_by=None,
    made_at=NOON,
    plan=ExamPlan(blueprint=BLUEPRINT),
)


def item(number: int, form: Form, field: Field, **content: object) -> Item:
    values = {"key": (), "rubric": (), "grader": form.usual_grader, "difficulty": 1, **content}
    return Item(
        id=f"item-{number}",
        organisation_id="ministry",
        code=f"Q{number}",
        version=1,
        state=ItemState.APPROVED,
        author_id=None,
        reviewer_id=None,
        changed_at=NOON,
        field=field,
        form=form,
        prompt=f"問い{number}",
        **values,  # pyright: ignore[reportArgumentType]
    )


BANK = {
    each.id: each
    for each in (
        item(1, Form.OPEN, Field.DRAFTING, rubric=(RubricLine(2, "結論"), RubricLine(1, "敬語"))),
        item(2, Form.SHORT_ANSWER, Field.JAPANESE, key=("七年",)),
        item(3, Form.SHORT_ANSWER, Field.JAPANESE, key=("八年",)),
        item(4, Form.SHORT_ANSWER, Field.JAPANESE, key=("九年",)),
    )
}
POOL = tuple(Candidate(each.id, each.version, each.field, each.difficulty) for each in BANK.values())


def frozen(**facts: Any) -> Answer:
    """An answer as the run froze it."""
    usual = {"run_id": "run", "repetition": 0, "state": AnswerState.ANSWERED, "attempt": 1, "build": "1"}
    answer = Answer(**{**usual, "outcome": "completed", "asked_at": NOON, "seconds": 1.0, **facts})
    return replace(answer, digest=digest_of(answer))


def sealed_again(pack: Pack, **changes: Any) -> Pack:
    """The pack as a forger who knows how would leave it: seals and root follow the change."""
    altered = msgspec.structs.replace(pack, **changes)
    grades = {"scores": scores_of(altered.document, altered.grades)} if "grades" in changes else {}
    altered = msgspec.structs.replace(altered, **grades)
    altered = msgspec.structs.replace(altered, seals=seals_of(altered))
    return msgspec.structs.replace(altered, root=root_of(altered))


def packed() -> Pack:
    """Two contestants, of whom the first is right everywhere; two markers of the open answers."""
    drawn = draw(BLUEPRINT, POOL, seed="seed")
    document = document_of(
        EXAM, [BANK[each.item_id] for each in drawn], POOL, seed="seed", salts=list("abcd")
    )
    answers, marks, grades = list[PackAnswer](), list[PackMark](), list[PackGrade]()
    for question in document.questions:
        for key in ("m01", "m02"):
            right = key == "m01"
            text = (question.answer_key or ("案文",))[0] if right else "分かりません"
            answers.append(packed_answer(frozen(question_key=question.key, contestant_key=key, text=text)))
            is_open = question.form is Form.OPEN
            outcome = "needs_mark" if is_open else "correct" if right else "wrong"
            score = None if is_open else float(right)
            grades.append(PackGrade(question.key, key, outcome, score, "", f"{question.grader}/1"))
            if is_open:
                marks += [
                    PackMark(question.key, key, f"marker-{n}", (2, n % 2), "", decides=False) for n in (1, 2)
                ]
    marked = with_marks(document, grades, marks)
    record = record_of(EXAM, document, sealed_at=NOON)
    pack = Pack(
        format=PACK_FORMAT,
        code_version="1",
        record=record,
        commitment=digest(record),
        document=document,
        run="run",
        contestants=tuple(PackContestant(key, key, "例示社", "1") for key in ("m01", "m02")),
        answers=tuple(answers),
        marks=tuple(marks),
        grades=marked,
        scores=scores_of(document, marked),
        published_at=NOON.isoformat(),
        seals=PackSeals("", (), (), (), ""),
        root="",
    )
    pack = msgspec.structs.replace(pack, seals=seals_of(pack))
    return msgspec.structs.replace(pack, root=root_of(pack))


def test_a_pack_is_whole_and_marks_count_by_their_mean() -> None:
    pack = packed()
    assert alterations_of(read_pack(write_pack(pack))) == ()
    (opened,) = [each.key for each in pack.document.questions if each.form is Form.OPEN]
    assert {each.score for each in pack.grades if each.question == opened} == {(1.0 + 2 / 3) / 2}
    assert alterations_of(pack, commitment="0" * 64)[0].part is Part.RECORD
    assert alterations_of(pack, root="0" * 64)[0].part is Part.SEALS


def test_an_altered_mark_is_named_and_a_forger_has_to_change_more_than_it() -> None:
    pack = packed()
    first = pack.marks[0]
    forged = msgspec.structs.replace(first, points=(1, 1))
    altered = msgspec.structs.replace(pack, marks=(forged, *pack.marks[1:]))
    name = f"{first.question}/{first.contestant}"
    found = alterations_of(altered)
    assert (found[0].part, found[0].name) == (Part.MARK, f"{name}/marker-1")
    resealed = msgspec.structs.replace(altered, seals=seals_of(altered))
    assert [each.part for each in alterations_of(resealed)] == [Part.GRADE, Part.SEALS]
    unfit = msgspec.structs.replace(
        pack, marks=(msgspec.structs.replace(first, points=(9, 9)), *pack.marks[1:])
    )
    assert Part.GRADE in [each.part for each in alterations_of(unfit)]


def test_what_contradicts_itself_is_named_though_it_was_sealed_again() -> None:
    pack, change = packed(), msgspec.structs.replace
    (opened,) = [each.key for each in pack.document.questions if each.form is Form.OPEN]
    place = next(n for n, each in enumerate(pack.grades) if each.question == opened)
    ruled = next(n for n, each in enumerate(pack.grades) if each.question != opened)
    mark = next(each for each in pack.marks if each.question == opened)
    by_rule = f"{pack.grades[ruled].question}/{pack.grades[ruled].contestant}"
    by_mark = f"{pack.grades[place].question}/{pack.grades[place].contestant}"
    first = pack.answers[0]

    def with_grade(number: int, **facts: Any) -> tuple[PackGrade, ...]:
        return tuple(change(each, **facts) if n == number else each for n, each in enumerate(pack.grades))

    def with_answer(**facts: Any) -> tuple[PackAnswer, ...]:
        given = {name: facts[name] for name in facts if name != "frozen"}
        known = frozen(question_key=first.question, contestant_key=first.contestant, text=first.text, **given)
        return (packed_answer(known), *pack.answers[1:])

    unmarked = tuple(each for each in pack.marks if f"{each.question}/{each.contestant}" != by_mark)
    stranger = change(first, contestant="m09")
    rule_mark = change(mark, question=pack.grades[ruled].question, contestant=pack.grades[ruled].contestant)
    cases: list[tuple[Part, str, dict[str, Any]]] = [
        # an answer that is not the one that was frozen
        (Part.ANSWER, _place(first), {"answers": (change(first, output_tokens=9), *pack.answers[1:])}),
        # asked before the window, after it, and three times
        (Part.ANSWER, _place(first), {"answers": with_answer(asked_at=NOON - timedelta(seconds=1))}),
        (Part.ANSWER, _place(first), {"answers": with_answer(asked_at=EXAM.closes_at)}),
        (Part.ANSWER, _place(first), {"answers": with_answer(attempt=3)}),
        # twice the same, and of nobody who took part
        (Part.ANSWER, _place(first), {"answers": (*pack.answers, first)}),
        (Part.ANSWER, _place(stranger), {"answers": (*pack.answers, stranger)}),
        (Part.GRADE, by_mark, {"grades": (*pack.grades, pack.grades[place])}),
        (Part.MARK, f"{by_mark}/{mark.marker}", {"marks": (*pack.marks, mark)}),
        (Part.CONTESTANTS, "", {"contestants": (*pack.contestants, pack.contestants[0])}),
        # a score that no rule and no person gave, one above all points, one of another grader
        (
            Part.GRADE,
            by_mark,
            {"grades": with_grade(place, version="rubric/1", score=1.0), "marks": unmarked},
        ),
        (Part.GRADE, by_mark, {"grades": with_grade(place, score=1.5)}),
        (Part.GRADE, by_rule, {"grades": with_grade(ruled, version="judge/1")}),
        # marks where a rule decides
        (Part.MARK, f"{by_rule}/marker-1", {"marks": (*pack.marks, change(rule_mark, points=(1,)))}),
    ]
    for part, name, changes in cases:
        found = alterations_of(sealed_again(pack, **changes))
        assert (part, name) in [(each.part, each.name) for each in found], (part, changes.keys())


def _place(part: PackAnswer) -> str:
    return f"{part.question}/{part.contestant}"


def test_what_was_not_graded_again_is_counted() -> None:
    pack = packed()
    assert not_regraded(pack) == {}
    other = tuple(
        msgspec.structs.replace(each, version="normalised/0") if each.version == "normalised/1" else each
        for each in pack.grades
    )
    pack = sealed_again(pack, grades=other)
    assert alterations_of(pack) == ()
    assert not_regraded(pack) == {Reason.VERSION: 4}


def test_a_question_that_is_not_marked_for_one_counts_for_nobody() -> None:
    pack = packed()
    (opened,) = [each.key for each in pack.document.questions if each.form is Form.OPEN]
    grades = [
        msgspec.structs.replace(each, score=None, outcome="needs_mark", version="rubric/1")
        if (each.question, each.contestant) == (opened, "m02")
        else each
        for each in pack.grades
    ]
    lines = {(each.contestant, each.field): each for each in scores_of(pack.document, grades).fields}
    assert (lines["m01", ""].marked, lines["m01", ""].mean) == (2, 1.0)
    assert lines["m01", "drafting"].mean is None


def test_what_is_left_out_is_named() -> None:
    pack = packed()
    without = msgspec.structs.replace(pack, answers=pack.answers[:-1], grades=pack.grades[:-1])
    parts = {each.part for each in alterations_of(without)}
    assert {Part.ANSWER, Part.GRADE, Part.SCORE} <= parts
    fewer = msgspec.structs.replace(pack.document, questions=pack.document.questions[:-1])
    found = alterations_of(msgspec.structs.replace(pack, document=fewer))
    assert (found[0].part, found[0].name) == (Part.QUESTION, "q003")


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]", b'{"format": "genkan-exam-pack/1"}'])
def test_what_is_no_pack_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(PackUnreadable):
        read_pack(content)


def test_the_draw_is_repeated_by_its_seed_and_wants_enough_questions() -> None:
    assert draw(BLUEPRINT, POOL, seed="seed") == draw(BLUEPRINT, POOL[::-1], seed="seed")
    seen = {draw(BLUEPRINT, POOL, seed=str(seed)) for seed in range(40)}
    assert len({frozenset(each) for each in seen}) == 3, "every question comes up"
    with pytest.raises(NotEnoughItems):
        draw(blueprint_of({"japanese-1": 4}), POOL, seed="seed")
