"""What only a cluster can do to the search: be away, be busy, refuse, be of another version, be shared."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from genkan.fetch import BlockingFetcher
from genkan.knowledge import Cluster, IndexUnavailable, Library, check_cluster
from genkan.knowledge.errors import (
    IndexBusy,
    SearchServerBusy,
    SearchServerLacksKuromoji,
    SearchServerProblem,
    SearchServerRefuses,
    SearchServerUnreachable,
)
from genkan.knowledge.indexing import following
from genkan.knowledge.opensearch import builder, queries, writing
from genkan.knowledge.opensearch.lease import Lease
from genkan.knowledge.opensearch.server import building_server
from genkan.knowledge.text.tokenise import SudachiSegmenter
from tests.knowledge.engines.conftest import Bench
from tests.knowledge.engines.test_contract import rule
from tests.knowledge.engines.twin import Twin


def entries(twin: Twin, part: str) -> dict[str, int]:
    """How many entries each index of a part holds."""
    indices = twin.cluster.indices.items()
    return {name: len(index.documents) for name, index in indices if name.startswith(f"genkan-{part}-")}


@contextmanager
def no_pauses() -> Iterator[list[float]]:
    """The pauses that would have been made."""
    made: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        defaults = {**BlockingFetcher.__init__.__kwdefaults__, "pause": made.append}
        patch.setattr(BlockingFetcher.__init__, "__kwdefaults__", defaults)
        yield made


async def test_a_server_that_is_away_is_said_to_be_and_comes_back(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    away = replace(clustered.cluster, address="http://127.0.0.1:9")
    with pytest.raises(SearchServerUnreachable) as refused:
        await clustered.titles("宿泊費", shelf, library=clustered.machine(cluster=away))
    assert refused.value.status == 503 and "検索サーバーに接続できない" in str(refused.value)
    assert await clustered.titles("宿泊費", shelf) == ["甲規程"]


async def test_a_machine_starts_without_its_server_and_builds_when_it_answers(
    clustered: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_SERVER_SECONDS", 0.05)
    shelf = await clustered.shelf()
    await clustered.put(shelf, a=rule("甲規程"))
    twin = Twin()
    with twin.running():
        cluster = replace(clustered.cluster, address=twin.address)
    machine = clustered.machine(cluster=cluster)
    await machine.start()
    assert "asked again until it can be" in caplog.text
    with twin.running():
        async with asyncio.timeout(20):
            while not await _finds(clustered, machine, shelf):
                await asyncio.sleep(0.1)
        await machine.stop()


async def _finds(bench: Bench, machine: Library, shelf: object) -> bool:
    try:
        return await bench.titles("宿泊費", shelf, library=machine) == ["甲規程"]
    except IndexUnavailable:
        return False


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"user": ""}])
async def test_wrong_credentials_are_said_to_be(clustered: Bench, wrong: dict[str, str]) -> None:
    shelf = await clustered.shelf()
    machine = clustered.machine(cluster=replace(clustered.cluster, **wrong))
    with pytest.raises(SearchServerRefuses) as refused:
        await clustered.titles("宿泊費", shelf, library=machine)
    assert "HTTP 401" in str(refused.value) and "GENKAN_OPENSEARCH_PASSWORD" in str(refused.value)
    assert "wrong" not in str(refused.value) and "password" not in repr(clustered.cluster)


async def test_a_busy_server_is_asked_again_and_then_given_up(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    with no_pauses() as pauses:
        machine = clustered.machine()
        twin.troubles = [("_search", 429, {}), ("_search", 503, {"Retry-After": "20"})]
        assert await clustered.titles("宿泊費", shelf, library=machine) == ["甲規程"]
        assert pauses == [0.2, 1.0]
        twin.troubles = [("_search", 429, {})] * 3
        with pytest.raises(SearchServerBusy) as refused:
            await clustered.titles("宿泊費", shelf, library=machine)
    assert "混み合っている" in str(refused.value)


async def test_what_a_busy_server_did_not_take_is_sent_again(
    clustered: Bench, twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PAUSE", 0.0)
    shelf = await clustered.shelf()
    twin.cluster.refusing = 3
    await clustered.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    assert sorted(await clustered.titles("宿泊費", shelf)) == ["乙規程", "甲規程"]
    assert twin.asked.count("POST /_bulk") == 2
    twin.cluster.refusing = 1_000
    await clustered.put(shelf, c=rule("丙規程"))
    with pytest.raises(SearchServerBusy):
        await clustered.library.build_index()
    assert sorted(await clustered.titles("宿泊費", shelf)) == ["乙規程", "甲規程"]


async def test_an_unexpected_error_is_named(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    twin.troubles = [("_search", 400, {})]
    with pytest.raises(SearchServerProblem, match="HTTP 400 rejected_execution_exception"):
        await clustered.titles("宿泊費", shelf)


async def test_a_build_from_scratch_is_put_in_force_in_one_step(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    first = dict(twin.cluster.aliases)
    assert sorted(first) == ["genkan-articles", "genkan-passages", "genkan-state"]
    lost = twin.cluster.indices[first["genkan-state"]].documents
    for part in [name for name in lost if ".manifest." in name]:
        del lost[part]
    await clustered.load(shelf, b=rule("乙規程"))
    second = dict(twin.cluster.aliases)
    assert not set(first.values()) & set(second.values())
    assert twin.asked.count("POST /_aliases") == 2
    assert sorted(await clustered.titles("宿泊費", shelf)) == ["乙規程", "甲規程"]
    # Machines that have not noticed yet still search the indices before; the next build removes them.
    assert set(first.values()) < set(twin.cluster.indices)
    await clustered.load(shelf, b=rule("乙規程", "旅費。"))
    assert {*second.values(), "genkan-lease"} == set(twin.cluster.indices)


async def test_a_machine_that_has_not_noticed_finds_what_it_looks_for(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    index = clustered.library._keeper.opened().index
    before = {document.id: index.contents(document.id, limit=9)[0] for document in index.documents.values()}
    await clustered.load(shelf, a=rule("甲規程", "旅費を定める。"))
    after = {document: index.article(document_id=document, anchor="1") for document in before}
    assert after == before
    assert sum(entries(twin, "articles").values()) == 3
    await clustered.load(shelf, c=rule("丙規程"))
    assert sum(entries(twin, "articles").values()) == 3
    assert clustered.library._keeper.opened().index.manifest.dead == 0


async def test_an_article_that_vanishes_before_it_is_read_is_no_hit(clustered: Bench, twin: Twin) -> None:
    """Another machine took it out after its passage was found."""
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"), b=rule("乙規程"), c=rule("丙規程"))
    assert len(await clustered.titles("宿泊費", shelf)) == 3
    articles = twin.cluster.indices[twin.cluster.aliases["genkan-articles"]].documents
    documents = clustered.library._keeper.opened().index.documents.values()
    del articles[next(str(document.first) for document in documents if document.title == "乙規程")]
    assert sorted(await clustered.titles("宿泊費", shelf)) == ["丙規程", "甲規程"]


@pytest.mark.parametrize("was_killed", [False, True])
async def test_many_documents_at_once_are_taken_out_at_once(
    clustered: Bench, twin: Twin, monkeypatch: pytest.MonkeyPatch, was_killed: bool
) -> None:
    monkeypatch.setattr(queries, "MOST_LEFT_OUT", 1)
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"), b=rule("乙規程"), c=rule("丙規程"))
    with monkeypatch.context() as patch:
        if was_killed:
            patch.setattr(builder.OpenSearchBuild, "_take_out_at_once", lambda _self: None)
        await clustered.load(shelf, a=rule("甲規程", "旅費。"), b=rule("乙規程", "旅費。"))
    left = 5 if was_killed else 3
    assert sum(entries(twin, "articles").values()) == sum(entries(twin, "passages").values()) == left
    assert await clustered.titles("宿泊費", shelf) == ["丙規程"]
    found = await clustered.library.search("甲規程第1条", collections=[shelf])
    assert [hit.text for hit in found.hits] == ["旅費。"]
    contents = await clustered.library.search("甲規程", collections=[shelf])
    assert [hit.text for hit in contents.hits] == ["旅費。"]
    await clustered.load(shelf, c=rule("丙規程", "日当。"))
    assert sum(entries(twin, "articles").values()) == 4, "the one of the last build and none before it"


async def test_the_right_to_build_ends_and_is_noticed_to_have_ended(clustered: Bench) -> None:
    server = building_server(clustered.cluster)
    one, other = (Lease(server, clock=clustered.clock, holder=name) for name in ("one", "other"))
    assert one.take() and not other.take()
    clustered.clock.advance(seconds=90)
    one.keep()
    clustered.clock.advance(seconds=90)
    assert not other.take()
    clustered.clock.advance(seconds=31)
    assert other.take()
    with pytest.raises(IndexBusy):
        one.keep()
    one.give_back()
    assert not one.take()
    other.give_back()
    assert one.take()
    server.close()


async def test_a_builder_that_lost_its_right_puts_nothing_in_force(clustered: Bench) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    await clustered.put(shelf, a=rule("甲規程", "旅費。"))
    taker = Lease(building_server(clustered.cluster), clock=clustered.clock, holder="another")

    def lose(_done: int, _all: int) -> None:
        clustered.clock.moment += timedelta(minutes=3)
        assert taker.take()

    with pytest.raises(IndexBusy):
        await clustered.library.build_index(progress=lose)
    assert await clustered.titles("宿泊費", shelf) == ["甲規程"]


async def test_scores_are_the_same_on_servers_of_either_kind(clustered: Bench) -> None:
    shelf = await clustered.shelf()
    texts = {"a": rule("甲規程", "宿泊費。"), "b": rule("乙規程", "宿泊費の額と日当の額を定める。")}
    await clustered.load(shelf, **texts)
    newer = await clustered.library.search("宿泊費と日当", collections=[shelf])
    with Twin(version="2.19.0").running() as twin:
        machine = clustered.machine(cluster=replace(clustered.cluster, address=twin.address))
        await machine.build_index()
        older = await machine.search("宿泊費と日当", collections=[shelf])
        await machine.stop()
    assert [hit.score for hit in older.hits] == pytest.approx([hit.score for hit in newer.hits])
    assert older.is_confident == newer.is_confident


async def test_two_installations_share_a_cluster_by_their_prefixes(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"))
    other = clustered.machine(cluster=replace(clustered.cluster, prefix="genkan-trial"))
    await other.build_index()
    await clustered.load(shelf, b=rule("乙規程"))
    assert sorted(await clustered.titles("宿泊費", shelf)) == ["乙規程", "甲規程"]
    assert await clustered.titles("宿泊費", shelf, library=other) == ["甲規程"]
    assert {"genkan-trial-passages", "genkan-passages"} < set(twin.cluster.aliases)


async def test_a_search_takes_few_requests(clustered: Bench, twin: Twin) -> None:
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    await clustered.titles("宿泊費の額", shelf)
    twin.asked.clear()
    await clustered.titles("宿泊費の額", shelf)
    assert [request.rpartition("/")[2] for request in twin.asked] == [
        "current",
        "_search",
        "_search",
        "_mget",
    ]


async def test_words_are_left_to_the_cluster(clustered: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(SudachiSegmenter, "bases", lambda _self, text: asked.append(text) or ())
    shelf = await clustered.shelf()
    await clustered.load(shelf, a=rule("甲規程", "宿泊費を支払った者"))
    assert not asked
    monkeypatch.undo()
    assert await clustered.titles("支払いをする", shelf) == ["甲規程"]


async def test_a_cluster_is_checked(clustered: Bench, twin: Twin) -> None:
    assert check_cluster(clustered.cluster) == "opensearch 3.3.0"
    twin.cluster.tokenizers.remove("kuromoji_tokenizer")
    with pytest.raises(SearchServerLacksKuromoji, match="analysis-kuromoji"):
        check_cluster(clustered.cluster)
    with pytest.raises(SearchServerRefuses):
        check_cluster(replace(clustered.cluster, user=""))


def test_a_cluster_without_user_sends_none() -> None:
    server = building_server(Cluster("http://127.0.0.1:9"))
    assert server._fetcher._headers == {}
