"""Who may read /metrics: this machine, and who knows the token. For everybody else there is no such page."""

from collections.abc import Mapping
from typing import cast

import httpx2
import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from genkan.asgi.metrics_page import MetricsPage
from genkan.gateway import METRICS_TYPE, Gateway

TOKEN = "a long secret"
NUMBERS = b"genkan_calls_open 0.0\n"


class Numbers:
    """A door that has numbers."""

    def metrics(self) -> bytes:
        return NUMBERS


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    await Response("nothing here", status_code=404)(scope, receive, send)


async def ask(
    client: str,
    headers: Mapping[str, str] | None = None,
    *,
    token: str = "",
    method: str = "GET",
    path: str = "/metrics",
) -> httpx2.Response:
    page = MetricsPage(nothing_here, gateway=cast("Gateway", Numbers()), token=token)
    transport = httpx2.ASGITransport(app=page, client=(client, 40000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://genkan.test") as browser:
        return await browser.request(
            method, path, headers=[(name, text.encode("latin-1")) for name, text in (headers or {}).items()]
        )


BEARER = {"authorization": f"Bearer {TOKEN}"}
PROXIED = {"x-forwarded-for": "203.0.113.9"}


@pytest.mark.parametrize(
    ("client", "headers", "token", "may"),
    [
        ("127.0.0.1", {}, "", True),
        ("127.9.9.9", {}, TOKEN, True),  # all of 127.0.0.0/8 is this machine
        ("::1", {}, "", True),
        ("10.0.0.7", {}, "", False),
        ("10.0.0.7", {}, TOKEN, False),
        ("10.0.0.7", BEARER, TOKEN, True),
        ("10.0.0.7", {"authorization": TOKEN}, TOKEN, False),
        ("10.0.0.7", {"authorization": "Bearer "}, "", False),  # no token is set
        ("10.0.0.7", {"authorization": "Bearer wrong"}, TOKEN, False),
        ("10.0.0.7", {"authorization": "Bearer \xe9"}, TOKEN, False),
        ("127.0.0.1", PROXIED, "", False),  # a reverse proxy on this machine asks for somebody else
        ("127.0.0.1", {"forwarded": "for=203.0.113.9"}, "", False),
        ("127.0.0.1", {**PROXIED, **BEARER}, TOKEN, True),
        ("not an address", {}, "", False),
    ],
)
async def test_who_may_read(client: str, headers: Mapping[str, str], token: str, may: bool) -> None:
    answer = await ask(client, headers, token=token)
    assert answer.status_code == (200 if may else 404)
    assert (answer.content == NUMBERS) is may


async def test_the_answer_is_the_text_format_and_is_not_kept() -> None:
    answer = await ask("127.0.0.1")
    assert answer.headers["content-type"] == METRICS_TYPE
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("method", "path"), [("POST", "/metrics"), ("GET", "/metrics/"), ("GET", "/")])
async def test_everything_else_goes_past(method: str, path: str) -> None:
    assert (await ask("127.0.0.1", method=method, path=path)).status_code == 404
