"""A way to a PostgreSQL server that a test can stall or cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SOCKET = ".s.PGSQL.5432"


class Proxy:
    """Passes bytes on between programs and the server, unless it ``stalls`` or is ``cut``."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._flows = asyncio.Event()
        self._flows.set()
        self._cut = False
        self._writers: set[asyncio.StreamWriter] = set()

    def stall(self) -> None:
        """Let nothing pass, without a word."""
        self._flows.clear()

    def cut(self) -> None:
        """End all connections and take no new ones."""
        self._cut = True
        self._flows.set()
        for writer in list(self._writers):
            writer.close()

    def mend(self) -> None:
        """Pass everything on again."""
        self._cut = False
        self._flows.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if self._cut:
            writer.close()
            return
        there_reader, there_writer = await asyncio.open_unix_connection(str(self._server))
        self._writers |= {writer, there_writer}
        await asyncio.gather(self._pass(reader, there_writer), self._pass(there_reader, writer))
        self._writers -= {writer, there_writer}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while piece := await reader.read(2**16):
                await self._flows.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def passing(url: str, folder: Path) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy, and the URL by which a program reaches the database through it."""
    (place,) = parse_qs(urlsplit(url).query)["host"]
    proxy = Proxy(Path(place) / SOCKET)
    server = await asyncio.start_unix_server(proxy.serve, str(folder / SOCKET))
    yield proxy, f"{url.partition('?')[0]}?host={folder}"
    proxy.cut()
    server.close()
