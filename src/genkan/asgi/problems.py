"""How errors reach the person: a page for pages, JSON for programs."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from genkan.asgi.errors import FormNotUnderstood, PageNotFound, Unexpected
from genkan.governance import SESSION_COOKIE, find_viewer
from genkan.kit import Clock, Problem, new_id
from genkan.storage import Database, StorageProblem, problem_of
from genkan.ui import Pages

logger = logging.getLogger(__name__)

_NOT_FOUND = frozenset({404, 405})
_OURS = 500


class ProblemAnswers:
    """Answers each kind of error; ``headers`` are for the answers that no middleware sees.

    Whoever is signed in keeps the menu around the page, also where no route asked who it is; ``database`` tells.
    """

    def __init__(self, *, pages: Pages, database: Database, clock: Clock, headers: Mapping[str, str]) -> None:
        self._pages = pages
        self._database = database
        self._clock = clock
        self._headers = headers

    def register(self, application: FastAPI) -> None:
        """Let the application answer its errors so."""
        application.add_exception_handler(Problem, self.on_problem)
        application.add_exception_handler(HTTPException, self.on_http)
        application.add_exception_handler(RequestValidationError, self.on_validation)
        application.add_exception_handler(Exception, self.on_unexpected)

    async def on_problem(self, request: Request, error: Exception) -> Response:
        """An error that says itself what to do."""
        problem = error if isinstance(error, Problem) else Unexpected(reference="-")
        return await self._answer_viewer(request, problem)

    async def on_http(self, request: Request, error: Exception) -> Response:
        """An error of the framework, or one of ours that the framework wrapped."""
        if isinstance(error.__cause__, Problem):
            return await self._answer_viewer(request, error.__cause__)
        if isinstance(error, HTTPException) and error.status_code in _NOT_FOUND:
            return await self._answer_viewer(request, PageNotFound())
        return await self._answer_viewer(request, FormNotUnderstood(fields=str(error)))

    async def on_validation(self, request: Request, error: Exception) -> Response:
        """A form or an address that does not fit its route."""
        details = error.errors() if isinstance(error, RequestValidationError) else ()
        fields = "、".join(sorted({str(detail["loc"][-1]) for detail in details}))
        return await self._answer_viewer(request, FormNotUnderstood(fields=fields))

    async def on_unexpected(self, request: Request, error: Exception) -> Response:
        """A failing database by its name; anything else under a reference that the log has too."""
        problem = problem_of(error) or Unexpected(reference=new_id(self._clock))
        logger.error("Request %s %s failed: %s", request.method, request.url.path, problem)
        response = self._answer(request, problem)
        response.headers.update(self._headers)
        return response

    async def _answer_viewer(self, request: Request, problem: Problem) -> Response:
        token = request.cookies.get(SESSION_COOKIE, "")
        if token and problem.status < _OURS and not hasattr(request.state, "viewer"):
            try:
                request.state.viewer = await find_viewer(self._database, self._clock, token=token)
            except StorageProblem as unread:
                logger.warning("Who is signed in could not be read; check the database: %s", unread)
        return self._answer(request, problem)

    def _answer(self, request: Request, problem: Problem) -> Response:
        if not request.url.path.startswith("/api/"):
            return self._pages.problem(request, problem)
        sentence, next_step = self._pages.explain(request, problem)
        code = type(problem).__name__
        body = {"error": sentence, "next_step": next_step, "status": problem.status, "code": code}
        return JSONResponse(body, problem.status, headers=_headers(problem))


def _headers(problem: Problem) -> dict[str, str]:
    """What a program reads before it reads the answer: when to ask again, and that a key is missing."""
    wait = getattr(problem, "retry_after", None)
    headers = {} if wait is None else {"retry-after": str(wait)}
    return headers | ({"www-authenticate": "Bearer"} if problem.status == 401 else {})
