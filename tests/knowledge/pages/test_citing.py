"""The page on which a person checks the citations of a text."""

from genkan.governance import Role
from tests.knowledge.pages.conftest import RECORDS, SECRET, PagesRoom, texts

TEXT = "文書規程第3条は「行政文書の保存期間は、十年とする」と定める。\r\n同条第4項と、文書規程第77条も見る。<b>太字</b>"


async def test_findings_stand_at_their_places_and_lead_to_the_article(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    page = await browser.post("/citations", information_class="2", text=TEXT, on="2026-01-01")
    assert texts(page, ".citation-text mark") == ["文書規程第3条", "同条第4項", "文書規程第77条"]
    assert texts(page, ".citation-text mark.not-confirmed") == ["同条第4項", "文書規程第77条"]
    assert texts(page, ".citation-list .badge") == ["項又は号がない", "条がない", "確認済み"]
    links = [link["href"] for link in page.select(".citation-list a[href^='/regulations']")]
    assert links[-1] == f"{await pages_room.document(collection)}/3?on=2026-01-01"
    assert "2026年1月1日の条文" in page.get_text()
    assert "<b>太字</b>" in page.select_one(".citation-text").get_text()
    for mark in page.select(".citation-text a"):
        assert page.select_one(f"li{mark['href']}")


async def test_what_was_typed_comes_back_with_a_refusal(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    page = await browser.post("/citations", information_class="2", text=TEXT, on="きのう", status=422)
    assert page.select_one("#on")["value"] == "きのう"
    assert "文書規程第3条" in page.select_one("textarea").get_text()
    assert texts(page, "#on-error") == ["＊「きのう」を日付として読み取れません。"]
    page = await browser.post("/citations", information_class="2", text="  ", status=422)
    assert texts(page, "#text-error") == ["＊確認する文章が入力されていません。"]


async def test_other_organisations_regulations_stay_unknown(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    secret = await pages_room.collection("秘密", SECRET, of=pages_room.city)
    browser = await pages_room.browser(Role.STAFF)
    page = await browser.post(
        "/citations", information_class="2", text="例示市秘密規程第1条", collection=secret.id
    )
    assert texts(page, ".citation-list .badge") == ["登録の中に見当たらない"]
    assert not page.select("input[name=collection]")


async def test_a_text_without_references_says_so(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser(language="en")
    page = await browser.post("/citations", information_class="2", text="何も引用していません。")
    assert "No article is cited by its number." in page.get_text()


async def test_an_empty_shelf_says_what_to_do(pages_room: PagesRoom) -> None:
    page = await (await pages_room.browser()).get("/citations")
    assert "確認に使える規程集は、まだありません。" in page.get_text()
    assert not page.select("textarea")


# (what is chosen, the refusal)
CLASSES = [("", True), ("3", True), ("x", True), ("1", False), ("2", False)]


async def test_the_class_of_the_text_is_chosen_and_shown(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    empty = await browser.get("/citations")
    assert [box["value"] for box in empty.select("input[name=information_class][checked]")] == ["2"]
    assert "外部のサービスには送信せず、保存もしません。" in empty.get_text()
    for chosen, refused in CLASSES:
        page = await browser.post(
            "/citations", text=TEXT, information_class=chosen, status=422 if refused else 200
        )
        assert bool(page.select("#information_class-error")) is refused, chosen
        shown = texts(page, "section[aria-labelledby=findings-heading] > p .badge-class")
        assert shown == ([] if refused else [f"機密性{chosen}"])
        assert "文書規程第3条" in page.select_one("textarea").get_text()


# (what a text cites, what is said of it)
ABSENT = [
    (
        "民法第709条",
        "「民法」は法令（「民法」）の名称ですが、照合する規程集に収録されていないため、確認できません。",
    ),
    ("個情法第1条", "「個情法」は法令（「個人情報の保護に関する法律」）の名称ですが"),
    (
        "架空手続法第1条",
        "「架空手続法」は、照合する規程集の中に見当たらないため、確認できません。収録されていないか、名称が誤って",
    ),
]


async def test_a_law_that_is_not_loaded_is_not_called_unknown(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    for cited, says in ABSENT:
        page = await browser.post("/citations", information_class="1", text=f"{cited}による。")
        assert says in page.select_one(".citation-list").get_text(), cited


async def test_a_law_that_is_not_here_is_counted_apart_and_is_no_error(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    text = "文書規程第3条、民法第5条及び架空手続法第1条による。文書規程第77条も参照する。"
    page = await browser.post("/citations", information_class="1", text=text)
    counts = [line.get_text(" ", strip=True).split(" ")[:2] for line in page.select(".check-counts li")]
    assert counts == [["確認済み", "1件"], ["誤りのおそれ", "1件"], ["収録されていない", "2件"]]
    assert texts(page, "mark.not-held") == ["民法第5条", "架空手続法第1条"]
    assert texts(page, "mark.not-confirmed") == ["文書規程第77条"]
    assert texts(page, ".citation-list .badge-info") == ["収録されていない", "登録の中に見当たらない"]


async def test_the_sentences_without_a_source_are_shown(pages_room: PagesRoom) -> None:
    await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    bare = ["保存期間は必ず守らなければならない。", f"文書規程第77条は{'長' * 200}いと定める。"]
    text = "# 保存期間について\n文書規程第3条は保存期間を定める。" + "".join(bare)
    page = await browser.post("/citations", information_class="1", text=text)
    assert texts(page, ".disclosure summary")[0] == "根拠となる条を示していない文：3文のうち2文"
    assert texts(page, ".unsourced li") == [bare[0], bare[1][:199] + "…"]
    sourced = await browser.post(
        "/citations", information_class="1", text="文書規程第3条は保存期間を定める。"
    )
    assert not sourced.select(".unsourced")


async def test_the_article_before_leads_to_its_page(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("規程集", RECORDS)
    browser = await pages_room.browser()
    page = await browser.post("/citations", information_class="1", text="文書規程第3条は、前条の用語を使う。")
    assert texts(page, ".citation-text mark") == ["文書規程第3条", "前条"]
    links = [
        str(link["href"]).partition("?")[0] for link in page.select(".citation-list a[href^='/regulations']")
    ]
    document = await pages_room.document(collection)
    assert links == [f"{document}/3", f"{document}/2"]
