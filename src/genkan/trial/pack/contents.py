"""What is in an evidence pack (証拠資料), by the names of its files.

``rows/`` has one file for each table of the evidence, ``digests/`` what tells an altered row of it, ``ledger/`` the places of
the events in the hash chain and what they say, ``code.json`` the versions of the program, ``analysis.json``
the published numbers, ``public.json`` the public data set, and ``MANIFEST.json`` the digest of every other file.
"""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from genkan.kit import canonical_json, digest
from genkan.trial.evidence import TABLES

FORMAT = "genkan-trial-pack/2"
# Without what the events say, so that rows cannot be held against them.
EARLIER = "genkan-trial-pack/1"
MANIFEST = "MANIFEST.json"
CODE = "code.json"
ANALYSIS = "analysis.json"
PUBLIC = "public.json"
EVENTS = "ledger/events.jsonl"
SAID = "ledger/contents.jsonl"
ANCHORS = "ledger/anchors.jsonl"
README = "README.txt"
ROW_DIGITS = 16
# Packs that were written earlier lack these; whether one was taken away is told by the manifest.
LATER_TABLES = frozenset({"conduct"})
# Why an event does not count that is not as it was linked.
ALTERED = "event_altered"
_MOST_HIDDEN = 4096


def rows_name(table: str) -> str:
    """The file of a table."""
    return f"rows/{table}.jsonl"


def digests_name(table: str) -> str:
    """The file of the digests of a table's rows."""
    return f"digests/{table}.txt"


CONTENTS = (
    README,
    CODE,
    ANALYSIS,
    PUBLIC,
    EVENTS,
    SAID,
    ANCHORS,
    *(name(table) for table in TABLES for name in (rows_name, digests_name)),
)


class PackedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as the manifest has it; ``sha256`` as 64 hexadecimal digits."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All files by their names. ``root`` is the digest of everything above it: the one number that is published."""

    format: str
    trial: str
    files: tuple[PackedFile, ...]
    root: str

    def computed_root(self) -> str:
        """What ``root`` has to be."""
        files = [msgspec.to_builtins(each) for each in self.files]
        return digest(canonical_json({"format": self.format, "trial": self.trial, "files": files}))


class Code(msgspec.Struct, frozen=True):
    """With which program the pack was written."""

    genkan: str
    analysis: str
    python: str
    dependencies: dict[str, str]


class PackedEvent(msgspec.Struct, frozen=True):
    """An event by its digest, and its place in the chain of its writer; the position is 0 where it has none yet."""

    id: str
    kind: str
    object: str
    digest: str
    writer: str
    position: int
    adopted: bool
    previous: str
    hash: str
    altered: bool = False


class EventContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an event says, so that its digest can be computed again, without telling who did it.

    The text of an event begins with its actor, of whom only the pseudonym is here: ``state`` is the state of SHA-256 after
    the blocks in which ``hidden`` bytes of the actor stand, 0 where the actor is told. ``conversation`` is the pseudonym of
    the one in the details. What is ``withheld`` has details from which rows follow, but not the digest.
    """

    id: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    writer: str
    organisation: str | None
    actor: str
    details: str
    conversation: str = ""
    hidden: Annotated[int, msgspec.Meta(ge=0, le=_MOST_HIDDEN)] = 0
    state: str = ""
    withheld: bool = False


def make_manifest(trial: str, files: Mapping[str, tuple[int, str]]) -> Manifest:
    """The manifest of files with their lengths and digests."""
    packed = tuple(PackedFile(name, *files[name]) for name in sorted(files))
    draft = Manifest(FORMAT, trial, packed, "")
    return msgspec.structs.replace(draft, root=draft.computed_root())


def row_digest(line: bytes) -> str:
    """The beginning of the SHA-256 of a row with its end of line, and a byte for each field in the order of the names.

    The bytes tell which field of an altered row was altered (in 255 of 256 cases); they prove nothing themselves.
    """
    fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    marks = "".join(f"{zlib.crc32(fields[name]) & 0xFF:02x}" for name in sorted(fields))
    return hashlib.sha256(line).hexdigest()[:ROW_DIGITS] + marks


def altered_fields(line: bytes, kept: str) -> tuple[str, ...]:
    """Which fields of a row are not as they were, by the digest that was kept of it; empty where that cannot be told."""
    try:
        fields = sorted(msgspec.json.decode(line, type=dict[str, msgspec.Raw]))
        marks = row_digest(line)[ROW_DIGITS:]
    except msgspec.DecodeError:
        return ()
    before = kept[ROW_DIGITS:]
    if len(before) != len(marks):
        return ()
    return tuple(name for at, name in enumerate(fields) if marks[2 * at :][:2] != before[2 * at :][:2])
