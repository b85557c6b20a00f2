"""Vectors in a cluster: put there as far as they changed, and compared there among what may be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from genkan.knowledge import Collection
from genkan.knowledge.index import IndexedDocument, OpenedIndex, WantedByMeaning
from genkan.knowledge.opensearch.lease import Lease
from genkan.knowledge.opensearch.mapping import vectors_index
from genkan.knowledge.opensearch.server import building_server
from tests.knowledge.engines.conftest import Bench
from tests.knowledge.engines.test_contract import APRIL_2020, APRIL_2023, opened, rule
from tests.knowledge.engines.twin import Twin

ALWAYS, FOREVER = 0, 4_000_000


@dataclass
class Rows:
    """Vectors by the title of a document, one for each of its articles."""

    documents: Iterable[IndexedDocument]
    vectors: dict[str, list[list[float]]]
    identity: str = "model@1"
    dimensions: int = 2
    days: tuple[int, int] = (ALWAYS, FOREVER)
    asked: list[str] = field(default_factory=list)

    def has(self, document: IndexedDocument) -> bool:
        return document.title in self.vectors

    def dated(self, document_id: str) -> Iterator[tuple[list[float], int, int]]:
        title = next(each.title for each in self.documents if each.id == document_id)
        self.asked.append(title)
        yield from ((vector, *self.days) for vector in self.vectors[title])


def near(
    index: OpenedIndex,
    vector: list[float],
    *shelves: Collection,
    identity: str = "model@1",
    documents: frozenset[str] | None = None,
    on: date | None = None,
    limit: int = 10,
) -> list[str] | None:
    """The titles of what is nearest."""
    readable = frozenset(shelf.id for shelf in shelves)
    found = index.nearest(WantedByMeaning(vector, identity, readable, documents, on), limit=limit)
    return None if found is None else [index.document_of(ordinal).title for ordinal in found]


def keep(bench: Bench, vectors: dict[str, list[list[float]]], **given: object) -> list[str]:
    """Let the engine keep vectors of what the index has; the titles of those it asked for."""
    documents = list(opened(bench.library).documents.values())
    rows = Rows(documents, vectors, **given)
    bench.library._keeper.engine.keep_vectors(documents, rows)
    return sorted(rows.asked)


TITLES = {"甲規程": [[1.0, 0.0]], "乙規程": [[0.8, 0.6]], "丙規程": [[0.0, 1.0]]}


async def three(bench: Bench) -> tuple[Collection, Collection]:
    """Three rules on two shelves, with their vectors."""
    own, other = await bench.shelf(), await bench.shelf("例規集", of=bench.city)
    await bench.load(own, a=rule("甲規程"), b=rule("乙規程"))
    await bench.load(other, c=rule("丙規程"))
    keep(bench, TITLES)
    return own, other


async def test_files_leave_comparing_to_the_process(bench: Bench) -> None:
    if bench.cluster is None:
        own, other = await three(bench)
        assert near(opened(bench.library), [1.0, 0.0], own, other) is None


async def test_the_nearest_of_what_may_be_read_come_first(clustered: Bench) -> None:
    own, other = await three(clustered)
    index = opened(clustered.library)
    assert near(index, [1.0, 0.1], own, other) == ["甲規程", "乙規程", "丙規程"]
    assert near(index, [0.0, 1.0], own) == ["乙規程", "甲規程"]
    assert near(index, [0.0, 1.0], own, other, limit=1) == ["丙規程"]
    one = frozenset(each.id for each in index.documents.values() if each.title == "甲規程")
    assert near(index, [0.0, 1.0], own, other, documents=one) == ["甲規程"]
    assert near(index, [1.0, 0.0]) == []
    assert near(index, [1.0, 0.0], own, identity="model@2") is None


async def test_only_what_is_in_force_is_near(clustered: Bench) -> None:
    own = await clustered.shelf()
    await clustered.load(own, a=rule("甲規程"))
    keep(clustered, TITLES, days=(APRIL_2020.toordinal(), APRIL_2023.toordinal()))
    index = opened(clustered.library)
    days = {day: near(index, [1.0, 0.0], own, on=day) for day in (date(2020, 3, 31), APRIL_2020, APRIL_2023)}
    assert list(days.values()) == [[], ["甲規程"], []]


async def test_only_what_changed_is_sent_again(clustered: Bench, twin: Twin) -> None:
    own, other = await three(clustered)
    assert keep(clustered, TITLES) == []
    await clustered.load(own, b=rule("乙規程", "旅費を定める。"))
    index = opened(clustered.library)
    assert near(index, [1.0, 0.0], own, other) == ["甲規程", "丙規程"]
    assert keep(clustered, TITLES) == ["乙規程"]
    assert near(index, [1.0, 0.0], own, other) == ["甲規程", "乙規程", "丙規程"]
    assert keep(clustered, {"甲規程": [[1.0, 0.0]]}) == []
    assert near(index, [1.0, 0.0], own, other) == ["甲規程"]
    assert "genkan-vectors" in twin.cluster.aliases


async def test_another_model_is_put_in_force_at_once(clustered: Bench, twin: Twin) -> None:
    own, other = await three(clustered)
    before = twin.cluster.aliases["genkan-vectors"]
    turned = {title: [[0.0, 0.0, 1.0]] for title in TITLES} | {"丙規程": [[0.0, 0.0, 0.0]]}
    assert len(keep(clustered, turned, identity="model@2", dimensions=3)) == 3
    index = opened(clustered.library)
    assert near(index, [1.0, 0.0], own, other) is None
    found = near(index, [0.0, 0.0, 1.0], own, other, identity="model@2")
    assert found is not None and sorted(found) == ["乙規程", "甲規程"], "what says nothing is near to nothing"
    assert before not in twin.cluster.indices


async def test_vectors_can_be_ended_and_outlast_a_build(clustered: Bench, twin: Twin) -> None:
    own, other = await three(clustered)
    await clustered.load(own, d=rule("丁規程"))
    assert near(opened(clustered.library), [1.0, 0.0], own, other) == ["甲規程", "乙規程", "丙規程"]
    clustered.library._keeper.engine.keep_vectors([], None)
    assert near(opened(clustered.library), [1.0, 0.0], own, other) is None
    assert not [name for name in twin.cluster.indices if "vectors" in name]


async def test_only_one_machine_at_a_time_hands_vectors_over(clustered: Bench, twin: Twin) -> None:
    own, other = await three(clustered)
    lease = Lease(building_server(clustered.cluster), clock=clustered.clock, holder="another", of="vectors")
    assert lease.take()
    assert keep(clustered, TITLES, identity="model@2") == []
    lease.give_back()
    assert len(keep(clustered, TITLES, identity="model@2")) == 3
    assert near(opened(clustered.library), [1.0, 0.0], own, other, identity="model@2") is not None


async def test_what_a_killed_machine_left_is_removed(clustered: Bench, twin: Twin) -> None:
    server = building_server(clustered.cluster)
    server.make_index("genkan-vectors-left", vectors_index(2))
    own, _ = await three(clustered)
    assert "genkan-vectors-left" not in twin.cluster.indices
    assert near(opened(clustered.library), [1.0, 0.0], own) == ["甲規程", "乙規程"]
