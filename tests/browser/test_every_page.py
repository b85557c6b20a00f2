"""Every page, as each person sees it: no accessibility fault in light or dark, nothing wider than a telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.routing import compile_path

from tests.browser.audits import audit_something
from tests.browser.conftest import Axe
from tests.browser.deeds import (
    block,
    comparison,
    conversation,
    faqs,
    first_link,
    group,
    inquiries,
    key,
    list_and_reply,
    public_form,
    upload,
    versions,
)
from tests.browser.drifting import look_at_builds
from tests.browser.exams import hold_exams
from tests.browser.furniture import Furniture, furnish
from tests.browser.installation import Installation, links_in, new_installation, same_person, sign_in
from tests.browser.reports import publish_report
from tests.browser.selections import decide_calls, vendor_comes_in
from tests.browser.telephone import PHONE, Telephone
from tests.browser.trials import run_trials
from tests.docs.generated import application_routes

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
        "/pulse",
        "/models",
        "/account",
        "/account/signatures",
        "/apps/document-drafting?example=1",
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
        "/administration/ledger/verification",
        "/administration/external-apps",
        "/administration/external-apps/new",
        "/administration/external-hosts",
        "/administration/lending",
        "/making",
        "/making/reviews",
        "/making/teams",
        "/marking",
        "/evaluation/runs",
        "/trial/report",
        "/usage?period=2026-01",
    ),
    "sho.rei": (
        "/",
        "/models",
        "/models/connect",
        "/administration/vectors",
        "/administration/budgets",
        "/administration/switches",
        "/models/history?at=2026-01-01T10:00",
    ),
    "sakura.rei": (
        "/inquiries",
        "/inquiries?state=over&q=該当のない言葉",
        "/inquiries/new",
        "/inquiries/topics",
        "/inquiries/imports",
        "/inquiries/received-mail",
        "/inquiries/faq",
        "/inquiries/faq?state=retired&q=該当のない言葉",
    ),
    "midori.rei": (
        "/inquiries",
        "/inquiries/load",
        "/inquiries/statistics",
        "/inquiries/statistics?span=24",
        "/inquiries/offices",
        "/inquiries/form",
        "/inquiries/blocks",
        "/ask",
    ),
    "takuya.rei": (
        "/items",
        "/items?state=draft",
        "/items/new",
        "/items/import",
        "/items/likeness",
        "/exams",
        "/exams/new",
        "/evaluation/runs",
        "/evaluation/benchmarks/new",
        "/selection",
        "/selection/vendors",
        "/trials",
        "/calls",
        "/audits/office",
        "/trial-results",
        "/apply/sign-in",
    ),
    "makoto.rei": ("/marking/desk", "/audits"),
    "naomi.rei": ("/reviews",),
}
MADE = (
    *("conversation", "comparison", "article", "contents", "versions", "person", "event", "usage"),
    *("settings", "uploads", "upload", "group", "key", "case", "queue", "topic", "office", "erasure"),
    *("public_form", "look_up", "public_faq", "faq", "faq_new", "item", "item_edit"),
    *("exam_draft", "exam_sealed", "exam_opened", "exam_questions", "exam_published", "run", "commitment"),
    *("selection_call", "selection_edit", "selection_decision", "selection_application"),
    *("audit", "audit_decision", "audit_progress", "final_text"),
    *("review", "declaration", "public_call", "public_decision", "register", "exam_results"),
    *("trial_running", "trial_edit", "trial_draft", "trial_consent", "drift"),
    *("trial_live", "trial_balance", "trial_report", "trial_ministry", "trial_result", "trial_vendor"),
)
OF_VENDORS = ("vendor_application", "vendor_receipt", "vendor_result")
# Signing in and links of invitation are followed by every test; what programs read is no page.
OPENED_ELSEWHERE = {"/sign-in", "/invitation/x", "/apply", "/apply/link/x"}
NO_PAGES = ("/api/", "/gennai/", "/healthz")
# What is loaded into a page or saved from it.
PARTS = (
    "/events",
    "/progress",
    "/drafting",
    "/letter/{form}",
    "/preview",
    "/suggestions",
    "/export",
    "/export/{form}",
    "/csv",
    "/pack",
    "/files/{file_id}",
    "/pages/{number}.png",
    ".docx",
    ".csv",
    ".json",
    ".jsonl",
    ".xlsx",
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, list[str]]]:
    made = new_installation(tmp_path_factory.mktemp("installation"))
    links = links_in(made.start())
    others = ("sho.rei", "sakura.rei", "midori.rei", "takuya.rei", "makoto.rei", "naomi.rei")
    links += [made.run("people", "link", name).stdout.strip() for name in others]
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
        "conversation": ("hanako.rei", conversation(staff, address)),
        "comparison": ("hanako.rei", comparison(staff, address)),
        "article": (
            "hanako.rei",
            first_link(staff, address, "/search?q=文書管理規程第12条", "/regulations/"),
        ),
        "contents": ("hanako.rei", first_link(staff, address, "/regulations", "/regulations/")),
        "person": (
            "ichiro.rei",
            first_link(administrator, address, "/administration/people", "/administration/people/0"),
        ),
        "event": (
            "ichiro.rei",
            first_link(administrator, address, "/administration/ledger", "/administration/ledger/events/0"),
        ),
        "usage": ("ichiro.rei", "/usage?measure=tokens"),
        "versions": ("hanako.rei", versions(staff, address)),
        "settings": (
            "ichiro.rei",
            first_link(administrator, address, "/administration/knowledge", "/administration/knowledge/0"),
        ),
        "upload": ("ichiro.rei", loaded := upload(administrator, address)),
        "uploads": ("ichiro.rei", loaded.rpartition("/")[0]),
        "group": ("ichiro.rei", group(administrator, address)),
        "key": ("ichiro.rei", key(administrator, address)),
        "office": (
            "midori.rei",
            first_link(people["midori.rei"], address, "/inquiries/offices", "/inquiries/offices/"),
        ),
        **inquiries(people["sakura.rei"], address),
        **list_and_reply(people["sakura.rei"], address),
        **faqs(people["sakura.rei"], address),
        "block": ("midori.rei", block(people["midori.rei"], address)),
        "item": (
            "takuya.rei",
            question := first_link(people["takuya.rei"], address, "/items", "/items/0"),
        ),
        "item_edit": ("takuya.rei", f"{question}/edit"),
        **hold_exams(installation[0].folder),
        **decide_calls(installation[0].folder),
        **audit_something(installation[0].folder),
        **run_trials(installation[0].folder),
        **public_form(people["midori.rei"], address),
        **look_at_builds(installation[0].folder),
        **publish_report(installation[0].folder),
    }


@pytest.fixture(scope="module")
def furniture(installation: tuple[Installation, list[str]], made: dict[str, tuple[str, str]]) -> Furniture:
    """Something behind every page of the apps; after what is ``made``, for its model answers nothing."""
    return furnish(installation[0].folder, staff="hanako.rei", administrator="ichiro.rei")


@pytest.fixture(scope="module")
def telephones(people: dict[str, Page], browser: Browser) -> Iterator[dict[str, Telephone]]:
    """A narrow window of each person, used for one page after the other."""
    contexts = {name: same_person(browser, page, viewport=PHONE) for name, page in people.items()}
    yield {name: Telephone(context.new_page()) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize(("name", "path"), [(name, path) for name in PAGES for path in PAGES[name]])
def test_page(installation, telephones, axe: Axe, name: str, path: str) -> None:
    assert telephones[name].faults(installation[0].address + path, axe) == []


@pytest.mark.parametrize("what", MADE)
def test_page_of_something_made(installation, telephones, made, axe: Axe, what: str) -> None:
    name, path = made[what]
    assert telephones[name].faults(installation[0].address + path, axe) == []


def test_pages_of_vendors(installation, people, made, browser: Browser, axe: Axe) -> None:
    address = installation[0].address
    vendor_comes_in(people["takuya.rei"], address)
    context = same_person(browser, people["takuya.rei"], viewport=PHONE)
    telephone = Telephone(context.new_page())
    paths = ("/apply", *(made[what][1] for what in OF_VENDORS))
    faults = {path: telephone.faults(address + path, axe) for path in paths}
    context.close()
    assert {path: each for path, each in faults.items() if each} == {}


def test_pages_of_apps(installation, telephones, furniture: Furniture, axe: Axe) -> None:
    opened = [("hanako.rei", path) for path in furniture.staff]
    opened += [("ichiro.rei", path) for path in furniture.administrator]
    opened += [("sho.rei", path) for path in furniture.operator]
    opened += [("makoto.rei", path) for path in furniture.marker]
    opened += [("takuya.rei", path) for path in furniture.trial_office]
    faults = {path: telephones[name].faults(installation[0].address + path, axe) for name, path in opened}
    assert {path: each for path, each in faults.items() if each} == {}


def test_a_preview_follows_what_is_typed_and_sends_nothing_else(
    installation, people, browser: Browser, furniture: Furniture
) -> None:
    context = same_person(browser, people["hanako.rei"])
    page = context.new_page()
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.post_data or "") if "/preview" in each.url else None)
    page.goto(installation[0].address + next(path for path in furniture.staff if path.startswith("/apps/0")))
    page.locator("[id='field.rules']").fill("一文を短く")
    page.locator("[id='field.text']").fill("# 見出し\n\n**重要**")
    expect(page.locator("[id='field.text-shown'] strong")).to_have_text("重要")
    assert {each.partition("=")[0] for each in sent} == {"field.text"}
    assert all("&" not in each for each in sent)
    context.close()


def test_findings_in_a_text(installation, telephones, axe: Axe) -> None:
    telephone = telephones["hanako.rei"]
    telephone.page.goto(f"{installation[0].address}/writing")
    telephone.page.locator("#text").fill("申請書をを提出して下さい。及び、添付書類も出す。")
    telephone.page.get_by_role("button", name="確認する").click()
    telephone.page.wait_for_selector(".writing-list li")
    assert telephone.faults_here(axe) == []


def test_every_route_with_a_page_is_opened(made, furniture: Furniture) -> None:
    opened = [path for paths in PAGES.values() for path in paths]
    opened += [path for _, path in made.values()] + [
        *furniture.staff,
        *furniture.administrator,
        *furniture.operator,
        *furniture.marker,
        *furniture.trial_office,
    ]
    paths = {path.partition("?")[0] for path in opened} | OPENED_ELSEWHERE
    routes = [route.path for route in application_routes() if "GET" in route.methods]
    pages = [route for route in routes if not route.startswith(NO_PAGES) and not route.endswith(PARTS)]
    assert [page for page in pages if not any(compile_path(page)[0].match(path) for path in paths)] == []


def test_sign_in_page(installation, browser: Browser, axe: Axe) -> None:
    context = browser.new_context(locale="ja-JP", viewport=PHONE)
    assert Telephone(context.new_page()).faults(f"{installation[0].address}/sign-in", axe) == []
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
