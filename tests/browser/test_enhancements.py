"""What scripts add to forms that work without them."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Serve
from tests.browser.showcase import Showcase

QUESTION = "日当はいくらですか。"


@pytest.fixture
def showcase() -> Showcase:
    return Showcase()


@pytest.fixture
def page(browser: Browser, serve: Serve, showcase: Showcase):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve(showcase.app()) + "/form")
    yield page
    context.close()


def sent(page: Page, showcase: Showcase, count: int = 1) -> list[dict[str, str]]:
    """What arrived, when so many things did."""
    for _ in range(50):
        if len(showcase.posted) >= count:
            break
        page.wait_for_timeout(40)
    return showcase.posted


def test_enter_sends_and_shift_enter_does_not(page: Page, showcase: Showcase) -> None:
    page.locator("#question").press_sequentially("一行目")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("二行目")
    assert showcase.posted == []
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert sent(page, showcase) == [{"question": "一行目\r\n二行目"}]


def test_enter_that_accepts_a_conversion_does_not_send(page: Page, showcase: Showcase) -> None:
    page.locator("#question").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "にっとう", "selectionStart": 4, "selectionEnd": 4})
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, isComposing: true}))"""
    )
    session.send("Input.insertText", {"text": "日当"})
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    page.wait_for_timeout(200)
    assert showcase.posted == []
    assert page.locator("#question").input_value() == "日当"


def test_a_draft_survives_a_reload(page: Page) -> None:
    page.locator("#question").fill(QUESTION)
    page.reload()
    assert page.locator("#question").input_value() == QUESTION


def test_a_draft_ends_when_it_was_sent(page: Page, showcase: Showcase) -> None:
    page.locator("#question").fill(QUESTION)
    with page.expect_navigation():
        page.get_by_role("button", name="質問する").click()
    assert sent(page, showcase) == [{"question": QUESTION}]
    page.reload()
    assert page.locator("#question").input_value() == ""


def test_a_refused_text_stays(page: Page) -> None:
    page.locator("#question").fill("短")
    with page.expect_navigation():
        page.get_by_role("button", name="質問する").click()
    assert page.locator("#question").input_value() == "短"
    assert page.locator("#question-error").text_content() == "＊短すぎます。"


def test_the_counter_counts_what_the_server_counts(page: Page) -> None:
    page.locator("#question").fill("一\n二")
    assert page.locator("#question-counter").text_content() == "3 / 200文字"


def test_escape_stops_the_answer(page: Page, showcase: Showcase) -> None:
    with page.expect_navigation():
        page.keyboard.press("Escape")
    assert sent(page, showcase) == [{"stop": "yes"}]


def test_escape_closes_an_open_menu_first(page: Page, showcase: Showcase) -> None:
    menu = page.locator(".header-account")
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert showcase.posted == []


@pytest.mark.parametrize(("key", "vote"), [("1", "A"), ("b", "B"), ("4", "どちらもよくない")])
def test_number_keys_vote(page: Page, showcase: Showcase, key: str, vote: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    assert sent(page, showcase) == [{"vote": vote}]


def test_number_keys_in_a_text_are_text(page: Page, showcase: Showcase) -> None:
    page.locator("#question").press_sequentially("1")
    assert page.locator("#question").input_value() == "1"
    assert showcase.posted == []


def test_copying_keeps_the_form(page: Page) -> None:
    page.get_by_role("button", name="コピー").click()
    expect(page.get_by_role("button", name="コピーしました")).to_be_visible()
    copied = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
             return [await (await item.getType("text/plain")).text(), await (await item.getType("text/html")).text()] }"""
    )
    assert copied[0] == "旅費規程　第十二条"
    assert "<strong>第十二条</strong>" in copied[1]


def test_without_scripts_the_form_works(browser: Browser, serve: Serve, showcase: Showcase) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(showcase.app()) + "/form")
    assert page.get_by_role("button", name="コピー").count() == 0
    page.locator("#question").fill(QUESTION)
    page.get_by_role("button", name="質問する").click()
    assert sent(page, showcase) == [{"question": QUESTION}]
    context.close()
