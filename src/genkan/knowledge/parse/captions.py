"""Common captions (共通見出し): what stands above the first of several articles is the caption of the others too."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from genkan.knowledge.parse.deleted import DELETED
from genkan.knowledge.parse.regulation import Article, ArticleKind

_CAPTIONED = frozenset({ArticleKind.ARTICLE, ArticleKind.SUPPLEMENT})


def with_common_captions(articles: Iterable[Article]) -> Iterator[Article]:
    """The articles, those without a caption under that of the article before them in the same chapter.

    Drafting gives every article a caption of its own or lets it share the one before. What was deleted has none.
    """
    before: Article | None = None
    for article in articles:
        if article.kind in _CAPTIONED and article.text.strip() != DELETED:
            before = article = _under(before, article)
        yield article


def _under(before: Article | None, article: Article) -> Article:
    if article.caption or before is None or _place(before) != _place(article):
        return article
    return replace(article, caption=before.caption)


def _place(article: Article) -> tuple[str, tuple[str, ...]]:
    """The supplementary provisions or the main ones, and the chapter."""
    return article.anchor.partition("-")[0] if article.anchor.startswith("s") else "", article.headings
