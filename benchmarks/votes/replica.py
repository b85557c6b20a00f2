"""One of several processes that write votes: ``python benchmarks/votes/replica.py URL PORT``.

A line 「comparison person choice」 is answered 「written」 or 「stands」 once the vote is committed with its event, and 「bare」
by writing one row without anything around it.
"""

import asyncio
import sys
from types import SimpleNamespace

from sqlalchemy import Column, MetaData, String, Table, insert

from genkan.gateway.store import answers
from genkan.governance import Ledger
from genkan.kit import new_id, system_clock
from genkan.storage import Database
from genkan.trial.store import find_comparison
from genkan.trial.voting import Voting, read_opinion

BARE = Table(
    "bare_vote", MetaData(), Column("id", String(36), primary_key=True), Column("choice", String(10))
)


class Replica:
    """The real votes on one database."""

    def __init__(self, url: str) -> None:
        self.database = Database(url, pool_size=16)
        self.ledger = Ledger(self.database, system_clock, None)
        # Of the gateway, a vote reads the answers and nothing else; a whole one would listen for calls.
        gateway = SimpleNamespace(read_many=answers.find_many)
        self.voting = Voting(gateway=gateway, ledger=self.ledger, clock=system_clock)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the lines of one client."""
        while line := await reader.readline():
            comparison, person, choice = line.decode().split()
            told = await (
                self._bare(choice) if comparison == "bare" else self._vote(comparison, person, choice)
            )
            writer.write(f"{told}\n".encode())
            await writer.drain()

    async def _vote(self, comparison_id: str, person_id: str, choice: str) -> str:
        async with self.database.write() as connection:
            comparison = await find_comparison(connection, comparison_id, person_id=person_id)
            written = await self.voting.vote(
                connection, comparison, read_opinion(choice, reasons=["correct"])
            )
        return "written" if written else "stands"

    async def _bare(self, choice: str) -> str:
        async with self.database.write() as connection:
            await connection.execute(insert(BARE), {"id": new_id(system_clock), "choice": choice})
        return "written"


async def main() -> None:
    """Serve until killed."""
    replica = Replica(sys.argv[1])
    await replica.ledger.start()
    server = await asyncio.start_server(replica.answer, "127.0.0.1", int(sys.argv[2]))
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
