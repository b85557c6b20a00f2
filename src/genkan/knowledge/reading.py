"""An article as it is read: its place in the regulation, what is around it, and its references as links."""

from collections.abc import Collection as AnyOf
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genkan.knowledge.collection import ArticleEntry, Collection, Document, StoredArticle
from genkan.knowledge.names import Names
from genkan.knowledge.parse import Item, Paragraph
from genkan.knowledge.parse.regulation import to_full_width
from genkan.knowledge.references import Reference, parse_references
from genkan.knowledge.results import article_path


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
    """An article with everything its page shows. ``neighbours`` are the articles of the same chapter."""

    collection: Collection
    document: Document
    article: StoredArticle
    lines: tuple[TextLine, ...]
    previous: ArticleEntry | None
    following: ArticleEntry | None
    neighbours: tuple[ArticleEntry, ...]

    @property
    def citation(self) -> str:
        """The article as official documents cite it: 「例示省行政文書管理規程第十二条」."""
        return self.document.title + self.article.label


@dataclass(frozen=True)
class Contents:
    """A document and its table of contents."""

    collection: Collection
    document: Document
    entries: tuple[ArticleEntry, ...]


@dataclass(frozen=True)
class Surroundings:
    """What the links of an article may lead to: names, the documents they stand for, and the anchors of each."""

    document_id: str
    anchor: str
    order: tuple[str, ...]
    names: Names
    documents: Mapping[str, tuple[str, AnyOf[str]]]


def lines_of(article: StoredArticle, *, around: Surroundings) -> tuple[TextLine, ...]:
    """The text line by line, with references that lead to an article there is as links."""
    return tuple(line for paragraph in article.paragraphs for line in _paragraph(paragraph, around))


def titles_in(article: StoredArticle, names: Names) -> frozenset[str]:
    """The names of regulations, as written, whose articles the text refers to."""
    references = parse_references(article.text, names=names)
    return frozenset(reference.title for reference in references if reference.title)


def around(
    entries: Sequence[ArticleEntry], *, anchor: str
) -> tuple[ArticleEntry | None, ArticleEntry | None]:
    """The entries before and after an article."""
    place = next(place for place, entry in enumerate(entries) if entry.anchor == anchor)
    before = entries[place - 1] if place else None
    after = entries[place + 1] if place + 1 < len(entries) else None
    return before, after


def _paragraph(paragraph: Paragraph, around: Surroundings) -> Iterator[TextLine]:
    number = to_full_width(paragraph.number) if paragraph.number > 1 else ""
    first, *others = paragraph.text.split("\n")
    yield TextLine(0, number, _parts(first, around), f"p{paragraph.number}")
    for line in others:
        yield TextLine(0, "", _parts(line, around))
    for item in paragraph.items:
        yield from _item(item, around, depth=1)


def _item(item: Item, around: Surroundings, *, depth: int) -> Iterator[TextLine]:
    yield TextLine(depth, item.number, _parts(item.text, around))
    for inner in item.items:
        yield from _item(inner, around, depth=depth + 1)


def _parts(text: str, around: Surroundings) -> tuple[TextPart, ...]:
    parts: list[TextPart] = []
    place = 0
    for reference in parse_references(text, names=around.names, within=around.anchor):
        href = _href(reference, around)
        if href and reference.place[0] >= place:
            start, end = reference.place
            parts += [TextPart(text[place:start]), TextPart(text[start:end], href)]
            place = end
    return tuple(part for part in [*parts, TextPart(text[place:])] if part.text)


def _href(reference: Reference, around: Surroundings) -> str:
    """The path of the article meant, with the paragraph; empty where there is none."""
    document_id, anchors = around.documents.get(reference.title or "", ("", ()))
    anchor = reference.article if reference.title else _own(reference, around)
    if reference.title is None:
        document_id, anchors = around.document_id, around.order
    if anchor not in anchors or (document_id, anchor) == (around.document_id, around.anchor):
        return ""
    paragraph = f"#p{reference.paragraph}" if reference.paragraph else ""
    return article_path(document_id, anchor) + paragraph


def _own(reference: Reference, around: Surroundings) -> str:
    """The anchor within the same document; 「前条」 counts from the article that is read."""
    if not reference.step:
        return reference.article
    place = around.order.index(around.anchor) + reference.step
    return around.order[place] if 0 <= place < len(around.order) else ""
