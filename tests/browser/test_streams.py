"""Answers that fill a page while they are written."""

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from genkan.ui import render_markdown
from tests.browser.conftest import Axe, Serve
from tests.browser.showcase import ANSWER, Showcase

SHOWN = "name => document.getElementById(name + '-text').innerHTML"


def flat(html: str) -> str:
    """HTML without the two places a stream fills and the space between blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for place in soup.select("div[id]"):
        place.unwrap()
    return "".join(str(child) for child in soup.contents if str(child).strip())


def test_two_answers_in_one_stream(browser: Browser, axe: Axe, serve: Serve) -> None:
    showcase = Showcase()
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(serve(showcase.app()) + "/answers")
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。")
    expect(page.locator("#left-state")).to_have_text("完了")
    for name in ("left", "right"):
        assert flat(page.evaluate(SHOWN, name)) == flat(render_markdown(ANSWER))
    assert axe(page) == []
    page.wait_for_timeout(1500)
    assert showcase.streams_opened == [""]  # an ended stream is not opened again
    assert complaints == []
    page.close()


def test_finished_blocks_are_left_alone(browser: Browser, serve: Serve) -> None:
    page = browser.new_page()
    page.goto(serve(Showcase().app()) + "/answers")
    page.wait_for_selector("#left-closed p")
    page.evaluate("window.first = document.querySelector('#left-closed p')")
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。")
    assert page.evaluate("window.first === document.querySelector('#left-closed p')")
    page.close()


def test_a_broken_line_is_taken_up_again(browser: Browser, serve: Serve) -> None:
    showcase = Showcase(lines_before_break=48)
    page = browser.new_page()
    page.goto(serve(showcase.app()) + "/answers")
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。")
    assert len(showcase.streams_opened) == 2
    assert flat(page.evaluate(SHOWN, "left")) == flat(render_markdown(ANSWER))
    assert page.locator(".stream-trouble").is_hidden()
    page.close()


def test_leaving_the_page_ends_the_work_for_it(browser: Browser, serve: Serve) -> None:
    showcase = Showcase()
    page = browser.new_page()
    page.goto(serve(showcase.app()) + "/answers")
    page.wait_for_selector("#left-closed p")
    page.goto("about:blank")
    page.wait_for_timeout(500)
    assert showcase.streams_closed == 1
    page.close()


def test_without_scripts_the_page_reloads_itself(browser: Browser, serve: Serve) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(Showcase().app()) + "/answers")
    with page.expect_navigation(timeout=5000):
        pass
    context.close()
