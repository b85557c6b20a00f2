"""Names and values as they came: in the address, or as a JSON object in the body."""

import json
from collections.abc import Mapping
from typing import cast

from fastapi import Request

from genkan.knowledge.desk import RequestUnclear
from genkan.knowledge.errors import TextTooLong
from genkan.knowledge.proving import LONGEST_TEXT

_MANY = frozenset({"collection", "kind"})
# JSON may write one character of the text as an escape of six bytes, or twelve beyond the basic plane.
_LARGEST_BODY = 12 * LONGEST_TEXT + 10_000


def given_in_address(request: Request) -> dict[str, object]:
    """The parameters of the address. Raises ``RequestUnclear`` for one that came twice and means one thing."""
    given: dict[str, object] = {}
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if len(values) > 1 and name not in _MANY:
            raise RequestUnclear(name=name[:50], allowed="1")
        given[name] = values if name in _MANY else values[0]
    return given


async def given_in_body(request: Request) -> dict[str, object]:
    """The JSON object in the body. Raises ``TextTooLong`` before all of a longer one is read, or ``RequestUnclear``."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_BODY:
            raise TextTooLong(characters=f"{LONGEST_TEXT:,}")
    try:
        given = json.loads(bytes(body))
    except (ValueError, RecursionError) as error:
        raise RequestUnclear(name="body", allowed="application/json") from error
    if not isinstance(given, Mapping):
        raise RequestUnclear(name="body", allowed="{…}")
    return dict(cast("Mapping[str, object]", given))
