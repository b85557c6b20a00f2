"""What a page costs: ``uv run python benchmarks/home_page.py [--requests 200] [--rounds 5]``.

Starts the real server on an empty data folder, signs in by the one-time link that it prints, and asks for pages over
one kept connection. A round's figure is the processor time of the server process, all threads, for each request. In
each round the peer is asked as often: FastAPI with one Jinja page of the same size behind a session that is looked up
in SQLite with SQLAlchemy, which is the least that a page of this kind costs on the same stack. The pages are measured
in turn, and the assets of a page are weighed. The last line is one JSON object.
"""

import argparse
import gzip
import http.client
import json
import os
import platform
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PAGES = ("/", "/chat", "/apps", "/apps/summary", "/search", "/search?q=%E4%BF%9D%E5%AD%98%E6%9C%9F%E9%96%93")
PASSWORD = "benchmark-of-the-home-page-7"
ASSET_LIMIT = 30_000
_TICKS = os.sysconf("SC_CLK_TCK")


class Browser:
    """One kept connection with a session cookie."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, fields: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of a page, or of a form that is sent."""
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(fields) if fields is not None else None
        if body is not None:
            headers |= {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        self._connection.request("GET" if body is None else "POST", path, body, headers)
        response = self._connection.getresponse()
        for cookie in response.headers.get_all("set-cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.read()

    def hang_up(self) -> None:
        """Begin anew after a call that nobody took."""
        self._connection.close()


class Server:
    """A server process and how much processor time it has used."""

    def __init__(
        self, process: "subprocess.Popen[str]", browser: Browser, *, port: int, folder: Path
    ) -> None:
        self._process = process
        self.browser = browser
        self.address = f"http://127.0.0.1:{port}"
        self.folder = folder

    def milliseconds(self) -> float:
        """Processor time so far, user and system, all threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / _TICKS

    def cost(self, path: str, requests: int) -> float:
        """Milliseconds for each of so many requests."""
        before = self.milliseconds()
        for _ in range(requests):
            status, _body = self.browser.ask(path)
            if status != 200:
                sys.exit(f"{path} answered {status}")
        return (self.milliseconds() - before) / requests


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with genkan() as server:
        _, page = server.browser.ask("/")
        with peer(page) as bare:
            measured = _measure(server, bare, requests=arguments.requests, rounds=arguments.rounds)
        assets = _assets(server.browser, page.decode())
    _print(measured, assets=assets, page=page, requests=arguments.requests)


def _measure(server: Server, bare: Server, *, requests: int, rounds: int) -> dict[str, list[float]]:
    """Milliseconds for each request by page and round, after a round that warms both up."""
    measured: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        costs = {path: server.cost(path, requests if number else 20) for path in PAGES}
        costs["peer"] = bare.cost("/", requests if number else 20)
        for name, cost in costs.items():
            measured.setdefault(name, []).append(cost)
    return {name: costs[1:] for name, costs in measured.items()}


@contextmanager
def genkan() -> Iterator[Server]:
    """Genkan with its sample, and a person who has signed in."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GENKAN_DATA_FOLDER": folder, "COLUMNS": "200"}
        command = [sys.executable, "-m", "genkan", "serve", "--host", "127.0.0.1", "--port"]
        with _running(command, environment) as (process, port):
            assert process.stdout
            links = (re.search(r"http://\S+/invitation/\S+", line) for line in process.stdout)
            link = next(filter(None, links), None) or sys.exit("the server printed no link")
            browser = Browser(port)
            path = urlsplit(link[0]).path
            _wait(browser, path)
            status, _ = browser.ask(path, {"password": PASSWORD, "again": PASSWORD})
            if status != 303:
                sys.exit(f"the link was answered with {status}")
            yield Server(process, browser, port=port, folder=Path(folder))


@contextmanager
def peer(page: bytes) -> Iterator[Server]:
    """The bare application with a page as large as the given one."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text("<p>{{ name }}</p>" + "あ" * (len(page) // 3), "utf-8")
        command = [sys.executable, str(Path(__file__).parent / "home_page_peer.py"), folder]
        with _running(command, dict(os.environ)) as (process, port):
            browser = Browser(port)
            _wait(browser, "/sign-in")
            yield Server(process, browser, port=port, folder=Path(folder))


@contextmanager
def _running(
    command: list[str], environment: dict[str, str]
) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process, port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait(browser: Browser, path: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if browser.ask(path)[0] == 200:
                return
        except ConnectionError:
            browser.hang_up()
            time.sleep(0.05)
    sys.exit("no page within two minutes")


def _assets(browser: Browser, page: str) -> dict[str, int]:
    """Bytes that travel for the style sheets and scripts that the page names; gzip as the server sends it."""
    addresses = sorted(set(re.findall(r'(?:src|href)="(/assets/[^"]+\.(?:css|js))"', page)))
    return {
        address.rpartition("/")[2]: len(gzip.compress(browser.ask(address)[1], 9)) for address in addresses
    }


def _print(measured: dict[str, list[float]], *, assets: dict[str, int], page: bytes, requests: int) -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {requests} requests a round"
    )
    for name, costs in measured.items():
        spread = f"min {min(costs):.2f}, max {max(costs):.2f}, n={len(costs)}"
        print(f"{name:>32}: {statistics.median(costs):6.2f} ms of processor time  ({spread})")
    print(f"{'home, bytes':>32}: {len(page)}, {len(gzip.compress(page))} gzipped")
    print(f"{'assets, bytes gzipped':>32}: {sum(assets.values())} of {ASSET_LIMIT} allowed  {assets}")
    figures = {
        name: {"median_ms": statistics.median(costs), "all_ms": costs} for name, costs in measured.items()
    }
    print(json.dumps({"cpu": figures, "page_bytes": len(page), "assets": assets}))


if __name__ == "__main__":
    main()
