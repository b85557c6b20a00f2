"""Places in the documents of an applicant that may show something about a criterion: found by search, or named by a model.

Pure functions. Whoever names a place, it is shown only if its quotation stands on the page; none says anything of a result.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from genkan.selection.review.finding import LONGEST_QUOTATION, stands_in

MOST_PLACES = 5
MOST_CHARACTERS = 24_000
_SHORTEST, _LONGEST = 8, 400
_SENTENCES = re.compile(r"(?<=[。！？])|\n\s*\n|(?<=[.!?])\s+")
_LINE_END = re.compile(r"\s*\n\s*")
_FENCED = re.compile(r"\[.*\]", re.DOTALL)
_HIRAGANA = re.compile(r"[ぁ-ゟー、。，．・\W_]+")
_WEIGHT_OF_HIRAGANA = 0.1
_SHORT = 24


@dataclass(frozen=True, slots=True)
class PageText:
    """A page of a document that was handed in."""

    document_id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, with the words as they stand there."""

    document_id: str
    page: int
    quotation: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The places for a criterion; ``dropped`` counts what a model named and no page shows, ``model`` is empty for a search."""

    criterion: str
    model: str
    at: datetime
    places: tuple[Place, ...]
    dropped: int = 0


class _Named(msgspec.Struct, frozen=True):
    """A place as a model names it; ``page`` is the number of the page in the question."""

    page: int
    quotation: str


def search_places(wanted: str, pages: Sequence[PageText]) -> tuple[Place, ...]:
    """The sentences that share most with the words that are wanted, the best first; empty where none shares any."""
    candidates = list(_candidates(pages))
    scores = _scores(wanted, [place.quotation for place in candidates])
    ranked = sorted(zip(scores, range(len(scores)), strict=True), key=lambda each: (-each[0], each[1]))
    return tuple(candidates[at] for score, at in ranked[:MOST_PLACES] if score > 0)


def nearest_pages(
    wanted: str, pages: Sequence[PageText], *, most_characters: int = MOST_CHARACTERS
) -> tuple[PageText, ...]:
    """The pages that share most with the words, as many as fit, in the order of the documents."""
    scores = _scores(wanted, [page.text for page in pages])
    taken, left = set[int](), most_characters
    for at in sorted(range(len(pages)), key=lambda each: (-scores[each], each)):
        if len(pages[at].text) <= left and pages[at].text.strip():
            taken.add(at)
            left -= len(pages[at].text)
    return tuple(page for at, page in enumerate(pages) if at in taken)


def places_named(answer: str, pages: Sequence[PageText]) -> tuple[tuple[Place, ...], int] | None:
    """What a model named of these pages, counted from 1, and how many of it no page shows; None for no such answer."""
    found = _FENCED.search(answer)
    if found is None:
        return None
    try:
        named = msgspec.json.decode(found[0], type=tuple[_Named, ...])
    except msgspec.DecodeError:
        return None
    shown = [place for place in (_shown(each, pages) for each in named) if place]
    places = tuple(dict.fromkeys(shown))[:MOST_PLACES]
    return places, len(named) - len(shown)


def _shown(named: _Named, pages: Sequence[PageText]) -> Place | None:
    quotation = named.quotation.strip()
    if not 1 <= named.page <= len(pages) or not _SHORTEST <= len(quotation) <= LONGEST_QUOTATION:
        return None
    page = pages[named.page - 1]
    return Place(page.document_id, page.number, quotation) if stands_in(quotation, page.text) else None


def _candidates(pages: Sequence[PageText]) -> Iterator[Place]:
    for page in pages:
        for sentence in _SENTENCES.split(page.text):
            words = _LINE_END.sub(_joint, sentence.strip())
            if _SHORTEST <= len(words) <= _LONGEST and stands_in(words, page.text):
                yield Place(page.document_id, page.number, words)


def _joint(ends: re.Match[str]) -> str:
    """A space where a line ends within words of ASCII, else nothing."""
    before, after = ends.string[ends.start() - 1 : ends.start()], ends.string[ends.end() : ends.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def _scores(wanted: str, texts: Sequence[str]) -> list[float]:
    """How much each text shares with the words: pairs of characters, rare ones counting more."""
    pairs = [_pairs(text) for text in texts]
    held = Counter(pair for each in pairs for pair in each)
    weights = {
        pair: math.log(1 + len(texts) / held[pair])
        * (_WEIGHT_OF_HIRAGANA if _HIRAGANA.fullmatch(pair) else 1)
        for pair in _pairs(wanted)
        if held[pair]
    }
    return [
        sum(weights.get(pair, 0.0) for pair in each) / math.sqrt(max(len(each), _SHORT)) for each in pairs
    ]


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
