"""The terms of a long document's lines, kept beside the index so that an update cuts only the lines that are new.

Most documents are cut faster than a file is read; the longest laws, which are amended most often, take seconds.
"""

import hashlib
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from genkan.knowledge.index.records import IndexedDocument

_LONG = 400_000
_DIGEST_BYTES = 8
_QUICK = 1
# Two characters and a space for each character of the text.
_PAIR = 3


class SearchTerms(msgspec.Struct, frozen=True, array_like=True):
    """The terms of a text, each kind in one line as the index takes it."""

    pairs: str
    words: str


Memo = dict[bytes, SearchTerms]


def line_key(line: str) -> bytes:
    """What a line is remembered under."""
    return hashlib.blake2b(line.encode(), digest_size=_DIGEST_BYTES).digest()


def packed(memo: Mapping[bytes, SearchTerms]) -> bytes:
    """A memo as it is kept; empty for a document that is not long."""
    if sum(len(terms.pairs) for terms in memo.values()) < _LONG * _PAIR:
        return b""
    return zlib.compress(msgspec.msgpack.encode(memo), _QUICK)


def unpacked(content: bytes) -> Memo:
    """A memo from the form in which it is kept."""
    return msgspec.msgpack.decode(zlib.decompress(content), type=Memo) if content else {}


def memo_file(build: Path, document: IndexedDocument) -> Path:
    """Where a build keeps the memo of a document; another revision has another file, for files never change."""
    return build / f"{document.id}-{document.revision}.memo"


def read_memo(build: Path, document: IndexedDocument | None) -> bytes:
    """The memo of a document as a build keeps it; empty where it keeps none."""
    path = memo_file(build, document) if document else None
    return path.read_bytes() if path is not None and path.exists() else b""
