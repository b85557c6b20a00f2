"""The files of vectors in a folder: segments that are never changed, and the manifest that names those in force.

Readers only read. The manifest is replaced in one step, so that a reader has all of the state before or all of the
new one; a segment that it opened stays readable after it was removed.
"""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from genkan.knowledge.vectors.rows import Rows

FORMAT = 2
MANIFEST = "vectors.json"
SUFFIX = ".vectors"
_BLOCK = 1 << 22


class Segment(msgspec.Struct, frozen=True):
    """A file of rows: how many, its length in bytes and its CRC-32."""

    name: str
    rows: int
    size: int
    checksum: int


class Stretch(msgspec.Struct, frozen=True):
    """Where the rows of a document lie, in the order of its articles; ``revision`` is that of the index they are for.

    ``empty`` of the rows have no vector, for their texts may not go to the model or say nothing to it. ``content`` tells
    the rows from those that a document had before or will have.
    """

    collection_id: str
    revision: int
    segment: str
    start: int
    rows: int
    empty: int
    content: str


class Manifest(msgspec.Struct, frozen=True):
    """Everything that is in force. ``identity`` is the build of the model and how it was asked."""

    identity: str
    dimensions: int
    segments: tuple[Segment, ...] = ()
    documents: dict[str, Stretch] = {}
    format: int = FORMAT

    @property
    def live(self) -> int:
        """The rows that belong to a document."""
        return sum(each.rows for each in self.documents.values())

    @property
    def size(self) -> int:
        """All segments in bytes."""
        return sum(each.size for each in self.segments)


def read_manifest(folder: Path) -> Manifest | None:
    """What is in force; ``None`` where there is nothing, or nothing that can be read here."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None
    return manifest if manifest.format == FORMAT else None


def state_of(folder: Path) -> tuple[int, int] | None:
    """What changes whenever something else comes in force; ``None`` where nothing is."""
    try:
        state = (folder / MANIFEST).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return state.st_ino, state.st_mtime_ns


def write_segment(folder: Path, name: str, *, blocks: "Iterable[Rows]") -> Segment:
    """Write rows block by block; the file has its name only once it is whole."""
    fresh = _fresh(folder, name)
    rows = size = checksum = 0
    with fresh.open("wb") as file:
        for block in blocks:
            content = block.tobytes()
            checksum = zlib.crc32(content, checksum)
            size += file.write(content)
            rows += len(block)
    _name(fresh, path_of(folder, name))
    return Segment(name, rows, size, checksum)


def put_in_force(folder: Path, manifest: Manifest) -> None:
    """Let readers find this state, then remove the segments that it does not name."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_bytes(msgspec.json.encode(manifest))
    _name(fresh, folder / MANIFEST)
    _remove_but(folder, manifest.segments)


def has_any(folder: Path) -> bool:
    """Whether there is a file of vectors, also one that a killed process left."""
    return (folder / MANIFEST).exists() or any(folder.glob(f"*{SUFFIX}*"))


def clear(folder: Path) -> None:
    """Remove every file of vectors."""
    (folder / MANIFEST).unlink(missing_ok=True)
    _remove_but(folder, ())


def open_segment(folder: Path, segment: Segment, *, dimensions: int) -> "Rows | None":
    """The rows of a segment, read from the disk as they are needed; ``None`` where the file is not whole."""
    import numpy as np  # loaded only where there are vectors

    from genkan.knowledge.vectors.rows import row_type

    path, kind = path_of(folder, segment.name), row_type(dimensions)
    try:
        if path.stat().st_size != segment.size or segment.size != segment.rows * kind.itemsize:
            return None
        return np.memmap(path, dtype=kind, mode="r", shape=(segment.rows,))
    except (FileNotFoundError, ValueError):
        return None


def bring_over(source: Path, target: Path) -> bool:
    """Put what is in force in ``source`` in force in ``target`` too, and say whether it was not yet.

    Segments that ``target`` has are not copied again; each copy is compared with its checksum. Where a file is damaged
    or was taken away meanwhile, nothing is changed.
    """
    manifest = read_manifest(source)
    if manifest is None or manifest == read_manifest(target):
        return False
    target.mkdir(parents=True, exist_ok=True)
    if not all(_bring(source, target, segment) for segment in manifest.segments):
        return False
    put_in_force(target, manifest)
    return True


def path_of(folder: Path, name: str) -> Path:
    """The file of a segment."""
    return folder / f"{name}{SUFFIX}"


def _bring(source: Path, target: Path, segment: Segment) -> bool:
    path = path_of(target, segment.name)
    if path.exists() and path.stat().st_size == segment.size:
        return True
    fresh, checksum = _fresh(target, segment.name), 0
    try:
        with path_of(source, segment.name).open("rb") as given, fresh.open("wb") as taken:
            while block := given.read(_BLOCK):
                checksum = zlib.crc32(block, checksum)
                taken.write(block)
    except FileNotFoundError:
        return False
    if (fresh.stat().st_size, checksum) != (segment.size, segment.checksum):
        fresh.unlink()
        return False
    _name(fresh, path)
    return True


def _name(fresh: Path, path: Path) -> None:
    """Give a file its name once its content is on the disk; the name is there, too, when this ends."""
    _sync(fresh)
    fresh.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fresh(folder: Path, name: str) -> Path:
    """Where a segment is written before it has its name."""
    return folder / f"{name}{SUFFIX}.new"


def _remove_but(folder: Path, kept: Iterable[Segment]) -> None:
    """Remove all other segments, also those that a killed process began."""
    names = {path_of(folder, each.name).name for each in kept}
    for path in folder.glob(f"*{SUFFIX}*"):
        if path.name not in names:
            path.unlink(missing_ok=True)
