"""The peer: one row in a transaction of its own, and nothing around it: ``python benchmarks/votes/bare.py URL PORT``.

Each line is answered once its row is committed, through the same database layer that Genkan uses.
"""

import asyncio
import sys
from contextlib import suppress

from sqlalchemy import Column, MetaData, String, Table, insert

from genkan.kit import new_id, system_clock
from genkan.storage import Database

BARE = Table(
    "bare_vote", MetaData(), Column("id", String(36), primary_key=True), Column("choice", String(10))
)


async def _write(database: Database, choice: str) -> None:
    async with database.write() as connection:
        await connection.execute(insert(BARE), {"id": new_id(system_clock), "choice": choice})


async def main() -> None:
    """Serve until killed."""
    database = Database(sys.argv[1], pool_size=16)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):  # a client that is thanked leaves
            while line := await reader.readline():
                await _write(database, line.decode().strip())
                writer.write(b"written\n")
                await writer.drain()

    server = await asyncio.start_server(answer, "127.0.0.1", int(sys.argv[2]))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
