"""Looking for viruses: every file goes to the ClamAV of the installation, where there is one, before it is kept.

Without an address nothing is scanned, and the operator is told so. With one, a scanner that is down lets no file pass.
"""

import asyncio
import struct
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from genkan.apps.files.errors import (
    FileInfected,
    ScannerHungUp,
    ScannerRefused,
    ScannerUnreachable,
    TooLargeToScan,
)
from genkan.apps.form.values import GivenFile

SECONDS = 60
_CHUNK = 1 << 16
_LONGEST_REPLY = 4096
_PORT = 3310
_LENGTH = struct.Struct("!I")


class _HungUp(Exception):
    """The connection ended within the file, and what the scanner may have said was lost with it."""


_Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Scanner:
    """A clamd at ``tcp://host:port`` or ``unix:///path``; an empty ``address`` is none. ``seconds`` is for one file."""

    address: str
    seconds: float = SECONDS

    async def scan(self, files: Sequence[GivenFile]) -> None:
        """Let the files pass, or raise a ``ScanProblem`` for the first that does not."""
        if not self.address:
            return
        for file in files:
            _judge(file.name, await self._reply(file))

    async def version(self) -> str:
        """What the scanner says of itself, such as ``ClamAV 1.4.3/27500/…``. Raises ``ScannerUnreachable``."""
        try:
            async with asyncio.timeout(self.seconds), self._line() as (reading, writing):
                writing.write(b"zVERSION\0")
                await writing.drain()
                return await _line_of(reading)
        except (OSError, ValueError) as error:
            raise ScannerUnreachable(name="VERSION") from error

    async def _reply(self, file: GivenFile) -> str:
        try:
            async with asyncio.timeout(self.seconds), self._line() as (reading, writing):
                return await _reply_to(file.content, reading, writing)
        except _HungUp as error:
            raise ScannerHungUp(name=file.name) from error
        except (OSError, ValueError) as error:
            raise ScannerUnreachable(name=file.name) from error

    @asynccontextmanager
    async def _line(self) -> AsyncGenerator[_Line]:
        parts = urlsplit(self.address)
        if parts.scheme == "unix":
            reading, writing = await asyncio.open_unix_connection(parts.path)
        else:
            reading, writing = await asyncio.open_connection(parts.hostname, parts.port or _PORT)
        try:
            yield reading, writing
        finally:
            writing.close()


async def _reply_to(content: bytes, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> str:
    """The reply, listened for from the beginning: a scanner that takes no more of a file replies and hangs up."""
    reply = asyncio.create_task(_line_of(reading))
    try:
        is_whole = await _send(content, writing)
        await asyncio.wait([reply])
        if not is_whole and reply.exception():
            raise _HungUp
        return reply.result()
    finally:
        reply.cancel()


async def _send(content: bytes, writing: asyncio.StreamWriter) -> bool:
    """The content in chunks, each after its length; a length of zero ends it. Tells whether all of it was taken."""
    try:
        writing.write(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            writing.write(_LENGTH.pack(len(chunk)) + chunk)
            await writing.drain()
        writing.write(_LENGTH.pack(0))
        await writing.drain()
    except ConnectionError:
        return False
    return True


async def _line_of(reading: asyncio.StreamReader) -> str:
    """The reply, which ends with NUL or with the connection. Raises ``ValueError`` for an empty one."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_REPLY and (more := await reading.read(_LONGEST_REPLY)):
        said += more
    reply = said.partition(b"\0")[0].decode(errors="replace").strip()
    if not reply:
        raise ValueError("no reply")
    return reply


def _judge(name: str, reply: str) -> None:
    """Only the word OK lets a file pass."""
    told = reply.removeprefix("stream: ")
    if told == "OK":
        return
    if told.endswith(" FOUND"):
        raise FileInfected(name=name, virus=_printable(told.removesuffix(" FOUND")))
    if "size limit exceeded" in told:
        raise TooLargeToScan(name=name)
    raise ScannerRefused(name=name)


def _printable(virus: str) -> str:
    return "".join(letter for letter in virus if letter.isprintable())[:100]
