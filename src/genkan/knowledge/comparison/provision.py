"""The provisions of a version as lines of text, for comparing them. Pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genkan.knowledge.collection.collection import StoredArticle
from genkan.knowledge.parse import ArticleKind, paragraph_lines
from genkan.knowledge.parse.deleted import DELETED


@dataclass(frozen=True)
class Provision:
    """A heading or an article as lines; ``anchor`` is empty for a heading, ``caption`` as printed: 「（目的）」."""

    anchor: str
    label: str
    caption: str
    lines: tuple[str, ...]

    @property
    def is_deleted(self) -> bool:
        """Whether nothing but its number is left: 「第九条　削除」."""
        return self.lines == (f"{self.label}　{DELETED}",)


def provisions(articles: Sequence[StoredArticle]) -> Iterator[Provision]:
    """The headings and articles of a version as lines of text; a chapter is named once."""
    above: tuple[str, ...] = ()
    for article in articles:
        for heading in _new_headings(article.headings, above):
            yield Provision("", heading, "", (heading,))
        above = article.headings
        caption = f"（{article.caption}）" if article.caption else ""
        yield Provision(article.anchor, article.label, caption, tuple(_lines(article)))


def _new_headings(headings: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    common = 0
    while common < min(len(headings), len(above)) and headings[common] == above[common]:
        common += 1
    return headings[common:]


def _lines(article: StoredArticle) -> Iterator[str]:
    """The paragraphs as laws print them: 「第一条　」 before the first."""
    written = [line for paragraph in article.paragraphs for line in paragraph_lines(paragraph)]
    lines = [part for line in written for part in line.split("\n")]
    if article.kind is ArticleKind.ARTICLE and lines:
        lines[0] = f"{article.label}　{lines[0]}"
    elif article.label:
        yield article.label
    yield from lines
