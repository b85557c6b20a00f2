"""The measures of a text whose citations were checked, and its sentences that cite nothing."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from genkan.knowledge.citation.answer import ReadAnswer
from genkan.knowledge.citation.places import Place
from genkan.knowledge.citation.verdict import CitationCheck, CitationSummary, Verdict
from genkan.knowledge.text.normalise import normalise

_SHORTEST_CLAIM = 10
_NO_CLAIM = re.compile(r"^[ \t]*(?:#{1,6} |\||[-*_]{3,}[ \t]*$)|[?？：:][ \t]*$")
# What an answer says of itself, and not of the law.
_OF_ITSELF = re.compile(r"抽出回答（生成AIではありません）|[^。]*見つかりませんでした。?")
_MARKS = re.compile(r"^[\s>*+-]*(?:[0-9]{1,3}[.)] )?")
_MARKS_BEHIND = " \t\n　*_`"


class Claims(NamedTuple):
    """The sentences of a text that say something, and those of them ``without`` a citation or a reference that did not fail."""

    all: tuple[Place, ...]
    without: tuple[Place, ...]


def claims_of(answer: ReadAnswer, checks: Sequence[CitationCheck]) -> Claims:
    """What a text claims; headings, questions, tables and the like claim nothing."""
    held = sorted(check.place[0] for check in checks if check.number is not None or not check.failed)
    claims = tuple(sentence for sentence in answer.sentences if _is_claim(answer, sentence))
    return Claims(claims, tuple(claim for claim in claims if not _holds_one(claim, held)))


def summarise(
    claims: Claims, checks: Sequence[CitationCheck], *, compared: Mapping[Place, bool]
) -> CitationSummary:
    """Counts over one answer."""
    return CitationSummary(
        total=len(checks),
        verified=sum(check.verified for check in checks),
        failed=sum(check.failed for check in checks),
        sentences_without_source=len(claims.without),
        claims=len(claims.all),
        quotations=len(compared),
        faithful=sum(compared.values()),
        not_loaded=sum(check.verdict is Verdict.NOT_LOADED for check in checks),
    )


def _holds_one(claim: Place, places: Sequence[int]) -> bool:
    """Whether one of these places, which are in order, lies within the claim."""
    first = bisect_left(places, claim.start)
    return first < len(places) and claim.holds(places[first])


def _is_claim(answer: ReadAnswer, sentence: Place) -> bool:
    """Whether a sentence says something: headings, questions, tables, code lines that lead on and what it says of itself do not."""
    words = answer.text[sentence.start : sentence.end].strip("\n")
    if answer.is_code(sentence.start) or _NO_CLAIM.search(words):
        return False
    said = _MARKS.sub("", words.rstrip(_MARKS_BEHIND), count=1).strip()
    return len(normalise(said).strip()) >= _SHORTEST_CLAIM and _OF_ITSELF.fullmatch(said) is None
