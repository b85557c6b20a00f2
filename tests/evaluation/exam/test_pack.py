"""A small pack with marks: whole as it is, and every alteration of a mark, a grade or a score named."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from genkan.evaluation.exam.blueprint import blueprint_of
from genkan.evaluation.exam.document import document_of, record_of
from genkan.evaluation.exam.drawing import Candidate, draw
from genkan.evaluation.exam.errors import NotEnoughItems, PackUnreadable
from genkan.evaluation.exam.exam import Exam, ExamPlan, ExamState
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
from genkan.evaluation.exam.scoring import scores_of, with_marks
from genkan.evaluation.exam.verifying import Part, alterations_of
from genkan.evaluation.graders import Form, RubricLine
from genkan.evaluation.items import Field, Item, ItemState
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
            answers.append(
                PackAnswer(
                    question.key, key, "answered", "completed", text, "1", "", "", 1.0, len(text), 1, ""
                )
            )
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
