"""Questions in other words on a search server: it compares the vectors itself."""

import pytest

from genkan.knowledge import Cluster
from genkan.knowledge.opensearch.engine import OpenSearchEngine
from genkan.knowledge.search.results import StepKind
from genkan.knowledge.vectors import opened
from tests.knowledge.engines.twin import Twin
from tests.knowledge.engines.twin.http import PASSWORD, USER
from tests.knowledge.vectors.conftest import CLOTHES, TRAVEL, VectorRoom


async def test_the_server_finds_what_is_nearest(
    room: VectorRoom, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "nearest", None)
    with Twin().running() as twin:
        room.library._keeper.engine = OpenSearchEngine(Cluster(twin.address, USER, PASSWORD), clock)
        shelf = await room.collection("規程集")
        await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
        await room.choose()
        assert await room.library.vectors.build()
        result = await room.search("ピヨ丸", shelf)
        assert result.hits[0].law_title == "例示省被服規程"
        assert result.steps[-1].kind is StepKind.BY_MEANING
        assert any("genkan-vectors" in request and "_search" in request for request in twin.asked)
        await room.library.stop()
