"""The front of the house: programs go to the API, past everything that is made for browsers."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

API_PREFIX = "/v1/"


class Front(FastAPI):
    """The application of the pages, with ``api`` beside it under ``/v1``."""

    def __init__(self, *, api: ASGIApp, **options: Any) -> None:
        super().__init__(**options)
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            await self._api(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
