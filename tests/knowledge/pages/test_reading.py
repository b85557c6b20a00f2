"""The list of regulations, tables of contents and articles: what each person sees."""

import io
from pathlib import Path
from urllib.parse import parse_qsl

import docx
import pytest

from genkan.governance import Role
from genkan.knowledge import Loader, NamedFile, Readers, note_kept
from genkan.knowledge.pages.listing import LINES
from tests.knowledge.office_files import needs_font, pdf_scanned
from tests.knowledge.pages.conftest import RECORDS, SECRET, TRAVEL, PagesRoom, texts
from tests.knowledge.test_office import recogniser

# (whose collection, its readers, whether people of the ministry and of the city may read it)
SHELVES = [
    ("ministry", Readers.ORGANISATION, True, False),
    ("city", Readers.ORGANISATION, False, True),
    ("ministry", Readers.EVERYONE, True, True),
    ("city", Readers.EVERYONE, True, True),
]


@pytest.mark.parametrize(("owner", "readers", "ministry", "city"), SHELVES)
async def test_who_reads_what(
    owner: str, readers: Readers, ministry: bool, city: bool, pages_room: PagesRoom
) -> None:
    organisations = {"ministry": pages_room.ministry, "city": pages_room.city}
    collection = await pages_room.collection("例示規程集", SECRET, of=organisations[owner], readers=readers)
    document = await pages_room.document(collection)

    for organisation, may in ((pages_room.ministry, ministry), (pages_room.city, city)):
        browser = await pages_room.browser(of=organisation)
        status = 200 if may else 404
        assert ("例示市秘密規程" in texts(await browser.get("/regulations"), "th a")) is may
        for path in ("", "/1", "/1/preview"):
            response = await browser.client.get(document + path)
            assert response.status_code == status
            assert ("秘密" in response.text) is may
        found = await browser.get("/search?q=行政文書の秘密")
        assert bool(found.select(".hits li")) is may
        assert (await browser.client.get(f"/search?q=秘密&collection={collection.id}")).status_code == status
        inside = f"/search?q=秘密&regulation={document.rsplit('/', 1)[1]}"
        assert (await browser.client.get(inside)).status_code == status


async def test_one_must_be_signed_in_and_use_the_workspace(pages_room: PagesRoom) -> None:
    stranger = await pages_room.browser()
    stranger.client.cookies.clear()
    operator = await pages_room.browser(Role.OPERATOR)
    for path in ("/search", "/regulations", "/regulations/x", "/regulations/x/1", "/regulations/x/1/preview"):
        assert (await stranger.client.get(path)).headers["location"].startswith("/sign-in?next=")
        assert (await operator.client.get(path)).status_code == 404


async def test_what_does_not_exist(pages_room: PagesRoom) -> None:
    browser = await pages_room.browser()
    for path in ("x", "%00", "x/1", "%00/%00", "../etc", "x/1/preview"):
        await browser.get(f"/regulations/{path}", status=404)


@needs_font
async def test_what_was_read_from_a_picture_says_so_wherever_it_is_read(
    pages_room: PagesRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recogniser(tmp_path, monkeypatch, languages="jpn")
    collection = await pages_room.collection("例示省資料集")
    files = [NamedFile("走査.pdf", pdf_scanned(with_text=True))]
    loader: Loader = pages_room.application.state.parts[Loader]
    await loader.load_files(files, collection_id=collection.id, actor="command_line")
    await pages_room.library.build_index()
    browser, document = await pages_room.browser(), await pages_room.document(collection)

    contents = await browser.get(document)
    assert texts(contents, ".banner-title") == ["OCRで読み取った文章を含みます。"]
    assert texts(contents, "ul.contents a") == ["1ページ", "2ページ"]
    assert "OCR" not in " ".join(texts(contents, "h3, h4"))
    for anchor, is_told in (("h1", True), ("h2", False)):
        page = await browser.get(f"{document}/{anchor}")
        assert (texts(page, ".banner-title") == ["OCRで読み取った文章です。"]) is is_told
        assert ("原本（走査.pdf）と照合してください。" in page.get_text()) is is_told
    for query, badges in (("読み取った文", ["OCRで読み取った文章"]), ("文字のある頁", [])):
        found = await browser.get(f"/search?q={query}")
        assert texts(found, ".hits li:first-child .badge") == badges
    sources = await pages_room.library.retrieve("読み取った文", collections=[collection], limit=1)
    assert note_kept(sources[0].as_source(1).found).is_recognised


async def test_a_page_that_does_not_exist_keeps_the_menu_of_whoever_is_signed_in(
    pages_room: PagesRoom,
) -> None:
    browser = await pages_room.browser()
    for path, status in (("/nothing", 404), ("/regulations?page=none", 422)):
        page = await browser.get(path, status=status)
        assert "/search" in [str(link["href"]) for link in page.select("nav.side a")]
    browser.client.cookies.clear()
    assert not (await browser.get("/nothing", status=404)).select("nav.side")


async def test_the_list_of_regulations(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    await pages_room.collection("空の規程集")
    page = await (await pages_room.browser()).get("/regulations")

    assert texts(page, "tbody tr") == [
        "例示省文書規程 令和七年例示省訓令第三号 訓令 例示省規程集 2025年（令和7年）4月1日 3",
        "例示省旅費規程 ― 規程 例示省規程集 ― 1",
    ]
    assert texts(page, ".shelf-counts li") == [
        "例示省規程集 機密性1 2件",
        "空の規程集 機密性1 この規程集には、まだ規程がありません。",
    ]


def _rules(count: int) -> list[str]:
    return [
        f"---\ntitle: 例示省規程{number:03}\nnumber: 第{number}号\n---\n#### 第一条\n\n定める。\n"
        for number in range(1, count + 1)
    ]


async def test_a_long_list_has_pages(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", *_rules(LINES + 3), indexed=False)
    browser = await pages_room.browser()
    first = await browser.get("/regulations")
    second = await browser.get("/regulations?page=2")
    beyond = await browser.get("/regulations?page=9")

    assert len(first.select("tbody tr")) == LINES
    assert texts(second, "tbody th") == ["例示省規程051", "例示省規程052", "例示省規程053"]
    assert texts(first, "main > [role=status], main [role=status]")[0].startswith("53件")
    assert first.select(
        ".pagination a[href='/regulations?&page=2'], .pagination a[href='/regulations?page=2']"
    )
    assert not beyond.select("tbody tr")
    await browser.client.get("/regulations?page=0")
    assert (await browser.client.get("/regulations?page=x")).status_code == 422


# (what is asked for, the titles listed)
ASKED = [
    ("q=文書", ["例示省文書規程"]),
    ("q=訓令第三号", ["例示省文書規程"]),
    ("q=例示省 規程", ["例示省文書規程", "例示省旅費規程"]),
    ("q=100%", []),
    ("q=_", []),
    ("kind=directive", ["例示省文書規程"]),
    ("kind=regulation&q=旅費", ["例示省旅費規程"]),
    ("kind=act", []),
    ("kind=nonsense", ["例示省文書規程", "例示省旅費規程"]),
    ("on=2024-01-01", ["例示省旅費規程"]),
    ("on=令和7年4月1日", ["例示省文書規程", "例示省旅費規程"]),
    ("collection=nowhere", ["例示省文書規程", "例示省旅費規程"]),
]


async def test_the_list_is_filtered(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS, TRAVEL, indexed=False)
    empty = await pages_room.collection("空の規程集")
    browser = await pages_room.browser()
    for asked, titles in [*ASKED, (f"collection={empty.id}", [])]:
        page = await browser.get(f"/regulations?{asked}")
        assert sorted(texts(page, "tbody th")) == sorted(titles), asked
        words = [value for name, value in parse_qsl(asked) if name == "q"]
        assert [page.select("#q")[0]["value"]] == (words or [""])


async def test_the_list_never_shows_what_one_may_not_read(pages_room: PagesRoom) -> None:
    theirs = await pages_room.collection("例示市例規集", SECRET, of=pages_room.city, indexed=False)
    browser = await pages_room.browser()
    for asked in ("", "?q=秘密", f"?collection={theirs.id}", "?kind=regulation"):
        assert "秘密規程" not in (await browser.get(f"/regulations{asked}")).get_text()


async def test_a_table_of_contents_names_each_chapter_once(pages_room: PagesRoom) -> None:
    document = await pages_room.document(await pages_room.collection("例示省規程集", RECORDS))
    page = await (await pages_room.browser()).get(document)

    assert texts(page, "h1, h3, h4, .contents a") == [
        "例示省文書規程",
        "第一章 総則",
        "第一条（目的）",
        "第二条（定義）",
        "第二章 保存",
        "第一節 期間",
        "第三条（保存期間）",
    ]
    assert "2025年（令和7年）4月1日" in texts(page, "dd")


async def test_an_article_with_all_that_is_around_it(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", RECORDS, TRAVEL)
    document = await pages_room.document(collection)
    page = await (await pages_room.browser()).get(f"{document}/2")

    assert texts(page, "h1") == ["第二条（定義）"]
    assert [(line.get("class"), line.get("id")) for line in page.select(".legal p")] == [
        (["unnumbered"], "p1"),
        (["line-1"], "p1-i1"),
        (["line-2"], None),
        (["line-0"], "p2"),
    ]
    assert texts(page, ".legal p")[1:3] == ["一 行政文書 職員が作成した文書をいう。", "イ 書籍を除く。"]
    links = {link.get_text(): str(link["href"]) for link in page.select(".legal a")}
    assert links["前条"] == f"{document}/1"
    assert links["旅費規程第一条"].endswith("/1")
    assert texts(page, "#citation") == ["例示省文書規程（令和七年例示省訓令第三号）第二条"]
    assert (
        texts(page, ".citation-forms span[lang]")[1]
        == "例示省文書規程（令和七年例示省訓令第三号）第二条第二項"
    )
    assert texts(page, "#permalink") == [f"http://genkan.test{document}/2"]
    assert [link["href"] for link in page.select("a[rel]")] == [f"{document}/1", f"{document}/3"]
    assert texts(page, ".aside [aria-current]") == ["第二条（定義）"]


async def test_a_preview_is_the_article_alone(pages_room: PagesRoom) -> None:
    document = await pages_room.document(await pages_room.collection("例示省規程集", RECORDS))
    response = await (await pages_room.browser()).client.get(f"{document}/3/preview")

    assert response.headers["cache-control"] == "no-store"
    assert response.text.startswith("<article")
    assert "行政文書の保存期間は、十年とする。" in response.text


async def test_what_was_loaded_is_escaped(pages_room: PagesRoom) -> None:
    text = "---\ntitle: <script>alert(1)</script>\n---\n#### 第一条（<b>太字</b>）\n\n<img src=x>の定め。\n"
    document = await pages_room.document(await pages_room.collection("<i>規程集</i>", text))
    browser = await pages_room.browser()

    for path in ("/regulations", document, f"{document}/1", f"{document}/1/preview", "/search?q=定め"):
        html = (await browser.client.get(path)).text
        assert not any(tag in html for tag in ("<script>alert", "<b>太字", "<img src=x", "<i>規程集"))


async def test_english(pages_room: PagesRoom) -> None:
    document = await pages_room.document(await pages_room.collection("例示省規程集", RECORDS))
    page = await (await pages_room.browser(language="en")).get(document)

    assert "1 April 2025" in texts(page, "dd")
    assert "Contents" in texts(page, "h2")


DELETED = """---
title: 例示省窓口規程
---
#### 第四条（受付）

窓口は、書面を受け付ける。

#### 第五条から第八条まで

削除
"""


async def test_the_page_of_a_deleted_article_says_so(pages_room: PagesRoom) -> None:
    document = await pages_room.document(await pages_room.collection("例示省規程集", DELETED))
    browser = await pages_room.browser()
    page = await browser.get(f"{document}/7", status=404)
    assert "第7条は、削除されています。" in page.get_text()
    assert "「第五条から第八条まで　削除」" in page.get_text()
    (link,) = [each for each in page.select("main a") if "記載のある箇所を開く" in each.get_text()]
    whole = await browser.get(str(link["href"]))
    assert texts(whole, "h1") == ["第五条から第八条まで"]
    await browser.get(f"{document}/3", status=404)
    assert "削除されています" not in (await browser.get(f"{document}/3", status=404)).get_text()


async def test_a_past_text_says_that_it_is_past_and_is_asked_about_as_of_its_day(
    pages_room: PagesRoom,
) -> None:
    later = RECORDS.replace("effective: 2025-04-01", "effective: 2026-04-01").replace("十年", "二十年")
    collection = await pages_room.collection("例示省規程集", RECORDS)
    loader: Loader = pages_room.application.state.parts[Loader]
    again = [NamedFile("0.md", later.encode())]
    await loader.load_files(again, collection_id=collection.id, actor="command_line")
    document = await pages_room.document(collection)
    browser = await pages_room.browser()
    page = await browser.get(f"{document}/3?on=2026-03-31")
    assert texts(page, ".day-standing .badge-neutral") == ["改正前"]
    assert "この日（2026年3月31日）に施行されていた条文です。" in page.get_text()
    assert page.select(f".day-form a[href='{document}/3']")
    assert texts(page, "#permalink") == [f"http://genkan.test{document}/3"]
    assert texts(page, "#dated-link") == [f"http://genkan.test{document}/3?on=2026-03-31"]
    asked = str(page.select_one("a[href^='/chat?']")["href"]).partition("?")[2]
    assert (
        dict(parse_qsl(asked))["question"]
        == "2026年3月31日時点の例示省文書規程第三条は、どのような内容ですか。"
    )
    word = await browser.client.get(f"{document}/comparison.docx")
    properties = docx.Document(io.BytesIO(word.content)).core_properties
    assert (properties.title, properties.author) == ("例示省文書規程新旧対照表", pages_room.ministry.name)
    today = await browser.get(f"{document}/3")
    assert texts(today, ".day-standing .badge-success") == ["施行中"]
    assert (
        "時点の" not in dict(parse_qsl(str(today.select_one("a[href^='/chat?']")["href"])))["/chat?question"]
    )
