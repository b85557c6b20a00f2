"""An honest twin of clamd: the INSTREAM protocol as its manual page describes it, with EICAR as its only virus."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.apps.files.samples import EICAR

REFUSED = b"INSTREAM size limit exceeded. ERROR\0"


@dataclass
class Clamd:
    """Answers one command a connection. ``reply`` replaces every reply; ``silent`` never gives one."""

    largest: int = 100_000_000
    reply: bytes | None = None
    silent: bool = False
    scanned: list[bytes] = field(default_factory=list[bytes])
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        """One connection."""
        command = await reading.readuntil(b"\0")
        if command == b"zINSTREAM\0":
            reply = await self._scan(reading)
        else:
            reply = (
                b"ClamAV 1.4.3/27500/Sun Nov 22 2026\0" if command == b"zVERSION\0" else b"UNKNOWN COMMAND\0"
            )
        if self.silent:
            await self.over.wait()
        with suppress(ConnectionError):
            writing.write(reply if self.reply is None else self.reply)
            await writing.drain()
        writing.close()

    async def _scan(self, reading: asyncio.StreamReader) -> bytes:
        content = b""
        while size := struct.unpack("!I", await reading.readexactly(4))[0]:
            content += await reading.readexactly(size)
            if len(content) > self.largest:
                return REFUSED
        self.scanned.append(content)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@asynccontextmanager
async def clamd_at_port(clamd: Clamd) -> AsyncIterator[str]:
    """The twin at a free port; gives its address."""
    server = await asyncio.start_server(clamd.serve, "127.0.0.1", 0)
    yield f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    clamd.over.set()
    server.close()


@asynccontextmanager
async def clamd_at_socket(clamd: Clamd, path: Path) -> AsyncIterator[str]:
    """The twin at a socket of Unix; gives its address."""
    server = await asyncio.start_unix_server(clamd.serve, path)
    yield f"unix://{path}"
    clamd.over.set()
    server.close()
