"""Loading what waits in the inbox, one file after another, in the background."""

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs import Queue
from genkan.knowledge import store
from genkan.knowledge.errors import CollectionNotFound, LoadingBrokenOff
from genkan.knowledge.intake.errors import TooManyWaiting
from genkan.knowledge.intake.inbox import FileState, Inbox, UploadLine
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.reports import FileReport
from genkan.knowledge.intake.told import told
from genkan.knowledge.jobs import LOAD_UPLOAD
from genkan.knowledge.sources import UPLOAD_LIMITS, files_named
from genkan.storage import after_commit

_MOST_WAITING_MEGABYTES = 1_000


class Receiver:
    """Takes files from pages into the inbox, and from there onto the shelves."""

    def __init__(self, inbox: Inbox, *, loader: Loader, queue: Queue) -> None:
        self.inbox = inbox
        self._loader = loader
        self._queue = queue

    async def receive(
        self,
        connection: AsyncConnection,
        files: list[tuple[str, BinaryIO]],
        *,
        collection_id: str,
        actor: str,
    ) -> str:
        """Keep files and leave the job that loads them, in the caller's transaction; returns the upload's id.

        Raises ``CollectionNotFound`` or ``TooManyWaiting``.
        """
        await self._check_room(connection, files, collection_id=collection_id)
        upload_id = await asyncio.to_thread(self.inbox.keep, files, collection_id=collection_id, actor=actor)
        payload = {"collection_id": collection_id, "upload_id": upload_id}
        await self._queue.enqueue(connection, LOAD_UPLOAD, payload=payload, key=f"{LOAD_UPLOAD}:{upload_id}")
        after_commit(connection, lambda: self.inbox.confirm(collection_id, upload_id))
        return upload_id

    async def load(self, collection_id: str, upload_id: str) -> None:
        """Load what is left of an upload; where an attempt was broken off, its file is loaded anew."""
        upload = await asyncio.to_thread(self.inbox.read, collection_id, upload_id)
        for number, name, place in await asyncio.to_thread(
            list, self.inbox.waiting(collection_id, upload_id)
        ):
            self.inbox.begin(collection_id, upload_id, number)
            await self._load_one(
                place, name, collection_id, upload.actor, self._teller(collection_id, upload_id, number)
            )
            self.inbox.end(collection_id, upload_id, number)

    async def give_up(self, collection_id: str, upload_id: str) -> None:
        """Say of what is left that it could not be loaded, however often it was tried."""
        for number, name, _ in await asyncio.to_thread(list, self.inbox.waiting(collection_id, upload_id)):
            line = UploadLine(name, FileState.FAILED, problem=told(LoadingBrokenOff(name=name)))
            self.inbox.begin(collection_id, upload_id, number)
            self.inbox.tell(collection_id, upload_id, number, line)
            self.inbox.end(collection_id, upload_id, number)

    async def _check_room(
        self, connection: AsyncConnection, files: list[tuple[str, BinaryIO]], *, collection_id: str
    ) -> None:
        """Whether the organisation of a collection has room for these files among those that wait."""
        collection = await store.find_collection(connection, collection_id)
        if collection is None:
            raise CollectionNotFound
        own = await store.collections_of(connection, collection.organisation_id)
        waiting = await asyncio.to_thread(self.inbox.bytes_waiting, [each.id for each in own])
        if waiting + sum(_size(file) for _, file in files) > _MOST_WAITING_MEGABYTES * 1_000_000:
            raise TooManyWaiting(megabytes=_MOST_WAITING_MEGABYTES)

    async def _load_one(
        self, place: Path, name: str, collection_id: str, actor: str, tell: Callable[[FileReport], None]
    ) -> None:
        await self._loader.load_files(
            files_named(place, name=name, limits=UPLOAD_LIMITS),
            collection_id=collection_id,
            actor=actor,
            progress=tell,
        )

    def _teller(self, collection_id: str, upload_id: str, number: int) -> Callable[[FileReport], None]:
        def tell(report: FileReport) -> None:
            self.inbox.tell(collection_id, upload_id, number, _line(report))

        return tell


def _size(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _line(report: FileReport) -> UploadLine:
    return UploadLine(
        name=report.name,
        state=FileState.FAILED if report.problem else FileState.DONE,
        outcome=report.outcome,
        title=report.title,
        document_id=report.document_id,
        articles=report.articles,
        problem=told(report.problem) if report.problem else None,
        notes=report.notes,
    )
