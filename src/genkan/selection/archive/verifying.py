"""Checking an archive with nothing but itself: every entry has the hash of the list, every record that of its name."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from genkan.selection.archive.writing import FORMAT, LIST
from genkan.selection.decision.errors import ArchiveBroken

_RECORDS = ("call", "submissions", "decision")
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in an archive; ``faults`` are names of entries with what is wrong, none where it is whole."""

    entries: int
    faults: tuple[str, ...]


def verify_archive(source: Path | IO[bytes], *, name: str) -> Checked:
    """Read all of it and compare. Raises ``ArchiveBroken`` for a file that is no archive."""
    try:
        with zipfile.ZipFile(source) as file:
            told = cast("dict[str, Any]", json.loads(file.read(LIST)))
            if told.get("format") != FORMAT:
                raise ArchiveBroken(name=name)
            entries = cast("dict[str, str]", told["entries"])
            return Checked(len(entries), tuple(_faults(file, entries)))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ArchiveBroken(name=name) from error


def _faults(file: zipfile.ZipFile, entries: dict[str, str]) -> Iterator[str]:
    there = set(file.namelist()) - {LIST}
    yield from (f"{entry}: missing" for entry in sorted(set(entries) - there))
    yield from (f"{entry}: not in the list" for entry in sorted(there - set(entries)))
    hashes: set[str] = set()
    for entry in sorted(there & set(entries)):
        found = hashlib.sha256(file.read(entry)).hexdigest()
        hashes.add(found)
        if found != entries[entry]:
            yield f"{entry}: changed"
        elif _is_record(entry) and PurePosixPath(entry).stem != found:
            yield f"{entry}: not what its name says"
    for entry in sorted(there):
        if "/submissions/" in entry:
            yield from _missing_files(entry, file.read(entry), hashes)


def _missing_files(entry: str, content: bytes, hashes: set[str]) -> Iterator[str]:
    """The files that a submission names and that are not there as they came."""
    try:
        files = json.loads(content)["files"]
    except (ValueError, KeyError):
        return
    yield from (f"{entry}: {each['name']} is missing" for each in files if each["sha256"] not in hashes)


def _is_record(entry: str) -> bool:
    path = PurePosixPath(entry)
    return path.parent.name in _RECORDS and len(path.stem) == _HASH_LENGTH
