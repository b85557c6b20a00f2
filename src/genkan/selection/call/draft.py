"""A call as it is typed into a form, and everything about it that cannot be taken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from genkan.kit import normalise_newlines, storable
from genkan.selection.call.content import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    LONGEST_TITLE,
    CallContent,
    Criterion,
    DocumentAsked,
    Measure,
    RubricLine,
    Schedule,
)
from genkan.selection.call.errors import (
    CriteriaMissing,
    CriterionUnfit,
    DayUnfit,
    MomentUnfit,
    OrderUnfit,
)
from genkan.selection.errors import EntryProblem, TextNeeded, TextTooLong

JAPAN = timezone(timedelta(hours=9), "JST")
_RUBRIC = re.compile(r"\s*([0-9０-９]{1,3})\s*(?:点)?\s*[：:]\s*(.+)")
_TEXTS = {
    "title": "名称",
    "purpose": "目的",
    "targets": "対象",
    "conditions": "条件",
    "how_to_apply": "応募の方法",
    "contact": "問合せ先",
}
_NEEDED = ("title", "purpose", "conditions")
_MOMENTS = {"questions_until": "質問の期限", "deadline": "応募の期限"}
_DAYS = {"answers_on": "回答の公表日", "test_on": "試験日", "decision_on": "決定の予定日"}


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """A criterion as it was typed; one without a title is none."""

    key: str = ""
    title: str = ""
    text: str = ""
    measure: str = Measure.PASS
    weight: str = "1"
    threshold: str = "0"
    rubric: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document as it was typed; one without a title is none."""

    key: str = ""
    title: str = ""
    text: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call as it was typed: ``texts`` and ``times`` by the names of their fields."""

    texts: dict[str, str] = field(default_factory=dict[str, str])
    times: dict[str, str] = field(default_factory=dict[str, str])
    criteria: tuple[CriterionDraft, ...] = ()
    documents: tuple[DocumentDraft, ...] = ()

    def faults(self) -> tuple[EntryProblem, ...]:
        """Everything that cannot be taken, in the order of the form."""
        return tuple(self._faults())

    def content(self) -> CallContent:
        """The content, of a draft without faults."""
        texts = {name: self.text(name) for name in _TEXTS}
        return CallContent(
            **texts,
            schedule=Schedule(
                questions_until=_needed(moment_of(self.times.get("questions_until", ""))),
                deadline=_needed(moment_of(self.times.get("deadline", ""))),
                **{name: _day_of(self.times.get(name, "")) for name in _DAYS},
            ),
            criteria=tuple(_criteria(self.criteria)),
            documents=tuple(_documents(self.documents)),
        )

    def text(self, name: str) -> str:
        """A text without what cannot be stored."""
        return clean(self.texts.get(name, ""))

    def _faults(self) -> Iterator[EntryProblem]:
        for name, label in _TEXTS.items():
            yield from _faults_of_text(name, label, self.text(name))
        yield from self._faults_of_times()
        if not any(each.title.strip() for each in self.criteria):
            yield CriteriaMissing(field="criteria")
        for number, criterion in enumerate(self.criteria, start=1):
            if criterion.title.strip() and not _is_fit(criterion):
                yield CriterionUnfit(field=f"criterion.{number}.rubric", label=clean(criterion.title))

    def _faults_of_times(self) -> Iterator[EntryProblem]:
        found = {name: moment_of(self.times.get(name, "")) for name in _MOMENTS}
        for name, label in _MOMENTS.items():
            if found[name] is None:
                yield MomentUnfit(field=name, label=label)
        for name, label in _DAYS.items():
            if self.times.get(name, "").strip() and _day_of(self.times[name]) is None:
                yield DayUnfit(field=name, label=label)
        questions, deadline = found["questions_until"], found["deadline"]
        if questions and deadline and deadline < questions:
            yield OrderUnfit(field="deadline", label=_MOMENTS["deadline"])


def clean(text: str) -> str:
    """A text without what cannot be stored."""
    return normalise_newlines(storable(text)).strip()


def moment_of(text: str) -> datetime | None:
    """The moment of ``2026-11-30T17:00`` in Japan, in UTC; None where it is none."""
    try:
        return datetime.fromisoformat(text.strip()[:16]).replace(tzinfo=JAPAN).astimezone(UTC)
    except ValueError:
        return None


def typed_moment(moment: datetime) -> str:
    """What a field for a moment holds."""
    return moment.astimezone(JAPAN).strftime("%Y-%m-%dT%H:%M")


def draft_of(content: CallContent) -> CallDraft:
    """A content as it stands in the form."""
    schedule = content.schedule
    days = {name: getattr(schedule, name) for name in _DAYS}
    return CallDraft(
        texts={name: getattr(content, name) for name in _TEXTS},
        times={
            **{name: typed_moment(getattr(schedule, name)) for name in _MOMENTS},
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        },
        criteria=tuple(_criterion_draft(each) for each in content.criteria),
        documents=tuple(
            DocumentDraft(each.key, each.title, each.text, each.required) for each in content.documents
        ),
    )


def _criterion_draft(each: Criterion) -> CriterionDraft:
    rubric = "\n".join(f"{line.points}：{line.text}" for line in each.rubric)
    return CriterionDraft(
        each.key,
        each.title,
        each.text,
        each.measure,
        str(each.weight),
        str(each.threshold),
        rubric,
        each.source,
    )


def _faults_of_text(name: str, label: str, text: str) -> Iterator[EntryProblem]:
    limit = LONGEST_TITLE if name == "title" else LONGEST_TEXT
    if not text and name in _NEEDED:
        yield TextNeeded(field=name, label=label)
    if len(text) > limit:
        yield TextTooLong(field=name, label=label, limit=limit)


def _needed(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("a draft with faults has no content")
    return moment


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_fit(draft: CriterionDraft) -> bool:
    """Whether weight, threshold and rubric go together."""
    numbers = draft.weight.strip().isdecimal() and draft.threshold.strip().isdecimal()
    if draft.measure != Measure.SCORE:
        return draft.measure in set(Measure)
    lines = rubric_of(draft.rubric)
    points = [line.points for line in lines]
    is_ordered = len(set(points)) == len(points) >= 2 and len(lines) == len(_lines(draft.rubric))
    return numbers and is_ordered and 0 < int(draft.weight) < 1000 and int(draft.threshold) <= max(points)


def rubric_of(text: str) -> tuple[RubricLine, ...]:
    """The lines of a rubric, the most points first."""
    found = (_RUBRIC.fullmatch(line) for line in _lines(text))
    lines = (RubricLine(int(each[1]), each[2].strip()) for each in found if each)
    return tuple(sorted(lines, key=lambda line: -line.points))


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()]


def _criteria(drafts: Sequence[CriterionDraft]) -> Iterator[Criterion]:
    taken = {each.key for each in drafts if each.key}
    for draft in drafts:
        if not draft.title.strip():
            continue
        key = draft.key or _free_key("c", taken)
        taken.add(key)
        measure = Measure(draft.measure)
        scored = measure is Measure.SCORE
        yield Criterion(
            key=key,
            title=clean(draft.title)[:LONGEST_LABEL],
            text=clean(draft.text)[:LONGEST_TEXT],
            measure=measure,
            weight=int(draft.weight) if scored else 1,
            threshold=int(draft.threshold) if scored else 0,
            rubric=rubric_of(draft.rubric) if scored else (),
            source=clean(draft.source)[:LONGEST_TEXT],
        )


def _documents(drafts: Sequence[DocumentDraft]) -> Iterator[DocumentAsked]:
    taken = {each.key for each in drafts if each.key}
    for draft in drafts:
        if draft.title.strip():
            key = draft.key or _free_key("d", taken)
            taken.add(key)
            yield DocumentAsked(
                key, clean(draft.title)[:LONGEST_LABEL], clean(draft.text)[:LONGEST_TEXT], draft.required
            )


def _free_key(letter: str, taken: set[str]) -> str:
    return next(key for number in range(1, 1000) if (key := f"{letter}{number}") not in taken)
