"""The articles of one regulation, by everything that a text may look them up under."""

from collections.abc import Iterable, Sequence

from genkan.knowledge.citation.known import KnownArticle, number_cited
from genkan.knowledge.parse.deleted import DELETED, deleted_in


def articles_by_key(
    articles: Sequence[KnownArticle], *, asked: Iterable[str]
) -> dict[str, tuple[KnownArticle, ...]]:
    """Every article by its number, and what else is ``asked`` for.

    That is the one before another (``12/-1``), and what was deleted together with others.
    """
    found: dict[str, tuple[KnownArticle, ...]] = {}
    for each in articles:
        number = number_cited(each.anchor)
        found[number] = (*found.get(number, ()), each)
    for key in asked:
        if "/" in key:
            found[key] = _beside(articles, key)
        elif key not in found:
            found[key] = _deleted(articles, key)
    return found


def deleted_article(anchor: str, written: str) -> KnownArticle:
    """What stands for an article that was deleted together with others, at the place of the first of them."""
    return KnownArticle(anchor=anchor, label=written, caption="", text=DELETED)


def _beside(articles: Sequence[KnownArticle], key: str) -> tuple[KnownArticle, ...]:
    number, _, step = key.partition("/")
    named = next((each for each in articles if number_cited(each.anchor) == number), None)
    if named is None:
        return ()
    part = [each for each in articles if _part(each) == _part(named)]
    place = part.index(named)
    start, end = sorted((place + int(step), place))
    beside = part[start:end] if int(step) < 0 else part[start + 1 : end + 1]
    return tuple(beside) if start >= 0 and len(beside) == abs(int(step)) else ()


def _part(article: KnownArticle) -> str:
    """The supplementary provisions that an article stands in; empty for the main ones."""
    return article.anchor.partition("-")[0] if article.anchor.startswith("s") else ""


def _deleted(articles: Sequence[KnownArticle], number: str) -> tuple[KnownArticle, ...]:
    for each in articles:
        cited = number_cited(each.anchor)
        for together in deleted_in(each.text.split("\n"), anchor=cited, label=each.label):
            if together.holds(number):
                return (deleted_article(each.anchor, together.written),)
    return ()
