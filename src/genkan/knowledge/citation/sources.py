"""The sources of an answer and the regulations on the shelves, prepared for comparing."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from genkan.knowledge.citation.quotation import SourceText
from genkan.knowledge.citation.verdict import CitedSource, KnownRegulation
from genkan.knowledge.names import Names, name_key
from genkan.knowledge.numerals import number_of
from genkan.knowledge.references import Reference, parse_references

_N = r"[0-9０-９〇一二三四五六七八九十百千]+"
_LABEL_END = re.compile(rf"(?:附則)?(?:第{_N}条(?:の{_N})*)?$")
_ANCHOR = re.compile(
    r"/(?P<anchor>(?:s[0-9]+(?:-[0-9_]+)?|[0-9]+(?:_[0-9]+)*|h[0-9]+))(?:-r[0-9]+)?(?:#.*)?$"
)
_PARAGRAPH = re.compile(r"^(?P<number>[0-9０-９]{1,3})[　 ]", re.MULTILINE)
_ITEM = re.compile(
    r"^[　 ]*(?P<number>[一二三四五六七八九十百]+(?:の[一二三四五六七八九十]+)*)[　 ]", re.MULTILINE
)
_CUT = "（略）"
_SHORTEST_SUFFIX = 4


class Law(NamedTuple):
    """A regulation by its title, and if it is on the shelves, what is known of it."""

    title: str
    known: KnownRegulation | None


class Article:
    """A source as an article of a law."""

    def __init__(self, source: CitedSource, *, shelf: "Shelf") -> None:
        title = _LABEL_END.sub("", source.label.strip()).strip()
        anchor = _ANCHOR.search(source.anchor)
        references = parse_references(source.label, names=shelf.names)
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

    def has_provision(self, reference: Reference) -> bool:
        """Whether the paragraph and the item are there; what a cut text no longer shows counts as there."""
        if _CUT in self.source.text:
            return True
        paragraphs = self._paragraphs()
        number = reference.paragraph or 1
        if number not in paragraphs:
            return False
        return reference.item is None or reference.item in _items(paragraphs[number])

    def _paragraphs(self) -> dict[int, str]:
        text = self.source.text
        starts = {1: 0} | {(number_of(m["number"]) or 0): m.start() for m in _PARAGRAPH.finditer(text)}
        places = [*sorted(starts.values()), len(text)]
        return {number: text[start : places[places.index(start) + 1]] for number, start in starts.items()}


class Shelf:
    """Names of laws to laws: those on the shelves, and those that the sources bring."""

    def __init__(self, sources: Sequence[CitedSource], *, known: Sequence[KnownRegulation]) -> None:
        self._known: dict[str, list[KnownRegulation]] = {}
        for regulation in known:
            for key in {name_key(name) for name in (regulation.title, *regulation.names)}:
                self._known.setdefault(key, []).append(regulation)
        titles = [_LABEL_END.sub("", source.label.strip()).strip() for source in sources]
        self.names = Names.of([*self._known, *titles])
        self.articles = tuple(Article(source, shelf=self) for source in sources)

    def law(self, title: str) -> Law:
        """The law of this name; known only where the name stands for one alone."""
        found = self._known.get(name_key(title), [])
        return Law(title, found[0] if len(found) == 1 else None)

    def is_name(self, words: str) -> bool:
        """Whether the words are the name of a law and no quotation."""
        return name_key(words) in self.names.keys

    def same(self, law: Law, other: Law) -> bool:
        """Whether two names stand for one law; a name that nobody knows may be the end of a longer one."""
        if law.known is not None and other.known is not None:
            return law.known.title == other.known.title
        one, two = name_key(law.title), name_key(other.title)
        return one == two or (law.known is None and len(one) >= _SHORTEST_SUFFIX and two.endswith(one))


def _items(paragraph: str) -> set[str]:
    numbers = (match["number"].split("の") for match in _ITEM.finditer(paragraph))
    return {"_".join(str(number_of(part)) for part in parts) for parts in numbers}
