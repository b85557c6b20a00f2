"""Answers that fill a page while they are written."""

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Request, expect

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


def test_a_line_that_stays_broken_is_told_beside_the_answer(browser: Browser, axe: Axe, serve: Serve) -> None:
    showcase = Showcase(lines_before_break=48, refusals_after_break=3)
    page = browser.new_page()
    page.goto(serve(showcase.app()) + "/answers")
    told = page.locator(".stream-trouble")
    expect(told).to_be_visible(timeout=40_000)
    expect(told).to_contain_text("接続が切れています。再接続しています。")
    expect(page.locator("#announcement")).to_have_text("接続が切れています。再接続しています。")
    assert page.evaluate(
        "document.querySelector('.stream-trouble').previousElementSibling.matches('.columns, .live')"
    )
    assert axe(page) == []
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。", timeout=15_000)
    assert told.is_hidden()
    page.close()


def test_a_lost_line_is_left_by_reloading(browser: Browser, serve: Serve) -> None:
    showcase = Showcase(lines_before_break=48, refusals_after_break=3)
    page = browser.new_page()
    page.goto(serve(showcase.app()) + "/answers")
    link = page.get_by_role("link", name="画面を再読み込みする")
    expect(link).to_be_visible(timeout=10_000)

    def serve_again(request: Request) -> None:
        if request.is_navigation_request():
            showcase.refusals_after_break = 0

    page.on("request", serve_again)
    with page.expect_navigation():
        link.click()
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。", timeout=10_000)
    page.close()


def test_a_line_that_never_began_is_told_and_tried_again(browser: Browser, axe: Axe, serve: Serve) -> None:
    showcase = Showcase(refusals_at_first=1_000)
    page = browser.new_page()
    page.goto(serve(showcase.app()) + "/answers")
    told = page.locator(".stream-trouble")
    expect(told).to_be_visible(timeout=40_000)
    expect(told.get_by_role("link", name="画面を再読み込みする")).to_be_visible()
    assert axe(page) == []
    refused = showcase.refusals_at_first = len(showcase.streams_opened)
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。", timeout=20_000)
    assert told.is_hidden()
    assert len(showcase.streams_opened) > refused
    page.close()


def test_a_server_that_does_not_answer_at_first_is_told(browser: Browser, serve: Serve) -> None:
    showcase = Showcase()
    page = browser.new_page()
    page.route("**/answers/events", lambda route: route.abort())
    page.goto(serve(showcase.app()) + "/answers")
    expect(page.locator(".stream-trouble")).to_be_visible(timeout=40_000)
    page.unroute("**/answers/events")
    expect(page.locator("#stream-status")).to_have_text("回答が完了しました。", timeout=20_000)
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
