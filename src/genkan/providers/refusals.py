"""What an endpoint says when it refuses, and which error that is."""

from collections.abc import Iterator
from typing import cast

from genkan.providers.errors import (
    ContentRefused,
    EndpointFailing,
    EndpointRefused,
    ModelNotServed,
    ProviderProblem,
    SecretRefused,
    StreamBroken,
    TooManyRequests,
)

_LONGEST_MESSAGE = 300
_REFUSALS = {401: SecretRefused, 403: SecretRefused, 404: ModelNotServed, 429: TooManyRequests}
_FILTERED = frozenset({"content_filter", "ResponsibleAIPolicyViolation", "content_policy_violation"})
_MESSAGE_KEYS = ("error", "message", "Message", "detail", "title", "code")


def refusal(http_status: int, message: str, *, code: str = "") -> EndpointRefused:
    """The error for a status; ``message`` is what the endpoint said, cleaned and cut, for operators.

    ``code`` is its own word for the error, see :func:`error_code`.
    """
    kind = _REFUSALS.get(http_status, EndpointFailing if http_status >= 500 else EndpointRefused)
    if code in _FILTERED:
        kind = ContentRefused
    clean = "".join(character if character.isprintable() else " " for character in message)
    return kind(http_status=http_status, message=clean[:_LONGEST_MESSAGE])


def failure(document: object, *, after_text: bool, status: int | None = None) -> ProviderProblem:
    """The error that an endpoint reports within a body of status 200.

    ``after_text``: the answer had begun. ``status``: the status that the report stands for, if it does not say so.
    """
    message = error_message(document)
    if after_text:
        return StreamBroken(reason=f"error: {message[:_LONGEST_MESSAGE]}")
    return refusal(status or _status(document), message, code=error_code(document))


def error_message(document: object, *, path: tuple[str, ...] = ()) -> str:
    """What an error document says: the text at ``path``, or in one of the shapes that endpoints use."""
    return _text_at(document, path) or _any_text(document)


def error_code(document: object) -> str:
    """``content_filter`` where a content filter stopped the request, otherwise the endpoint's own code, if any."""
    codes = list(_codes(document))
    return next((code for code in codes if code in _FILTERED), codes[0] if codes else "")


def is_filtered(document: object) -> bool:
    """Whether an error document says that a content filter stopped the answer."""
    return error_code(document) in _FILTERED


def _status(document: object) -> int:
    found = _fields(document)
    inner = _fields(found.get("error"))
    codes = (inner.get("code"), found.get("code"), found.get("status"))
    return next((code for code in codes if isinstance(code, int) and 400 <= code < 600), 500)


def _text_at(document: object, path: tuple[str, ...]) -> str:
    for key in path:
        document = _fields(document).get(key)
    return document if path and isinstance(document, str) else ""


def _any_text(document: object) -> str:
    if isinstance(document, str):
        return document
    found = (_any_text(value) for key in _MESSAGE_KEYS if (value := _fields(document).get(key)))
    return next((message for message in found if message), "")


def _codes(document: object) -> Iterator[str]:
    found = _fields(document)
    code = found.get("code")
    if isinstance(code, str):
        yield code
    for inner in (found.get("error"), found.get("innererror")):
        if isinstance(inner, dict):
            yield from _codes(cast("object", inner))


def _fields(document: object) -> dict[str, object]:
    return cast("dict[str, object]", document) if isinstance(document, dict) else {}
