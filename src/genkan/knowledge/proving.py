"""Proving texts: every reference and quotation in them, as of a day."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.citation import CitedSource, Examination, KnownRegulation, examine
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.dating.today import day_of
from genkan.knowledge.errors import NothingToCheck, TextTooLong
from genkan.knowledge.library import Library

LONGEST_TEXT = 50_000


@dataclass(frozen=True)
class ProvenText:
    """A text with what became of each reference in it; ``on`` is the day whose law was looked at."""

    text: str
    on: date
    examination: Examination


async def check_text(
    library: Library,
    connection: AsyncConnection,
    text: str,
    *,
    collections: Sequence[Collection],
    on: date | None = None,
) -> ProvenText:
    """Resolve every reference of a text against the collections as of the day, and compare every quotation.

    Places are those of the text as given. Raises ``NothingToCheck`` or ``TextTooLong``; nothing is kept.
    """
    if not text.strip():
        raise NothingToCheck
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(characters=f"{LONGEST_TEXT:,}")
    known = await library.known_regulations(connection, texts=[text], collections=collections, on=on)
    examination = await asyncio.to_thread(examine, text, None, known=known)
    return ProvenText(text, library.day(on), examination)


@dataclass(frozen=True)
class Prover:
    """Examines answers against the law of the day on which each was asked for; ``known`` is by day."""

    known: Mapping[date, tuple[KnownRegulation, ...]]

    def examine(self, text: str, sources: Sequence[CitedSource], *, at: datetime) -> Examination:
        """What became of each citation of an answer that was asked for at a moment."""
        return examine(text, sources, known=self.known.get(day_of(at), ()))


async def prover_for(
    library: Library,
    connection: AsyncConnection,
    texts: Sequence[tuple[str, datetime]],
    *,
    collections: Sequence[Collection],
) -> Prover:
    """A prover for texts, each with the moment at which it was asked for; it looks up only what they name."""
    by_day: dict[date, list[str]] = {}
    for text, moment in texts:
        by_day.setdefault(day_of(moment), []).append(text)
    known = {
        day: await library.known_regulations(connection, texts=named, collections=collections, on=day)
        for day, named in by_day.items()
    }
    return Prover(known)
