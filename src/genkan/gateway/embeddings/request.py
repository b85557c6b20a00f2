"""A request in the form of OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings)."""

from typing import Annotated, Literal

import msgspec

from genkan.gateway.chat.escapes import readable
from genkan.gateway.errors import PartNotChecked, RequestInvalid

Text = Annotated[str, msgspec.Meta(min_length=1)]
_MOST = 2048
_Texts = Annotated[list[Text | int | list[int]], msgspec.Meta(min_length=1, max_length=_MOST)]


class EmbeddingsRequest(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The whole request; what is None was not asked for."""

    model: Text
    input: Text | _Texts
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, msgspec.Meta(ge=1, le=10**5)] | None = None
    user: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be embedded. Raises ``PartNotChecked`` for tokens, in which nobody can read what they say."""
        given = self.input if isinstance(self.input, list) else [self.input]
        texts = tuple(readable(text) for text in given if isinstance(text, str))
        if len(texts) < len(given):
            raise PartNotChecked(kind="token", parameter="input")
        return texts


_decode = msgspec.json.Decoder(EmbeddingsRequest).decode


def read_embeddings_request(body: bytes) -> EmbeddingsRequest:
    """The request in a body. Raises ``RequestInvalid`` naming the place that is wrong."""
    try:
        return _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestInvalid(reason=str(error)) from error
