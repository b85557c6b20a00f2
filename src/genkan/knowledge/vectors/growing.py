"""Vectors that grow: rows put in and taken out, every step at once in force, until they are written together again."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from genkan.kit import Clock, new_id
from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.vectors.files import Manifest, Stretch, put_in_force, read_manifest, write_segment
from genkan.knowledge.vectors.opened import OpenVectors, open_vectors
from genkan.knowledge.vectors.rows import Rows

_MANY_SEGMENTS = 12
_CONTENT_LENGTH = 32


class NewRows(NamedTuple):
    """The rows of a document, in the order of its articles."""

    document: IndexedDocument
    rows: Rows


class Growing:
    """The vectors in a folder, for the one process that changes them. Its methods write files: call them off the event loop.

    Vectors of another identity cannot be compared with new ones and are left out from the first step on.
    """

    def __init__(self, folder: Path, *, identity: str, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._forgets = False
        held = read_manifest(folder)
        self._vectors = self._open(held if held and held.identity == identity else Manifest(identity, 0))

    @property
    def dimensions(self) -> int:
        """The length of the vectors; 0 while there is none."""
        return self._vectors.dimensions

    def has(self, document: IndexedDocument) -> bool:
        """Whether the document needs nothing."""
        return not document.articles or self._vectors.has(document)

    def is_whole(self, document: IndexedDocument) -> bool:
        """Whether every article of the document has a vector."""
        return self._vectors.covered(document) == document.articles

    def known(self, document_id: str) -> Mapping[bytes, Rows]:
        """The vectors that a document has from an earlier state of it, by the key of their text."""
        rows = self._vectors.rows_of(document_id)
        return {} if rows is None else {bytes(row["key"]): row for row in rows if row["scale"]}

    def keep_only(self, document_ids: Collection[str]) -> None:
        """Take out every document but these; the next tidying leaves nothing of the others in any file."""
        held = self._vectors.manifest.documents
        kept = {one: stretch for one, stretch in held.items() if one in document_ids}
        if len(kept) < len(held):
            self._forgets = True
            self._put(msgspec.structs.replace(self._vectors.manifest, documents=kept))

    def begin_anew(self) -> None:
        """Forget all vectors, as those of a model whose vectors have become longer or shorter."""
        self._put(Manifest(self._vectors.identity, 0))

    def add(self, new: Sequence[NewRows]) -> None:
        """Put documents in, each in place of what it was before."""
        name, blocks = new_id(self._clock), [each.rows for each in new]
        dimensions = blocks[0].dtype["vector"].shape[0]
        self._folder.mkdir(parents=True, exist_ok=True)
        segment = write_segment(self._folder, name, blocks=blocks)
        manifest = self._vectors.manifest
        added = _laid_out({each.document.id: _stretch(each) for each in new}, name)
        self._put(
            msgspec.structs.replace(
                manifest,
                dimensions=dimensions,
                segments=(*manifest.segments, segment),
                documents={**manifest.documents, **added},
            )
        )

    def tidy(self, order: Sequence[IndexedDocument]) -> None:
        """Write all rows together, in this order of documents, where they lie in many files, half of them are of no use, or
        documents were taken out.
        """
        manifest = self._vectors.manifest
        rows = sum(each.rows for each in manifest.segments)
        is_worn = len(manifest.segments) > _MANY_SEGMENTS or rows > 2 * manifest.live
        if not (is_worn or self._forgets):
            return
        self._forgets = False
        held = self._vectors.documents
        kept = {each.id: held[each.id] for each in order if each.id in held}
        segment = write_segment(self._folder, new_id(self._clock), blocks=self._blocks(kept))
        laid = _laid_out(kept, segment.name)
        segments = (segment,) if segment.rows else ()
        self._put(msgspec.structs.replace(manifest, segments=segments, documents=laid))

    def _blocks(self, document_ids: Iterable[str]) -> Iterator[Rows]:
        held = (self._vectors.rows_of(document_id) for document_id in document_ids)
        return (rows for rows in held if rows is not None)

    def _put(self, manifest: Manifest) -> None:
        put_in_force(self._folder, manifest)
        self._vectors = self._open(manifest)

    def _open(self, manifest: Manifest) -> OpenVectors:
        return open_vectors(self._folder, manifest)


def _laid_out(stretches: Mapping[str, Stretch], segment: str) -> dict[str, Stretch]:
    """Stretches one after the other in one segment."""
    start, laid = 0, dict[str, Stretch]()
    for document_id, stretch in stretches.items():
        laid[document_id] = msgspec.structs.replace(stretch, segment=segment, start=start)
        start += stretch.rows
    return laid


def _stretch(new: NewRows) -> Stretch:
    document, rows = new
    empty = int((rows["scale"] == 0).sum())
    content = hashlib.sha256(rows.tobytes()).hexdigest()[:_CONTENT_LENGTH]
    return Stretch(document.collection_id, document.revision, "", 0, len(rows), empty, content)
