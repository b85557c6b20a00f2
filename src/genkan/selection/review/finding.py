"""What a reviewer finds for a criterion: a result, words, and the place in a document that shows it."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from genkan.selection.call.content import Criterion, Measure

LONGEST_WORDS = 4000
LONGEST_QUOTATION = 2000


class Result(StrEnum):
    """A result; ``MISSING`` says that no document shows anything, and is never a score."""

    MET = "met"
    NOT_MET = "not_met"
    POINTS = "points"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"met": "適合", "not_met": "不適合", "points": "点数", "missing": "資料なし"}[self.value]


_FITTING = {
    Measure.PASS: frozenset({Result.MET, Result.NOT_MET, Result.MISSING}),
    Measure.SCORE: frozenset({Result.POINTS, Result.MISSING}),
    Measure.TEST: frozenset[Result](),
    Measure.SEALED_TEST: frozenset[Result](),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A result with its points, None where there are none."""

    result: Result
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``quoted`` tells whether the quotation stands on the page, None where the page has no text."""

    criterion: str
    verdict: Verdict | None = None
    words: str = ""
    document_id: str = ""
    page: int = 0
    quotation: str = ""
    quoted: bool | None = None


def is_complete(criterion: Criterion, finding: Finding) -> bool:
    """Whether the finding may be handed in: a result that fits, words, and a place with a quotation unless missing."""
    if finding.verdict is None or not finding.words or not fits(criterion, finding.verdict):
        return False
    has_place = bool(finding.document_id and finding.page and finding.quotation)
    return has_place or finding.verdict.result is Result.MISSING


def fits(criterion: Criterion, verdict: Verdict) -> bool:
    """Whether the criterion can end so: by its measure, and with points that its rubric names."""
    if verdict.result not in _FITTING[criterion.measure]:
        return False
    named = {line.points for line in criterion.rubric}
    return verdict.points in named if verdict.result is Result.POINTS else verdict.points is None


def stands_in(quotation: str, text: str) -> bool | None:
    """Whether a quotation stands in the text of a page, whatever its spaces and width; None where there is no text."""
    page = _plain(text)
    return _plain(quotation) in page if page else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
