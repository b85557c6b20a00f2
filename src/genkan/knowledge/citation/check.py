"""Checking every citation and every worded reference of an answer against its sources and the shelves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from genkan.knowledge.citation.answer import ReadAnswer
from genkan.knowledge.citation.known import KnownArticle, KnownRegulation
from genkan.knowledge.citation.measure import summarise
from genkan.knowledge.citation.places import Citation, Place
from genkan.knowledge.citation.quotation import SourceText
from genkan.knowledge.citation.resolve import Resolution, resolve
from genkan.knowledge.citation.sources import Article, Shelf
from genkan.knowledge.citation.verdict import (
    CitationCheck,
    CitationSummary,
    CitedSource,
    Explanation,
    Verdict,
)
from genkan.knowledge.question.references import Reference, label_of

_SHOWN = 30
_BEHIND = 50


@dataclass(frozen=True)
class Examination:
    """What became of each citation and reference of a text, in its order, and the measures."""

    checks: tuple[CitationCheck, ...]
    summary: CitationSummary

    @property
    def failures(self) -> tuple[CitationCheck, ...]:
        """Those that could not be confirmed, in the order of the text."""
        return tuple(check for check in self.checks if check.failed)


def examine(
    text: str, sources: Sequence[CitedSource] | None, *, known: Sequence[KnownRegulation] | None = None
) -> Examination:
    """Every ``[n]`` and every worded reference of a text, in order, with a verdict, and the measures of the text.

    A citation holds where its source was given and the words quoted with it stand in that source (or in another
    of the same row of citations). A worded reference holds where a source is that article or names it itself, or
    where there are no sources, if ``known`` has it in force; the words quoted with it must stand there. ``known`` are
    the regulations on the shelves that the text names, ``None`` where the shelves were not consulted. ``sources`` is
    ``None`` for a text that has none, in which a number in brackets cites nothing.
    """
    checker = _Checker(text, sources, known)
    checks = [*checker.citations(), *checker.references()]
    checks.sort(key=lambda check: (check.place, check.number or 0))
    return Examination(tuple(checks), summarise(checker.answer, checks, compared=checker.compared))


class _Checker:
    """Checks one answer; ``compared`` counts for each quotation whether it stands where it should."""

    def __init__(
        self, text: str, sources: Sequence[CitedSource] | None, known: Sequence[KnownRegulation] | None
    ) -> None:
        self._shelf = Shelf(sources or (), known=known)
        self._articles = {article.source.number: article for article in self._shelf.articles}
        self.answer = ReadAnswer(text, shelf=self._shelf, is_numbered=sources is not None)
        self.compared: dict[Place, bool] = {}

    def citations(self) -> Iterator[CitationCheck]:
        """A check for each number of each citation."""
        for group in self.answer.groups:
            differing = self._differing_quotation(group)
            for citation in group:
                yield self._citation(citation, group, differing)

    def references(self) -> Iterator[CitationCheck]:
        """A check for each worded reference."""
        named: list[str] = []
        for reference in self.answer.references:
            resolution = self._resolution(reference, named)
            named += [reference.title] if reference.title else []
            yield self._worded(reference, self._quoted(reference, resolution))

    def _citation(
        self, citation: Citation, group: Sequence[Citation], differing: Place | None
    ) -> CitationCheck:
        number = str(citation.number)
        if citation.number not in self._articles:
            return self._of(citation, Verdict.NO_SUCH_SOURCE, Explanation.NO_SUCH_SOURCE, {"number": number})
        if differing is not None:
            return self._differs(citation, self._words(differing))
        named = self.answer.reference_before(citation)
        if named is not None and self._means_other(named, group):
            details = {"number": number, "reference": self._words(Place(*named.place))}
            return self._of(citation, Verdict.OTHER_SOURCE, Explanation.OTHER_SOURCE, details)
        return self._of(citation, Verdict.VERIFIED, Explanation.VERIFIED, {"number": number})

    def _differing_quotation(self, group: Sequence[Citation]) -> Place | None:
        """The first quotation of these citations that stands in none of their sources."""
        articles = [self._articles[one.number] for one in group if one.number in self._articles]
        quotations = self.answer.quotations_of(group) if articles else ()
        for quoted in quotations:
            self.compared[quoted] = any(article.text.has(self._words(quoted)) for article in articles)
        return next((quoted for quoted in quotations if not self.compared[quoted]), None)

    def _differs(self, citation: Citation, words: str) -> CitationCheck:
        details = {"number": str(citation.number), "quotation": _shown(words)}
        other = next((n for n, article in self._articles.items() if article.text.has(words)), None)
        explanation = Explanation.QUOTATION_DIFFERS if other is None else Explanation.QUOTATION_ELSEWHERE
        details |= {"other": str(other)} if other is not None else {}
        return self._of(citation, Verdict.QUOTATION_DIFFERS, explanation, details, quotation=words)

    def _means_other(self, reference: Reference, group: Sequence[Citation]) -> bool:
        """Whether the article named right before a citation was given under another number only."""
        cited = [self._articles[one.number] for one in group if one.number in self._articles]
        meant = [article for article in self._shelf.articles if self._is_article(article, reference)]
        return bool(meant) and not any(one in meant or one.mentions(reference) for one in cited)

    def _resolution(self, reference: Reference, named: Sequence[str]) -> Resolution:
        """What a reference leads to: a source, an article that a source names, else what the shelves hold."""
        given = [article for article in self._shelf.articles if self._is_article(article, reference)]
        if any(article.has_provision(reference) for article in given):
            return Resolution(Verdict.VERIFIED, Explanation.VERIFIED)
        if given:
            details = {"label": given[0].source.label, "reference": label_of(reference, only_within=True)}
            return Resolution(Verdict.NO_SUCH_PROVISION, Explanation.NO_SUCH_PROVISION, details)
        if any(article.mentions(reference) for article in self._shelf.articles):
            return Resolution(Verdict.VERIFIED, Explanation.VERIFIED)
        return self._on_shelves(reference, named)

    def _on_shelves(self, reference: Reference, named: Sequence[str]) -> Resolution:
        words = self._words(Place(*reference.place))
        unsupported = Resolution(Verdict.UNSUPPORTED, Explanation.UNSUPPORTED, {"reference": words})
        titles = [reference.title] if reference.title else self._titles_meant(named)
        if not self._shelf.consulted or (not titles and self._articles):
            return unsupported
        if not titles:
            return Resolution(Verdict.AMBIGUOUS, Explanation.NO_LAW_NAMED, {"reference": words})
        behind = self.answer.text[reference.place[1] : reference.place[1] + _BEHIND]
        found = [
            resolve(reference, self._shelf.law(title).found, written=words, behind=behind) for title in titles
        ]
        best = next((one for one in found if one.verdict is Verdict.VERIFIED), found[0])
        if best.verdict is Verdict.VERIFIED and self._articles:
            return replace(unsupported, law=best.law, articles=best.articles)
        return best

    def _titles_meant(self, named: Sequence[str]) -> list[str]:
        """The laws that an article without a name may be of: those named before, the last first; else of the sources."""
        before = list(dict.fromkeys(reversed(named)))
        of_sources = list(dict.fromkeys(article.law.title for article in self._shelf.articles))
        words = dict.fromkeys(self.answer.text[found.start : found.end] for found in self.answer.names)
        return before or (of_sources if len(of_sources) == 1 else []) or ([] if of_sources else list(words))

    def _is_article(self, article: Article, reference: Reference) -> bool:
        same_law = reference.title is None or self._shelf.same(self._shelf.law(reference.title), article.law)
        return same_law and article.anchor == reference.article

    def _quoted(self, reference: Reference, resolution: Resolution) -> Resolution:
        """The resolution, unless words quoted with the reference do not stand in its article."""
        quotations = self.answer.quotations_of(reference)
        given = [article.text for article in self._shelf.articles if self._is_article(article, reference)]
        texts = [*given, *map(_text_of, resolution.articles)]
        if not quotations or not texts:
            return resolution
        for quoted in quotations:
            self.compared[quoted] = any(text.has(self._words(quoted)) for text in texts)
        differing = next((quoted for quoted in quotations if not self.compared[quoted]), None)
        if differing is None or resolution.verdict is not Verdict.VERIFIED:
            return resolution
        return self._misquoted(reference, resolution, self._words(differing))

    def _misquoted(self, reference: Reference, resolution: Resolution, words: str) -> Resolution:
        details = {"quotation": _shown(words), "reference": self._words(Place(*reference.place))}
        other = self._shelf.article_with(words)
        if other:
            details["other"] = other
        explanation = Explanation.QUOTATION_IN_ARTICLE if other else Explanation.QUOTATION_NOT_IN_ARTICLE
        return replace(
            resolution,
            verdict=Verdict.QUOTATION_DIFFERS,
            explanation=explanation,
            details={**details, "words": words},
        )

    def _words(self, place: Place) -> str:
        return self.answer.text[place.start : place.end]

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
            claim=self._words(self.answer.sentence_at(citation.place.start)).strip(),
            quotation=quotation,
        )

    def _worded(self, reference: Reference, resolution: Resolution) -> CitationCheck:
        return CitationCheck(
            place=reference.place,
            verdict=resolution.verdict,
            explanation=resolution.explanation,
            details=resolution.details,
            reference=self._words(Place(*reference.place)),
            claim=self._words(self.answer.sentence_at(reference.place[0])).strip(),
            quotation=resolution.details.get("words", ""),
            document_id=resolution.law.id if resolution.law and resolution.articles else "",
            anchor=resolution.articles[0].anchor if resolution.articles else "",
        )


def _text_of(article: KnownArticle) -> SourceText:
    return SourceText(article.label, article.caption, article.text)


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
