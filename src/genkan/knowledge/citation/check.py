"""Checking every citation and every worded reference of an answer against its sources."""

import re
from collections.abc import Iterator, Mapping, Sequence

from genkan.knowledge.citation.answer import ReadAnswer
from genkan.knowledge.citation.places import Citation, Place
from genkan.knowledge.citation.sources import Article, Law, Shelf
from genkan.knowledge.citation.verdict import (
    CitationCheck,
    CitationSummary,
    CitedSource,
    Explanation,
    KnownRegulation,
    Verdict,
)
from genkan.knowledge.normalise import normalise
from genkan.knowledge.references import Reference, label_of

_SHOWN = 30
_SHORTEST_CLAIM = 10
_NO_CLAIM = re.compile(r"^[ \t]*(?:#{1,6} |\||[-*_]{3,}[ \t]*$)|[?？：:][ \t]*$")
_MARKS = re.compile(r"^[\s>*+-]*(?:[0-9]{1,3}[.)] )?|[*_`\s]+$")


def verify(
    text: str, sources: Sequence[CitedSource], *, known: Sequence[KnownRegulation] = ()
) -> tuple[CitationCheck, ...]:
    """Every ``[n]`` and every worded reference of an answer, in order, with a verdict.

    A citation holds where its source was given and the words quoted with it stand in that source (or in another
    of the same row of citations). A worded reference holds where a source is that article or names it itself.
    ``known`` are regulations on the shelves, which tell an article that does not exist from one that was not given.
    """
    checker = _Checker(text, sources, known)
    checks = [*checker.citations(), *checker.references()]
    return tuple(sorted(checks, key=lambda check: (check.place, check.number or 0)))


def summarise(text: str, checks: Sequence[CitationCheck]) -> CitationSummary:
    """Counts over one answer. A sentence has a source if a citation or a confirmed reference stands in it."""
    answer = ReadAnswer(text, shelf=Shelf((), known=()))
    failed = sum(check.failed for check in checks)
    held = [check.place[0] for check in checks if check.number is not None or not check.failed]
    claims = [sentence for sentence in answer.sentences if _is_claim(answer, sentence)]
    without = [claim for claim in claims if not any(claim.holds(place) for place in held)]
    return CitationSummary(len(checks), len(checks) - failed, failed, len(without))


class _Checker:
    """Checks one answer."""

    def __init__(self, text: str, sources: Sequence[CitedSource], known: Sequence[KnownRegulation]) -> None:
        self._shelf = Shelf(sources, known=known)
        self._articles = {article.source.number: article for article in self._shelf.articles}
        self._answer = ReadAnswer(text, shelf=self._shelf)

    def citations(self) -> Iterator[CitationCheck]:
        """A check for each number of each citation."""
        for group in self._answer.groups:
            differing = self._differing_quotation(group)
            for citation in group:
                yield self._citation(citation, group, differing)

    def references(self) -> Iterator[CitationCheck]:
        """A check for each worded reference."""
        return (self._reference(reference) for reference in self._answer.references)

    def _citation(
        self, citation: Citation, group: Sequence[Citation], differing: Place | None
    ) -> CitationCheck:
        number = str(citation.number)
        if citation.number not in self._articles:
            return self._of(citation, Verdict.NO_SUCH_SOURCE, Explanation.NO_SUCH_SOURCE, {"number": number})
        if differing is not None:
            return self._differs(citation, self._words(differing))
        named = self._answer.reference_before(citation)
        if named is not None and self._means_other(named, group):
            details = {"number": number, "reference": self._words(Place(*named.place))}
            return self._of(citation, Verdict.OTHER_SOURCE, Explanation.OTHER_SOURCE, details)
        return self._of(citation, Verdict.VERIFIED, Explanation.VERIFIED, {"number": number})

    def _differing_quotation(self, group: Sequence[Citation]) -> Place | None:
        """The first quotation of these citations that stands in none of their sources."""
        articles = [self._articles[one.number] for one in group if one.number in self._articles]
        for quoted in self._answer.quotations_of(group):
            words = self._words(quoted)
            if articles and not any(article.text.has(words) for article in articles):
                return quoted
        return None

    def _differs(self, citation: Citation, words: str) -> CitationCheck:
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        details = {"number": str(citation.number), "quotation": shown}
        other = next((n for n, article in self._articles.items() if article.text.has(words)), None)
        explanation = Explanation.QUOTATION_DIFFERS if other is None else Explanation.QUOTATION_ELSEWHERE
        details |= {"other": str(other)} if other is not None else {}
        return self._of(citation, Verdict.QUOTATION_DIFFERS, explanation, details, quotation=words)

    def _means_other(self, reference: Reference, group: Sequence[Citation]) -> bool:
        """Whether the article named right before a citation was given under another number only."""
        cited = [self._articles[one.number] for one in group if one.number in self._articles]
        meant = [article for article in self._shelf.articles if self._is_article(article, reference)]
        return bool(meant) and not any(one in meant or one.mentions(reference) for one in cited)

    def _reference(self, reference: Reference) -> CitationCheck:
        given = [article for article in self._shelf.articles if self._is_article(article, reference)]
        words = self._words(Place(*reference.place))
        if any(article.has_provision(reference) for article in given):
            return self._worded(reference, Verdict.VERIFIED, Explanation.VERIFIED, {})
        if given:
            details = {"label": given[0].source.label, "reference": label_of(reference, only_within=True)}
            return self._worded(reference, Verdict.NO_SUCH_PROVISION, Explanation.NO_SUCH_PROVISION, details)
        if any(article.mentions(reference) for article in self._shelf.articles):
            return self._worded(reference, Verdict.VERIFIED, Explanation.VERIFIED, {})
        law = self._law_of(reference)
        if law is not None and law.known is not None and reference.article not in law.known.anchors:
            details = {"title": law.known.title, "reference": label_of(reference)}
            return self._worded(reference, Verdict.NO_SUCH_ARTICLE, Explanation.NO_SUCH_ARTICLE, details)
        return self._worded(reference, Verdict.UNSUPPORTED, Explanation.UNSUPPORTED, {"reference": words})

    def _is_article(self, article: Article, reference: Reference) -> bool:
        same_law = reference.title is None or self._shelf.same(self._shelf.law(reference.title), article.law)
        return same_law and article.anchor == reference.article

    def _law_of(self, reference: Reference) -> Law | None:
        """The law meant; a bare article is of the only law that the sources are of."""
        if reference.title is not None:
            return self._shelf.law(reference.title)
        laws = {article.law.title: article.law for article in self._shelf.articles}
        return next(iter(laws.values())) if len(laws) == 1 else None

    def _words(self, place: Place) -> str:
        return self._answer.text[place.start : place.end]

    def _of(
        self,
        citation: Citation,
        verdict: Verdict,
        explanation: Explanation,
        details: Mapping[str, str],
        *,
        quotation: str = "",
    ) -> CitationCheck:
        return CitationCheck(
            place=(citation.place.start, citation.place.end),
            verdict=verdict,
            explanation=explanation,
            details=details,
            nth=citation.nth,
            number=citation.number,
            claim=self._words(self._answer.sentence_at(citation.place.start)).strip(),
            quotation=quotation,
        )

    def _worded(
        self, reference: Reference, verdict: Verdict, explanation: Explanation, details: Mapping[str, str]
    ) -> CitationCheck:
        return CitationCheck(
            place=reference.place,
            verdict=verdict,
            explanation=explanation,
            details=details,
            reference=self._words(Place(*reference.place)),
            claim=self._words(self._answer.sentence_at(reference.place[0])).strip(),
        )


def _is_claim(answer: ReadAnswer, sentence: Place) -> bool:
    """Whether a sentence says something: headings, questions, tables, code and lines that lead on do not."""
    words = answer.text[sentence.start : sentence.end].strip("\n")
    if answer.is_code(sentence.start) or _NO_CLAIM.search(words):
        return False
    return len(normalise(_MARKS.sub("", words)).strip()) >= _SHORTEST_CLAIM
