"""The files of a report as they were made once: the same bytes for everyone, whatever is upgraded afterwards."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import Database
from genkan.trial.publishing.drafted import TrialReport
from genkan.trial.publishing.store import files
from genkan.trial.publishing.store.files import StoredFile

PACK = "pack.zip"
NUMBERS = "numbers.json"
TABLE = "numbers.csv"
DATA = "data.zip"
PIECE = 1 << 20


def paper_name(language: str) -> str:
    """The report as PDF in one language."""
    return f"report.{language}.pdf"


async def is_kept(connection: AsyncConnection, report: TrialReport, name: str) -> bool:
    """Whether the file of the report is there."""
    return await files.find_file(connection, report.trial_id, report.number, name) is not None


@dataclass(frozen=True)
class Filing:
    """Writes files in pieces, each in a transaction of its own, and reads them so."""

    database: Database

    async def put(self, trial_id: str, number: int, name: str, content: Path | bytes) -> StoredFile:
        """Keep a file in the place of one that was begun; it can be found when all of it is there."""
        async with self.database.write() as connection:
            await files.drop_file(connection, trial_id, number, name)
        whole, size, position = hashlib.sha256(), 0, 0
        while piece := await asyncio.to_thread(_piece, content, size):
            async with self.database.write() as connection:
                await files.add_piece(connection, trial_id, number, name, position=position, content=piece)
            whole.update(piece)
            size, position = size + len(piece), position + 1
        stored = StoredFile(trial_id, number, name, size, whole.hexdigest())
        async with self.database.write() as connection:
            await files.add_file(connection, stored)
        return stored

    async def pieces(self, stored: StoredFile) -> AsyncIterator[bytes]:
        """The file from its beginning; nothing is held open between two pieces."""
        read = position = 0
        while read < stored.size:
            async with self.database.read() as connection:
                piece = await files.read_piece(connection, stored, position)
            yield piece
            read, position = read + len(piece), position + 1

    async def write_to(self, stored: StoredFile, target: Path) -> None:
        """Write the file onto the disk."""
        with target.open("wb") as file:
            async for piece in self.pieces(stored):
                await asyncio.to_thread(file.write, piece)


def _piece(content: Path | bytes, start: int) -> bytes:
    if isinstance(content, bytes):
        return content[start : start + PIECE]
    with content.open("rb") as file:
        file.seek(start)
        return file.read(PIECE)
