"""The front of the house: programs go to their APIs, past everything that is made for browsers."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

API_PREFIX = "/v1/"
TOOLS_PATHS = frozenset({"/mcp", "/mcp/"})


class Front(FastAPI):
    """The application of the pages, with ``api`` beside it under ``/v1`` and ``tools`` under ``/mcp``."""

    def __init__(self, *, api: ASGIApp, tools: ASGIApp, **options: Any) -> None:
        super().__init__(**options)
        self._api = api
        self._tools = tools

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            await self._api(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in TOOLS_PATHS:
            await self._tools(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
