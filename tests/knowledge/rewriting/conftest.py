"""A library whose questions a real chat model puts in other words through the real door, on both engines."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from genkan.catalogue import list_deployments
from genkan.knowledge import Collection, DoorRewriter, Passage, Rewriting, SearchResult
from tests.knowledge.rewriting.writer import WordsServer
from tests.knowledge.vectors.conftest import CLOTHES, TRAVEL, VectorRoom, room

__all__ = ["room"]


@dataclass
class Planned:
    """A shelf with two regulations, the model, and the wish to have it rewrite."""

    room: VectorRoom
    server: WordsServer
    shelf: Collection
    wish: Rewriting

    async def search(self, words: str, **changes: Any) -> SearchResult:
        """Search as the person does who wishes other words."""
        wish = replace(self.wish, **changes)
        return await self.room.library.search(words, collections=[self.shelf], rewriting=wish)

    async def retrieve(self, words: str) -> tuple[Passage, ...]:
        """What a chat gets."""
        return await self.room.library.retrieve(words, collections=[self.shelf], rewriting=self.wish)

    async def connect(self, title: str, **facts: Any) -> str:
        """Connect a chat model that may be told class 2; gives its id."""
        await self.room.connect(
            **{
                "address": self.server.url,
                "title": title,
                "public_name": "",
                "remote_model": "words",
                "capabilities": {},
                **facts,
            }
        )
        async with self.room.database.read() as connection:
            return next(each.id for each in await list_deployments(connection) if each.title == title)


@pytest.fixture
async def planned(room: VectorRoom, tmp_path: Path) -> AsyncIterator[Planned]:
    """Everything connected and loaded, and nothing asked yet."""
    room.library = room.library_at(tmp_path / "planned", rewriter=DoorRewriter(room.gateway))
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    server = WordsServer()
    await server.start()
    wish = Rewriting(
        deployment_id="", organisation_id=room.ministry.id, person_id=room.person.id, information_class=2
    )
    made = Planned(room, server, shelf, wish)
    made.wish = replace(wish, deployment_id=await made.connect("言葉のモデル"))
    yield made
    await server.stop()
    await room.library.stop()
