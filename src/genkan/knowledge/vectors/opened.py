"""Vectors opened for searching: every readable article compared with the question, none left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.vectors.files import Manifest, Stretch, open_segment
from genkan.knowledge.vectors.rows import Numbers, Rows, restored

# So many numbers at once stay in the cache of a core while they are widened and multiplied, and are too few for the
# library of linear algebra to wake its threads, which on a busy machine cost ten times what they save.
_NUMBERS = 1 << 17


class Part(NamedTuple):
    """Rows of one segment that lie together, with the ordinal of each article."""

    rows: Rows
    ordinals: npt.NDArray[np.int64]


@dataclass(frozen=True)
class OpenVectors:
    """The vectors in force, their segments by name. Its methods take milliseconds of CPU: call them off the event loop."""

    manifest: Manifest
    segments: Mapping[str, Rows]

    @property
    def identity(self) -> str:
        """Which build of which model gave them, and how it was asked."""
        return self.manifest.identity

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.manifest.dimensions

    @cached_property
    def documents(self) -> Mapping[str, Stretch]:
        """The documents whose rows can be read."""
        held = self.manifest.documents
        return {one: stretch for one, stretch in held.items() if stretch.segment in self.segments}

    def has(self, document: IndexedDocument) -> bool:
        """Whether the vectors are those of the articles that the index has."""
        stretch = self.documents.get(document.id)
        facts = (document.revision, document.articles, document.collection_id)
        return stretch is not None and (stretch.revision, stretch.rows, stretch.collection_id) == facts

    def covered(self, document: IndexedDocument) -> int:
        """How many articles of the document have a vector."""
        return document.articles - self.documents[document.id].empty if self.has(document) else 0

    def content(self, document: IndexedDocument) -> str:
        """What tells the rows of a document from others; it has some."""
        return self.documents[document.id].content

    def rows_of(self, document_id: str) -> Rows | None:
        """The rows of a document in the order of its articles."""
        stretch = self.documents.get(document_id)
        if stretch is None:
            return None
        return self.segments[stretch.segment][stretch.start : stretch.start + stretch.rows]

    def of_document(self, document_id: str) -> Numbers | None:
        """The vectors of a document's articles in their order, one in each row."""
        rows = self.rows_of(document_id)
        return None if rows is None else restored(rows)

    def dated(self, document_id: str) -> Iterator[tuple[list[float], int, int]]:
        """The vector of each article of a document in their order, with its first day number and that after its last."""
        rows = self.rows_of(document_id)
        if rows is not None:
            for row, vector in zip(rows, restored(rows), strict=True):
                yield vector.tolist(), int(row["valid_from"]), int(row["valid_until"])

    def parts(self, documents: Iterable[IndexedDocument]) -> tuple[Part, ...]:
        """The rows of these documents, as far as there are any; those that lie side by side together."""
        return tuple(self._parts(documents))

    def _parts(self, documents: Iterable[IndexedDocument]) -> Iterator[Part]:
        wanted = [
            (self.documents[each.id], each.first) for each in documents if each.articles and self.has(each)
        ]
        wanted.sort(key=_place)
        run: list[tuple[Stretch, int]] = []
        for stretch, first in wanted:
            if run and not _follows(run[-1][0], stretch):
                yield self._part(run)
                run = []
            run.append((stretch, first))
        if run:
            yield self._part(run)

    def _part(self, run: list[tuple[Stretch, int]]) -> Part:
        start, end = run[0][0].start, run[-1][0].start + run[-1][0].rows
        ordinals = np.concatenate([np.arange(first, first + stretch.rows) for stretch, first in run])
        return Part(self.segments[run[0][0].segment][start:end], ordinals)


def open_vectors(folder: Path, manifest: Manifest) -> OpenVectors:
    """What a manifest names, without segments whose files are not whole."""
    opened = {
        each.name: open_segment(folder, each, dimensions=manifest.dimensions) for each in manifest.segments
    }
    return OpenVectors(manifest, {name: rows for name, rows in opened.items() if rows is not None})


def nearest(parts: Sequence[Part], question: Numbers, *, on: date | None, limit: int) -> list[int]:
    """The ordinals of the articles nearest to a unit vector, nearest first, among these rows alone.

    Where a day is given, only what is in force on it.
    """
    if not parts or limit < 1:
        return []
    scores = np.concatenate([_scores(part.rows, question, on) for part in parts])
    ordinals = np.concatenate([part.ordinals for part in parts])
    count = min(limit, len(scores))
    best = np.argpartition(scores, -count)[-count:]
    order = best[np.lexsort((ordinals[best], -scores[best]))]
    return [int(ordinals[place]) for place in order if np.isfinite(scores[place])]


def _place(wanted: tuple[Stretch, int]) -> tuple[str, int]:
    return wanted[0].segment, wanted[0].start


def _follows(one: Stretch, other: Stretch) -> bool:
    return (one.segment, one.start + one.rows) == (other.segment, other.start)


def _scores(rows: Rows, question: Numbers, on: date | None) -> Numbers:
    """The cosine of each row with the question; what is not in force, or has no vector, is nowhere near it."""
    scores = np.empty(len(rows), dtype=np.float32)
    height = max(1, _NUMBERS // len(question))
    wide = np.empty((min(height, len(rows)), len(question)), dtype=np.float32)
    vectors = rows["vector"]
    for start in range(0, len(rows), height):
        block = vectors[start : start + height]
        held = wide[: len(block)]
        np.copyto(held, block)
        np.dot(held, question, out=scores[start : start + len(block)])
    scale = rows["scale"]
    scores *= scale
    scores[(scale == 0) | np.isnan(scores)] = -np.inf
    if on is not None:
        day = on.toordinal()
        scores[(rows["valid_from"] > day) | (rows["valid_until"] <= day)] = -np.inf
    return scores
