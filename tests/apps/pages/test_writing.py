"""The page that checks official Japanese: findings in their places, corrections by a click, without JavaScript."""

from typing import Any

from bs4 import BeautifulSoup, Tag

from genkan.apps.official_writing import LONGEST_TEXT
from genkan.governance import Role
from tests.workspace.conftest import Browser, Workspace

TEXT = "<b>申し込み</b>を受付けます。\r\n至急、必要な書類を<送ること>。"


async def checked(browser: Browser, *, status: int = 200, **fields: Any) -> BeautifulSoup:
    """The page that answers the form."""
    return await browser.post("/writing", fields, status=status)


def texts(page: Tag, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def written(page: Tag) -> str:
    area = page.select_one("textarea#text")
    assert area is not None
    return area.get_text().removeprefix("\n")


async def test_findings_stand_at_their_places_with_reason_and_source(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await checked(browser, text=TEXT)
    assert texts(page, ".writing-text mark") == ["申し込み", "受付け", "至急、"]
    assert texts(page, ".writing-text mark.not-confirmed") == ["申し込み", "受付け"]
    assert texts(page, ".writing-list .badge") == ["誤り", "誤り", "要検討"]
    assert "1行目4文字目" in page.text
    assert "「公用文における漢字使用等について」（平成22年内閣訓令第1号）" in page.text
    assert "<送ること>" in page.select_one(".writing-text").get_text()
    for link in page.select(".writing-text a, .writing-list a"):
        assert page.select_one(str(link["href"])), link
    assert texts(page, "#writing-themes tbody tr") == ["送り仮名2件", "曖昧な言い方1件"]
    assert page.select_one("#writing-themes svg") is not None
    assert written(page) == TEXT.replace("\r\n", "\n")


async def test_one_click_corrects_one_place(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await checked(browser, text=TEXT)
    buttons = {button.get_text(strip=True): button for button in page.select(".writing-list button")}
    assert list(buttons) == ["「申込み」に修正", "「受け付け」に修正"]
    button = buttons["「受け付け」に修正"]
    assert button["form"] == page.select_one("form[action='/writing']")["id"]
    page = await checked(browser, text=TEXT, fix=button["value"])
    assert "申し込み</b>を受け付けます。" in written(page)
    assert "1件を修正しました。" in page.text


async def test_one_click_corrects_all_that_is_sure(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await checked(browser, text=TEXT, fix="all")
    assert written(page) == "<b>申込み</b>を受け付けます。\n至急、必要な書類を<送ること>。"
    assert "2件を修正しました。" in page.text
    assert texts(page, ".writing-text mark") == ["至急、"]


async def test_a_place_that_is_gone_is_not_corrected(workspace: Workspace) -> None:
    browser = await workspace.browser()
    for fix in ("4.8.okurigana-compound-noun.0", "0.0.none.0", "まちがい", "\x00"):
        page = await checked(browser, text="会議を開く。", fix=fix)
        assert written(page) == "会議を開く。"
        assert "選んだ箇所が見つからないため、修正していません。" in page.text


async def test_quotations_are_checked_on_request(workspace: Workspace) -> None:
    browser = await workspace.browser()
    quoted = "通知に「会議を行なう」とある。"
    assert "指摘はありません。" in (await checked(browser, text=quoted)).text
    page = await checked(browser, text=quoted, quotations="yes")
    assert texts(page, ".writing-text mark") == ["行なう"]
    assert page.select_one("input[name=quotations][checked]")


async def test_the_kind_of_text_decides_and_stays_chosen(workspace: Workspace) -> None:
    browser = await workspace.browser()
    text = "申し込みを受付けます。"
    page = await checked(browser, text=text, kind="public")
    assert texts(page, ".writing-text mark") == ["受付け"]
    assert page.select_one("input[name=kind][checked]")["value"] == "public"
    mended = await checked(browser, text=text, kind="public", fix="all")
    assert written(mended) == "申し込みを受け付けます。"
    page = await checked(browser, text=text, kind="まちがい")
    assert texts(page, ".writing-text mark") == ["申し込み", "受付け"]


async def test_the_text_comes_back_with_a_refusal(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await checked(browser, text=" \n ", status=422)
    assert texts(page, "#text-error") == ["＊確認する文章が入力されていません。"]
    page = await checked(browser, text="議" * (LONGEST_TEXT + 1), status=422)
    assert "文章が長すぎます（100,001文字）。" in page.text
    assert len(written(page)) == LONGEST_TEXT + 1


async def test_the_page_says_that_no_model_is_asked(workspace: Workspace) -> None:
    page = await (await workspace.browser()).get("/writing")
    assert "生成AIのモデルによる提案は含みません" in page.text
    assert page.select_one("nav a[href='/writing'][aria-current=page]")
    assert not page.select(".writing-list")


async def test_english(workspace: Workspace) -> None:
    browser = await workspace.browser(language="en")
    page = await checked(browser, text=TEXT)
    assert texts(page, ".writing-list .badge") == ["Error", "Error", "Consider"]
    assert "Findings: 3, of which 2 errors" in page.text
    assert "line 1, character 4" in page.text
    assert texts(page, "#writing-themes tbody th") == ["Okurigana", "Vagueness"]


async def test_only_those_who_use_the_workspace(workspace: Workspace) -> None:
    auditor = await workspace.browser("監査三郎", Role.AUDITOR)
    await auditor.get("/writing", status=404)
    await checked(auditor, text=TEXT, status=404)
