"""A task from a JSON file (採点課題のファイル)."""

import msgspec

from genkan.evaluation.graders.expectation import RubricLine
from genkan.evaluation.marking.errors import DraftUnreadable
from genkan.evaluation.marking.slot import fits
from genkan.evaluation.marking.task import (
    LONGEST_KEY,
    LONGEST_TITLE,
    MOST_ANSWERS,
    MarkingAnswer,
    MarkingDraft,
    MarkingQuestion,
)

_MOST_POINTS = 100
# Only a sealed test itself makes tasks that say they are its own.
_OF_TESTS = "exam:"


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    points: int
    text: str


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    text: str
    party: str = ""
    judged: tuple[int, ...] = ()


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    text: str
    rubric: tuple[_Line, ...]
    answers: tuple[_Answer, ...]
    field: str = ""


class _Draft(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    questions: tuple[_Question, ...]
    source: str = ""
    hidden: tuple[str, ...] = ()
    duplicate_percent: int = 10
    limit: int = 2


def read_draft(content: bytes) -> MarkingDraft:
    """The task that a file describes. Raises ``DraftUnreadable``, also where it says that a sealed test made it."""
    try:
        told = msgspec.json.decode(content, type=_Draft)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DraftUnreadable(reason=str(error)[:200]) from error
    if told.source.strip().startswith(_OF_TESTS):
        raise DraftUnreadable(reason="source")
    return check_draft(
        MarkingDraft(
            title=told.title.strip(),
            questions=tuple(map(_question, told.questions)),
            source=told.source,
            hidden=told.hidden,
            duplicate_percent=told.duplicate_percent,
            limit=told.limit,
        )
    )


def check_draft(draft: MarkingDraft) -> MarkingDraft:
    """The task itself, if it can be marked. Raises ``DraftUnreadable``."""
    faults = (
        ("title", not 0 < len(draft.title) <= LONGEST_TITLE or len(draft.source) > LONGEST_KEY),
        ("duplicate_percent", not 0 <= draft.duplicate_percent <= 50),
        ("limit", not 0 <= draft.limit <= _MOST_POINTS),
        ("questions", not draft.questions or not _are_one_each([one.key for one in draft.questions])),
        ("answers", sum(len(one.answers) for one in draft.questions) > MOST_ANSWERS),
    )
    wrong = [name for name, is_wrong in faults if is_wrong]
    wrong += [question.key[:50] for question in draft.questions if not _is_sound(question)]
    if wrong:
        raise DraftUnreadable(reason="、".join(wrong[:5]))
    return draft


def _question(told: _Question) -> MarkingQuestion:
    return MarkingQuestion(
        key=told.key,
        field=told.field,
        text=told.text,
        rubric=tuple(RubricLine(line.points, line.text) for line in told.rubric),
        answers=tuple(MarkingAnswer(one.key, one.text, one.party, one.judged) for one in told.answers),
    )


def _is_sound(question: MarkingQuestion) -> bool:
    keys = [answer.key for answer in question.answers]
    names = [question.key, question.field, *keys, *(answer.party for answer in question.answers)]
    rubric = question.rubric
    return (
        bool(question.text.strip() and rubric and keys)
        and _are_one_each(keys)
        and all(len(name) <= LONGEST_KEY for name in names)
        and all(0 < line.points <= _MOST_POINTS and line.text.strip() for line in rubric)
        and all(not answer.judged or fits(answer.judged, rubric) for answer in question.answers)
    )


def _are_one_each(keys: list[str]) -> bool:
    return all(key.strip() for key in keys) and len(set(keys)) == len(keys)
