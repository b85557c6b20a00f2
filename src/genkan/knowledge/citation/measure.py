"""The measures of a text whose citations were checked."""

import re
from collections.abc import Mapping, Sequence

from genkan.knowledge.citation.answer import ReadAnswer
from genkan.knowledge.citation.places import Place
from genkan.knowledge.citation.verdict import CitationCheck, CitationSummary
from genkan.knowledge.text.normalise import normalise

_SHORTEST_CLAIM = 10
_NO_CLAIM = re.compile(r"^[ \t]*(?:#{1,6} |\||[-*_]{3,}[ \t]*$)|[?？：:][ \t]*$")
_MARKS = re.compile(r"^[\s>*+-]*(?:[0-9]{1,3}[.)] )?")
_MARKS_BEHIND = " \t\n　*_`"


def summarise(
    answer: ReadAnswer, checks: Sequence[CitationCheck], *, compared: Mapping[Place, bool]
) -> CitationSummary:
    """Counts over one answer. A sentence has a source if a citation or a reference that did not fail stands in it."""
    failed = sum(check.failed for check in checks)
    held = [check.place[0] for check in checks if check.number is not None or not check.failed]
    claims = [sentence for sentence in answer.sentences if _is_claim(answer, sentence)]
    without = [claim for claim in claims if not any(claim.holds(place) for place in held)]
    return CitationSummary(
        total=len(checks),
        verified=sum(check.verified for check in checks),
        failed=failed,
        sentences_without_source=len(without),
        claims=len(claims),
        quotations=len(compared),
        faithful=sum(compared.values()),
    )


def _is_claim(answer: ReadAnswer, sentence: Place) -> bool:
    """Whether a sentence says something: headings, questions, tables, code and lines that lead on do not."""
    words = answer.text[sentence.start : sentence.end].strip("\n")
    if answer.is_code(sentence.start) or _NO_CLAIM.search(words):
        return False
    return len(normalise(_MARKS.sub("", words.rstrip(_MARKS_BEHIND), count=1)).strip()) >= _SHORTEST_CLAIM
