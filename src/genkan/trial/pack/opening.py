"""Opening a pack that may be anything: a ZIP of somebody who means harm, or one that broke on the way."""

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from genkan.trial.pack.contents import CONTENTS, EARLIER, FORMAT, MANIFEST, Manifest, PackedFile
from genkan.trial.pack.errors import PackTooLarge, PackUnreadable
from genkan.trial.pack.zipping import is_sealed

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_KNOWN = frozenset((*CONTENTS, MANIFEST))
_MOST_ENTRIES = 100
_MOST_BYTES = 64 * 2**30
_MOST_MANIFEST = 1 << 20
_MOST_RATIO = 300
_RATIO_FROM = 10 << 20
_PIECE = 1 << 16
_DIRECTORY_TAIL = 1 << 16


@dataclass(frozen=True)
class Opened:
    """A pack unpacked into a folder; ``damaged`` are files that could be read in part only, ``found`` what was read."""

    folder: Path
    manifest: Manifest
    sealed: bool
    names: frozenset[str]
    found: dict[str, PackedFile]
    damaged: frozenset[str]


@contextmanager
def open_pack(path: Path) -> Generator[Opened, None, None]:
    """The pack, unpacked into a folder that is gone afterwards; only files that a pack has are written, by their names.

    Raises ``PackUnreadable`` and ``PackTooLarge``.
    """
    with tempfile.TemporaryDirectory(prefix="genkan-pack-") as made:
        try:
            with path.open("rb") as file:
                opened = _unpack(file, Path(made), path.name)
        except _BROKEN as error:
            raise PackUnreadable(name=path.name, reason=_reason(error)) from error
        yield opened


def _unpack(file: IO[bytes], folder: Path, name: str) -> Opened:
    sealed = is_sealed(file)
    _check_directory(file, name)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        _check_entries(entries, name)
        manifest = _manifest(archive, name)
        found, damaged = dict[str, PackedFile](), set[str]()
        for entry in entries:
            if entry.filename in _KNOWN:
                found[entry.filename], is_whole = _unpack_entry(archive, entry, folder)
                damaged |= set() if is_whole else {entry.filename}
    names = frozenset(entry.filename for entry in entries)
    return Opened(folder, manifest, sealed, names, found, frozenset(damaged))


def _check_directory(file: IO[bytes], name: str) -> None:
    """A pack has few files: what tells of more of them is not read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _DIRECTORY_TAIL))
    if file.read().count(b"PK\x01\x02") > _MOST_ENTRIES:
        raise PackTooLarge(name=name, reason=f"> {_MOST_ENTRIES}")
    file.seek(0)


def _check_entries(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise PackUnreadable(name=name, reason="同じ名前のファイル")
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or whole > _MOST_BYTES:
        raise PackTooLarge(name=name, reason=f"{whole:,} bytes")
    if whole > _RATIO_FROM and whole > packed * _MOST_RATIO:
        raise PackTooLarge(name=name, reason=f"{whole:,} / {packed:,} bytes")


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    try:
        with archive.open(MANIFEST) as packed:
            manifest = msgspec.json.decode(packed.read(_MOST_MANIFEST), type=Manifest)
    except (KeyError, msgspec.DecodeError, *_BROKEN) as error:
        raise PackUnreadable(name=name, reason=f"{MANIFEST}: {_reason(error)}") from error
    if manifest.format not in (EARLIER, FORMAT):
        raise PackUnreadable(name=name, reason=manifest.format[:40])
    return manifest


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> tuple[PackedFile, bool]:
    """Write a file as far as it can be read, never more of it than its directory says."""
    target = folder / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    whole, length, is_whole = hashlib.sha256(), 0, True
    with target.open("wb") as file:
        try:
            # The sum in the ZIP would end the reading early; what counts is the digest in the manifest.
            del entry.CRC
            with archive.open(entry) as packed:
                while piece := packed.read(_PIECE):
                    file.write(piece)
                    whole.update(piece)
                    length += len(piece)
        except _BROKEN:
            is_whole = False
    return PackedFile(entry.filename, length, whole.hexdigest()), is_whole


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:120]
