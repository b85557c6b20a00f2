"""Every part of a page, seen by a browser and checked for accessibility."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Axe, Serve
from tests.browser.showcase import Showcase

PHONE = {"width": 375, "height": 800}
DESK = {"width": 1280, "height": 900}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_violation_and_nothing_sticks_out(
    browser: Browser, axe: Axe, serve: Serve, tmp_path: Path, scheme: str, size: dict[str, int]
) -> None:
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(serve(Showcase().app()) + "/specimen")
    page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []  # the strict policy had nothing to refuse
    page.close()


def test_the_menu_of_a_phone_opens_without_scripts(browser: Browser, serve: Serve) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(Showcase().app()) + "/specimen")
    menu = page.locator(".header-navigation")
    assert not menu.get_by_role("link", name="チャット").is_visible()
    menu.locator("summary").click()
    assert menu.get_by_role("link", name="チャット").is_visible()
    menu.locator("summary").click()
    assert page.locator(".confirm-question").is_hidden()
    page.locator(".confirm summary").click()
    assert page.get_by_text("元に戻せません。").is_visible()
    context.close()


def test_the_theme_is_switched_and_remembered(browser: Browser, axe: Axe, serve: Serve) -> None:
    context = browser.new_context(viewport=DESK, color_scheme="light")
    page = context.new_page()
    page.goto(serve(Showcase().app()) + "/specimen")
    page.locator(".header-account summary").click()
    page.get_by_role("button", name="暗い配色にする").click()
    assert page.get_by_role("button", name="明るい配色にする").is_visible()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert axe(page) == []
    context.close()


def test_text_may_be_twice_as_large(browser: Browser, serve: Serve) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(serve(Showcase().app()) + "/specimen")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_paper_shows_the_contents_alone(browser: Browser, serve: Serve) -> None:
    page = browser.new_page(viewport=DESK, color_scheme="dark")
    page.goto(serve(Showcase().app()) + "/specimen")
    page.emulate_media(media="print")
    assert page.locator("header.header").is_hidden()
    assert page.locator("nav.side").is_hidden()
    assert page.locator("main").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(26, 26, 26)"
    page.close()


def test_focus_is_plain_to_see(browser: Browser, serve: Serve) -> None:
    page = browser.new_page(viewport=DESK, color_scheme="light")
    page.goto(serve(Showcase().app()) + "/specimen")
    page.locator("#section").focus()
    style = page.evaluate(
        "(s => [s.outlineWidth, s.outlineColor, s.outlineOffset, s.boxShadow])"
        "(getComputedStyle(document.activeElement))"
    )
    assert style[:3] == ["4px", "rgb(0, 0, 0)", "2px"]
    assert "rgb(255, 212, 61)" in style[3]
    page.close()


def test_the_first_stop_of_the_keyboard_leads_to_the_contents(browser: Browser, serve: Serve) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(serve(Showcase().app()) + "/form")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
