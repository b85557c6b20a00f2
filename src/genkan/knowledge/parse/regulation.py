"""A regulation as it was read: articles, paragraphs, items."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is."""

    LAW = "law"
    REGULATION = "regulation"
    DOCUMENT = "document"
    FAQ = "faq"


class ArticleKind(StrEnum):
    """What an article is: its place in the text, or the form in which it stands there."""

    ARTICLE = "article"
    PARAGRAPHS = "paragraphs"
    SUPPLEMENT = "supplement"
    ANNEX = "annex"
    FORM = "form"
    PREAMBLE = "preamble"
    SECTION = "section"
    ROW = "row"


# The innermost heading of an article whose words a program read from a picture of them.
RECOGNISED = "OCRで読み取った文章"


@dataclass(frozen=True)
class Item:
    """An item (号) or what stands below it; ``number`` is as printed: 「一」, 「イ」, 「（１）」."""

    number: str
    text: str
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (項). ``number`` counts from 1; the first is printed without it."""

    number: int
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Article:
    """An article (条), the paragraphs of a supplementary provision, or a section of another document.

    ``anchor`` names it within the document: ``12``, ``12_2`` (第十二条の二), ``s1-3`` (article 3 of the first
    supplementary provisions), ``s1`` (supplementary provisions without articles), ``h4`` (fourth heading).
    ``headings`` are the chapter and section above it, outermost first, and ``RECOGNISED`` where it was read from a picture.
    """

    anchor: str
    label: str
    caption: str
    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    kind: ArticleKind = ArticleKind.ARTICLE

    @property
    def text(self) -> str:
        """All paragraphs and items, one a line, with their printed numbers."""
        return "\n".join(line for paragraph in self.paragraphs for line in paragraph_lines(paragraph))


@dataclass(frozen=True)
class Regulation:
    """One version of a document, with a title and articles in their order.

    It is in force from ``valid_from`` (``None``: from the beginning) to the day before ``valid_until`` (``None``: still);
    ``repealed`` says that the document ended with that day, and ``states_end`` that the source says it has not where
    there is no end. ``amended_by`` is the number of the law that brought this
    version, empty where unknown. ``law_id`` is e-Gov's, empty for everything else. ``notes`` say in Japanese what could
    not be read.
    """

    title: str
    number: str
    organisation: str
    valid_from: date | None
    abbreviations: tuple[str, ...]
    articles: tuple[Article, ...]
    valid_until: date | None = None
    repealed: bool = False
    states_end: bool = False
    amended_by: str = ""
    law_id: str = ""
    kind: DocumentKind = DocumentKind.REGULATION
    notes: tuple[str, ...] = ()


def own_headings(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that stand in the text itself."""
    return tuple(heading for heading in headings if heading != RECOGNISED)


def paragraph_lines(paragraph: Paragraph) -> list[str]:
    """The paragraph and its items, one a line; the number is printed in full-width digits from 2 on."""
    number = f"{to_full_width(paragraph.number)}　" if paragraph.number > 1 else ""
    return [
        number + paragraph.text,
        *(line for item in paragraph.items for line in _item_lines(item, depth=0)),
    ]


def to_full_width(number: int) -> str:
    """A number in full-width digits, as official documents print paragraph numbers."""
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _item_lines(item: Item, *, depth: int) -> list[str]:
    indent = "　" * depth
    below = (line for inner in item.items for line in _item_lines(inner, depth=depth + 1))
    number = f"{item.number}　" if item.number else ""
    return [f"{indent}{number}{item.text}", *below]
