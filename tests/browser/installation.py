"""A real installation for browser tests: the ``genkan`` command in an empty folder, and ways to sign in."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "試験のためのとても長い合言葉"


@dataclass
class Installation:
    """One data folder, and the server that runs on it."""

    folder: Path
    port: int
    process: "subprocess.Popen[str] | None" = None

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Start the server and return what it printed until the door was open."""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200", "GENKAN_LANGUAGE": "ja"}
        with (self.folder / "output.txt").open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "genkan", "serve", "--port", str(self.port)],
                cwd=self.folder,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        return self._printed_until("Ctrl+C")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End the server and return its exit status."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=60)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a ``genkan`` command on the same folder."""
        return subprocess.run(
            [sys.executable, "-m", "genkan", *arguments],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def _printed_until(self, sign: str) -> str:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            printed = (self.folder / "output.txt").read_text()
            if sign in printed:
                return printed
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"the server ended: {printed}")
            time.sleep(0.05)
        raise AssertionError("the server did not open within two minutes")


def new_installation(folder: Path) -> Installation:
    """An installation that has not been started, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Installation(folder, probe.getsockname()[1])


def links_in(printed: str) -> list[str]:
    """The one-time links that the server printed."""
    return re.findall(r"http://\S+/invitation/\S+", printed)


def sign_in(browser: Browser, link: str, **options: object) -> Page:
    """Follow a one-time link in a new browser, set a password, and arrive at home."""
    page = browser.new_context(locale="ja-JP", **options).new_page()
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"://[^/]+/$"))
    return page


def same_person(browser: Browser, page: Page, **options: object) -> BrowserContext:
    """Another browser window of the person who is signed in on ``page``, with other options."""
    return browser.new_context(locale="ja-JP", storage_state=page.context.storage_state(), **options)
