"""An article as it is read: its place in the regulation, what is around it, and its references as links."""

from collections.abc import Collection as AnyOf
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from genkan.kit import in_common
from genkan.knowledge.collection.collection import ArticleEntry, Collection, Document, StoredArticle
from genkan.knowledge.dating.versions import Standing, Version
from genkan.knowledge.names.names import Names
from genkan.knowledge.parse import Item, Paragraph
from genkan.knowledge.parse.regulation import to_full_width
from genkan.knowledge.question.references import Reference, parse_references
from genkan.knowledge.reading.citing import citations_of
from genkan.knowledge.reading.own_places import item_number, own_paragraphs
from genkan.knowledge.search.results import article_path, contents_path


@dataclass(frozen=True)
class TextPart:
    """A piece of a line; ``href`` is empty for plain text."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class TextLine:
    """A paragraph (depth 0), an item (1) or what stands below it; ``id`` names paragraphs: ``p2``."""

    depth: int
    number: str
    parts: tuple[TextPart, ...]
    id: str = ""


@dataclass(frozen=True)
class ArticlePage:
    """An article with everything its page shows, in the version of the day asked for, whose ``standing`` it has.

    ``neighbours`` are the articles of the same chapter. ``link_day`` is the day that links to other articles of the
    same version carry; ``None`` for today.
    """

    collection: Collection
    document: Document
    version: Version
    standing: Standing
    link_day: date | None
    article: StoredArticle
    lines: tuple[TextLine, ...]
    previous: ArticleEntry | None
    following: ArticleEntry | None
    neighbours: tuple[ArticleEntry, ...]

    @property
    def contents_path(self) -> str:
        """The path of the table of contents of the same version."""
        return contents_path(self.document.id, on=self.link_day)

    def path_of(self, entry: ArticleEntry) -> str:
        """The path of another article of the same version."""
        return article_path(self.document.id, entry.anchor, on=self.link_day)

    @property
    def citation(self) -> str:
        """The article as official documents cite it: 「例示省行政文書管理規程第十二条」."""
        return self.version.title + self.article.label

    @property
    def dated_citation(self) -> str:
        """The same with the day of the text, where it is not today's: 「2026年3月31日時点の旅費規程第九条」."""
        return f"{in_common(self.link_day)}時点の{self.citation}" if self.link_day else self.citation

    @property
    def citations(self) -> tuple[str, ...]:
        """The article with the number of its law, then each of its paragraphs if there are several.

        「行政手続法（平成五年法律第八十八号）第五条」, 「行政手続法（平成五年法律第八十八号）第五条第一項」.
        """
        return citations_of(self.version.title, self.document.number, self.article)


@dataclass(frozen=True)
class Contents:
    """A document and the table of contents of the version of the day asked for."""

    collection: Collection
    document: Document
    version: Version
    standing: Standing
    link_day: date | None
    entries: tuple[ArticleEntry, ...]

    @property
    def has_recognised(self) -> bool:
        """Whether words of it were read from pictures."""
        return any(entry.is_recognised for entry in self.entries)

    def path_of(self, entry: ArticleEntry) -> str:
        """The path of an article of this version."""
        return article_path(self.document.id, entry.anchor, on=self.link_day)


@dataclass(frozen=True)
class Surroundings:
    """What the links of an article may lead to: names, the documents they stand for, and the anchors of each.

    ``aliases`` are the short names that the document gives anywhere (「法」).
    """

    document_id: str
    anchor: str
    order: tuple[str, ...]
    names: Names
    documents: Mapping[str, tuple[str, AnyOf[str]]]
    link_day: date | None = None
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])


def lines_of(article: StoredArticle, *, around: Surroundings) -> tuple[TextLine, ...]:
    """The text line by line, with references that lead to an article there is as links."""
    plain = [line for paragraph in article.paragraphs for line in _paragraph(paragraph)]
    linked = _Linked("\n".join(line.text for line in plain), around)
    numbers = ((line.paragraph, len(line.text)) for line in plain)
    parts = linked.lines(numbers)
    return tuple(
        TextLine(line.depth, line.number, of_line, line.id)
        for line, of_line in zip(plain, parts, strict=True)
    )


def articles_cited(
    article: StoredArticle, names: Names, *, aliases: Mapping[str, str] | None = None
) -> dict[str, frozenset[str]]:
    """The anchors of the articles that the text refers to, by the name of their regulation as written."""
    references = parse_references(
        _whole(article), names=names, within=article.anchor, follows_paragraphs=True, aliases=aliases
    )
    cited: dict[str, set[str]] = {}
    for reference in references:
        if reference.title:
            cited.setdefault(reference.title, set()).add(reference.article)
    return {title: frozenset(anchors) for title, anchors in cited.items()}


def around(
    entries: Sequence[ArticleEntry], *, anchor: str
) -> tuple[ArticleEntry | None, ArticleEntry | None]:
    """The entries before and after an article."""
    place = next(place for place, entry in enumerate(entries) if entry.anchor == anchor)
    before = entries[place - 1] if place else None
    after = entries[place + 1] if place + 1 < len(entries) else None
    return before, after


class _PlainLine(NamedTuple):
    """A line before its references are read; ``paragraph`` is the number of its paragraph."""

    depth: int
    number: str
    text: str
    paragraph: int
    id: str = ""


def _whole(article: StoredArticle) -> str:
    return "\n".join(line.text for paragraph in article.paragraphs for line in _paragraph(paragraph))


def _paragraph(paragraph: Paragraph) -> Iterator[_PlainLine]:
    number = to_full_width(paragraph.number) if paragraph.number > 1 else ""
    first, *others = paragraph.text.split("\n")
    yield _PlainLine(0, number, first, paragraph.number, f"p{paragraph.number}")
    for line in others:
        yield _PlainLine(0, "", line, paragraph.number)
    for item in paragraph.items:
        yield from _item(item, paragraph.number, depth=1)


def _item(item: Item, paragraph: int, *, depth: int) -> Iterator[_PlainLine]:
    number = item_number(item.number) if depth == 1 else ""
    first, *others = item.text.split("\n")
    yield _PlainLine(depth, item.number, first, paragraph, f"p{paragraph}-i{number}" if number else "")
    for line in others:
        yield _PlainLine(depth, "", line, paragraph)
    for inner in item.items:
        yield from _item(inner, paragraph, depth=depth + 1)


class _Linked:
    """The whole text of an article cut at its references, which are read together: 「同法」 may stand lines later."""

    def __init__(self, text: str, around: Surroundings) -> None:
        self._text = text
        self._around = around
        self._references = parse_references(
            text, names=around.names, within=around.anchor, follows_paragraphs=True, aliases=around.aliases
        )

    def lines(self, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[TextPart, ...]]:
        """The parts of each line, given the number of its paragraph and its length."""
        start = 0
        for paragraph, length in lines:
            yield tuple(part for part in self._parts(start, start + length, paragraph) if part.text)
            start += length + 1

    def _parts(self, start: int, end: int, paragraph: int) -> Iterator[TextPart]:
        place = start
        for link_start, link_end, href in sorted(self._links(start, end, paragraph)):
            if link_start >= place:
                yield TextPart(self._text[place:link_start])
                yield TextPart(self._text[link_start:link_end], href)
                place = link_end
        yield TextPart(self._text[place:end])

    def _links(self, start: int, end: int, paragraph: int) -> Iterator[tuple[int, int, str]]:
        taken = [each for each in self._references if start <= each.place[0] and each.place[1] <= end]
        for reference in taken:
            href = _href(reference, self._around)
            if href:
                yield (*reference.place, href)
        for own in own_paragraphs(self._text, start=start, end=end, paragraph=paragraph):
            if not any(each.place[0] < own.end and own.start < each.place[1] for each in taken):
                yield own.start, own.end, f"#p{own.paragraph}"


def _href(reference: Reference, around: Surroundings) -> str:
    """The path of the article meant, with paragraph and item; empty where there is none."""
    document_id, anchors = around.documents.get(reference.title or "", ("", ()))
    anchor = reference.article if reference.title else _own(reference, around)
    if reference.title is None:
        document_id, anchors = around.document_id, around.order
    if anchor not in anchors:
        return ""
    fragment = _fragment(reference)
    if (document_id, anchor) == (around.document_id, around.anchor):
        return fragment
    return article_path(document_id, anchor, on=around.link_day) + fragment


def _fragment(reference: Reference) -> str:
    if reference.item:
        return f"#p{reference.paragraph or 1}-i{reference.item}"
    return f"#p{reference.paragraph}" if reference.paragraph else ""


def _own(reference: Reference, around: Surroundings) -> str:
    """The anchor within the same document; 「前条」 counts from the article that is read."""
    if not reference.step:
        return reference.article
    place = around.order.index(around.anchor) + reference.step
    return around.order[place] if 0 <= place < len(around.order) else ""
