"""A real browser, the accessibility checker, and a way to serve an application to it.

Playwright's synchronous interface keeps an event loop on the main thread while it is open: do not mix it with async
tests or fixtures in this folder.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

COLOURS = ["color-contrast"]

Serve = Callable[[Any], str]
Axe = Callable[..., list[str]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of the machine (GENKAN_TEST_CHROMIUM or ``chromium`` on the path), else Playwright's own."""
    path = os.environ.get("GENKAN_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Check a page, by all rules or by some: one line for each violation. Evaluated through the debugger, so the page's CSP stays in force."""
    script = AXE.read_text("utf-8")

    def check(page: Page, rules: list[str] = RULES) -> list[str]:
        page.evaluate(script)
        result = page.evaluate(
            "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", rules
        )
        return [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in result
            for node in violation["nodes"]
        ]

    return check


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an ASGI application on a free port of this machine in a thread; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: Any) -> str:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        running.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)
