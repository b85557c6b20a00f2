"""The guard against requests that another site makes a browser send (CSRF)."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from genkan.governance.errors import CrossSiteRequest

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
KEYS_ALONE = "/gennai/"
Refuse = Callable[[Request, Exception], Awaitable[Response]]


async def refuse_in_plain_text(_request: Request, problem: Exception) -> Response:
    """The answer where no page is given: the sentence and the next step."""
    return PlainTextResponse(str(problem), status_code=CrossSiteRequest.status)


class CrossSiteGuard:
    """ASGI middleware: what changes something must come from our own pages.

    Browsers say so in ``Sec-Fetch-Site``; where that is missing, ``Origin`` must name our own host or
    ``public_address``. ``refuse`` makes the response (status 403).
    A program that states its key under ``/api/`` comes from no page: no other site can make a browser add that header,
    and where it is, no cookie counts. Under ``/gennai/`` no cookie ever counts.
    """

    def __init__(self, app: ASGIApp, *, public_address: str, refuse: Refuse = refuse_in_plain_text) -> None:
        self._app = app
        self._public_host = urlsplit(public_address).netloc
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or self._may_pass(Request(scope)):
            await self._app(scope, receive, send)
            return
        response = await self._refuse(Request(scope, receive), CrossSiteRequest())
        await response(scope, receive, send)

    def _may_pass(self, request: Request) -> bool:
        if request.url.path.startswith(KEYS_ALONE):
            return True
        states_key = "authorization" in request.headers or "api-key" in request.headers
        return (states_key and request.url.path.startswith("/api/")) or self._is_own(request)

    def _is_own(self, request: Request) -> bool:
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = urlsplit(request.headers.get("origin", "")).netloc
        return bool(origin) and origin in (request.headers.get("host"), self._public_host)
