"""Markdown and plain text to a regulation."""

from pathlib import PurePosixPath

from genkan.knowledge.errors import NoArticles
from genkan.knowledge.parse.articles import (
    Outline,
    read_markdown_regulation,
    read_plain_regulation,
    read_sections,
)
from genkan.knowledge.parse.decode import decode
from genkan.knowledge.parse.front_matter import FrontMatter, split_front_matter
from genkan.knowledge.parse.grammar import article_start, markdown_heading
from genkan.knowledge.parse.regulation import Article, DocumentKind, Regulation


def read_text(name: str, content: bytes) -> Regulation:
    """Regulations are cut at articles, other documents at headings.

    Facts in front matter stand above what the text says of itself; a document without any title is called by its
    file name. Raises ``EmptyFile``, ``TooLarge``, ``NotText``, ``UnreadableDate`` or ``NoArticles``.
    """
    front, body = split_front_matter(decode(content, name=name), name=name)
    lines = body.split("\n")
    outline, kind = _outline(lines)
    articles = outline.finish()
    if not any(article.anchor != "h0" for article in articles):
        raise NoArticles(name=name)
    return _regulation(front, outline, articles, name=name, kind=kind)


def _outline(lines: list[str]) -> tuple[Outline, DocumentKind]:
    headings = [heading.text for line in lines if (heading := markdown_heading(line))]
    if any(article_start(text) for text in headings):
        return read_markdown_regulation(lines), DocumentKind.REGULATION
    if any(article_start(line) for line in lines):
        return read_plain_regulation(lines), DocumentKind.REGULATION
    return read_sections(lines, markdown=bool(headings)), DocumentKind.DOCUMENT


def _regulation(
    front: FrontMatter, outline: Outline, articles: tuple[Article, ...], *, name: str, kind: DocumentKind
) -> Regulation:
    return Regulation(
        title=front.title or outline.title or PurePosixPath(name).stem,
        number=front.number or outline.number,
        organisation=front.organisation,
        valid_from=front.effective,
        amended_by=front.amended_by,
        abbreviations=front.abbreviations,
        articles=articles,
        kind=kind,
    )
