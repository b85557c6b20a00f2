"""The sources of an answer and the regulations on the shelves, prepared for comparing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from genkan.knowledge.citation.known import KnownArticle, KnownRegulation, number_cited
from genkan.knowledge.citation.provisions import Presence, is_numbered, provision_in
from genkan.knowledge.citation.quotation import SourceText
from genkan.knowledge.citation.verdict import CitedSource
from genkan.knowledge.dating.versions import Standing
from genkan.knowledge.names.names import Names, name_key
from genkan.knowledge.question.references import Reference, parse_references

_N = r"[0-9０-９〇一二三四五六七八九十百千]+"
_LABEL_END = re.compile(rf"(?:附則)?(?:第{_N}条(?:の{_N})*)?$")
_ANCHOR = re.compile(
    r"/(?P<anchor>(?:s[0-9]+(?:-[0-9_]+)?|[0-9]+(?:_[0-9]+)*|h[0-9]+))(?:-r[0-9]+)?(?:[?#].*)?$"
)
_SHORTEST_SUFFIX = 4


class Law(NamedTuple):
    """A regulation by its title, and what may be meant by it on the shelves: nothing, one, or several."""

    title: str
    found: tuple[KnownRegulation, ...]

    @property
    def known(self) -> KnownRegulation | None:
        """The one that is meant."""
        return self.found[0] if len(self.found) == 1 else None


class Article:
    """A source as an article of a law."""

    def __init__(self, source: CitedSource, *, shelf: "Shelf") -> None:
        title = title_in(source.label)
        anchor = _ANCHOR.search(source.anchor)
        references = () if anchor else parse_references(source.label, names=shelf.names)
        self.source = source
        self.law = shelf.law(title)
        self.anchor = anchor["anchor"] if anchor else (references[-1].article if references else "")
        self._shelf = shelf

    @cached_property
    def text(self) -> SourceText:
        """The label and the text, for comparing quotations."""
        return SourceText(self.source.label, self.source.text)

    @cached_property
    def _references(self) -> tuple[Reference, ...]:
        return parse_references(self.source.text, names=self._shelf.names, within=self.anchor)

    def mentions(self, reference: Reference) -> bool:
        """Whether its own text speaks of the article meant; without a name it speaks of its own law."""
        law = self._shelf.law(reference.title) if reference.title else None
        return any(
            one.article == reference.article
            and (law is None or self._shelf.same(law, self._shelf.law(one.title) if one.title else self.law))
            for one in self._references
        )

    @cached_property
    def _is_numbered(self) -> bool:
        return is_numbered(self.source.text.split("\n"))

    def presence(self, reference: Reference) -> Presence:
        """Whether the paragraph and the item are there; what a cut text no longer shows counts as there."""
        return provision_in(
            self.source.text,
            paragraph=reference.paragraph,
            item=reference.item,
            is_numbered=self._is_numbered,
        )


class Shelf:
    """Names of laws to laws: those on the shelves, and those that the sources bring.

    ``known`` is ``None`` where the shelves were not consulted, so that nothing can be said to be missing there.
    """

    def __init__(self, sources: Sequence[CitedSource], *, known: Sequence[KnownRegulation] | None) -> None:
        self.consulted = known is not None
        self._known: dict[str, list[KnownRegulation]] = {}
        for regulation in known or ():
            for key in {name_key(name) for name in (regulation.title, *regulation.names)}:
                self._known.setdefault(key, []).append(regulation)
        self.names = Names.of([*self._known, *(title_in(source.label) for source in sources)])
        self.articles = tuple(Article(source, shelf=self) for source in sources)
        self._texts: dict[KnownArticle, SourceText] = {}

    def law(self, title: str) -> Law:
        """What the name may mean: by its whole title before its abbreviations, in force before what is not."""
        key = name_key(title)
        bearing = self._known.get(key, [])
        named = [one for one in bearing if key in (name_key(one.title), name_key(one.number))] or bearing
        candidates = [one for one in named if one.standing is Standing.IN_FORCE] or named
        return Law(title, tuple({one.identity: one for one in reversed(candidates)}.values())[::-1])

    def counted(self, reference: Reference, titles: Sequence[str]) -> Reference | None:
        """「前条」 as the article that it leads to from the one named before; ``None`` where that cannot be known.

        ``titles`` are what is meant where the reference names no law. What there is nothing before stays as it is.
        """
        if not reference.step:
            return reference
        named = [reference.title] if reference.title else titles
        laws = (self.law(title).known for title in named)
        found = [law.articles[reference.key] for law in laws if law and reference.key in law.articles]
        if not found:
            return None
        articles = next((articles for articles in found if articles), ())
        return replace(reference, article=number_cited(articles[0].anchor), step=0) if articles else reference

    def article_with(self, words: str) -> str:
        """The article, of those that are looked at, in which quoted words do stand; empty where there is none."""
        return next((label for label, text in self._everything if text.has(words)), "")

    def text_of(self, article: KnownArticle) -> SourceText:
        """An article of a regulation, for comparing quotations."""
        if article not in self._texts:
            self._texts[article] = SourceText(article.label, article.caption, article.text)
        return self._texts[article]

    @cached_property
    def _everything(self) -> tuple[tuple[str, SourceText], ...]:
        """Every source and every article looked up, once, each with the words that name it."""
        known = dict.fromkeys(
            (law.title + article.label, self.text_of(article))
            for laws in self._known.values()
            for law in laws
            for articles in law.articles.values()
            for article in articles
        )
        given = ((article.source.label, article.text) for article in self.articles)
        return (*given, *known)

    def is_name(self, words: str) -> bool:
        """Whether the words are the name of a law and no quotation."""
        return name_key(words) in self.names.keys

    def same(self, law: Law, other: Law) -> bool:
        """Whether two names stand for one law; a name that nobody knows may be the end of a longer one."""
        if law.known is not None and other.known is not None:
            return law.known.identity == other.known.identity
        one, two = name_key(law.title), name_key(other.title)
        return one == two or (law.known is None and len(one) >= _SHORTEST_SUFFIX and two.endswith(one))


def title_in(label: str) -> str:
    """The title of the regulation in the label of a source."""
    return _LABEL_END.sub("", label.strip()).strip()
