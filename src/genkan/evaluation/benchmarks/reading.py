"""Sets of questions as files of one JSON object a line hold them, those of lawqa_jp among them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from genkan.evaluation.benchmarks.errors import GraderUnfit, UnreadableItem
from genkan.evaluation.benchmarks.item import Item
from genkan.evaluation.errors import NoQuestions

CHOICE = "choice"
GRADERS_OF_BENCHMARKS = ("choice", "exact", "normalised", "contains", "numeric", "refusal", "rubric")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_KEY = 70


class _Line(msgspec.Struct, frozen=True):
    """A line as it stands in the file; other fields are passed over."""

    id: str | int
    question: str
    answer: str | int | float | list[str | int | float] = ""
    choices: dict[str, str] | list[str] | None = None
    grader: str = ""
    context: str = ""
    system: str = ""
    field: str = ""
    family: str = ""
    tolerance: float = 0.0
    limit: int = 1024
    seconds: float = 120.0
    should_refuse: bool = False


def read_items(lines: Iterable[str | bytes], *, with_context: bool = True) -> tuple[Item, ...]:
    """The items of a set; empty lines are passed over.

    ``answer`` of a question with ``choices`` is a letter, or several; else it is one text or several. ``grader`` is
    ``choice`` where there are choices, ``refusal`` where ``should_refuse`` is true, else ``normalised``, unless the line
    names another. Without ``with_context`` the ``context`` of each line is left out. Raises ``UnreadableItem``,
    ``GraderUnfit`` and ``NoQuestions``.
    """
    items = tuple(
        _item(number, line, with_context=with_context)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not items:
        raise NoQuestions
    return items


def _item(number: int, line: str | bytes, *, with_context: bool) -> Item:
    try:
        read = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableItem(line=number, reason=str(error)) from error
    key, grader = str(read.id), _grader(read)
    if grader not in GRADERS_OF_BENCHMARKS:
        raise GraderUnfit(line=number, grader=grader, known="、".join(GRADERS_OF_BENCHMARKS))
    if not read.question.strip() or not 0 < len(key) <= _LONGEST_KEY:
        raise UnreadableItem(line=number, reason="question" if key else "id")
    labels, choices = _choices(read.choices)
    answers = _answers(read.answer)
    return Item(
        key=key,
        question=read.question.strip(),
        grader=grader,
        answers=() if grader == CHOICE else answers,
        right=_right(number, answers, labels) if grader == CHOICE else (),
        choices=choices,
        context=read.context if with_context else "",
        system=read.system,
        field=read.field,
        family=read.family,
        tolerance=read.tolerance,
        limit=read.limit,
        seconds=read.seconds,
        should_refuse=read.should_refuse or grader == "refusal",
    )


def _grader(read: _Line) -> str:
    return read.grader or (CHOICE if read.choices else "refusal" if read.should_refuse else "normalised")


def _choices(given: Mapping[str, str] | Sequence[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels, small letters as they stand or by place, and the texts of the choices."""
    if isinstance(given, Mapping):
        return tuple(label.strip().lower() for label in given), tuple(given.values())
    texts = tuple(given or ())
    return tuple(_LETTERS[: len(texts)]), texts


def _answers(given: object) -> tuple[str, ...]:
    listed = cast("list[object]", given) if isinstance(given, list) else [given]
    return tuple(str(each).strip() for each in listed if str(each).strip())


def _right(number: int, answers: Sequence[str], labels: Sequence[str]) -> tuple[int, ...]:
    """The places of what is right, from 1."""
    named = [answer.lower() for answer in answers]
    if not 2 <= len(labels) <= len(_LETTERS) or not named or not set(named) <= set(labels):
        raise UnreadableItem(line=number, reason="answer / choices")
    return tuple(sorted(labels.index(name) + 1 for name in named))
