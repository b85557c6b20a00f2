"""What an author typed, and what is wrong with it; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from genkan.evaluation.graders import GRADERS, Form, RubricLine
from genkan.evaluation.items.errors import (
    ChoicesUnfit,
    DayUnfit,
    DifficultyUnknown,
    FieldUnknown,
    FormUnknown,
    GraderUnknown,
    ItemFieldProblem,
    KeyUnfit,
    LineTooLong,
    PromptMissing,
    PromptTooLong,
    RubricUnfit,
    ToleranceUnfit,
)
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.item import (
    LETTERS,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_PROMPT,
    LONGEST_SOURCE,
    MOST_CHOICES,
    MOST_KEYS,
    MOST_RUBRIC_LINES,
    ItemDraft,
)
from genkan.kit import normalise_newlines, storable

_RUBRIC_LINE = re.compile(r"(?P<points>[0-9]{1,2})\s*[:：点]+\s*(?P<text>.+)")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_MOST_POINTS = 20
_WITHOUT_KEY = frozenset({Form.OPEN, Form.REFUSAL_EXPECTED})


@dataclass(frozen=True)
class Typed:
    """A question as it was typed or stood in a row: choices, keys and lines of the rubric one a line."""

    code: str = ""
    field: str = ""
    form: str = ""
    prompt: str = ""
    choices: str = ""
    key: str = ""
    rubric: str = ""
    grader: str = ""
    source: str = ""
    difficulty: str = "2"
    family: str = ""
    language: str = "ja"
    tolerance: str = ""
    as_of: str = ""


def typed_of(draft: ItemDraft, *, code: str = "") -> Typed:
    """A question as a form or a row shows it."""
    return Typed(
        code=code,
        field=draft.field.value,
        form=draft.form.value,
        prompt=draft.prompt,
        choices="\n".join(draft.choices),
        key="\n".join(draft.key),
        rubric="\n".join(f"{line.points}：{line.text}" for line in draft.rubric),
        grader=draft.grader,
        source=draft.source,
        difficulty=str(draft.difficulty),
        family=draft.family,
        language=draft.language,
        tolerance=f"{draft.tolerance:g}" if draft.tolerance else "",
        as_of=draft.as_of.isoformat() if draft.as_of else "",
    )


def checked(typed: Typed) -> ItemDraft:
    """The question. Raises the first ``ItemFieldProblem`` of :func:`faults_of`."""
    for fault in faults_of(typed):
        raise fault
    form = Form(typed.form.strip())
    return ItemDraft(
        field=Field(typed.field.strip()),
        form=form,
        prompt=_clean(typed.prompt),
        choices=_lines(typed.choices),
        key=_keys(typed, form),
        rubric=tuple(_rubric(typed.rubric)),
        grader=typed.grader.strip() or form.usual_grader,
        source=_clean(typed.source),
        difficulty=int(typed.difficulty),
        family=_clean(typed.family),
        language=_clean(typed.language) or "ja",
        tolerance=float(typed.tolerance.strip() or 0),
        as_of=date.fromisoformat(typed.as_of.strip()) if typed.as_of.strip() else None,
    )


def faults_of(typed: Typed) -> tuple[ItemFieldProblem, ...]:
    """Everything about a question that cannot be taken, in the order of the form."""
    return tuple(_faults(typed))


def _faults(typed: Typed) -> Iterator[ItemFieldProblem]:
    if typed.field.strip() not in set(Field):
        yield FieldUnknown()
    if typed.difficulty.strip() not in ("1", "2", "3"):
        yield DifficultyUnknown()
    yield from _prompt_faults(typed)
    if typed.form.strip() not in set(Form):
        yield FormUnknown()
    else:
        yield from _answer_faults(typed, Form(typed.form.strip()))
    yield from _detail_faults(typed)


def _prompt_faults(typed: Typed) -> Iterator[ItemFieldProblem]:
    prompt = _clean(typed.prompt)
    if not prompt:
        yield PromptMissing()
    if len(prompt) > LONGEST_PROMPT:
        yield PromptTooLong(limit=f"{LONGEST_PROMPT:,}", count=f"{len(prompt):,}")


def _answer_faults(typed: Typed, form: Form) -> Iterator[ItemFieldProblem]:
    choices, keys = _lines(typed.choices), _keys(typed, form)
    if form is Form.CHOICE:
        if not 2 <= len(choices) <= MOST_CHOICES or len(set(choices)) < len(choices):
            yield ChoicesUnfit(limit=MOST_CHOICES)
        if len(keys) != 1 or keys[0] not in LETTERS[: len(choices)]:
            yield KeyUnfit()
    elif choices:
        yield ChoicesUnfit(limit=MOST_CHOICES)
    elif form not in _WITHOUT_KEY and not 1 <= len(keys) <= MOST_KEYS:
        yield KeyUnfit()
    if form is Form.OPEN and not _rubric_fits(typed.rubric):
        yield RubricUnfit()
    grader = typed.grader.strip()
    if grader and grader not in GRADERS:
        yield GraderUnknown(name=grader[:LONGEST_NAME], known="、".join(sorted(GRADERS)))


def _detail_faults(typed: Typed) -> Iterator[ItemFieldProblem]:
    if typed.tolerance.strip() and not _NUMBER.fullmatch(typed.tolerance.strip()):
        yield ToleranceUnfit()
    if typed.as_of.strip() and not _is_day(typed.as_of.strip()):
        yield DayUnfit()
    limits = (
        ("出典", typed.source, LONGEST_SOURCE),
        ("問題群", typed.family, LONGEST_NAME),
        ("正答", max(_lines(typed.key), key=len, default=""), LONGEST_LINE),
        ("言語", typed.language, 8),
    )
    yield from (LineTooLong(label=label, limit=limit) for label, words, limit in limits if len(words) > limit)


def _keys(typed: Typed, form: Form) -> tuple[str, ...]:
    keys = _lines(typed.key)
    return tuple(key.lower() for key in keys) if form is Form.CHOICE else keys


def _rubric(text: str) -> Iterator[RubricLine]:
    for line in _lines(text):
        found = _RUBRIC_LINE.fullmatch(line)
        if found:
            yield RubricLine(points=int(found["points"]), text=found["text"].strip())


def _rubric_fits(text: str) -> bool:
    lines, read = _lines(text), tuple(_rubric(text))
    return 1 <= len(read) == len(lines) <= MOST_RUBRIC_LINES and all(
        1 <= line.points <= _MOST_POINTS and len(line.text) <= LONGEST_LINE for line in read
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _clean(text).split("\n") if line.strip())


def _clean(text: str) -> str:
    return storable(normalise_newlines(text)).strip()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
