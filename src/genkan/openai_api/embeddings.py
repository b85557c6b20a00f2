"""``POST /v1/embeddings``: what texts mean, as vectors."""

import base64
import sys
from array import array
from collections.abc import Sequence

import msgspec

from genkan.gateway import Embedded, EmbeddingsRequest, Gateway, read_embeddings_request
from genkan.openai_api.chat import passage_headers, watched
from genkan.openai_api.exchange import Exchange
from genkan.openai_api.identity import classify, identify


async def answer_embeddings(exchange: Exchange, gateway: Gateway) -> None:
    """One vector for each text, in their order."""
    holder = identify(exchange, gateway.programs)
    request = read_embeddings_request(await exchange.body())
    information_class = classify(exchange, gateway.programs, holder)
    async with watched(exchange):
        found = await gateway.embedder.embed(holder, request, information_class=information_class)
    body = msgspec.json.encode(_document(request, found))
    await exchange.answer(body, headers=passage_headers(found.passage))


def _document(request: EmbeddingsRequest, found: Embedded) -> dict[str, object]:
    packed = request.encoding_format == "base64"
    return {
        "object": "list",
        "data": [
            {"object": "embedding", "index": index, "embedding": _packed(vector) if packed else vector}
            for index, vector in enumerate(found.vectors)
        ],
        "model": request.model,
        "usage": {"prompt_tokens": found.tokens, "total_tokens": found.tokens},
    }


def _packed(vector: Sequence[float]) -> str:
    """Numbers of four bytes each, the lowest first (IEEE 754), in base64."""
    numbers = array("f", vector)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()
