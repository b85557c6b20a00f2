"""Searching, reading and retrieving."""

from collections.abc import Sequence

import pytest

from genkan.governance import Organisation
from genkan.knowledge import Collection, ListedReader, ReaderKind, Readers, RegulationNotFound, examine
from genkan.knowledge.errors import KnowledgeProblem
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import FacetKind
from tests.knowledge.conftest import KnowledgeRoom

TRAVEL = """---
title: 例示省職員旅費支給規程
number: 令和七年例示省訓令第八号
organisation: 例示省
abbreviations: [旅費規程]
---
## 第一章 総則
#### 第一条（目的）

旅費に関し必要な事項を定める。

## 第二章 旅費
#### 第二条（宿泊費）

宿泊費の額は、一夜につき一万九千円を上限とする。

２ 前条の目的のため、第二条の二及び文書管理規程第一条第一項の規定を準用する。この場合において、第九条は適用しない。

#### 第二条の二（取消料）

取り消された旅行の取消料は、一般競争の場合を除き、実費を支給する。

## 附則

この規程は、令和七年四月一日から施行する。
"""
RECORDS = """---
title: 例示省行政文書管理規程
organisation: 例示省
abbreviations: [文書管理規程]
---
#### 第一条（保存）

行政文書は、その種類に応じ、十年間保存する。

#### 第二条（廃棄）

保存期間が満了した行政文書は、廃棄する。
"""
SECRET = """---
title: 例示市秘密規程
abbreviations: [秘密規程]
---
#### 第一条（秘密）

宿泊費及び行政文書に関する秘密の定めである。
"""


@pytest.fixture
async def shelf(room: KnowledgeRoom) -> Collection:
    """Two regulations of the ministry."""
    collection = await room.collection("規程集")
    await room.load(collection, travel=TRAVEL, records=RECORDS)
    return collection


async def found(room: KnowledgeRoom, query: str, *collections: Collection) -> list[str]:
    """The citations of what is found."""
    result = await room.library.search(query, collections=collections)
    return [hit.citation for hit in result.hits]


# query, the article that comes first, words of the plan
FOUND = (
    # a law by title or abbreviation and an article in every spelling
    ("文書管理規程第2条", "例示省行政文書管理規程第二条", "条番号を読み取り"),
    ("例示省旅費規程 第２条の２", "例示省職員旅費支給規程第二条の二", "条番号を読み取り"),
    ("職員旅費支給規程二条の二とは", "例示省職員旅費支給規程第二条の二", "条番号を読み取り"),
    ("令和七年例示省訓令第八号第一条", "例示省職員旅費支給規程第一条", "条番号を読み取り"),
    ("旅費規程附則", "例示省職員旅費支給規程附則", "規程名「例示省職員旅費支給規程」"),
    # a law alone
    ("旅費規程", "例示省職員旅費支給規程第一条", "その規程の条を順に"),
    # words, in everyday and legal language
    ("宿泊費の上限", "例示省職員旅費支給規程第二条", "本文と見出しを検索"),
    ("ホテル代はいくらまで", "例示省職員旅費支給規程第二条", "「ホテル代」を、規程の用語「宿泊費」"),
    ("古い書類を捨てる", "例示省行政文書管理規程第二条", "「捨てる」を、規程の用語「廃棄」"),
    # numerals in any spelling
    ("１０年間", "例示省行政文書管理規程第一条", "本文と見出しを検索"),
    # exact words
    ("「取消料は、一般競争」", "例示省職員旅費支給規程第二条の二", "をそのまま含む条"),
    ('"19,000円を上限"', "例示省職員旅費支給規程第二条", "をそのまま含む条"),
    # one character
    ("廃", "例示省行政文書管理規程第二条", "1文字を含む"),
    # the regulation named is lifted
    ("旅費規程の目的", "例示省職員旅費支給規程第一条", "その規程の条を優先"),
)

# query, words of the plan
NOT_THERE = (
    ("旅費規程第99条", "「例示省職員旅費支給規程」に第99条はありません。"),
    ("国家公務員法第3条", "「国家公務員法」という規程は、検索の対象の中にありません。"),
    ("！？…", "検索できる文字がありません。"),
    ("", "検索できる文字がありません。"),
    ("　\n", "検索できる文字がありません。"),
    ("「どの規程にもない語句」", "をそのまま含む条"),
)


async def test_the_right_article_comes_first(room: KnowledgeRoom, shelf: Collection) -> None:
    for query, first, plan in FOUND:
        result = await room.library.search(query, collections=[shelf])
        assert (query, result.hits[0].citation) == (query, first)
        assert plan in result.plan
        assert result.seconds > 0


async def test_what_is_not_there_is_said(room: KnowledgeRoom, shelf: Collection) -> None:
    for query, plan in NOT_THERE:
        assert plan in (await room.library.search(query, collections=[shelf])).plan


async def test_in_place_of_an_article_that_is_not_there_come_those_of_the_nearest_numbers(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    result = await room.library.search("旅費規程第99条", collections=[shelf])
    assert result.hits
    assert len(result.hits) <= 3
    assert {hit.law_title for hit in result.hits} == {"例示省職員旅費支給規程"}
    assert [step.kind.value for step in result.steps] == ["no_such_article", "near_articles"]
    asked_more = await room.library.search("旅費規程第99条の宿泊費の上限", collections=[shelf])
    assert "near_articles" not in [step.kind.value for step in asked_more.steps]


async def test_a_phrase_that_stands_nowhere_finds_nothing(room: KnowledgeRoom, shelf: Collection) -> None:
    assert await found(room, "「一万九千円を下限」", shelf) == []
    assert await found(room, "「宿泊費の額は、二夜」", shelf) == []


async def test_an_article_number_alone_shows_that_article_of_every_regulation(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    assert sorted(await found(room, "第二条", shelf)) == [
        "例示省職員旅費支給規程第二条",
        "例示省行政文書管理規程第二条",
    ]


HOSTILE = (
    "文書" * 5_000,
    "「" * 10_000,
    "あ" * 10_000,
    "一" * 10_000,
    "教えてください" * 1_000,
    "\x00\x01",
    "한국어 Ελληνικά",
    "(a OR b) AND *:*",
    "あ",
)


async def test_no_query_breaks_the_search(room: KnowledgeRoom, shelf: Collection) -> None:
    for query in HOSTILE:
        result = await room.library.search(query, collections=[shelf])
        assert result.seconds < 5
        assert ("先頭の2,000字" in result.plan) == (len(query) > 2_000)


async def test_what_was_searched_is_marked(room: KnowledgeRoom, shelf: Collection) -> None:
    result = await room.library.search("19000円 ホテル代", collections=[shelf])
    marked = [span.text for span in result.hits[0].snippet if span.marked]
    assert "宿泊費" in marked
    assert any("一万九千" in text for text in marked)
    assert "".join(span.text for span in result.hits[0].snippet) in result.hits[0].text


async def test_facets_and_a_search_within_one_regulation(room: KnowledgeRoom, shelf: Collection) -> None:
    result = await room.library.search("行政文書の宿泊費", collections=[shelf], refinement=Narrowing())
    facets = result.facets_of(FacetKind.DOCUMENT)
    assert {facet.label for facet in facets} == {"例示省職員旅費支給規程", "例示省行政文書管理規程"}
    travel = next(facet for facet in facets if facet.label == "例示省職員旅費支給規程")
    within = await room.library.search("行政文書の宿泊費", collections=[shelf], document_id=travel.value)
    assert {hit.law_title for hit in within.hits} == {"例示省職員旅費支給規程"}
    assert (within.total, within.facets) == (None, ())


async def test_an_article_with_everything_around_it(room: KnowledgeRoom, shelf: Collection) -> None:
    async with room.database.read() as connection:
        travel, records = sorted(
            await room.library.documents(connection, collections=[shelf]),
            key=lambda one: one.name,
            reverse=True,
        )
        page = await room.library.article(connection, document_id=travel.id, anchor="2", collections=[shelf])
    assert page.citation == "例示省職員旅費支給規程第二条"
    assert page.article.headings == ("第二章　旅費",)
    assert page.previous and page.previous.anchor == "1"
    assert page.following and page.following.anchor == "2_2"
    assert [entry.anchor for entry in page.neighbours] == ["2", "2_2"]
    assert [(part.text, part.href) for part in page.lines[1].parts if part.href] == [
        ("前条", f"/regulations/{travel.id}/1"),
        ("第二条の二", f"/regulations/{travel.id}/2_2"),
        ("文書管理規程第一条第一項", f"/regulations/{records.id}/1#p1"),
    ]
    assert "".join(part.text for part in page.lines[1].parts) == page.article.paragraphs[1].text


async def test_passages_are_whole_articles_within_a_budget(room: KnowledgeRoom, shelf: Collection) -> None:
    passages = await room.library.retrieve("宿泊費の上限は", collections=[shelf])
    assert passages[0].text.endswith("適用しない。")
    source = passages[0].as_source(1)
    assert (source.number, source.label) == (1, "例示省職員旅費支給規程第二条")
    assert source.anchor == f"/regulations/{passages[0].document_id}/2"
    small = await room.library.retrieve("宿泊費の上限は", collections=[shelf], budget=60)
    assert [passage.text for passage in small] == ["宿泊費の額は、一夜につき一万九千円を上限とする。\n（略）"]


async def test_references_of_an_answer_are_checked_against_the_shelves(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    answer = "旅費規程第2条によります[1]。旅費規程第99条と秘密規程第1条も確認してください。"
    passages = await room.library.retrieve("宿泊費の上限は", collections=[shelf], limit=1)
    async with room.database.read() as connection:
        known = await room.library.known_regulations(connection, texts=[answer], collections=[shelf])
    sources = [passage.as_source(n) for n, passage in enumerate(passages, 1)]
    checks = examine(answer, sources, known=known).checks
    assert [(check.reference, check.verdict.value) for check in checks if check.reference] == [
        ("旅費規程第2条", "verified"),
        ("旅費規程第99条", "no_such_article"),
        ("秘密規程第1条", "no_such_law"),
    ]


@pytest.mark.parametrize("reader", ["ministry", "city"])
@pytest.mark.parametrize("owner", ["ministry", "city"])
@pytest.mark.parametrize("readers", [Readers.ORGANISATION, Readers.EVERYONE, "listed", "listed another"])
async def test_only_readers_ever_see_anything(
    room: KnowledgeRoom, reader: str, owner: str, readers: Readers | str
) -> None:
    """The matrix of readers and collections: in search, by name, by number, on pages, in prompts, in checks."""
    organisations = {"ministry": room.ministry, "city": room.city}
    secret = await room.collection("秘密集", of=organisations[owner])
    await _let_read(room, secret, readers, organisations[reader])
    own = await room.collection("自分の規程集", of=organisations[reader])
    (report,) = await room.load(secret, secret=SECRET)
    await room.load(own, records=RECORDS)
    collections = await room.readable(organisations[reader])
    may_read = {Readers.EVERYONE: True, Readers.ORGANISATION: reader == owner}.get(
        readers, readers == "listed"
    )
    assert await _sees(room, collections, report.document_id) == dict.fromkeys(
        [
            "search",
            "name",
            "number",
            "within",
            "facets",
            "retrieve",
            "list",
            "contents",
            "article",
            "known",
            "plan",
        ],
        may_read,
    )


async def _sees(room: KnowledgeRoom, collections: Sequence[Collection], document_id: str) -> dict[str, bool]:
    library = room.library
    search = await library.search("宿泊費の秘密", collections=collections, refinement=Narrowing())
    name = await library.search("秘密規程", collections=collections)
    number = await library.search("秘密規程第1条", collections=collections)
    within = await library.search("秘密", collections=collections, document_id=document_id)
    passages = await library.retrieve("秘密規程の宿泊費", collections=collections)
    async with room.database.read() as connection:
        documents = await library.documents(connection, collections=collections)
        known = await library.known_regulations(connection, texts=["秘密規程第1条"], collections=collections)
    return {
        "search": any(hit.document_id == document_id for hit in search.hits),
        "name": any(hit.document_id == document_id for hit in name.hits),
        "number": any(hit.document_id == document_id for hit in number.hits),
        "within": bool(within.hits),
        "facets": any(facet.value == document_id for facet in search.facets),
        "retrieve": any(passage.document_id == document_id for passage in passages),
        "list": any(document.id == document_id for document in documents),
        "contents": await _can_read(room, collections, document_id, anchor=None),
        "article": await _can_read(room, collections, document_id, anchor="1"),
        "known": bool(known),
        "plan": "例示市秘密規程" in number.plan + name.plan,
    }


async def _let_read(
    room: KnowledgeRoom, collection: Collection, readers: Readers | str, reader: Organisation
) -> None:
    """Give the collection its readers; a list names the reader's organisation or some other one."""
    listed = [ListedReader(ReaderKind.ORGANISATION, reader.id if readers == "listed" else "another")]
    chosen = readers if isinstance(readers, Readers) else Readers.LISTED
    async with room.database.write() as connection:
        await room.loader.set_readers(connection, collection, readers=chosen, listed=listed, actor="test")


async def _can_read(
    room: KnowledgeRoom, collections: Sequence[Collection], document_id: str, *, anchor: str | None
) -> bool:
    async with room.database.read() as connection:
        try:
            if anchor:
                await room.library.article(
                    connection, document_id=document_id, anchor=anchor, collections=collections
                )
            else:
                await room.library.contents(connection, document_id=document_id, collections=collections)
        except RegulationNotFound:
            return False
    return True


async def test_without_collections_there_is_nothing(room: KnowledgeRoom, shelf: Collection) -> None:
    for query in ("宿泊費", "旅費規程", "旅費規程第2条", "第2条", "廃", "「宿泊費の額」"):
        assert await found(room, query) == []


async def test_an_article_that_is_not_there(room: KnowledgeRoom, shelf: Collection) -> None:
    async with room.database.read() as connection:
        (document, _) = await room.library.documents(connection, collections=[shelf])
        for document_id, anchor in ((document.id, "99"), ("none", "1"), (document.id, "../1")):
            with pytest.raises(KnowledgeProblem) as raised:
                await room.library.article(
                    connection, document_id=document_id, anchor=anchor, collections=[shelf]
                )
            assert raised.value.status == 404
