"""Vectors in a cluster: put there as far as they changed, and compared there among what may be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from genkan.knowledge import Collection
from genkan.knowledge.errors import IndexBusy
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

    def content(self, document: IndexedDocument) -> str:
        return str((self.vectors[document.title], self.days))

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
    index = opened(bench.library)
    rows = Rows(index.documents.values(), vectors, **given)
    bench.library._keeper.engine.keep_vectors(index, rows)
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
    clustered.library._keeper.engine.forget_vectors()
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


async def test_vectors_of_an_index_before_are_near_to_nothing(clustered: Bench, twin: Twin) -> None:
    """An index built anew numbers its articles anew: the numbers of before are those of other articles."""
    own = await clustered.shelf()
    await clustered.load(own, a=rule("甲規程"), b=rule("乙規程"))
    await clustered.load(own, a=rule("甲規程", "旅費。"))
    keep(clustered, TITLES)
    before = opened(clustered.library)
    files = twin.cluster.indices[twin.cluster.aliases["genkan-state"]].documents
    for part in [name for name in files if ".manifest." in name]:
        del files[part]
    fresh = clustered.machine()
    await fresh.build_index()
    assert near(opened(fresh), [1.0, 0.0], own) is None
    assert near(before, [1.0, 0.0], own) == ["甲規程", "乙規程"]
    clustered.machines.insert(0, fresh)
    assert keep(clustered, TITLES) == ["乙規程", "甲規程"]
    assert near(opened(fresh), [1.0, 0.0], own) == ["甲規程", "乙規程"]


async def test_vectors_that_were_made_once_more_are_sent(clustered: Bench, twin: Twin) -> None:
    """The same model on another machine, or a text that was refused before."""
    own, other = await three(clustered)
    index = opened(clustered.library)
    assert keep(clustered, TITLES | {"甲規程": [[0.0, -1.0]]}) == ["甲規程"]
    assert near(index, [0.0, -1.0], own, other, limit=1) == ["甲規程"]
    before = twin.cluster.aliases["genkan-vectors"]
    turned = {title: [[-number for number in row] for row in rows] for title, rows in TITLES.items()}
    assert len(keep(clustered, turned)) == 3
    assert near(index, [-1.0, 0.0], own, other, limit=1) == ["甲規程"]
    assert before not in twin.cluster.indices, "all of them changed, so searches had those before meanwhile"
    longer = {title: [[*row, 0.0] for row in rows] for title, rows in TITLES.items()}
    assert len(keep(clustered, longer, dimensions=3)) == 3
    assert near(index, [1.0, 0.0, 0.0], own, other, limit=1) == ["甲規程"]


async def test_a_run_that_is_broken_off_is_put_right_by_the_next(
    clustered: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = await three(clustered)
    await clustered.load(own, d=rule("丁規程"))
    titles = TITLES | {"丁規程": [[-1.0, 0.0]]}
    assert keep(clustered, titles) == ["丁規程"]
    changed = {**titles, "丙規程": [[0.6, 0.8]]}
    del changed["乙規程"]
    with monkeypatch.context() as patch:
        patch.setattr(Lease, "keep", _lose)
        with pytest.raises(IndexBusy):
            keep(clustered, changed)
    assert keep(clustered, titles) == ["丙規程", "乙規程"]
    found = near(opened(clustered.library), [0.0, 1.0], own, other)
    assert found is not None and found[:2] == ["丙規程", "乙規程"] and len(found) == 4


def _lose(_lease: Lease) -> None:
    raise IndexBusy


async def test_an_end_waits_for_the_machine_that_brings_vectors(clustered: Bench, twin: Twin) -> None:
    await three(clustered)
    lease = Lease(building_server(clustered.cluster), clock=clustered.clock, holder="another", of="vectors")
    assert lease.take()
    with pytest.raises(IndexBusy):
        clustered.library._keeper.engine.forget_vectors()
    lease.give_back()
    clustered.library._keeper.engine.forget_vectors()
    assert not [name for name in twin.cluster.indices if "vectors" in name]


async def test_what_a_killed_machine_left_is_removed(clustered: Bench, twin: Twin) -> None:
    server = building_server(clustered.cluster)
    server.make_index("genkan-vectors-left", vectors_index(2))
    own, _ = await three(clustered)
    assert "genkan-vectors-left" not in twin.cluster.indices
    assert near(opened(clustered.library), [1.0, 0.0], own) == ["甲規程", "乙規程"]
