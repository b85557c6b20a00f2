"""Embeddings: both ways of sending numbers, and answers that are not one sound vector for each text."""

import base64
import json
import struct
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from genkan.providers import (
    Embeddings,
    Endpoint,
    EndpointTimedOut,
    EndpointUnreachable,
    ModelNotServed,
    NotSupported,
    ProviderProblem,
    SecretRefused,
    Session,
    embed,
)
from genkan.providers.errors import EndpointFailing, NotTheProtocol, TooManyRequests
from tests.providers.conftest import CALM, QUICK
from tests.providers.rules import SECRET
from tests.providers.streams import answering, streaming
from tests.providers.strict import StrictServer, fields, refuse, running

VECTORS = [[0.5, -0.25, 1.0], [0.0, 2.0, -3.5]]


def rule(request: web.Request, body: bytes) -> web.Response | None:
    """``/v1/embeddings`` with a bearer, a list of texts and a known form."""
    document = fields(body)
    if request.path != "/v1/embeddings":
        return refuse(404, {"error": {"message": "no such path"}})
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return refuse(401, {"error": {"message": "bad key"}})
    texts = document.get("input")
    known = {"model", "input", "encoding_format", "dimensions"}
    if not isinstance(texts, list) or not all(texts) or document.keys() - known:
        return refuse(400, {"error": {"message": "invalid input"}})
    return (
        None if document.get("model") == "embedder" else refuse(404, {"error": {"message": "no such model"}})
    )


def listing(vectors: list[object], **more: object) -> bytes:
    """The answer, its vectors out of order."""
    data = [
        {"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)
    ]
    return json.dumps({"object": "list", "data": data[::-1], "model": "embedder", **more}).encode()


def packed(vector: list[float]) -> str:
    """The numbers as OpenAI packs them."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


@pytest.fixture
async def embedder() -> AsyncIterator[StrictServer]:
    """A strict server."""
    async with running(rule) as server:
        yield server


async def ask(session: Session, server: StrictServer, **how: object) -> Embeddings:
    """The embeddings of two texts."""
    endpoint = Endpoint(f"{server.address}/v1", secret=SECRET)
    return await embed(
        session, endpoint, **{"model": "embedder", "inputs": ["旅費", "文書"], "timeouts": CALM, **how}
    )  # type: ignore[arg-type]


async def test_numbers(embedder: StrictServer, session: Session) -> None:
    embedder.behaviour = answering(listing(VECTORS, usage={"prompt_tokens": 4, "total_tokens": 4}))
    found = await ask(session, embedder)

    assert found == Embeddings(tuple(map(tuple, VECTORS)), input_tokens=4)  # type: ignore[arg-type]
    assert embedder.bodies == [{"model": "embedder", "input": ["旅費", "文書"], "encoding_format": "float"}]


async def test_packed_numbers_without_usage(embedder: StrictServer, session: Session) -> None:
    embedder.behaviour = answering(listing([packed(vector) for vector in VECTORS]))
    found = await ask(session, embedder, encoding="base64", dimensions=3)

    assert found == Embeddings(tuple(map(tuple, VECTORS)), input_tokens=None)  # type: ignore[arg-type]
    assert embedder.bodies[0]["encoding_format"] == "base64"
    assert embedder.bodies[0]["dimensions"] == 3


async def test_no_texts_ask_nobody(embedder: StrictServer, session: Session) -> None:
    assert await ask(session, embedder, inputs=[]) == Embeddings((), input_tokens=0)
    assert embedder.bodies == []


async def test_more_texts_than_declared(embedder: StrictServer, session: Session) -> None:
    endpoint = Endpoint(f"{embedder.address}/v1", secret=SECRET, capabilities={"most_inputs": 1})
    with pytest.raises(NotSupported):
        await embed(session, endpoint, model="embedder", inputs=["旅費", "文書"])
    with pytest.raises(NotSupported):
        declared = replace(endpoint, capabilities={"refuses": ["dimensions"]})
        await embed(session, declared, model="embedder", inputs=["旅費"], dimensions=2)
    assert embedder.bodies == []


WRONG: dict[str, bytes] = {
    "HTML": b"<html>",
    "nothing": b"",
    "half a document": listing(VECTORS)[:50],
    "another document": b'{"choices": []}',
    "too few": listing(VECTORS[:1]),
    "too many": listing([*VECTORS, VECTORS[0]]),
    "one of them twice": json.dumps({"data": [{"index": 0, "embedding": [1.0]}] * 2}).encode(),
    "lengths that differ": listing([[1.0], [1.0, 2.0]]),
    "no numbers": listing([[], []]),
    "no base64": listing(["!", "!"]),
    "bytes that are no numbers": listing(["AAA=", "AAA="]),
    "not a number": listing([packed([float("nan")]), packed([1.0])]),
    "invalid UTF-8": listing(["X", "X"]).replace(b'"X"', b'"\xff"'),
}


@pytest.mark.parametrize("name", WRONG)
async def test_an_answer_that_is_wrong(name: str, embedder: StrictServer, session: Session) -> None:
    embedder.behaviour = answering(WRONG[name])
    with pytest.raises(NotTheProtocol):
        await ask(session, embedder)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, SecretRefused), (404, ModelNotServed), (429, TooManyRequests), (500, EndpointFailing)],
)
async def test_a_refusal(
    status: int, kind: type[ProviderProblem], embedder: StrictServer, session: Session
) -> None:
    embedder.behaviour = answering(b'{"error": {"message": "no"}}', status=status)
    with pytest.raises(kind):
        await ask(session, embedder)


async def test_a_wrong_model(embedder: StrictServer, session: Session) -> None:
    with pytest.raises(ModelNotServed):
        await ask(session, embedder, model="other")


async def test_silence(embedder: StrictServer, session: Session) -> None:
    embedder.behaviour = streaming([b'{"data": ['], hang=True)
    with pytest.raises(EndpointTimedOut):
        await ask(session, embedder, timeouts=QUICK)


async def test_nobody_there(session: Session) -> None:
    with pytest.raises(EndpointUnreachable):
        await embed(session, Endpoint("http://127.0.0.1:1/v1"), model="m", inputs=["a"])
