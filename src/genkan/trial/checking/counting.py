"""What is counted on the text of an answer, alike for every arm (自動測定). Pure."""

import unicodedata
from collections.abc import Iterable

from genkan.evaluation import refuses
from genkan.knowledge import CitationSummary
from genkan.policy import find_personal_data
from genkan.trial.checking.language import is_japanese
from genkan.trial.evidence import Checks


def count_checks(
    text: str,
    *,
    given: Iterable[str],
    citations: CitationSummary | None,
    style_findings: int | None,
) -> Checks:
    """The checks of one answer; all are ``None`` for an answer without text.

    ``given`` are the question and the sources: what stands there is no personal data that the answer tells.
    ``citations`` and ``style_findings`` are ``None`` where they were not looked at. Citations that could not be looked
    up (laws that are not loaded, paragraphs that are not known) are left out, as in the precision of citations.
    """
    if not text.strip():
        return Checks()
    return Checks(
        citations=citations.verified + citations.failed if citations else None,
        citations_verified=citations.verified if citations else None,
        quotations=citations.quotations if citations else None,
        quotations_faithful=citations.faithful if citations else None,
        style_findings=style_findings,
        personal_data=told_personal_data(text, given=given),
        japanese=is_japanese(text),
        refused=refuses(text),
    )


def told_personal_data(text: str, *, given: Iterable[str]) -> int:
    """How many pieces of personal data a text tells that do not stand in what was given, in any width."""
    known = _folded("\n".join(given))
    found = {_folded(text[each.start : each.end]) for each in find_personal_data(text)}
    return sum(piece not in known for piece in found)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
