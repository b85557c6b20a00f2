"""Every page, as each person sees it: no accessibility fault in light or dark, nothing wider than a telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Axe
from tests.browser.installation import Installation, links_in, new_installation, same_person, sign_in

PAGES = {
    "hanako.rei": (
        "/",
        "/chat",
        "/conversations",
        "/search",
        "/search?q=出張の精算",
        "/search?q=該当のない言葉",
        "/search?q=令和7年4月1日時点の文書の保存&in_kind=directive",
        "/search?q=文書の保存&on=先月",
        "/citations",
        "/writing",
        "/regulations",
        "/regulations?q=例示省&kind=directive",
        "/compare",
        "/models",
        "/account",
        "/nothing-here",
    ),
    "ichiro.rei": (
        "/",
        "/administration/people",
        "/administration/people/new",
        "/administration/rules",
        "/administration/keys",
        "/administration/keys/new",
        "/administration/groups",
        "/administration/budgets",
        "/administration/switches",
        "/administration/knowledge",
        "/administration/ledger",
        "/trial/report",
        "/usage?period=2026-01",
    ),
    "sho.rei": (
        "/",
        "/models",
        "/models/connect",
        "/administration/budgets",
        "/administration/switches",
        "/models/history?at=2026-01-01T10:00",
    ),
}
MADE = (
    *("conversation", "comparison", "article", "contents", "versions", "person", "event", "usage"),
    *("settings", "group", "key"),
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, list[str]]]:
    made = new_installation(tmp_path_factory.mktemp("installation"))
    links = links_in(made.start())
    links.append(made.run("people", "link", "sho.rei").stdout.strip())
    yield made, links
    made.stop()


@pytest.fixture(scope="module")
def people(installation: tuple[Installation, list[str]], browser: Browser) -> dict[str, Page]:
    _, links = installation
    return {name: sign_in(browser, link) for name, link in zip(PAGES, links, strict=True)}


@pytest.fixture(scope="module")
def made(installation: tuple[Installation, list[str]], people: dict[str, Page]) -> dict[str, tuple[str, str]]:
    """Pages that exist only once something was done: whose page, and its path."""
    address, staff, administrator = installation[0].address, people["hanako.rei"], people["ichiro.rei"]
    return {
        "conversation": ("hanako.rei", _conversation(staff, address)),
        "comparison": ("hanako.rei", _comparison(staff, address)),
        "article": (
            "hanako.rei",
            _first_link(staff, address, "/search?q=文書管理規程第12条", "/regulations/"),
        ),
        "contents": ("hanako.rei", _first_link(staff, address, "/regulations", "/regulations/")),
        "person": (
            "ichiro.rei",
            _first_link(administrator, address, "/administration/people", "/administration/people/0"),
        ),
        "event": (
            "ichiro.rei",
            _first_link(administrator, address, "/administration/ledger", "/administration/ledger/events/0"),
        ),
        "usage": ("ichiro.rei", "/usage?measure=tokens"),
        "versions": ("hanako.rei", _versions(staff, address)),
        "settings": (
            "ichiro.rei",
            _first_link(administrator, address, "/administration/knowledge", "/administration/knowledge/0"),
        ),
        "group": ("ichiro.rei", _group(administrator, address)),
        "key": ("ichiro.rei", _key(administrator, address)),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "path"), [(name, path) for name in PAGES for path in PAGES[name]])
def test_page(installation, people, browser: Browser, axe: Axe, name: str, path: str, scheme: str) -> None:
    _check(browser, people[name], installation[0].address + path, axe, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", MADE)
def test_page_of_something_made(
    installation, people, made, browser: Browser, axe: Axe, what: str, scheme: str
) -> None:
    name, path = made[what]
    _check(browser, people[name], installation[0].address + path, axe, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_page(installation, browser: Browser, axe: Axe, scheme: str) -> None:
    context = browser.new_context(locale="ja-JP", color_scheme=scheme)
    _look(context.new_page(), f"{installation[0].address}/sign-in", axe)
    context.close()


def test_the_main_job_without_javascript(installation, people, browser: Browser) -> None:
    context = same_person(browser, people["hanako.rei"], java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{installation[0].address}/chat")
    page.locator("main textarea").first.fill("在宅勤務は週に何日までできますか。")
    page.get_by_role("button", name="質問する").click()
    page.wait_for_selector("text=出典の照合", timeout=30_000)
    assert page.locator(".sources li").count() > 0
    context.close()


def test_english(installation, people, browser: Browser) -> None:
    context = browser.new_context(locale="en-US")
    context.add_cookies([{"name": "genkan_language", "value": "en", "url": installation[0].address}])
    page = context.new_page()
    page.goto(f"{installation[0].address}/sign-in")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Sign in" in page.locator("main").inner_text()
    context.close()


def _check(browser: Browser, signed_in: Page, address: str, axe: Axe, scheme: str) -> None:
    context = same_person(browser, signed_in, color_scheme=scheme, viewport={"width": 375, "height": 800})
    page = context.new_page()
    try:
        _look(page, address, axe)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a telephone"
    finally:
        context.close()


def _look(page: Page, address: str, axe: Axe) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_load_state()
    assert axe(page) == []
    assert [each for each in complaints if "404" not in each and "422" not in each] == []


def _conversation(page: Page, address: str) -> str:
    page.goto(f"{address}/chat")
    page.locator("main textarea").first.fill("文書の保存期間はいつから数え始めますか。")
    page.get_by_role("button", name="質問する").click()
    page.wait_for_selector("text=出典の照合", timeout=30_000)
    return page.url.removeprefix(address)


def _comparison(page: Page, address: str) -> str:
    page.goto(f"{address}/compare")
    page.locator("main textarea").first.fill("在宅勤務は週に何日までできますか。")
    page.locator("main form input[type=radio]").first.check()
    page.get_by_role("button", name="2つの回答を作成する").click()
    page.wait_for_selector("text=回答の評価", timeout=30_000)
    return page.url.removeprefix(address)


def _versions(page: Page, address: str) -> str:
    """The comparison of two versions of a regulation that has several."""
    contents = _first_link(page, address, "/regulations?q=テレワーク", "/regulations/0")
    page.goto(address + contents)
    return str(page.locator("main a[href*='/comparison']").first.get_attribute("href"))


def _group(page: Page, address: str) -> str:
    page.goto(f"{address}/administration/groups")
    page.locator("main input[name=title]").fill("法令審査班")
    page.locator("main form button.button-primary").first.click()
    return _first_link(page, address, "/administration/groups", "/administration/groups/0")


def _key(page: Page, address: str) -> str:
    page.goto(f"{address}/administration/keys/new")
    page.locator("main input[name=title]").fill("検索連携")
    page.locator("main form button.button-primary").first.click()
    return _first_link(page, address, "/administration/keys", "/administration/keys/0")


def _first_link(page: Page, address: str, path: str, prefix: str) -> str:
    page.goto(address + path)
    return str(page.locator(f"main a[href^='{prefix}']").first.get_attribute("href"))
