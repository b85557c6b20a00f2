"""Rows of evidence as columns (列への変換)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from genkan.trial.analysis.columns import (
    EPOCH,
    AnswerColumns,
    Columns,
    ExposureColumns,
    Guessed,
    Marked,
    Used,
)
from genkan.trial.evidence.choice import Choice
from genkan.trial.evidence.rows import (
    WITHOUT_VENDORS_STAFF,
    AnswerRow,
    Evidence,
    Exposure,
    PulseRow,
)
from genkan.trial.statistics.votes import CHOICES, arm_label, counted_votes

_SIDES = {"a": 0, "b": 1}
_COUNTS = (
    *("first_token_ms", "total_ms", "cost_microyen", "shadow_microyen", "citations", "citations_verified"),
    *("quotations", "quotations_faithful", "style_findings", "personal_data", "japanese", "refused"),
)
_LARGE = ("exposures", "answers", "votes", "guesses", "marks", "uses", "exclusions")
_MICROSECOND = timedelta(microseconds=1)


def flat(evidence: Evidence | Columns) -> Columns:
    """The evidence as columns; what is in columns stays as it is."""
    return evidence if isinstance(evidence, Columns) else _Flattening(evidence).columns()


def names_of(values: Iterable[str]) -> dict[str, int]:
    """The place of each name in their order."""
    return {name: place for place, name in enumerate(sorted(set(values)))}


def columns_of_kind(kind: type, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Arrays of the types that the columns of a kind declare."""
    return {name: np.array(values[name], dtype=TYPES[kind][name]) for name in TYPES[kind]}


def _types(kind: type) -> dict[str, type]:
    declared = {name: str(of) for name, of in kind.__annotations__.items()}
    return {name: getattr(np, of.split(".")[1].rstrip("]")) for name, of in declared.items()}


TYPES = {kind: _types(kind) for kind in (ExposureColumns, AnswerColumns)}


class _Flattening:
    """The names of one evidence, and its tables by them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        exposures, answers = evidence.exposures, evidence.answers
        self.places = {row.id: place for place, row in enumerate(exposures)}
        arms = {part for row in exposures for part in _arms_of(row)}
        self.parts = {arm_label(*part): part for part in arms | {(row.arm, row.era) for row in answers}}
        self.keys = names_of(self.parts)
        self.arms = names_of(name for name, _ in self.parts.values())
        self.persons = names_of(row.person for row in exposures)
        self.organisations = names_of(row.organisation for row in exposures)
        self.tasks = names_of(row.task for row in exposures)
        self.builds = names_of(row.build for row in answers)
        self.outcomes = names_of(row.outcome for row in answers)
        self.rules = names_of(row.rule for row in evidence.exclusions)

    def columns(self) -> Columns:
        """All of it."""
        evidence = self.evidence
        return Columns(
            rest=msgspec.structs.replace(evidence, **dict.fromkeys(_LARGE, ()), pulses=self._pulses()),
            persons=len(self.persons),
            **self._names(),
            exposures=self._exposures(),
            answers=self._answers(),
            guesses=tuple(Guessed(place, row.a, row.b) for place, row in self._known(evidence.guesses)),
            marks=tuple(Marked(place, row) for place, row in self._known(evidence.marks)),
            uses=tuple(Used(place, row) for place, row in self._known(evidence.uses)),
            restricted=dict(
                Counter(
                    (name.partition("=")[0], row.information_class)
                    for row in evidence.exposures
                    for name in row.restricted
                )
            ),
            revised=len({vote.exposure for vote in evidence.votes if vote.revision > 1}),
        )

    def _names(self) -> dict[str, Any]:
        kinds = ("organisations", "tasks", "arms", "keys", "builds", "outcomes", "rules")
        parts = tuple(self.parts[key] for key in self.keys)
        return {"key_parts": parts, **{kind: tuple(getattr(self, kind)) for kind in kinds}}

    def _pulses(self) -> tuple[PulseRow, ...]:
        """The short surveys without those of vendors' staff."""
        evidence = self.evidence
        out = {row.exposure for row in evidence.exclusions if row.rule == WITHOUT_VENDORS_STAFF}
        staff = {row.person for row in evidence.exposures if row.id in out}
        return tuple(row for row in evidence.pulses if row.person not in staff)

    def _known(self, rows: Iterable[Any]) -> Iterable[tuple[int, Any]]:
        """The rows of known exposures with their places."""
        return ((self.places[row.exposure], row) for row in rows if row.exposure in self.places)

    def _exposures(self) -> ExposureColumns:
        evidence = self.evidence
        rows = evidence.exposures
        votes = counted_votes(evidence)
        first = {vote.exposure: vote.at for vote in reversed(evidence.votes)}
        recorded = {row.exposure: self.rules[row.rule] for row in reversed(evidence.exclusions)}
        rank = {name: place for place, name in enumerate(sorted(self.places))}
        values: dict[str, list[Any]] = {
            "person": [self.persons[row.person] for row in rows],
            "organisation": [self.organisations[row.organisation] for row in rows],
            "task": [self.tasks[row.task] for row in rows],
            "information_class": [row.information_class for row in rows],
            "at": [_microseconds(row.at) for row in rows],
            "rank": [rank[row.id] for row in rows],
            "left": [self.keys[arm_label(row.left, row.left_era)] for row in rows],
            "right": [self.keys[arm_label(row.right, row.right_era)] if row.right else -1 for row in rows],
            "left_arm": [self.arms[row.left] for row in rows],
            "right_arm": [self.arms[row.right] if row.right else -1 for row in rows],
            "eligible": [len(row.eligible) for row in rows],
            "choice": [_choice(votes[row.id].choice) if row.id in votes else -1 for row in rows],
            "first_vote": [_microseconds(first[row.id]) if row.id in first else -1 for row in rows],
            "recorded": [recorded.get(row.id, -1) for row in rows],
        }
        return ExposureColumns(**columns_of_kind(ExposureColumns, values))

    def _answers(self) -> AnswerColumns:
        rows: list[tuple[int, AnswerRow]] = list(self._known(self.evidence.answers))
        values: dict[str, list[Any]] = {
            "exposure": [place for place, _ in rows],
            "side": [_SIDES.get(row.side, -1) for _, row in rows],
            "key": [self.keys[arm_label(row.arm, row.era)] for _, row in rows],
            "arm": [self.arms[row.arm] for _, row in rows],
            "era": [row.era for _, row in rows],
            "build": [self.builds[row.build] for _, row in rows],
            "outcome": [self.outcomes[row.outcome] for _, row in rows],
            "characters": [row.characters for _, row in rows],
        }
        for name in _COUNTS:
            values[name] = [_known_number(getattr(row, name)) for _, row in rows]
        return AnswerColumns(**columns_of_kind(AnswerColumns, values))


def _arms_of(row: Exposure) -> Iterator[tuple[str, int]]:
    yield row.left, row.left_era
    if row.right:
        yield row.right, row.right_era


def _choice(choice: str) -> int:
    return CHOICES.index(Choice(choice))


def _known_number(value: int | None) -> int:
    return -1 if value is None else int(value)


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // _MICROSECOND
