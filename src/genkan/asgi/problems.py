"""How errors reach the person: a page for pages, JSON for programs."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from genkan.asgi.errors import FormNotUnderstood, PageNotFound, Unexpected
from genkan.kit import Clock, Problem, new_id
from genkan.storage import problem_of
from genkan.ui import Pages

logger = logging.getLogger(__name__)

_NOT_FOUND = frozenset({404, 405})


class ProblemAnswers:
    """Answers each kind of error; ``headers`` are for the answers that no middleware sees."""

    def __init__(self, *, pages: Pages, clock: Clock, headers: Mapping[str, str]) -> None:
        self._pages = pages
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
        return self._answer(request, error if isinstance(error, Problem) else Unexpected(reference="-"))

    async def on_http(self, request: Request, error: Exception) -> Response:
        """An error of the framework, or one of ours that the framework wrapped."""
        if isinstance(error.__cause__, Problem):
            return self._answer(request, error.__cause__)
        if isinstance(error, HTTPException) and error.status_code in _NOT_FOUND:
            return self._answer(request, PageNotFound())
        return self._answer(request, FormNotUnderstood(fields=str(error)))

    async def on_validation(self, request: Request, error: Exception) -> Response:
        """A form or an address that does not fit its route."""
        details = error.errors() if isinstance(error, RequestValidationError) else ()
        fields = "、".join(sorted({str(detail["loc"][-1]) for detail in details}))
        return self._answer(request, FormNotUnderstood(fields=fields))

    async def on_unexpected(self, request: Request, error: Exception) -> Response:
        """A failing database by its name; anything else under a reference that the log has too."""
        problem = problem_of(error) or Unexpected(reference=new_id(self._clock))
        logger.error("Request %s %s failed: %s", request.method, request.url.path, problem)
        response = self._answer(request, problem)
        response.headers.update(self._headers)
        return response

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
