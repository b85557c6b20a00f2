"""Pure references: a law by its title, number or short name, alone or with an article in any spelling."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import names_of
from laws import spelling
from laws.corpus import CorpusLaw

_BEHIND = ("", "", "を教えて", "の条文", "とは")


class PureReference(NamedTuple):
    """A query that names one article, or a law alone, and what may stand first for it: 「法令ID:条」."""

    query: str
    gold: frozenset[str]


def pure_references(laws: dict[str, CorpusLaw], *, count: int, seed: int) -> Iterator[PureReference]:
    """Three of four with an article, one of four a name alone; names that several laws bear are left out."""
    draw = random.Random(seed)
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for law in laws.values():
        for name in names_of(law):
            bearers[name_key(name)].add(law.id)
    titles = Counter(law.title for law in laws.values())
    usable = sorted(
        (each for each in laws.values() if titles[each.title] == 1 and each.articles), key=_identity
    )
    short = [law for law in usable if len(names_of(law)) > 2]
    for number in range(count):
        law = draw.choice(short if number % 3 == 0 else usable)
        names = [name for name in names_of(law) if len(bearers[name_key(name)]) == 1]
        name = draw.choice(names[1:] or names) if number % 3 == 0 else law.title
        yield _alone(law, name) if number % 4 == 3 else _with_article(law, name, draw)


def _alone(law: CorpusLaw, name: str) -> PureReference:
    return PureReference(name, frozenset(f"{law.id}:{number}" for number in law.articles))


def _with_article(law: CorpusLaw, name: str, draw: random.Random) -> PureReference:
    number = draw.choice(sorted(law.articles))
    written = draw.choice((name, name, f"「{name}」", f"{name}の", f"{name} "))
    article = draw.choice((spelling.article(number, draw), spelling.bare(number)))
    return PureReference(written + article + draw.choice(_BEHIND), frozenset({f"{law.id}:{number}"}))


def _identity(law: CorpusLaw) -> str:
    return law.id
