"""A library whose articles a real model of embeddings reads through the real door, on both engines."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass, connect_deployment
from genkan.gateway import Gateway
from genkan.gateway.store.calls import call
from genkan.governance import Ledger, Organisation, OrganisationKind, Person
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id, system_clock
from genkan.knowledge import (
    Asker,
    Collection,
    DoorEmbedder,
    Library,
    Loader,
    NamedFile,
    Readers,
    SearchResult,
    VectorPlan,
    VectorSchedule,
    VectorStanding,
    choose_vectors,
    end_vectors,
)
from genkan.knowledge.text.tokenise import SudachiSegmenter
from genkan.storage import Database
from tests.conftest import StillClock
from tests.knowledge.vectors.meanings import MeaningServer
from tests.one_room import new_person

MODEL = "imi"
CLOTHES = """# 例示省被服規程
## 第1条（目的）
この規程は、職員の被服の貸与に必要な事項を定める。
## 第2条（返納）
職員は、退職するときは、貸与された被服を返納しなければならない。
"""
TRAVEL = """# 例示省出張規程
## 第1条（旅費）
出張した職員には、旅費を支給する。
## 第2条（報告）
出張した者は、帰着後五日以内に復命書を提出する。
"""


@dataclass
class VectorRoom:
    """A ministry and a city with a library, and the model that says what its articles mean."""

    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    library: Library
    loader: Loader
    schedule: VectorSchedule
    server: MeaningServer
    ministry: Organisation
    city: Organisation
    person: Person
    folder: Path
    segmenter: SudachiSegmenter

    async def connect(self, server: MeaningServer | None = None, **changes: Any) -> None:
        """Connect the model, trusted with class 2 if nothing else is said."""
        draft = DeploymentDraft(
            **{
                "title": f"意味のモデル{len(changes)}",
                "protocol": "openai_chat",
                "address": (server or self.server).url,
                "remote_model": "meaning",
                "public_name": MODEL,
                "place": "JP",
                "vendor_logging": Fact.NO,
                "learning": Fact.NO,
                "ceiling": InformationClass.TWO,
                "capabilities": {"kind": "embeddings"},
                **changes,
            }
        )
        async with self.database.write() as connection:
            await connect_deployment(
                connection, draft, ledger=self.ledger, clock=system_clock, actor="command_line"
            )
        await self.look()

    async def look(self) -> None:
        """Let the door know what was changed."""
        await self.gateway.programs.keeper.look()

    async def choose(self, **changes: Any) -> None:
        """Choose the model, as an operator does."""
        async with self.database.write() as connection:
            await self.choose_within(connection, **changes)
        self.forget()

    async def choose_within(self, connection: AsyncConnection, **changes: Any) -> None:
        """Choose the model in a transaction."""
        await choose_vectors(
            connection,
            VectorPlan(**{"model": MODEL, **changes}),
            schedule=self.schedule,
            ledger=self.ledger,
            clock=system_clock,
            actor="command_line",
        )

    async def end(self) -> None:
        """Choose none any more."""
        async with self.database.write() as connection:
            await end_vectors(
                connection,
                schedule=self.schedule,
                ledger=self.ledger,
                clock=system_clock,
                actor="command_line",
            )
        self.forget()

    def forget(self) -> None:
        """Let the library see a new choice now, and not a second later."""
        self.library.vectors._meaning._read_at = float("-inf")  # pyright: ignore

    async def collection(
        self,
        title: str,
        *,
        of: Organisation | None = None,
        information_class: int = 1,
        readers: Readers = Readers.ORGANISATION,
    ) -> Collection:
        """A new collection, the ministry's if nothing else is said."""
        async with self.database.write() as connection:
            return await self.library.add_collection(
                connection,
                organisation_id=(of or self.ministry).id,
                title=title,
                information_class=information_class,
                readers=readers,
            )

    async def load(self, collection: Collection, **files: str) -> None:
        """Load texts as Markdown files and build the index."""
        named = [NamedFile(f"{name}.md", text.encode()) for name, text in files.items()]
        await self.loader.load_files(named, collection_id=collection.id, actor="command_line")
        await self.library.build_index()

    async def search(self, words: str, *collections: Collection, **how: Any) -> SearchResult:
        """Search as the person does."""
        asker = Asker(organisation_id=self.person.organisation_id, person_id=self.person.id)
        return await self.library.search(words, collections=collections, **{"asker": asker, **how})

    async def found(self, words: str, *collections: Collection, **how: Any) -> list[str]:
        """The citations of the hits."""
        return [hit.citation for hit in (await self.search(words, *collections, **how)).hits]

    async def standing(self) -> VectorStanding:
        """How far the vectors are."""
        async with self.database.read() as connection:
            standing = await self.library.vectors.standing(connection)
        assert standing is not None
        return standing

    async def rows(self) -> list[dict[str, Any]]:
        """The metering rows, oldest first."""
        await self.gateway.settle()
        async with self.database.read() as connection:
            found = (await connection.execute(select(call).order_by(call.c.id))).mappings()
            return [dict(row) for row in found]

    def library_at(self, folder: Path, **how: Any) -> Library:
        """The library of another process or machine."""
        return Library(
            self.database,
            system_clock,
            folder / "index",
            segmenter=self.segmenter,
            embedder=DoorEmbedder(self.gateway),
            **how,
        )


@pytest.fixture
async def room(
    database: Database, clock: StillClock, tmp_path: Path, segmenter: SudachiSegmenter
) -> AsyncIterator[VectorRoom]:
    """The library with its model connected, and none chosen yet."""
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
    async with database.write() as connection:
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=clock())
    person = await new_person(database, ministry, clock=clock)
    ledger, queue = Ledger(database, system_clock, None), Queue(system_clock)
    gateway = Gateway(database, ledger=ledger, queue=queue, clock=system_clock, folder=tmp_path / "journal")
    await gateway.start()
    library = Library(
        database, system_clock, tmp_path / "index", segmenter=segmenter, embedder=DoorEmbedder(gateway)
    )
    server = MeaningServer()
    await server.start()
    made = VectorRoom(
        database,
        ledger,
        queue,
        gateway,
        library,
        Loader(database, clock=system_clock, ledger=ledger, queue=queue),
        VectorSchedule(database, queue=queue, clock=system_clock, vectors=library.vectors),
        server,
        ministry,
        city,
        person,
        tmp_path,
        segmenter,
    )
    await made.connect()
    yield made
    await library.stop()
    await gateway.stop()
    await server.stop()
    await ledger.stop()
