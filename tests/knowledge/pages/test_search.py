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
    chips = 'nav[aria-label="法令・規程"] a'
    assert texts(narrowed, f"{chips}[aria-current]") == ["例示省旅費規程 1条"]
    assert texts(narrowed, chips) == texts(page, chips)
    assert texts(narrowed, "[role=status]")[0].startswith("1条が見つかりました")
    back = next(link for link in narrowed.select(chips) if link.get_text().strip() == "全て")
    whole = await browser.get(str(back["href"]))
    assert texts(whole, ".hits h3") == texts(page, ".hits h3")
    deeper = next(link for link in narrowed.select("a") if "もう一度検索する" in link.get_text())
    within = await browser.get(str(deeper["href"]))
    assert within.select('input[type=hidden][name="regulation"]')
    assert texts(within, ".hits h3") == ["例示省旅費規程 第一条（日当）"]


async def test_every_chip_shows_as_many_articles_as_it_says(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    browser = await pages_room.browser()
    page = await browser.get("/search?q=行政文書の保存")
    chips = [chip for chip in page.select(".facets nav a") if "条" in chip.get_text().split()[-1]]
    assert chips
    for chip in chips:
        shown = await browser.get(str(chip["href"]))
        count = chip.get_text().split()[-1].removesuffix("条")
        assert len(shown.select(".hits > li")) == int(count), chip


async def test_a_day_in_the_words_counts_and_leads_back_to_today(pages_room: PagesRoom) -> None:
    """RECORDS is in force from 1 April 2025."""
    await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser()
    before = await browser.get(f"/search?q={quote('令和3年4月1日時点の行政文書の保存期間')}")
    after = await browser.get(f"/search?q={quote('令和七年四月当時の行政文書の保存期間')}")

    assert not before.select(".hits li")
    assert "2021年4月1日に施行されていた条文を検索しました。" in before.get_text()
    assert "2025年4月30日に施行されていた条文を検索しました。" in after.get_text()
    assert after.select(".hits li")
    today = next(link for link in before.select("a") if "今日の条文を検索する" in link.get_text())
    assert (await browser.get(str(today["href"]))).select(".hits li")


async def test_the_day_is_typed_in_either_calendar_and_a_wrong_one_comes_back(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser()
    for written in ("令和7年4月1日", "R7.4.1", "2025-04-01", "令和七年四月一日"):
        page = await browser.get(f"/search?q={quote('保存期間')}&on={quote(written)}")
        assert page.select("#on")[0]["value"] == "2025年4月1日"
        assert page.select(".hits li")
    wrong = await browser.get(f"/search?q={quote('保存期間')}&on={quote('先月ごろ')}", status=422)
    assert wrong.select("#on")[0]["value"] == "先月ごろ"
    assert "日付として読み取れません" in texts(wrong, ".field-error")[0]
    assert wrong.select("#q")[0]["value"] == "保存期間"
    assert not wrong.select("input[type=date]")


async def test_captions_are_suggested_while_someone_types(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    browser = await pages_room.browser()
    page = await browser.client.get(f"/search/suggestions?q={quote('保存期')}")
    assert 'value="例示省文書規程第三条" label="例示省文書規程第三条（保存期間）"' in page.text
    found = await browser.get(f"/search?q={quote('例示省文書規程第三条')}")
    assert texts(found, ".hits h3") == ["例示省文書規程 第三条（保存期間）"]
    for nothing in ("", "保", "！？", "該当なし"):
        response = await browser.client.get(f"/search/suggestions?q={quote(nothing)}")
        assert "保存期間" not in response.text, nothing


async def test_captions_of_others_are_never_suggested(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示市例規集", SECRET, of=pages_room.city)
    browser = await pages_room.browser()
    response = await browser.client.get(f"/search/suggestions?q={quote('秘密')}")
    assert "秘密" not in response.text


async def test_only_what_is_to_be_searched_is_suggested(pages_room: PagesRoom) -> None:
    own = await pages_room.collection("例示省規程集", RECORDS)
    other = await pages_room.collection("例示市例規集", SECRET, of=pages_room.city, readers=Readers.EVERYONE)
    browser = await pages_room.browser()
    address = f"/search/suggestions?q={quote('規程')}"
    suggested = {
        chosen: (await browser.client.get(f"{address}{chosen}")).text
        for chosen in ("", f"&collection={own.id}", f"&collection={other.id}")
    }
    assert ["例示市秘密規程" in html for html in suggested.values()] == [False, False, True]
    assert ["例示省文書規程" in html for html in suggested.values()] == [True, True, False]
    assert (await browser.get("/search")).select("#q")[0]["hx-include"] == "[name=collection]"


async def test_a_title_without_its_beginning_is_no_further_name(pages_room: PagesRoom) -> None:
    issued = RECORDS.replace("abbreviations: [文書規程]", "organisation: 例示省\nabbreviations: [公文規程]")
    await pages_room.collection("例示省規程集", issued)
    browser = await pages_room.browser()
    for typed, label in (("文書規程", ""), ("公文規程", ' label="例示省文書規程（公文規程）"')):
        response = await browser.client.get(f"/search/suggestions?q={quote(typed)}")
        assert f'<option value="例示省文書規程"{label}></option>' in response.text


async def test_doubt_is_told_once(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser()
    # (what is searched, the titles of the notices, whether the doubt is told)
    for query, titles, is_told in (
        ("例示省文書規程第九十九条", ["「例示省文書規程」に第99条はありません。"], False),
        (
            "月面旅行推進法では、文書の保存期間は",
            ["「月面旅行推進法」という規程は、検索の対象の中にありません。"],
            True,
        ),
        ("ラーメンについて", ["質問に合う条は、見つからなかった可能性があります。"], True),
        ("文書の保存期間", [], False),
    ):
        page = await browser.get(f"/search?q={quote(query)}")
        assert page.select(".hits li"), query
        assert texts(page, ".banner-warning .banner-title") == titles
        assert ("見つからなかった可能性" in page.get_text()) is is_told, query


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
