"""A file to a regulation."""

from pathlib import PurePosixPath

from genkan.knowledge.errors import NoArticles
from genkan.knowledge.parse.articles import (
    Outline,
    read_markdown_regulation,
    read_plain_regulation,
    read_sections,
)
from genkan.knowledge.parse.decode import clean_name, decode
from genkan.knowledge.parse.front_matter import FrontMatter, split_front_matter
from genkan.knowledge.parse.grammar import article_start, markdown_heading
from genkan.knowledge.parse.regulation import Article, Regulation


def parse(name: str, *, content: bytes) -> Regulation:
    """The regulation or other document in a Markdown or plain text file.

    Regulations are cut at articles, other documents at headings. Facts in front matter stand above what the text
    says of itself; a document without any title is called by its file name.
    Raises ``EmptyFile``, ``TooLarge``, ``NotText``, ``UnreadableDate`` or ``NoArticles``.
    """
    name = clean_name(name)
    front, body = split_front_matter(decode(content, name=name), name=name)
    outline = _outline(body.split("\n"))
    articles = outline.finish()
    if not any(article.anchor != "h0" for article in articles):
        raise NoArticles(name=name)
    return _regulation(front, outline, articles, name=name)


def _outline(lines: list[str]) -> Outline:
    headings = [heading.text for line in lines if (heading := markdown_heading(line))]
    if any(article_start(text) for text in headings):
        return read_markdown_regulation(lines)
    if any(article_start(line) for line in lines):
        return read_plain_regulation(lines)
    return read_sections(lines, markdown=bool(headings))


def _regulation(
    front: FrontMatter, outline: Outline, articles: tuple[Article, ...], *, name: str
) -> Regulation:
    return Regulation(
        title=front.title or outline.title or PurePosixPath(name).stem,
        number=front.number or outline.number,
        organisation=front.organisation,
        effective=front.effective,
        abbreviations=front.abbreviations,
        articles=articles,
    )
