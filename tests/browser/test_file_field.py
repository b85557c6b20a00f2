"""The field for files: chosen, dropped, pasted, taken away, sent with progress, and kept where the form comes back."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from genkan.ui import ASSETS_PATH, Pages
from tests.browser.conftest import Axe, Serve
from tests.ui.cast import NAVIGATION, Viewer

PHONE = {"width": 375, "height": 800}
DROP = """([name, size, type]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(size).fill(97)], name, {type, lastModified: 1}));
  const target = document.querySelector("SELECTOR");
  const kinds = "EVENT" === "paste" ? ["paste"] : ["dragenter", "dragover", "drop"];
  return kinds.map((kind) => {
    const given = {bubbles: true, cancelable: true};
    const event = kind === "paste"
      ? new ClipboardEvent(kind, {...given, clipboardData: transfer})
      : new DragEvent(kind, {...given, dataTransfer: transfer});
    return target.dispatchEvent(event);
  });
}"""


@dataclass
class Counter:
    """Takes what is sent; a 件名 of one letter comes back."""

    received: list[dict[str, list[tuple[str, int]]]] = field(default_factory=list)
    pages: Pages = field(
        default_factory=lambda: Pages(
            {"showcase": Path(__file__).parent / "templates"}, language="ja", navigation=NAVIGATION
        )
    )

    def app(self) -> Starlette:
        """To be served."""
        routes = [
            Route("/files", self.form, methods=["GET", "POST"]),
            Route("/done", self.done),
            Mount(ASSETS_PATH, self.pages.assets_app()),
        ]
        return Starlette(routes=routes)

    async def form(self, request: Request) -> Response:
        """The form, or what becomes of it."""
        request.state.viewer = Viewer(permissions=frozenset({"use_workspace"}))
        if request.method == "GET":
            return self.pages.render(request, "showcase/files.html", error="", word="")
        async with request.form() as sent:
            word = str(sent["word"])
            files = {
                name: [(each.filename, each.size) for each in sent.getlist(name) if each.filename]
                for name in ("papers", "cover")
            }
        self.received.append(files)
        if len(word) == 1:
            context = {"error": "「a.txt」を確かめてください。", "word": word}
            return self.pages.render(request, "showcase/files.html", status=422, **context)
        return RedirectResponse("/done", 303)

    async def done(self, request: Request) -> Response:
        """Where a sending leads."""
        await asyncio.sleep(0)
        return Response("<title>受け付けました</title>", media_type="text/html")


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def page(browser: Browser, serve: Serve, counter: Counter) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(serve(counter.app()) + "/files")
    yield page
    page.close()


def file(name: str, size: int = 3, kind: str = "text/plain") -> dict[str, object]:
    return {"name": name, "mimeType": kind, "buffer": b"a" * size}


def choose(page: Page, *files: dict[str, object], name: str = "papers") -> None:
    page.locator(f"#{name}").set_input_files(list(files))  # type: ignore[arg-type]


def bring(
    page: Page, event: str, name: str, *, at: str, size: int = 5, kind: str = "text/plain"
) -> list[bool]:
    script = DROP.replace("SELECTOR", at).replace("EVENT", event)
    return page.evaluate(script, [name, size, kind])


def listed(page: Page, name: str = "papers") -> list[str]:
    return page.locator(f"file-field:has(#{name}) .file-name").all_text_contents()


def test_files_are_gathered_from_the_button_a_drop_and_a_paste(page: Page, counter: Counter) -> None:
    choose(page, file("a.txt"))
    bring(page, "drop", "b.txt", at="file-field")
    bring(page, "paste", "image.png", at="body", kind="image/png")
    assert listed(page) == ["a.txt", "b.txt", "image.png"]
    expect(page.locator("[data-file-sum]").first).to_have_text("3個、合わせて1 KB")
    page.locator("#word").fill("報告")
    with page.expect_navigation(url="**/done"):
        page.get_by_role("button", name="送信する").click()
    assert counter.received == [{"papers": [("a.txt", 3), ("b.txt", 5), ("image.png", 5)], "cover": []}]


def test_one_is_taken_away_again_and_the_focus_stays_near(page: Page) -> None:
    choose(page, file("a.txt"), file("b.txt"))
    page.get_by_role("button", name="「a.txt」を取り除く").click()
    assert listed(page) == ["b.txt"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "「b.txt」を取り除く"
    page.keyboard.press("Enter")
    assert listed(page) == []
    assert page.evaluate("document.activeElement.id") == "papers"
    assert page.evaluate("document.querySelector('#papers').files.length") == 0


@pytest.mark.parametrize(
    ("files", "kept", "said"),
    [
        ([file("大.txt", 1_000_001)], [], "＊「大.txt」は大きすぎます。1.0 MB以内にしてください。"),
        ([file("a.exe", kind="")], [], "＊「a.exe」は受け付けられない種類です。"),
        ([file("空.txt", 0)], [], "＊「空.txt」には中身がありません。"),
        (
            [file(f"{n}.txt") for n in range(5)],
            ["0.txt", "1.txt", "2.txt"],
            "＊添付できるファイルは3個までです。",
        ),
        ([file("絵.webp", kind="image/webp")], ["絵.webp"], ""),
    ],
)
def test_limits_are_told_before_sending(
    page: Page, files: list[dict[str, object]], kept: list[str], said: str
) -> None:
    choose(page, *files)
    assert listed(page) == kept
    assert page.locator("[data-file-trouble]").first.text_content() == said


def test_a_field_of_one_file_keeps_the_last(page: Page) -> None:
    choose(page, file("a.txt"), name="cover")
    choose(page, file("b.txt"), name="cover")
    assert listed(page, "cover") == ["b.txt"]


def test_the_same_file_is_listed_once_and_pasted_pictures_get_names_of_their_own(page: Page) -> None:
    for _ in range(2):
        bring(page, "drop", "a.txt", at="file-field")
        bring(page, "paste", "image.png", at="body", kind="image/png")
    assert listed(page) == ["a.txt", "image.png", "image-2.png"]


def test_a_drop_beside_the_field_does_not_replace_the_page(page: Page) -> None:
    assert bring(page, "drop", "a.txt", at="h1") == [True, False, False]
    assert listed(page) == []


def test_a_form_that_comes_back_keeps_its_files(page: Page, counter: Counter) -> None:
    choose(page, file("a.txt"))
    choose(page, file("表紙.txt"), name="cover")
    page.locator("#word").fill("短")
    page.get_by_role("button", name="送信する").click()
    expect(page.get_by_role("alert").first).to_contain_text("「a.txt」を確かめてください。")
    assert page.locator("#word").input_value() == "短"
    assert (listed(page), listed(page, "cover")) == (["a.txt"], ["表紙.txt"])
    page.locator("#word").fill("報告")
    with page.expect_navigation(url="**/done"):
        page.get_by_role("button", name="送信する").click()
    assert (
        counter.received[0] == counter.received[1] == {"papers": [("a.txt", 3)], "cover": [("表紙.txt", 3)]}
    )


def test_a_line_that_breaks_keeps_the_form_and_says_so(page: Page, counter: Counter) -> None:
    choose(page, file("a.txt"))
    page.locator("#word").fill("報告")
    page.route("**/files", lambda route: route.abort())
    page.get_by_role("button", name="送信する").click()
    expect(page.locator("[data-file-trouble]").first).to_contain_text("送信できませんでした。")
    assert listed(page) == ["a.txt"]
    assert page.locator("[data-file-progress]").first.is_hidden()
    page.unroute("**/files")
    with page.expect_navigation(url="**/done"):
        page.get_by_role("button", name="送信する").click()
    assert len(counter.received) == 1


def test_progress_is_shown_while_a_file_goes(page: Page) -> None:
    seen = page.evaluate_handle(
        """() => { const seen = [];
          const text = document.querySelector("[data-file-percent]");
          new MutationObserver(() => seen.push(text.textContent)).observe(text, {childList: true});
          return seen; }"""
    )
    choose(page, file("a.txt", 900_000))
    page.locator("#word").fill("短")
    page.get_by_role("button", name="送信する").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert seen.evaluate("seen => seen.at(-1)") == "送信しています（100％）"


def test_without_scripts_it_is_a_plain_field(browser: Browser, serve: Serve, counter: Counter) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(counter.app()) + "/files")
    assert page.locator(".file-area").first.is_hidden()
    choose(page, file("a.txt"), file("b.txt"))
    page.get_by_role("button", name="送信する").click()
    page.wait_for_url("**/done")
    assert counter.received == [{"papers": [("a.txt", 3), ("b.txt", 3)], "cover": []}]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(
    browser: Browser, serve: Serve, axe: Axe, counter: Counter, tmp_path: Path, scheme: str
) -> None:
    page = browser.new_page(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(serve(counter.app()) + "/files")
    choose(page, file("とても長い名前の資料" * 6 + ".txt"), file("大.txt", 2_000_000), file("b.txt", 40_000))
    page.screenshot(path=tmp_path / f"files-{scheme}.png", full_page=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
