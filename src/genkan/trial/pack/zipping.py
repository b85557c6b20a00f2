"""A folder as a ZIP whose bytes follow from its contents, and that notices one changed byte anywhere.

The comment at the end of the file is the SHA-256 of every byte before it, so that the container itself is proved, too.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
SEAL_DIGITS = 64


def write_zip(folder: Path, names: Sequence[str], target: Path) -> None:
    """Write the files of a folder, in the order of their names."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            _put(archive, folder, name)
        archive.comment = b"0" * SEAL_DIGITS
    with target.open("r+b") as file:
        seal = seal_of(file)
        file.seek(-SEAL_DIGITS, 2)
        file.write(seal.encode())


def seal_of(file: IO[bytes]) -> str:
    """The SHA-256 of all but the last 64 bytes."""
    left = max(0, file.seek(0, 2) - SEAL_DIGITS)
    file.seek(0)
    whole = hashlib.sha256()
    while left and (piece := file.read(min(_PIECE, left))):
        whole.update(piece)
        left -= len(piece)
    return whole.hexdigest()


def is_sealed(file: IO[bytes]) -> bool:
    """Whether the last 64 bytes are the SHA-256 of the others."""
    seal = seal_of(file)
    file.seek(-min(SEAL_DIGITS, file.seek(0, 2)), 2)
    return file.read() == seal.encode()


def _put(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, date_time=_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    entry.file_size = (folder / name).stat().st_size
    with (folder / name).open("rb") as source, archive.open(entry, "w") as packed:
        while piece := source.read(_PIECE):
            packed.write(piece)
