"""Checking every citation and every worded reference of an answer against its sources and the shelves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from genkan.knowledge.citation.answer import ReadAnswer
from genkan.knowledge.citation.examination import Examination
from genkan.knowledge.citation.known import KnownRegulation
from genkan.knowledge.citation.measure import claims_of, summarise
from genkan.knowledge.citation.nameless import Nameless, called
from genkan.knowledge.citation.places import Citation, Place
from genkan.knowledge.citation.provisions import Presence
from genkan.knowledge.citation.resolve import Resolution, resolve
from genkan.knowledge.citation.sources import Article, Shelf
from genkan.knowledge.citation.verdict import (
    CitationCheck,
    CitedSource,
    Explanation,
    Verdict,
    quoting_once,
)
from genkan.knowledge.question.references import Reference, label_of

_SHOWN = 30
_BEHIND = 50
_LOOKED_FOR = 20
_LAWS_MEANT = 20


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
    claims = claims_of(checker.answer, checks)
    return Examination(
        tuple(checks),
        summarise(claims, checks, compared=checker.compared),
        short_quotations=checker.answer.short_quotations,
        not_looked_for=checker.not_looked_for,
        unsourced=claims.without,
    )


class _Checker:
    """Checks one answer; ``compared`` counts for each quotation whether it stands where it should.

    ``not_looked_for`` counts the misquotations for which no other article was looked through.
    """

    def __init__(
        self, text: str, sources: Sequence[CitedSource] | None, known: Sequence[KnownRegulation] | None
    ) -> None:
        self._shelf = Shelf(sources or (), known=known)
        self._articles = {article.source.number: article for article in self._shelf.articles}
        self.answer = ReadAnswer(text, shelf=self._shelf, is_numbered=sources is not None)
        self.compared: dict[Place, bool] = {}
        self._elsewhere: dict[str, str] = {}
        self.not_looked_for = 0

    def citations(self) -> Iterator[CitationCheck]:
        """A check for each number of each row of citations."""
        for group in self.answer.groups:
            differing = self._differing_quotation(group)
            other = self._other_meant(group)
            checks = [self._citation(one, differing, other.get(one.place)) for one in group]
            yield from quoting_once(checks)

    def references(self) -> Iterator[CitationCheck]:
        """A check for each worded reference."""
        named: dict[str, None] = {}
        nameless = Nameless(self.answer.text)
        for reference in self.answer.references:
            noun = nameless.noun_of(reference)
            titles = (
                [reference.title]
                if reference.title
                else self._titles_meant(named, reference, noun)[:_LAWS_MEANT]
            )
            for title in titles[:1] if reference.title else ():
                named.pop(title, None)
                named[title] = None
            if noun and not titles:
                yield self._worded(reference, self._of_nobody(reference, noun))
                continue
            meant = self._shelf.counted(replace(reference, title=titles[0]) if noun else reference, titles)
            if meant is not None:
                resolution = self._resolution(meant, titles)
                yield self._worded(reference, self._quoted(reference, meant, resolution))

    def _citation(
        self, citation: Citation, differing: Place | None, other: Reference | None
    ) -> CitationCheck:
        number = str(citation.number)
        if citation.number not in self._articles:
            return self._of(citation, Verdict.NO_SUCH_SOURCE, Explanation.NO_SUCH_SOURCE, {"number": number})
        if differing is not None:
            return self._differs(citation, self._words(differing))
        if other is not None:
            details = {"number": number, "reference": self._words(Place(*other.place))}
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

    def _other_meant(self, group: Sequence[Citation]) -> dict[Place, Reference]:
        """For each marker of these citations the article named right before it, where they cite another one."""
        named = {citation.place: self.answer.reference_before(citation) for citation in group}
        return {
            place: reference
            for place, reference in named.items()
            if reference is not None and self._means_other(reference, group)
        }

    def _means_other(self, reference: Reference, group: Sequence[Citation]) -> bool:
        """Whether the article named right before a citation was given under another number only."""
        numbers = dict.fromkeys(one.number for one in group)
        cited = [self._articles[number] for number in numbers if number in self._articles]
        meant = [article for article in self._shelf.articles if self._is_article(article, reference)]
        return bool(meant) and not any(one in meant or one.mentions(reference) for one in cited)

    def _resolution(self, reference: Reference, titles: Sequence[str]) -> Resolution:
        """What a reference leads to: a source, an article that a source names, else what the shelves hold."""
        given = [article for article in self._shelf.articles if self._is_article(article, reference)]
        presence = {article.presence(reference) for article in given}
        if Presence.THERE in presence:
            return Resolution(Verdict.VERIFIED, Explanation.VERIFIED)
        if given:
            details = {"label": given[0].source.label, "reference": label_of(reference, only_within=True)}
            if Presence.UNKNOWN in presence:
                return Resolution(Verdict.NOT_KNOWN, Explanation.PROVISION_NOT_KNOWN, details)
            return Resolution(Verdict.NO_SUCH_PROVISION, Explanation.NO_SUCH_PROVISION, details)
        if any(article.mentions(reference) for article in self._shelf.articles):
            return Resolution(Verdict.VERIFIED, Explanation.VERIFIED)
        return self._on_shelves(reference, titles)

    def _of_nobody(self, reference: Reference, noun: str) -> Resolution:
        """「契約書第12条」, where nothing that is known bears such a name."""
        start, end = reference.place
        before = noun if self.answer.text.endswith(noun, 0, start) else ""
        details = {"reference": before + self._words(Place(start, end))}
        return Resolution(Verdict.AMBIGUOUS, Explanation.NO_LAW_NAMED, details)

    def _on_shelves(self, reference: Reference, titles: Sequence[str]) -> Resolution:
        words = self._words(Place(*reference.place))
        unsupported = Resolution(Verdict.UNSUPPORTED, Explanation.UNSUPPORTED, {"reference": words})
        if not self._shelf.consulted or (not titles and self._articles):
            return unsupported
        if not titles:
            return Resolution(Verdict.AMBIGUOUS, Explanation.NO_LAW_NAMED, {"reference": words})
        behind = self.answer.text[reference.place[1] : reference.place[1] + _BEHIND]
        found = [
            resolve(reference, self._shelf.law(title).found, written=words, behind=behind) for title in titles
        ]
        standing = [
            one for one in found if not one.verdict.is_failure and one.verdict is not Verdict.NOT_LOADED
        ]
        best = next(
            (one for one in standing if one.verdict is Verdict.VERIFIED), next(iter(standing), found[0])
        )
        if best.verdict is Verdict.NOT_LOADED and self._articles:
            return replace(best, verdict=Verdict.UNSUPPORTED)
        if not best.verdict.is_failure and self._articles:
            return replace(unsupported, law=best.law, articles=best.articles)
        return best

    def _titles_meant(self, named: dict[str, None], reference: Reference, noun: str) -> list[str]:
        """The laws that an article without a name may be of: those named before, the last first; else of the sources.

        With a noun before its number it may be of none but those that the noun is short for.
        """
        before = list(islice(reversed(named), _LAWS_MEANT))
        of_sources = list(dict.fromkeys(article.law.title for article in self._shelf.articles))
        if noun:
            return called(noun, [*before, *of_sources, *self.answer.names_before(reference.place[0])])
        if before or of_sources:
            return before or (of_sources if len(of_sources) == 1 else [])
        return self.answer.names_before(reference.place[0])

    def _is_article(self, article: Article, reference: Reference) -> bool:
        same_law = reference.title is None or self._shelf.same(self._shelf.law(reference.title), article.law)
        return same_law and article.anchor == reference.article

    def _quoted(self, reference: Reference, meant: Reference, resolution: Resolution) -> Resolution:
        """The resolution, unless words quoted with the reference do not stand in the article that is meant."""
        quotations = self.answer.quotations_of(reference)
        given = [article.text for article in self._shelf.articles if self._is_article(article, meant)]
        texts = [*given, *map(self._shelf.text_of, resolution.articles)]
        if not quotations or not texts:
            return resolution
        for quoted in quotations:
            self.compared[quoted] = any(text.has(self._words(quoted)) for text in texts)
        differing = next((quoted for quoted in quotations if not self.compared[quoted]), None)
        if differing is None or resolution.verdict.is_failure:
            return resolution
        return self._misquoted(reference, resolution, self._words(differing))

    def _misquoted(self, reference: Reference, resolution: Resolution, words: str) -> Resolution:
        details = {"quotation": _shown(words), "reference": self._words(Place(*reference.place))}
        other = self._article_with(words)
        if other:
            details["other"] = other
        explanation = Explanation.QUOTATION_IN_ARTICLE if other else Explanation.QUOTATION_NOT_IN_ARTICLE
        return replace(
            resolution,
            verdict=Verdict.QUOTATION_DIFFERS,
            explanation=explanation,
            details={**details, "words": words},
        )

    def _article_with(self, words: str) -> str:
        """The article in which words do stand; looked for a few times only, for it takes all that was looked up."""
        if words not in self._elsewhere:
            if len(self._elsewhere) >= _LOOKED_FOR:
                self.not_looked_for += 1
                return ""
            self._elsewhere[words] = self._shelf.article_with(words)
        return self._elsewhere[words]

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
            claim=self.answer.claim_at(citation.place.start),
            quotation=quotation,
        )

    def _worded(self, reference: Reference, resolution: Resolution) -> CitationCheck:
        return CitationCheck(
            place=reference.place,
            verdict=resolution.verdict,
            explanation=resolution.explanation,
            details=resolution.details,
            reference=self._words(Place(*reference.place)),
            claim=self.answer.claim_at(reference.place[0]),
            quotation=resolution.details.get("words", ""),
            document_id=resolution.law.id if resolution.law and resolution.articles else "",
            anchor=resolution.articles[0].anchor if resolution.articles else "",
            is_recognised=any(article.is_recognised for article in resolution.articles[:1]),
        )


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
