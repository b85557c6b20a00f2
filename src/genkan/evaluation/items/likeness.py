"""How much two questions say the same: pure.

The likeness is the share of their character trigrams that both have (Jaccard index), after width, case and everything
that is neither letter nor digit are taken away. A copied question with other numbers scores above .8; two questions on
one article that ask different things mostly below .5.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

RUN = 3
WARN_FROM = 0.5
_OTHER_SIGNS = re.compile(r"[\W_]+")

Runs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Near:
    """A text that is like another: its key, and the likeness from 0 to 1."""

    key: str
    score: float

    @property
    def warns(self) -> bool:
        """Whether a person should look at both."""
        return self.score >= WARN_FROM


def folded(text: str) -> str:
    """The letters and digits of a text in one width and case."""
    return _OTHER_SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())


def runs_of(text: str) -> Runs:
    """Every three characters that stand together; a shorter text is one run."""
    plain = folded(text)
    if len(plain) < RUN:
        return frozenset({plain} if plain else ())
    return frozenset(plain[start : start + RUN] for start in range(len(plain) - RUN + 1))


def likeness(one: Runs, other: Runs) -> float:
    """The share of their runs that both have, 0 to 1."""
    return len(one & other) / (len(one | other) or 1)


def nearest(text: str, others: Mapping[str, str], *, limit: int = 3) -> tuple[Near, ...]:
    """The texts most like this one, by key, the most alike first; none that shares nothing."""
    runs = runs_of(text)
    scored = ((likeness(runs, runs_of(other)), key) for key, other in others.items())
    best = sorted((found for found in scored if found[0] > 0), key=lambda found: (-found[0], found[1]))
    return tuple(Near(key, score) for score, key in best[:limit])


def alike(texts: Mapping[str, str], *, least: float = WARN_FROM) -> tuple[tuple[str, Near], ...]:
    """Every pair of texts that is at least so much alike, the most alike first, each once."""
    runs = {key: runs_of(text) for key, text in texts.items()}
    found = [(one, Near(other, likeness(runs[one], runs[other]))) for one, other in _pairs_that_share(runs)]
    kept = [(one, near) for one, near in found if near.score >= least]
    return tuple(sorted(kept, key=lambda pair: (-pair[1].score, pair[0], pair[1].key)))


def _pairs_that_share(runs: Mapping[str, Runs]) -> Iterator[tuple[str, str]]:
    """Pairs with a run in common, so that most pairs are never compared."""
    holders = defaultdict[str, list[str]](list)
    for key, own in runs.items():
        shared = Counter(_each(holders, own))
        for other, count in shared.items():
            if count * 4 >= min(len(own), len(runs[other])):
                yield other, key
        for run in own:
            holders[run].append(key)


def _each(holders: Mapping[str, Iterable[str]], own: Runs) -> Iterator[str]:
    for run in own:
        yield from holders.get(run, ())
