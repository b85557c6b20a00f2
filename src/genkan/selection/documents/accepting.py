"""A file on its way in: bounded, told by its content, scanned, and read page by page, before any of it is kept."""

import asyncio
import hashlib
from dataclasses import dataclass

import msgspec

from genkan.apps import (
    Apart,
    ApartDied,
    ApartTimedOut,
    FileReading,
    GivenFile,
    Scanner,
    media_type_of,
    safe_name,
)
from genkan.kit import storable
from genkan.selection.documents.document import LARGEST_BYTES, LONGEST_NAME, MOST_PAGES, PDF
from genkan.selection.documents.errors import (
    PageUnknown,
    PdfLocked,
    PdfTooLong,
    PdfUnreadable,
    UploadEmpty,
    UploadTooLarge,
    UploadUnfit,
)
from genkan.selection.documents.shapes import Seen, Trouble, Wish

_READER = "genkan.selection.documents.reader"
_SECONDS = 120.0
_MEGABYTE = 1024 * 1024
_LONGEST_PAGE = 50_000
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TAKEN = frozenset({PDF, "text/plain", "text/markdown", "text/csv", "text/tab-separated-values"})


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept; ``texts`` holds the text of each page."""

    name: str
    media_type: str
    content: bytes
    digest: str
    texts: tuple[str, ...]


class Accepting:
    """Looks at files of applicants."""

    def __init__(self, scanner: Scanner, apart: Apart) -> None:
        self._scanner = scanner
        self._apart = apart
        self._reading = FileReading(apart)

    async def accept(self, name: str, content: bytes) -> Accepted:
        """The file. Raises an ``UploadProblem``, ``UploadTooLarge``, or what scanning and reading raise."""
        if len(content) > LARGEST_BYTES:
            raise UploadTooLarge(limit=LARGEST_BYTES // _MEGABYTE)
        kept = safe_name(storable(name))[-LONGEST_NAME:]
        if not content:
            raise UploadEmpty(name=kept)
        media_type = await asyncio.to_thread(media_type_of, content, name=kept)
        if media_type not in _TAKEN and not media_type.startswith(_OFFICE):
            raise PdfUnreadable(name=kept) if kept.lower().endswith(".pdf") else UploadUnfit(name=kept)
        await self._scanner.scan([GivenFile(kept, content)])
        texts = await self._texts(kept, content, media_type)
        digest = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest())
        return Accepted(kept, media_type, content, digest, texts)

    async def draw(self, name: str, content: bytes, page: int) -> bytes:
        """A page of a PDF as PNG. Raises ``PageUnknown`` or an ``UploadProblem``."""
        return (await self._seen(Wish(name, content, page))).picture

    async def _texts(self, name: str, content: bytes, media_type: str) -> tuple[str, ...]:
        if media_type == PDF:
            texts = (await self._seen(Wish(name, content))).texts
        else:
            texts = pages_of((await self._reading.read([GivenFile(name, content)]))[0].text)
        return tuple(storable(text)[:_LONGEST_PAGE] for text in texts)

    async def _seen(self, wish: Wish) -> Seen:
        try:
            said = await self._apart.work(_READER, msgspec.msgpack.encode(wish), seconds=_SECONDS)
        except ApartTimedOut as error:
            raise PdfTooLong(name=wish.name, limit=MOST_PAGES) from error
        except ApartDied as error:
            raise PdfUnreadable(name=wish.name) from error
        seen = msgspec.msgpack.decode(said, type=Seen)
        if seen.trouble:
            raise _problem(seen.trouble, wish.name)
        return seen


def pages_of(text: str) -> tuple[str, ...]:
    """The pages of a text, which a form feed ends."""
    return tuple(text.split("\f"))[:MOST_PAGES]


def _problem(trouble: Trouble, name: str) -> PdfUnreadable | PdfLocked | PdfTooLong | PageUnknown:
    match trouble:
        case Trouble.DAMAGED:
            return PdfUnreadable(name=name)
        case Trouble.LOCKED:
            return PdfLocked(name=name)
        case Trouble.LONG:
            return PdfTooLong(name=name, limit=MOST_PAGES)
        case Trouble.NO_PAGE:
            return PageUnknown()
