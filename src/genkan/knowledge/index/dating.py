"""From when to when each article of a document is in force, whatever number of versions share it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from genkan.knowledge.dating.versions import Version


class Run(NamedTuple):
    """An unbroken time in which a document has an article word for word; ``article`` is its id."""

    article: str
    valid_from: date | None
    valid_until: date | None


def runs_of(versions: Sequence[Version], contents: Mapping[str, Sequence[str]]) -> tuple[Run, ...]:
    """The runs of all articles of a document in the order of the text.

    ``versions`` stand in order; ``contents`` are the ids of the articles of each by its id. Versions that follow
    one another without a gap and share an article are one run of it.
    """
    runs: dict[str, list[Run]] = {}
    for version in versions:
        for article in contents[version.id]:
            _extend(runs.setdefault(article, []), article, version)
    return tuple(run for article in _in_order(versions, contents) for run in runs[article])


def _extend(runs: list[Run], article: str, version: Version) -> None:
    if runs and runs[-1].valid_until == version.valid_from and version.valid_from is not None:
        runs[-1] = runs[-1]._replace(valid_until=version.valid_until)
    else:
        runs.append(Run(article, version.valid_from, version.valid_until))


def _in_order(versions: Sequence[Version], contents: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every article once: those of the newest version, and each older one behind what it stood behind."""
    following: dict[str, list[str]] = {}
    known: set[str] = set()
    for version in reversed(versions):
        before = ""
        for article in contents[version.id]:
            if article not in known:
                known.add(article)
                following.setdefault(before, []).append(article)
            before = article
    waiting = following.get("", [])[:]
    while waiting:
        article = waiting.pop()
        yield article
        waiting += following.get(article, [])
