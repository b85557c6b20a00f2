"""The record of a decision: what everybody reads, what each applicant is told, and what stays in the archive."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from genkan.kit import canonical_json
from genkan.selection.application.application import Application, Submission
from genkan.selection.application.record import read_record as read_submission
from genkan.selection.call.call import Call
from genkan.selection.call.content import Criterion
from genkan.selection.decision.decision import DecisionDraft, Line, Measured, Outcome
from genkan.selection.decision.exam_result import as_data, is_unlike
from genkan.selection.review.comparing import Review, reaches

FORMAT = "genkan-decision/1"


@dataclass(frozen=True, slots=True)
class Judged:
    """An application with everything that was found about it."""

    application: Application
    submission: Submission
    review: Review
    measures: tuple[Measured, ...]
    line: Line


def record_of(
    call: Call,
    draft: DecisionDraft,
    judged: Sequence[Judged],
    *,
    organisation: str,
    revision: int,
    at: datetime,
) -> str:
    """The canonical JSON that is signed. Of who was not selected, the public part tells the number alone."""
    return canonical_json(
        {
            "format": FORMAT,
            "call": call.id,
            "call_sha256": call.digest,
            "revision": revision,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "public": {
                "title": call.content.title,
                "organisation": organisation,
                "minutes": draft.minutes,
                **_typed(draft, judged),
                "selected": [
                    _letter(each, draft) for each in judged if each.line.outcome is Outcome.SELECTED
                ],
                "others": [
                    {"number": each.application.label, "outcome": each.line.outcome}
                    for each in judged
                    if each.line.outcome is not Outcome.SELECTED
                ],
            },
            "letters": {each.application.id: _letter(each, draft) for each in judged},
            "confidential": {
                "minutes": draft.confidential,
                "notes": {each.application.label: each.line.note for each in judged if each.line.note},
            },
        }
    )


def read_record(record: str) -> Mapping[str, Any]:
    """The record as values."""
    return cast("Mapping[str, Any]", json.loads(record))


def covers(record: Mapping[str, Any], judged: Sequence[Judged]) -> bool:
    """Whether the record judges what is there now: the same applications as handed in, with the same results of tests."""
    told = {
        key: (letter["submission_sha256"], letter["measures"]) for key, letter in record["letters"].items()
    }
    now = {
        each.application.id: (each.submission.digest, [told_measure(one) for one in each.measures])
        for each in judged
    }
    return told == now


def unlike_in(letter: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The results of sealed tests whose contestant goes by no name of the application, for the eyes of who signs."""
    names = (letter["company"], letter["model"], *letter["companies"])
    taken = [each["exam"] for each in letter["measures"] if "exam" in each]
    return [each for each in taken if is_unlike((each["contestant_title"], each["operator"]), names)]


def _typed(draft: DecisionDraft, judged: Sequence[Judged]) -> dict[str, object]:
    """That no sealed test was held and why, where any result was typed."""
    has_typed = any(one.is_typed for each in judged for one in each.measures)
    return {"typed_results": {"sealed_test": False, "reason": draft.typed_reason}} if has_typed else {}


def _letter(judged: Judged, draft: DecisionDraft) -> dict[str, object]:
    """Everything that one applicant is told of its own application."""
    handed_in = read_submission(judged.submission.record)
    return {
        "number": judged.application.label,
        "company": handed_in.company,
        "companies": [each.name for each in handed_in.content.companies],
        "model": handed_in.content.model.name,
        "submission_sha256": judged.submission.digest,
        "late": judged.submission.late,
        "missing": list(judged.submission.missing),
        "outcome": judged.line.outcome,
        "reason": judged.line.reason,
        "score": judged.review.score,
        "criteria": list(_criteria(judged)),
        "measures": [told_measure(each) for each in judged.measures],
        **_typed(draft, [judged]),
    }


def _criteria(judged: Judged) -> Iterator[dict[str, object]]:
    for criterion in judged.review.call.criteria:
        if not criterion.measure.is_reviewed:
            continue
        settled = judged.review.settled(criterion)
        yield {
            **_told(criterion),
            "result": settled.verdict.result if settled else None,
            "points": settled.verdict.points if settled else None,
            "reached": reaches(criterion, settled.verdict) if settled else None,
            "findings": list(settled.words) if settled else [],
            "resolved": settled.resolved if settled else False,
        }


def _told(criterion: Criterion) -> dict[str, object]:
    return {
        "key": criterion.key,
        "title": criterion.title,
        "measure": criterion.measure,
        "weight": criterion.weight,
        "threshold": criterion.threshold,
        "most": criterion.most,
    }


def told_measure(measured: Measured) -> dict[str, object]:
    """A result as it is told; only one of a sealed test says ``exam``, all others were typed by the office."""
    exam = {"exam": as_data(measured.exam)} if measured.exam else {}
    return {
        "measure": measured.measure,
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "source": measured.source,
        **exam,
    }
