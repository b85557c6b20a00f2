"""``/metrics``: the numbers of the door, for a monitoring system only."""

import hmac
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from genkan.gateway import METRICS_TYPE, Gateway

PATH = "/metrics"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_BEARER = "Bearer "


class MetricsPage:
    """ASGI middleware that answers this machine, and who knows the ``token``; for others there is no such page."""

    def __init__(self, app: ASGIApp, *, gateway: Gateway, token: str) -> None:
        self._app = app
        self._gateway = gateway
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH and self._may_read(scope):
            headers = {"content-type": METRICS_TYPE, "cache-control": "no-store"}
            await Response(self._gateway.metrics(), headers=headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _may_read(self, scope: Scope) -> bool:
        if scope["method"] not in ("GET", "HEAD"):
            return False
        headers = Headers(scope=scope)
        return self._knows_the_token(headers) or _is_from_here(scope, headers)

    def _knows_the_token(self, headers: Headers) -> bool:
        stated = headers.get("authorization", "")
        given = stated.removeprefix(_BEARER).encode()
        return (
            bool(self._token)
            and stated.startswith(_BEARER)
            and hmac.compare_digest(given, self._token.encode())
        )


def _is_from_here(scope: Scope, headers: Headers) -> bool:
    """Whether a program on this machine asks, and no proxy for somebody else."""
    client = scope.get("client")
    if not client or any(name in headers for name in _FORWARDED):
        return False
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False
