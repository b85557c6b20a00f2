"""The search page: what is found, what is said, and input of every kind."""

import shutil
from urllib.parse import quote

from genkan.governance import Role
from genkan.knowledge import Readers
from tests.knowledge.pages.conftest import RECORDS, SECRET, TRAVEL, PagesRoom, texts


async def test_hits_are_marked_and_lead_to_their_article(pages_room: PagesRoom) -> None:
    document = await pages_room.document(await pages_room.collection("例示省規程集", RECORDS, TRAVEL))
    page = await (await pages_room.browser()).get("/search?q=保存期間は何年")

    first = page.select(".hits li")[0]
    assert texts(first, "h3") == ["例示省文書規程 第三条（保存期間）"]
    assert first.select("h3 a")[0]["href"] == f"{document}/3"
    assert texts(first, "p.soft") == ["第二章 保存 ＞ 第一節 期間"]
    assert "保存期間" in texts(first, "mark.hit")
    assert page.select("#q")[0]["value"] == "保存期間は何年"
    assert "文字の並びと単語の両方で、本文と見出しを検索しました。" in texts(page, "details.disclosure li")


async def test_an_article_by_its_number(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    browser = await pages_room.browser()
    for query in ("文書規程第3条", "例示省文書規程第三条", "文書規程３条"):
        page = await browser.get(f"/search?q={quote(query)}")

        assert texts(page, ".hits h3")[0] == "例示省文書規程 第三条（保存期間）"


async def test_facets_narrow_down_and_lead_back(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    browser = await pages_room.browser()
    page = await browser.get("/search?q=行政文書")
    facet = next(link for link in page.select(".facets a") if "旅費規程" in link.get_text())
    narrowed = await browser.get(str(facet["href"]))

    assert texts(narrowed, ".hits h3") == ["例示省旅費規程 第一条（日当）"]
    assert texts(narrowed, ".facets [aria-current]")[0].startswith("例示省旅費規程")
    assert len(narrowed.select(".facets a")) == len(page.select(".facets a"))
    assert narrowed.select('input[type=hidden][name="regulation"]')


async def test_the_own_collections_are_searched_unless_others_are_chosen(pages_room: PagesRoom) -> None:
    own = await pages_room.collection("例示省規程集", RECORDS)
    other = await pages_room.collection("例示市例規集", SECRET, of=pages_room.city, readers=Readers.EVERYONE)
    browser = await pages_room.browser()
    usual = await browser.get("/search?q=行政文書")
    chosen = await browser.get(f"/search?q=行政文書&collection={other.id}&collection=nowhere")

    assert [box["value"] for box in usual.select("input[name=collection][checked]")] == [own.id]
    assert "例示市秘密規程" not in usual.get_text()
    assert texts(chosen, ".hits h3") == ["例示市秘密規程 第一条（秘密）"]


async def test_more_can_be_shown(pages_room: PagesRoom) -> None:
    many = "".join(f"#### 第{number}条\n\n行政文書の定め。\n\n" for number in range(1, 16))
    await pages_room.collection("例示省規程集", f"---\ntitle: 例示省長大規程\n---\n{many}")
    browser = await pages_room.browser()
    page = await browser.get("/search?q=行政文書")
    more = next(link for link in page.select("a.button") if "さらに表示する" in link.get_text())

    assert len(page.select(".hits li")) == 10
    assert len((await browser.get(str(more["href"]))).select(".hits li")) == 15


async def test_examples_before_the_first_word(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    page = await (await pages_room.browser()).get("/search")

    assert texts(page, ".examples a") == ["文書規程第一条", "文書規程"]


# (what is typed, what the page says)
STRANGE = [
    ("x" * 4_000, "先頭の2,000字で検索しました。"),
    ("旅" * 4_000, "先頭の2,000字で検索しました。"),
    ("！？…※", "検索できる文字がありません。"),
    ("旅", "「旅」の1文字を含む条を検索しました。"),
    ("🍣👩‍👩‍👧", "条に"),
    ("행정문서", "見つかりませんでした。"),
    ("Государственный", "見つかりませんでした。"),
    ("「存在しない語句」", "「」を外して検索する"),
    ('" OR title:* AND (', "検索"),
    ("\x00文書規程第三条\x1b", "第三条（保存期間）"),
    ("<script>alert(1)</script>", "検索"),
    ("文書規程第九百条", "「例示省文書規程」に第900条はありません。"),
]


async def test_strange_queries(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    browser = await pages_room.browser()
    for query, says in STRANGE:
        page = await browser.get(f"/search?q={quote(query)}")

        assert says in " ".join(texts(page, "main")), query[:50]
        assert "<script>alert" not in str(page)


async def test_an_article_that_is_not_there_is_said_first(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    document = await pages_room.document(collection)
    page = await (await pages_room.browser()).get(f"/search?q={quote('文書規程第九百条')}")

    said, *_others = page.select("section[aria-labelledby=found] > *:not(h2)")
    assert "「例示省文書規程」に第900条はありません。" in said.get_text()
    assert "番号の近い条を表示しています。" in said.get_text()
    assert "「例示省文書規程」の目次を見る" in texts(page, f'a[href^="{document.rsplit("/", 1)[0]}/"]')
    assert all("例示省文書規程" in hit for hit in texts(page, ".hits h3"))
    assert 1 <= len(page.select(".hits > li")) <= 3


async def test_without_an_index_the_query_is_kept(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, indexed=False)
    page = await (await pages_room.browser()).get("/search?q=保存期間", status=503)

    assert page.select("#q")[0]["value"] == "保存期間"
    assert "少し待ってから、もう一度検索してください。" in page.get_text()


async def test_a_damaged_index_is_said_too(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    await pages_room.library.stop()
    shutil.rmtree(pages_room.index)

    await (await pages_room.browser()).get("/search?q=保存期間", status=503)


async def test_an_older_index_is_said(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser()
    before = await browser.get("/search?q=保存期間")
    await pages_room.collection("新しい規程集", TRAVEL, indexed=False)
    after = await browser.get("/search?q=保存期間")

    assert ["検索の索引を更新しています。" in page.get_text() for page in (before, after)] == [False, True]
    assert after.select(".hits li")


async def test_someone_with_nothing_to_read(pages_room: PagesRoom) -> None:
    browser = await pages_room.browser(Role.STAFF, of=pages_room.city)

    assert "検索できる規程集は、まだありません。" in (await browser.get("/search")).get_text()
    assert "閲覧できる規程集は、まだありません。" in (await browser.get("/regulations")).get_text()


async def test_the_plan_in_english(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    page = await (await pages_room.browser(language="en")).get("/search?q=文書規程第三条")

    assert texts(page, "details.disclosure li")[0].endswith("comes first.")
