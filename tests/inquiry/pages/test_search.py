"""The search of cases: common words by walking, rare ones by the index, on both engines; nothing of others."""

import pytest

from genkan.inquiry.pairs import as_words, pairs_of
from genkan.inquiry.store import finding
from genkan.inquiry.store.queue import Wanted, list_queue
from genkan.inquiry.store.search_tables import search_table
from genkan.inquiry.store.words import index_missing
from genkan.storage import Database
from tests.inquiry.conftest import Desk


@pytest.fixture(autouse=True)
def short_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of cases is too many to walk along."""
    monkeypatch.setattr(finding, "WALKED", 2)
    monkeypatch.setattr(finding, "WALKED_FAR", 4)


async def found(desk: Desk, words: str, *, of: str = "") -> list[str]:
    """The numbers of the cases that hold the words, in the order of the queue."""
    wanted = Wanted(of or desk.workspace.ministry.id, open=None, words=words)
    async with desk.workspace.parts.database.read() as connection:
        page = await list_queue(connection, wanted, limit=3)
    return [case.number[-2:] for case in page.cases]


async def test_words_near_and_far_are_found(desk: Desk) -> None:
    for text in (
        "手数料の話です。",
        "公印の話です。",
        "手数料と公印の話です。",
        "鰻の蒲焼の話です。",
        "手数料です。",
    ):
        await desk.receive(text)
        desk.workspace.clock.advance(minutes=1)
    assert await found(desk, "手数料") == ["01", "03", "05"]
    assert await found(desk, "の話です") == ["01", "02", "03"]  # no more than the page holds
    assert await found(desk, "手数料 公印") == ["03"]
    assert await found(desk, "鰻の蒲焼") == ["04"]
    assert await found(desk, "鰻") == ["04"]  # a single character has no pair
    assert await found(desk, "蒲焼の鰻") == []
    assert await found(desk, "印の手数") == []


async def test_a_word_that_stands_near_but_not_further_on_is_found_to_the_end(desk: Desk) -> None:
    for text in ("公印の話です。", "公印の件です。", "別の照会です。", "手数料です。", "公印です。"):
        await desk.receive(text)
        desk.workspace.clock.advance(minutes=1)
    assert await found(desk, "公印") == ["01", "02", "05"]


async def test_all_pairs_of_a_word_are_not_the_word(desk: Desk) -> None:
    for text in ("あいう。", "いうえ。", "うえあ。", "あいの次にいう。", "別の照会。"):
        await desk.receive(text)
    assert await found(desk, "あいう") == ["01"]


async def test_signs_of_a_pattern_mean_themselves(desk: Desk) -> None:
    for text in ("割引は100%です。", "割引は1000です。", "a_bの件", "axbの件", "別の照会です。"):
        await desk.receive(text)
    assert await found(desk, "00%") == ["01"]
    assert await found(desk, "a_b") == ["03"]
    assert await found(desk, "' OR 1=1 --") == []


async def test_letters_great_and_small_are_alike(desk: Desk) -> None:
    for text in ("ABCの件", "別の照会です。", "別の照会です。", "abcの件"):
        await desk.receive(text)
        desk.workspace.clock.advance(minutes=1)
    assert await found(desk, "Abc") == ["01", "04"]
    assert await found(desk, "abcの件") == ["01", "04"]


async def test_an_organisation_finds_its_own(desk: Desk) -> None:
    for _ in range(4):
        await desk.receive("手数料の話です。")
    assert await found(desk, "手数料", of=desk.workspace.city.id) == []


async def test_cases_of_an_earlier_version_are_found_after_they_are_indexed(desk: Desk) -> None:
    for text in ("手数料の話です。", "公印の話です。", "鰻の蒲焼の話です。"):
        await desk.receive(text)
    database: Database = desk.workspace.parts.database
    async with database.write() as connection:
        if database.is_sqlite:
            await connection.exec_driver_sql(
                "INSERT INTO inquiry_search_words(inquiry_search_words) VALUES ('delete-all')"
            )
        await connection.execute(search_table.delete())
    assert await found(desk, "蒲焼") == []
    async with database.write() as connection:
        assert await index_missing(connection) == 3
        assert await index_missing(connection) == 0
    assert await found(desk, "蒲焼") == ["03"]


def test_pairs_of_a_text() -> None:
    pairs = pairs_of("ＡＩ ab\nあ", organisation_id="x")
    assert len(pairs) == 2  # neither space nor a single character makes a pair
    assert pairs == pairs_of("ab ＡＩ", organisation_id="x")
    assert pairs == pairs_of("AB ＡＩ", organisation_id="x")
    assert not pairs & pairs_of("ab ＡＩ", organisation_id="y")
    assert all(-(2**31) <= pair < 2**31 for pair in pairs)
    assert all(len(word) <= 8 for word in as_words(pairs).split())
