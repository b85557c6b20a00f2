"""What a program asks for, read from the names and values that it sent."""

from collections.abc import Collection as AnyOf
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from genkan.kit import storable
from genkan.knowledge.desk.errors import RequestUnclear, WordsMissing
from genkan.knowledge.errors import UnreadableDay
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.parse.front_matter import read_date
from genkan.knowledge.proving import LONGEST_TEXT

MOST_HITS, USUAL_HITS, LAST_HIT = 50, 10, 200
LONGEST_QUERY = 10_000
_LONGEST_TEXT, _MOST_TEXTS = 200, 100
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0", ""})
Given = Mapping[str, object]


@dataclass(frozen=True)
class DayWish:
    """For which day: ``on`` is today where it is ``None``."""

    on: date | None = None
    every_version: bool = False


@dataclass(frozen=True)
class SearchWish(DayWish):
    """A search. ``collections`` are ids or titles and empty for all; ``document`` is an id or empty."""

    words: str = ""
    collections: tuple[str, ...] = ()
    kinds: tuple[DocumentKind, ...] = ()
    document: str = ""
    limit: int = USUAL_HITS
    offset: int = 0


@dataclass(frozen=True)
class SuggestionWish(DayWish):
    """Names that begin with what was typed; ``collections`` as for a search."""

    words: str = ""
    collections: tuple[str, ...] = ()
    limit: int = USUAL_HITS


@dataclass(frozen=True)
class CheckWish(DayWish):
    """A text whose references are to be checked; ``collections`` as for a search."""

    text: str = ""
    collections: tuple[str, ...] = ()


def read_day_wish(given: Given) -> DayWish:
    """Raises ``RequestUnclear`` or ``UnreadableDay``."""
    known_only(given, {"on", "every_version"})
    return DayWish(day_in(given), truth_in(given, "every_version"))


def read_search_wish(given: Given) -> SearchWish:
    """Raises ``RequestUnclear``, ``UnreadableDay`` or ``WordsMissing``."""
    known_only(given, {"q", "collection", "kind", "document", "limit", "offset", "on", "every_version"})
    words = text_in(given, "q", longest=LONGEST_QUERY).strip()
    if not words:
        raise WordsMissing(name="q")
    return SearchWish(
        on=day_in(given),
        every_version=truth_in(given, "every_version"),
        words=words,
        collections=texts_in(given, "collection"),
        kinds=_kinds(given),
        document=text_in(given, "document"),
        limit=number_in(given, "limit", usual=USUAL_HITS, least=1, most=MOST_HITS),
        offset=number_in(given, "offset", usual=0, least=0, most=LAST_HIT - 1),
    )


def read_suggestion_wish(given: Given) -> SuggestionWish:
    """Raises ``RequestUnclear`` or ``UnreadableDay``."""
    known_only(given, {"q", "collection", "limit", "on"})
    return SuggestionWish(
        on=day_in(given),
        words=text_in(given, "q"),
        collections=texts_in(given, "collection"),
        limit=number_in(given, "limit", usual=USUAL_HITS, least=1, most=MOST_HITS),
    )


def read_check_wish(given: Given) -> CheckWish:
    """Raises ``RequestUnclear``, ``UnreadableDay`` or ``TextTooLong``."""
    known_only(given, {"text", "collection", "on"})
    text = given.get("text", "")
    if not isinstance(text, str):
        raise RequestUnclear(name="text", allowed=f"≤ {LONGEST_TEXT:,}")
    return CheckWish(on=day_in(given), text=storable(text), collections=texts_in(given, "collection"))


def known_only(given: Given, names: AnyOf[str]) -> None:
    """Raises ``RequestUnclear`` for a name that is none of these."""
    for name in given:
        if name not in names:
            raise RequestUnclear(name=name[:50], allowed=", ".join(sorted(names)))


def text_in(given: Given, name: str, *, longest: int = _LONGEST_TEXT) -> str:
    """A text, empty where it is missing."""
    value = given.get(name) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise RequestUnclear(name=name, allowed=f"≤ {longest:,}")
    return storable(value)


def texts_in(given: Given, name: str) -> tuple[str, ...]:
    """Several texts; one alone may come without a list around it."""
    value = given.get(name) or ()
    listed = cast("Sequence[object]", value if isinstance(value, list | tuple) else [value])
    texts = [text for text in listed if isinstance(text, str) and len(text) <= _LONGEST_TEXT]
    if len(texts) < len(listed) or len(texts) > _MOST_TEXTS:
        raise RequestUnclear(name=name, allowed=f"≤ {_MOST_TEXTS} × {_LONGEST_TEXT}")
    return tuple(storable(text) for text in texts)


def day_in(given: Given) -> date | None:
    """The day ``on`` in the Western or the Japanese calendar. Raises ``UnreadableDay``."""
    written = text_in(given, "on").strip()
    day = read_date(written) if written else None
    if written and day is None:
        raise UnreadableDay(day=written[:30])
    return day


def truth_in(given: Given, name: str) -> bool:
    """``true`` or ``false``, as a word or as itself."""
    value = given.get(name, "")
    word = str(value).lower() if isinstance(value, str | bool) else "?"
    if word not in _TRUE | _FALSE:
        raise RequestUnclear(name=name, allowed="true, false")
    return word in _TRUE


def number_in(given: Given, name: str, *, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, as digits or as itself."""
    value = given.get(name, "")
    if value in ("", None):
        return usual
    digits = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 6 else -1
    if not least <= number <= most:
        raise RequestUnclear(name=name, allowed=f"{least}–{most}")
    return number


def _kinds(given: Given) -> tuple[DocumentKind, ...]:
    known = {kind.value: kind for kind in DocumentKind}
    asked = texts_in(given, "kind")
    if unknown := [kind for kind in asked if kind not in known]:
        raise RequestUnclear(name=f"kind={unknown[0][:30]}", allowed=", ".join(known))
    return tuple(known[kind] for kind in asked)
