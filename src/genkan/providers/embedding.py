"""Asking for what texts mean."""

from collections.abc import Sequence

from genkan.providers.events import Endpoint
from genkan.providers.session import Session
from genkan.providers.timing import Timeouts
from genkan.providers.vectors import Embeddings, Encoding


async def embed(
    session: Session,
    endpoint: Endpoint,
    *,
    model: str,
    inputs: Sequence[str],
    dimensions: int | None = None,
    encoding: Encoding = "float",
    timeouts: Timeouts | None = None,
) -> Embeddings:
    """The embeddings of texts, asked of an OpenAI-compatible server (``POST {base}/embeddings``).

    ``dimensions``: the length of a vector where the model offers several. ``encoding``: how numbers are sent;
    ``base64`` is a quarter of the size. No texts give no vectors, and nothing is sent.
    Raises the errors of this room; ``NotTheProtocol`` where the answer is not one sound vector for each text.
    """
    if not inputs:
        return Embeddings((), input_tokens=0)
    from genkan.providers.openai_embeddings import ask_for_vectors  # loads the HTTP client

    return await ask_for_vectors(
        session,
        endpoint,
        model=model,
        inputs=inputs,
        dimensions=dimensions,
        encoding=encoding,
        timeouts=timeouts,
    )
