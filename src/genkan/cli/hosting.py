"""The sample apps that ``genkan apps conform --host`` serves, and what the host sent to them."""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from rich.markup import escape

from genkan.apps import Finding, Twin, judge_host, registrations
from genkan.cli.errors import AddressNotOurs
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

_OTHER_NAME = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}


def watch_host(url: str, *, seconds: int, words: Words, quiet: bool) -> "Sequence[Finding]":
    """Serve on the port of ``url`` until the time is over or Ctrl-C is pressed, then judge. Raises ``AddressNotOurs``."""
    place = urlsplit(url)
    if place.scheme not in ("http", "https") or not place.hostname:
        raise AddressNotOurs(host=url)
    twin = Twin(elsewhere=f"{place.scheme}://{_elsewhere(place.hostname)}:{_port(url)}")
    if not quiet:
        _introduce(twin, url, seconds=seconds, words=words)
    try:
        asyncio.run(_serve(twin, port=_port(url), seconds=seconds))
    except KeyboardInterrupt:
        say(words("終了します。", "Ending."))
    return judge_host(twin.heard, keys=twin.keys)


async def _serve(twin: Twin, *, port: int, seconds: int) -> None:
    configuration = uvicorn.Config(
        twin,
        host="0.0.0.0",  # noqa: S104 - the host that is checked may be another machine
        port=port,
        lifespan="off",
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(configuration)
    serving = asyncio.create_task(server.serve())
    await asyncio.wait((serving,), timeout=seconds)
    server.should_exit = True
    await serving


def _introduce(twin: Twin, url: str, *, seconds: int, words: Words) -> None:
    offered = registrations(twin, base=url)
    rows = [(each.title, each.endpoint, each.key) for each in offered]
    say(
        words(
            "次のアプリをホストに登録し、実行してください。", "Register these apps at the host and run them."
        )
    )
    say(escape("\n".join(columns(["アプリ", "アドレス", "APIキー"], rows))), wrap=False)
    say(words("入力項目（全てのアプリに共通）：", "Form, the same for all apps:"))
    say(escape(offered[0].form), wrap=False)
    say(words(f"{seconds}秒待ちます。Ctrl-Cで終わります。", f"Waiting {seconds} seconds; Ctrl-C ends."))


def _port(url: str) -> int:
    place = urlsplit(url)
    return place.port or (443 if place.scheme == "https" else 80)


def _elsewhere(host: str) -> str:
    """Another name under which this machine may be reached."""
    return _OTHER_NAME.get(host, "localhost")
