"""Errors in OpenAI's form, with a message in Japanese or, where the program asks for it, in English."""

import logging
from collections.abc import Callable
from typing import Any

import msgspec

from genkan.kit import Clock, Problem, new_id
from genkan.openai_api.errors import ApiFailed, ProgramLeft
from genkan.openai_api.exchange import Exchange, Header
from genkan.openai_api.language import preferred_language
from genkan.storage import problem_of

logger = logging.getLogger(__name__)

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    413: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
}
_ABOUT_THE_REQUEST = frozenset({400, 413, 422})
_USUAL_WAIT = 5
Explain = Callable[[Problem, str], tuple[str, str]]


def named(error: Exception, *, clock: Clock) -> Problem:
    """The error as a problem; one without a name goes to the log under a reference."""
    if isinstance(error, Problem):
        return error
    problem = problem_of(error) or ApiFailed(reference=new_id(clock))
    logger.error("A request failed: %s", problem, exc_info=error)
    return problem


def in_japanese(problem: Problem, _language: str) -> tuple[str, str]:
    """The sentence and the next step as they stand."""
    details = problem.details
    return problem.sentence.format_map(details), problem.next_step.format_map(details)


def error_of(problem: Problem, *, explain: Explain = in_japanese, language: str = "ja") -> dict[str, Any]:
    """``{"message", "type", "param", "code"}`` in ``language``."""
    details = problem.details
    message = (" " if language == "en" else "").join(explain(problem, language)).strip()
    code = getattr(problem, "code", None) or type(problem).__name__
    return {
        "message": message,
        "type": _TYPES.get(status_of(problem), "server_error"),
        "param": details.get("parameter"),
        "code": details.get("rule", code),
    }


def status_of(problem: Problem) -> int:
    """The status for the program: what an endpoint refused about the request itself is the program's to mend."""
    refused = problem.details.get("http_status")
    return 400 if refused in _ABOUT_THE_REQUEST else problem.status


def headers(problem: Problem) -> list[Header]:
    """``Retry-After`` where asking again makes sense, ``WWW-Authenticate`` where a key is missing."""
    found: list[Header] = []
    wait = getattr(problem, "retry_after", None)
    if wait is not None or problem.status == 503:
        found.append((b"retry-after", str(wait or _USUAL_WAIT).encode()))
    if problem.status == 401:
        found.append((b"www-authenticate", b"Bearer"))
    return found


async def tell(exchange: Exchange, problem: Problem, *, explain: Explain = in_japanese) -> None:
    """Answer with the error; within a stream it is an event, after which the stream ends without ``[DONE]``."""
    if isinstance(problem, ProgramLeft):
        return
    language = preferred_language(exchange.header(b"accept-language") or "")
    error = error_of(problem, explain=explain, language=language)
    document = msgspec.json.encode({"error": error})
    if not exchange.started:
        await exchange.answer(document, status=status_of(problem), headers=headers(problem))
    elif exchange.failure is not None:
        await exchange.end_events(exchange.failure(error))
    else:
        await exchange.end_events(b"data: " + document + b"\n\n")
