"""``/mcp``: the Model Context Protocol over streamable HTTP, without sessions, so that any replica may answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from genkan.gateway import Gateway, KeyMissing
from genkan.governance import CrossSiteRequest
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge.api.errors import McpFailed, MethodNotOffered
from genkan.knowledge.api.identity import identify_program
from genkan.knowledge.desk import Caller, Desk
from genkan.storage import problem_of

logger = logging.getLogger(__name__)
MCP_PATH = "/mcp"
Explain = Callable[[Problem, str], tuple[str, str]]
Handle = Callable[[Scope, Receive, Send], Awaitable[None]]
_CALLER = "genkan.caller"


class McpDoor:
    """Lets programs with a key in, and nobody else; cookies are not looked at. ``language`` is that of errors."""

    def __init__(
        self, gateway: Gateway, desk: Desk, clock: Clock, *, explain: Explain, language: str, address: str
    ) -> None:
        self._gateway = gateway
        self._desk = desk
        self._clock = clock
        self._explain = explain
        self._language = language
        self._own_host = urlsplit(address).netloc
        self._opening = asyncio.Lock()
        self._closing = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._handle: Handle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            caller = self._admit(Request(scope))
            handle = self._handle or await self._open()
        except Exception as error:  # noqa: BLE001 - the program is told by an answer, the operator by the log
            await self._refusal(error)(scope, receive, send)
            return
        await handle({**scope, _CALLER: caller}, receive, send)

    async def stop(self) -> None:
        """End what runs behind the door."""
        self._closing.set()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    def _admit(self, request: Request) -> Caller:
        """Who calls. Raises ``KeyMissing`` and what a key's identification raises."""
        if not self._is_own(request.headers):
            raise CrossSiteRequest
        address = request.client.host if request.client else ""
        caller = identify_program(request.headers, address=address, gateway=self._gateway)
        if caller is None:
            raise KeyMissing
        if request.method != "POST":
            raise MethodNotOffered
        return caller

    def _is_own(self, headers: Headers) -> bool:
        """Whether no browser of another site sends this: programs name no origin."""
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc in (headers.get("host"), self._own_host)

    async def _open(self) -> Handle:
        """Start the server of the protocol at the first call; importing it takes a good part of a second."""
        async with self._opening:
            if self._handle is not None:
                return self._handle
            tools = await asyncio.to_thread(import_module, "genkan.knowledge.api.mcp_tools")
            manager = tools.McpTools(self._desk, self._clock, self._told, _caller_of).manager()
            ready = asyncio.Event()
            self._running = asyncio.create_task(self._run(manager, ready))
            await ready.wait()
            handle: Handle = manager.handle_request
            self._handle = handle
            return handle

    async def _run(self, manager: Any, ready: asyncio.Event) -> None:
        """The server's task group must be entered and left by one task."""
        async with manager.run():
            ready.set()
            await self._closing.wait()

    def _told(self, problem: Problem) -> tuple[str, str]:
        return self._explain(problem, self._language)

    def _refusal(self, error: Exception) -> Response:
        problem = error if isinstance(error, Problem) else problem_of(error)
        if problem is None:
            problem = McpFailed(reference=new_id(self._clock))
            logger.error("MCP could not be served: %s", problem, exc_info=error)
        sentence, next_step = self._told(problem)
        body = {
            "error": sentence,
            "next_step": next_step,
            "status": problem.status,
            "code": type(problem).__name__,
        }
        response = Response(msgspec.json.encode(body), problem.status, media_type="application/json")
        if problem.status == 401:
            response.headers["www-authenticate"] = "Bearer"
        if isinstance(problem, MethodNotOffered):
            response.headers["allow"] = "POST"
        return response


def _caller_of(request: Any) -> Caller:
    """The caller that the door put beside the request."""
    return request.scope[_CALLER]
