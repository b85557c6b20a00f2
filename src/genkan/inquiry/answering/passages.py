"""For each concern of a letter the articles that may answer it, or that no rule does."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from genkan.inquiry.answering.rule_words import in_rule_words
from genkan.inquiry.sorting import Concern, Reason, Why, has_own_word, reason_of_others
from genkan.knowledge import Asker, Collection, Hit, Library, SearchResult

_DEPTH = 20
# Weights and constants chosen on the tuning half of the sample (docs/concepts/inquiries.md).
_OF_THE_LETTER = 0.3
_OF_ITS_REGULATION = 4.0
_FIRST_PLACES = 3


@dataclass(frozen=True)
class ConcernPassages:
    """A concern with the articles found for it, best first.

    Where no rule seems to answer it, ``reason`` says why, and the articles are only the nearest.
    """

    concern: Concern
    hits: tuple[Hit, ...]
    reason: Reason | None

    @property
    def has_rule(self) -> bool:
        """Whether a rule may answer it."""
        return self.reason is None


async def find_passages(
    library: Library,
    text: str,
    *,
    concerns: Sequence[Concern],
    collections: Sequence[Collection],
    limit: int = 5,
    asker: Asker | None = None,
) -> tuple[ConcernPassages, ...]:
    """What the regulations say to each concern of the letter ``text``.

    A concern is searched in its own words and in those of rules; regulations to which the whole letter points count
    more. ``asker`` allows vectors for the concerns, as for a search. Raises ``IndexUnavailable``.
    """
    searching = _Searching(library, tuple(collections), limit=limit, asker=asker)
    letter = await searching.both(text)
    return tuple([await searching.answer(text, concern, letter) for concern in concerns])


@dataclass(frozen=True)
class _Searching:
    """Searches for the concerns of one letter."""

    library: Library
    collections: tuple[Collection, ...]
    limit: int
    asker: Asker | None

    async def both(self, text: str, *, asker: Asker | None = None) -> tuple[SearchResult, ...]:
        """What is found by the words of a text, and by those of rules for them, where there are any."""
        words = in_rule_words(text)
        own = await self._search(text, asker)
        return (own, await self._search(words, None)) if words else (own,)

    async def answer(self, text: str, concern: Concern, letter: tuple[SearchResult, ...]) -> ConcernPassages:
        """The articles for one concern, beside what was found for the letter."""
        own = await self.both(concern.text, asker=self.asker)
        hits = _joined(own, letter)[: self.limit]
        reason = reason_of_others(text, concern) or _doubt(concern, own, hits)
        return ConcernPassages(concern, hits, reason)

    async def _search(self, words: str, asker: Asker | None) -> SearchResult:
        return await self.library.search(words, collections=self.collections, limit=_DEPTH, asker=asker)


def _joined(own: Sequence[SearchResult], letter: Sequence[SearchResult]) -> tuple[Hit, ...]:
    """The hits of all results, best first: by their places, and by how much the letter points at their regulation."""
    points: defaultdict[str, float] = defaultdict(float)
    hits: dict[str, Hit] = {}
    for weight, results in ((1.0, own), (_OF_THE_LETTER, letter)):
        for hit, worth in _worths(results):
            points[hit.anchor] += weight * worth
            hits.setdefault(hit.anchor, hit)
    pull = _pull(letter)
    return tuple(
        sorted(
            hits.values(),
            key=lambda hit: -points[hit.anchor] * (1 + _OF_ITS_REGULATION * pull[hit.document_id]),
        )
    )


def _pull(letter: Sequence[SearchResult]) -> defaultdict[str, float]:
    """The share of each regulation in what was found for the whole letter."""
    found = _worths(letter)
    whole = sum(worth for _hit, worth in found)
    pull: defaultdict[str, float] = defaultdict(float)
    for hit, worth in found:
        pull[hit.document_id] += worth / whole
    return pull


def _worths(results: Sequence[SearchResult]) -> list[tuple[Hit, float]]:
    return [(hit, 1 / (_FIRST_PLACES + place)) for result in results for place, hit in enumerate(result.hits)]


def _doubt(concern: Concern, own: Sequence[SearchResult], hits: Sequence[Hit]) -> Reason | None:
    """Why no rule seems to answer; None where one may."""
    if not hits:
        return Reason(Why.NOTHING_FOUND)
    is_sure = len(own) > 1 or own[0].is_confident or has_own_word(concern.text)
    return None if is_sure else Reason(Why.FEW_WORDS)
