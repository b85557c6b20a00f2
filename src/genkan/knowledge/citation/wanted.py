"""What has to be looked up before a text can be checked."""

from collections.abc import Mapping
from typing import NamedTuple

from genkan.knowledge.names.names import Names, name_key
from genkan.knowledge.question.references import parse_references


class Wanted(NamedTuple):
    """The names of regulations in a text, by their keys, and the numbers of the articles that it speaks of (``12``), or
    what they are next to (``12/-1``).

    ``articles`` are those of each name; those without a name, which may be of any of them, stand under ``""``.
    """

    names: tuple[str, ...]
    articles: Mapping[str, frozenset[str]]

    def articles_of(self, keys: frozenset[str]) -> frozenset[str]:
        """The articles to look up in a regulation that bears these names."""
        named = (articles for key, articles in self.articles.items() if not key or key in keys)
        return frozenset[str]().union(*named)


def wanted_in(text: str, *, names: Names) -> Wanted:
    """Every name of the register that the text holds, and every article it speaks of."""
    found = names.find(text)
    articles: dict[str, set[str]] = {}
    for reference in parse_references(text, found=found, follows_paragraphs=True):
        if reference.article:
            key = name_key(reference.title) if reference.title else ""
            articles.setdefault(key, set()).add(reference.key)
    keys = dict.fromkeys([*(name.key for name in found), *filter(None, articles)])
    return Wanted(tuple(keys), {key: frozenset(numbers) for key, numbers in articles.items()})
