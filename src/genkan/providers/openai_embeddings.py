"""OpenAI's embeddings (``POST {base}/embeddings``), sent as numbers or packed in base64."""

import base64
import binascii
import math
import sys
from array import array
from collections.abc import Sequence

import msgspec

from genkan.providers.address import check_address
from genkan.providers.capabilities import check_names, read_capabilities
from genkan.providers.destination import bearer
from genkan.providers.errors import NotSupported, NotTheProtocol
from genkan.providers.events import Endpoint
from genkan.providers.http import Call, call_to, exchange
from genkan.providers.patience import Patience
from genkan.providers.reading import read_report
from genkan.providers.session import Session
from genkan.providers.timing import Limits, Timeouts
from genkan.providers.vectors import Embeddings, Encoding


class _Vector(msgspec.Struct, frozen=True):
    index: int
    embedding: list[float] | str


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int | None = None


class _Listing(msgspec.Struct, frozen=True):
    data: list[_Vector]
    usage: _Usage | None = None


async def ask_for_vectors(
    session: Session,
    endpoint: Endpoint,
    *,
    model: str,
    inputs: Sequence[str],
    dimensions: int | None,
    encoding: Encoding,
    timeouts: Timeouts | None,
) -> Embeddings:
    """See :func:`~genkan.providers.embedding.embed`."""
    call = _call(endpoint, model=model, inputs=inputs, dimensions=dimensions, encoding=encoding)
    timeouts, limits = timeouts or Timeouts(), Limits()
    patience = Patience(timeouts)
    async with exchange(
        session.client(), call, patience=patience, timeouts=timeouts, report_limit=limits.report
    ) as response:
        body = await read_report(response, patience=patience, limit=limits.answer)
    return _read(body, count=len(inputs))


def _call(
    endpoint: Endpoint, *, model: str, inputs: Sequence[str], dimensions: int | None, encoding: Encoding
) -> Call:
    capabilities = read_capabilities(endpoint.capabilities)
    if dimensions is not None:
        check_names(capabilities, ["dimensions"])
    if capabilities.most_inputs is not None and len(inputs) > capabilities.most_inputs:
        raise NotSupported(
            parameter="input", given=str(len(inputs)), allowed=f"1～{capabilities.most_inputs}"
        )
    asked = {**endpoint.parameters, "dimensions": dimensions, "encoding_format": encoding}
    document = {name: value for name, value in asked.items() if value is not None}
    return call_to(
        endpoint,
        check_address(endpoint.address) / "embeddings",
        capabilities=capabilities,
        headers=bearer(endpoint.secret),
        body=msgspec.json.encode({**document, "model": model, "input": list(inputs)}),
    )


def _read(body: bytes, *, count: int) -> Embeddings:
    try:
        listing = msgspec.json.decode(body, type=_Listing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotTheProtocol(reason="not a list of embeddings") from error
    ordered = sorted(listing.data, key=lambda vector: vector.index)
    if [vector.index for vector in ordered] != list(range(count)):
        raise NotTheProtocol(reason="not one embedding for each text")
    vectors = tuple(_numbers(vector.embedding) for vector in ordered)
    if len({len(vector) for vector in vectors}) > 1 or not all(map(_is_sound, vectors)):
        raise NotTheProtocol(reason="embeddings that cannot be compared")
    return Embeddings(vectors, input_tokens=listing.usage.prompt_tokens if listing.usage else None)


def _numbers(embedding: list[float] | str) -> tuple[float, ...]:
    """The numbers; packed ones are four bytes each, the lowest first (IEEE 754)."""
    if isinstance(embedding, list):
        return tuple(embedding)
    numbers = array("f")
    try:
        numbers.frombytes(base64.b64decode(embedding, validate=True))
    except (binascii.Error, ValueError) as error:
        raise NotTheProtocol(reason="an embedding that is not packed numbers") from error
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)


def _is_sound(vector: tuple[float, ...]) -> bool:
    return bool(vector) and all(map(math.isfinite, vector))
